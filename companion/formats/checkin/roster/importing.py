"""Import a list: what it would change in an event, and then change it. Codes of other systems become hashes here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.event import zone_of
from companion.core.ids import random_id
from companion.core.table import Row, Table
from companion.core.ticket_codes import code_hash, keyed_code_hash, scanned
from companion.formats.checkin.roster.diff import Changes, compare
from companion.formats.checkin.roster.model import Person, Roster
from companion.formats.checkin.roster.problems import Note
from companion.formats.checkin.roster.same_people import recognised
from companion.formats.checkin.roster.short_codes import short_codes

AT_ONCE: Final = 600
"""Each person may be six rows of a commit: themselves, our ticket, and four of another system."""
_MOST_NAMED: Final = 20
FIELDS: Final = tuple("name org mode lang choices note consent key group state attention".split())


class ImportCounts(msgspec.Struct, frozen=True):
    """How many people were added, changed, and found as they were."""

    added: int
    changed: int
    same: int


def difference(table: Table, roster: Roster, key: str) -> tuple[Roster, Changes]:
    """The list in the event's own terms (hashes for codes, moments with an offset), and what it would change.

    `key` is the event's.
    """
    zone = ZoneInfo(zone_of(table))
    codes = [scanned(code) for person in roster.people for code in person.codes]
    short = short_codes(codes)
    hashes = {code: keyed_code_hash(key, code) if code in short else code_hash(code) for code in codes}
    current = _known(table, zone)
    people, unsure = recognised(current, (_in_our_terms(person, zone, hashes) for person in roster.people))
    notes = (*roster.notes, Note("short_codes", len(short), ())) if short else roster.notes
    notes = (*notes, Note("same_name", len(unsure), unsure[:_MOST_NAMED])) if unsure else notes
    ours = msgspec.structs.replace(roster, people=people, notes=notes)
    return ours, compare(current, ours)


def import_roster(commands: Commands, slug: str, table: Table, roster: Roster) -> ImportCounts:
    """Put a list that `difference` gave into the event. Raises `Refusal`; what was imported before that stays, and the
    same list may be imported again.
    """
    zone = ZoneInfo(zone_of(table))
    counts = {"added": 0, "changed": 0, "same": 0}
    for first in range(0, len(roster.people), AT_ONCE):
        people = [_entry(person, zone) for person in roster.people[first : first + AT_ONCE]]
        result = commands.run(slug, SYSTEM, "attendees.load", random_id(), {"people": people}).result
        counts = {name: n + result[name] for name, n in counts.items()}
    return ImportCounts(**counts)


def _known(table: Table, zone: ZoneInfo) -> Mapping[str, Person]:
    code_hashes: dict[str, list[str]] = {}
    for code in table.all("code"):
        code_hashes.setdefault(code["attendee"], []).append(code.id)
    rows = (row for row in table.all("attendee") if row.to and row["key"])
    return {row["key"]: _person(row, code_hashes.get(row.id, []), zone) for row in rows}


def _person(row: Row, code_hashes: list[str], zone: ZoneInfo) -> Person:
    fields = {name: row[name] for name in FIELDS} | {"choices": tuple(row["choices"]), "codes": tuple(code_hashes)}
    fields |= {name: _iso(row[name], zone) for name in ("valid_from", "valid_until")}
    return Person(**fields)


def _in_our_terms(person: Person, zone: ZoneInfo, hashes: Mapping[str, str]) -> Person:
    changes: dict[str, Any] = {"codes": tuple(hashes[scanned(code)] for code in person.codes)}
    changes |= {name: _iso(_ms(getattr(person, name), zone), zone) for name in ("valid_from", "valid_until")}
    return msgspec.structs.replace(person, **changes)


def _entry(person: Person, zone: ZoneInfo) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(person, name) for name in FIELDS}
    fields |= {name: _ms(getattr(person, name), zone) for name in ("valid_from", "valid_until")}
    return fields | {"choices": list(person.choices), "code_hashes": list(person.codes)}


def _ms(moment: str | None, zone: ZoneInfo) -> int | None:
    """Event ms of an ISO moment; without an offset it is a time where the event is."""
    if moment is None:
        return None
    at = dt.datetime.fromisoformat(moment)
    return int((at if at.tzinfo else at.replace(tzinfo=zone)).timestamp() * 1000)


def _iso(ms: int | None, zone: ZoneInfo) -> str | None:
    return None if ms is None else dt.datetime.fromtimestamp(ms / 1000, zone).isoformat()


def changes_by_name(changes: Changes) -> dict[str, list[dict[str, Any]]]:
    """What a list would change, by name, for whoever imports it."""

    def brief(people: Iterator[Any]) -> list[dict[str, Any]]:
        return [{"name": person.name, "org": person.org} for person in people]

    changed = [{"name": c.new.name, "org": c.new.org, "fields": list(c.fields)} for c in changes.changed]
    return {"added": brief(iter(changes.added)), "changed": changed}


def told_people(roster: Roster, gettext: Callable[[str], str]) -> dict[str, Any]:
    """A list for programs: who is on it and in which state, how each column was read, and what was left out or guessed."""
    told = "name org mode lang choices note consent group state attention valid_from valid_until".split()
    return {
        "people": [{field: getattr(person, field) for field in told} for person in roster.people],
        "notes": [{"code": note.code, "n": note.n, "message": note.text(gettext)} for note in roster.notes],
        "columns": [{"header": c.header, "field": c.field, "confidence": c.confidence} for c in roster.columns],
    }
