"""Make a list of the entries that were read, wherever they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

import msgspec

from companion.formats.checkin.roster.addons import with_addons
from companion.formats.checkin.roster.columns import SURE
from companion.formats.checkin.roster.entries import Entry, cut
from companion.formats.checkin.roster.keys import keyed
from companion.formats.checkin.roster.model import MOST_PEOPLE, Column, Roster
from companion.formats.checkin.roster.problems import Notes, RosterError

_OF_CODE: Final = 6  # letters of a ticket's code that tell it from others to who reads them out


def assembled(entries: Iterable[Entry], columns: tuple[Column, ...], notes: Notes, source: str) -> Roster:
    """The list of these people. Raises `RosterError`: `empty`, or `too_many` with more than 5,000 people."""
    for column in columns:
        _note(column, notes)
    nameless: Counter[tuple[str, tuple[str, ...]]] = Counter()
    named = (_named(entry, notes, nameless) for entry in with_addons(entries, notes))
    people = keyed((entry for entry in named if entry is not None), notes)
    if not people:
        raise RosterError("empty")
    if len(people) > MOST_PEOPLE:
        raise RosterError("too_many", MOST_PEOPLE)
    if not any(person.codes for person in people):
        notes.add("no_codes")
    return Roster(people=tuple(people), notes=notes.all(), columns=columns, source=source)


def _note(column: Column, notes: Notes) -> None:
    if not column.header:
        return
    if not column.field:
        notes.add("unknown_column", column.header)
    elif column.confidence < SURE:
        notes.add("guessed_column", column.header)
    if column.field == "private":
        notes.add("dropped_column", column.header)


def _named(entry: Entry, notes: Notes, nameless: Counter[tuple[str, tuple[str, ...]]]) -> Entry | None:
    """The entry with a name: a ticket for nobody in particular is called by its order, or by the end of its code, so that it
    still lets someone in. Two of one order that say the same are two tickets, and not one person twice.
    """
    person = entry.person
    if person.name:
        return entry
    ticket = cut(_called(entry), "name", notes)
    notes.add("no_name", ticket or person.org or entry.product)
    if not ticket:
        return None
    nameless[same := (ticket, person.choices)] += 1
    name = ticket if nameless[same] == 1 else f"{ticket}-{nameless[same]}"
    return msgspec.structs.replace(entry, person=msgspec.structs.replace(person, name=name))


def _called(entry: Entry) -> str:
    """What a ticket is called by; of its code only the end, since the whole of it opens the door."""
    order = "-".join(filter(None, (entry.order, entry.position)))
    return order or next((f"#{code[-_OF_CODE:]}" for code in entry.person.codes), "")
