"""Why a ticket does not let in: pretix's reasons, each with a plain sentence. The English sentences are gettext msgids."""

from __future__ import annotations

from typing import Final

from companion.core.messages import _

REASONS: Final[dict[str, str]] = {
    "already_redeemed": _("This ticket was used already."),
    "invalid": _("Nobody here knows this ticket."),
    "canceled": _("This ticket was cancelled."),
    "revoked": _("This ticket was replaced by a newer one."),
    "blocked": _("This ticket is blocked."),
    "unapproved": _("This registration is not approved yet."),
    "unpaid": _("This ticket is not paid yet."),
    "invalid_time": _("This ticket is not valid at this time."),
    "incomplete": _("There is a question to answer first."),
}
