"""Who signs what: those who were there, by day, for lists and slips."""

from __future__ import annotations

import datetime as dt

from babel.dates import format_date

from companion.core.event import event_of, first_day
from companion.core.small_numbers import told
from companion.core.table import Table
from companion.core.text import pick
from companion.formats.checkin.attendance import Book
from companion.formats.checkin.prints.model import Occasion, Signer

Days = list[tuple[Occasion, list[Signer]]]


def to_sign(book: Book, lang: str) -> Days:
    """Everybody who was there, by day; one day without anybody where nobody was."""
    days: dict[dt.date, list[Signer]] = {}
    for who in book.present():
        remote = book.time(who.first) if who.mode == "remote" else ""
        days.setdefault(who.day, []).append(Signer(who.attendee["name"], who.attendee["org"], remote))
    found = [(occasion(book.table, lang, day), signers) for day, signers in days.items()]
    return found or [(occasion(book.table, lang), [])]


def without_names(days: Days, person: str) -> Days:
    """The same with `person` (`… %(n)s`) for everybody, and without the days on which too few were there to be told."""
    return [
        (about, [Signer(person % {"n": n}, "") for n in range(1, len(signers) + 1)])
        for about, signers in days
        if told(len(signers)) is not None
    ]


def occasion(table: Table, lang: str, day: dt.date | None = None) -> Occasion:
    """The event on a day, its first one if none is given."""
    event = event_of(table)
    day = day or first_day(table)
    date = str(format_date(day, "long", locale=lang)) if day else ""
    return Occasion(pick(event["title"], lang), date, pick(event["venue"] or "", lang))
