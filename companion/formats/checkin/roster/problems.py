"""What can be wrong with an attendee list, and what its reader has changed, left out or guessed: two closed lists of codes.

The English sentences are gettext msgids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from companion.core.messages import _
from companion.core.text import line
from companion.formats.coded_note import CodedNote

ERRORS: Final[dict[str, str]] = {
    # the file
    "too_large": _("This list is larger than %(detail)s MB, which is too much."),
    "empty": _("There is nobody on this list."),
    "not_a_table": _("This file is not a table. Please save the list as XLSX or CSV."),
    "old_excel": _("This workbook has a password or is of an old kind. Please save it as XLSX without a password."),
    "broken_file": _("This workbook is damaged. Please open it and save it again as XLSX, or as CSV."),
    "no_name_column": _(
        "No column of names was found. Please write “Name” above the names, and what the other columns are."
    ),
    "bad_column": _("There is no such column, or it cannot be that: %(detail)s"),
    "too_many_cells": _(
        "This workbook has more than %(detail)s cells or texts, which is too much for a list of people."
    ),
    "too_much": _("Reading this list took too long. Please send it with nothing but the people in it."),
    "too_many": _("This list has more than %(detail)s entries, which is too much."),
    # another system
    "bad_address": _("This cannot be the address of a ticket shop. It must begin with https://."),
    "not_reachable": _("The ticket shop does not answer at the moment. Nothing was changed; please try again later."),
    "slow_down": _("The ticket shop asks us to wait. Nothing was changed; please try again in a few minutes."),
    "bad_token": _("The ticket shop does not accept this token, or the token may not see orders."),
    "no_such_event": _("The ticket shop knows no such event. Please check both short names in its address."),
    "not_pretix": _("There is no pretix at this address, or it answers otherwise than expected."),
    "foreign_link": _("The ticket shop leads to another server (%(detail)s). The token was not sent there."),
}
# What happened to single people or columns. None of it keeps a list from being read.
NOTES: Final[dict[str, str]] = {
    "no_codes": _("There are no ticket codes in this list. Everybody gets a ticket from us."),
    "short_codes": _(
        "Ticket codes that are so short that they could be guessed (%(n)s): only the server checks them. A desk without a"
        " network notes them unverified; our own tickets it knows."
    ),
    "no_name": _(
        "Without a name. They are called by their order, or by the end of their ticket code; without either they are left out"
        " (%(n)s): %(what)s"
    ),
    "duplicate": _("On the list several times, and now once (%(n)s): %(what)s"),
    "duplicate_key": _("Several people cannot be told apart, so please keep their order in the list (%(n)s): %(what)s"),
    "duplicate_code": _("Their ticket code belongs to somebody above them, so they get a new one (%(n)s): %(what)s"),
    "addon_without_person": _("Booked in addition to a ticket that is not on the list, so left out (%(n)s): %(what)s"),
    "skipped_canceled": _("Left out, since they are canceled or expired (%(n)s): %(what)s"),
    "skipped_unpaid": _("Left out, since they are not paid (%(n)s): %(what)s"),
    "skipped_unapproved": _("Left out, since they are not approved yet (%(n)s): %(what)s"),
    "skipped_test": _("Left out, since they are test orders (%(n)s): %(what)s"),
    "skipped_product": _("Left out, since these products are no admission (%(n)s): %(what)s"),
    "guessed_column": _("The meaning of these columns was guessed (%(n)s): %(what)s"),
    "unknown_column": _("Columns that are not known here were left out (%(n)s): %(what)s"),
    "dropped_column": _("Columns with private details were left out on purpose (%(n)s): %(what)s"),
    "unknown_value": _("These entries were not understood and count as empty (%(n)s): %(what)s"),
    "unknown_state": _(
        "These states are not known here, so the people do not count as valid until somebody says so (%(n)s): %(what)s"
    ),
    "not_names": _("Columns in which nobody's name stands were left out (%(n)s): %(what)s"),
    "unfinished": _("Left out, since their answers were never sent (%(n)s)."),
    "other_table": _("Rows of other tables in this file were left out (%(n)s): %(what)s"),
    "same_name": _(
        "Somebody of this name is on the list already, and it cannot be told who is who, so they count as new (%(n)s): %(what)s"
    ),
    "mode_from_product": _("Whether they come or take part remotely was taken from the ticket (%(n)s): %(what)s"),
    "removed_address": _("E-mail addresses inside texts were removed (%(n)s)."),
    "cut": _("Texts that were too long were cut (%(n)s): %(what)s"),
}


class RosterError(Exception):
    """A list that could not be read; nothing of it is used. `code` is one of `ERRORS`, `detail` fills its sentence."""

    def __init__(self, code: str, detail: object = "") -> None:
        assert code in ERRORS, code
        super().__init__(f"{code}: {detail}" if detail != "" else code)
        self.code = code
        self.detail = str(detail)

    def text(self, gettext: Callable[[str], str] = str) -> str:
        """The sentence, in the language of `gettext`."""
        return gettext(ERRORS[self.code]) % {"detail": self.detail}


class Note(CodedNote, frozen=True):
    """A note on a list; `about` names people and values of it, so it is only for those who brought it."""

    SENTENCES = NOTES


class Notes:
    """Collects notes: one of each code, with the first few things that it is about."""

    MOST: Final = 20
    LENGTH: Final = 80

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()
        self._about: dict[str, dict[str, None]] = {}

    def add(self, code: str, about: str = "") -> None:
        """Remember that this happened to something."""
        assert code in NOTES, code
        self._count[code] += 1
        first = self._about.setdefault(code, {})
        if about and len(first) < self.MOST:
            about = line(about[: 2 * self.LENGTH])
            first[about if len(about) <= self.LENGTH else about[: self.LENGTH - 1] + "…"] = None

    def all(self) -> tuple[Note, ...]:
        """The notes, each code once, in the order of `NOTES`."""
        return tuple(Note(code, self._count[code], tuple(self._about[code])) for code in NOTES if code in self._about)
