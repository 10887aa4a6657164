"""How each column of a list was read, for whoever looks at it before it is taken, and what they say that it is instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import msgspec

from companion.core.messages import _
from companion.formats.checkin.roster.cells import Rows, one_line, tidy
from companion.formats.checkin.roster.columns import SURE
from companion.formats.checkin.roster.model import Column, Roster
from companion.formats.checkin.roster.problems import RosterError
from companion.formats.checkin.roster.values import without_addresses

# What a column can be said to be, in the order in which it is offered. Addresses of people are not among them.
MEANINGS: Final[dict[str, str]] = {
    "": _("not taken over"),
    "name": _("Name"),
    "given": _("First name"),
    "family": _("Last name"),
    "title": _("Academic title"),
    "org": _("Organisation"),
    "mode": _("On site or online"),
    "status": _("State of the registration"),
    "choice": _("Workshop chosen"),
    "note": _("Note for the desk"),
    "lang": _("Language"),
    "consent": _("Consent to photographs"),
    "paid": _("Paid"),
    "code": _("Ticket code"),
    "group": _("Booked together"),
    "product": _("Kind of ticket"),
}
_OTHERS: Final[dict[str, str]] = {
    "private": _("private, not kept"),
    "unused": _("not needed"),
    "invoice_name": _("Name, where nobody else is named"),
    "invoice_org": _("Organisation, where no other is named"),
}
_ALSO: Final = _("read, too")
_SAMPLES: Final = 3
_LONGEST: Final = 40
_LOOKED_AT: Final = 200


def meanings_of(text: str) -> dict[int, str]:
    """What somebody says that columns are, from `3:org,5:` (the number of the column from 0, and its meaning).

    Raises `RosterError("bad_column")`.
    """
    found: dict[int, str] = {}
    for part in filter(None, text.split(",")):
        number, colon, field = part.partition(":")
        if not colon or not (number.isascii() and number.isdecimal()) or len(number) > 3 or field not in MEANINGS:
            raise RosterError("bad_column", part[:_LONGEST])
        found[int(number)] = field
    return found


def as_told(columns: Sequence[Column], meanings: Mapping[int, str]) -> tuple[Column, ...]:
    """The columns with the meanings that somebody gives them; a private one stays private.

    Raises `RosterError("bad_column")` if there is none of that number.
    """
    if missing := [n for n in meanings if n >= len(columns)]:
        raise RosterError("bad_column", missing[0])
    return tuple(
        msgspec.structs.replace(column, field=meanings[n], confidence=SURE, option="")
        if n in meanings and column.field != "private"
        else column
        for n, column in enumerate(columns)
    )


def with_samples(columns: Sequence[Column], rows: Rows) -> tuple[Column, ...]:
    """The columns with a few of the values that stand in them, but none of a private one."""
    return tuple(
        msgspec.structs.replace(column, samples=() if column.field == "private" else _samples(rows, n))
        for n, column in enumerate(columns)
    )


def told_columns(roster: Roster, gettext: Callable[[str], str]) -> list[dict[str, Any]]:
    """How each column was read, in words: `n` is its number from 0, `sure` whether its header says it, `fixed` whether it
    stays as it is."""
    return [
        {
            "n": n,
            "header": column.header,
            "field": column.field,
            "meaning": gettext(MEANINGS.get(column.field) or _OTHERS.get(column.field) or _ALSO),
            "sure": column.confidence >= SURE,
            "fixed": column.field == "private",
            "samples": list(column.samples),
        }
        for n, column in enumerate(roster.columns)
        if column.header or column.samples
    ]


def _samples(rows: Rows, n: int) -> tuple[str, ...]:
    cells = (without_addresses(one_line(tidy(row[n]))) for row in rows[:_LOOKED_AT] if len(row) > n and row[n])
    return tuple(dict.fromkeys(cell[:_LONGEST] for cell in cells if cell))[:_SAMPLES]
