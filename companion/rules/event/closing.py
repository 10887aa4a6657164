"""An event opens and is closed by its organisers. Before, it tells when it begins; afterwards it is only read.

What closing means beside, each feature says itself: it hands in an `Ender`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from companion.core.actors import ORGANISERS, SYSTEM_ONLY, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import event_of, is_closed
from companion.core.retention import is_sealed
from companion.core.table import Table
from companion.rules.base import Args, command

Ender = Callable[[Commit, Table, int], None]
"""Adds to a commit what ends with the event at event time (ms)."""
AFTERWARDS: Final = frozenset(
    """
    question.withdraw question.unvote topic.withdraw topic.unsupport note.drop signup.leave hand.lower opening.end
    question.erase question.erase_name topic.erase answer.erase answer.approve answer.hide poll.settle poll.archive
    summary.approve summary.drop summary.edit summary.move summary.pin summary.publish summary.refresh summary.reopen
    summary.take summary.withdraw glossary.set work.retry report.about report.make
    form.answer form.close form.drop form.edit form.invite form.make form.open form.renew form.uninvite
    handover.accept handover.decline handover.edit handover.end handover.make handover.renew
    certificate.about certificate.make folder.make
    attendee.add attendee.edit attendee.reissue attendees.forget checkin.annul checkin.redeem registration.set
    tickets.revoke link.create link.revoke screen.show screen.turn screen.remove
    event.edit event.profile event.open event.close retention.set memory.set
    """.split()
)
"""What people may still do once the event is closed: take back their own, erase, sum up, report, ask organisations
and panellists. Desks hand in what they noted without network.
"""
AFTER_SEAL: Final = frozenset(
    """
    question.erase question.erase_name topic.erase answer.erase work.retry report.about report.make certificate.about
    certificate.make attendees.forget retention.set memory.set registration.set form.drop link.revoke event.edit
    """.split()
)
"""What organisers may still do once it is closed for good: report, erase, shorten what is kept."""


@command("event.open", Args, ORGANISERS)
def open_(table: Table, who: Actor, args: Args, ctx: Context) -> Commit:
    """Go live; or open again what was closed. Questions and sign-ups stay as they are then."""
    event = event_of(table)
    if event.fields.get("opened") is not None and not is_closed(table):
        return Commit()
    return Commit().change(event, opened=event.fields.get("opened") or ctx.now, closed=None)


def close(table: Table, ctx: Context, enders: Iterable[Ender]) -> Commit:
    """End all that is on: nobody asks, votes or signs up any more, and the pages are only read."""
    event = event_of(table)
    if is_closed(table):
        return Commit()
    commit = Commit().change(event, closed=ctx.now)
    for end in enders:
        end(commit, table, ctx.now)
    return commit


def require_unclosed(table: Table, who: Actor, name: str) -> None:
    """Raise `Refusal("event_closed")` if the event is closed, and the command `name` is not for afterwards."""
    may = AFTER_SEAL if is_sealed(table) else AFTERWARDS
    if is_closed(table) and name not in may and not who.may(SYSTEM_ONLY):
        raise Refusal("event_closed")
