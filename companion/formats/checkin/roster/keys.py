"""What people are known by when a list comes again, and one entry for each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

import msgspec

from companion.core.ids import digest
from companion.formats.checkin.roster.entries import Entry
from companion.formats.checkin.roster.model import LENGTHS, MOST_CHOICES, MOST_CODES, Person
from companion.formats.checkin.roster.names import folded
from companion.formats.checkin.roster.problems import Notes

_OF_NAME: Final = "n-"


def key_of(entry: Entry) -> str:
    """The best key that a row has: pretix's pseudonymous ID, which says nothing about anybody; the position in its order;
    a digest of the ticket's code; at last a digest of the name, with the order or else the organisation.
    """
    person = entry.person
    if entry.pseudonym:
        key = entry.pseudonym
    elif entry.order and entry.position:
        key = f"{entry.order}-{entry.position}"
    elif person.codes:
        key = "c-" + digest("code", person.codes[0])
    else:
        name = folded(person.name) or person.name
        key = _OF_NAME + digest("name", name, entry.order, "" if entry.order else folded(person.org))
    return key if len(key) <= LENGTHS["key"] else "k-" + digest("key", key)


def keyed(entries: Iterable[Entry], notes: Notes) -> list[Person]:
    """The people with their keys, each key and each code once.

    Who is in the list twice becomes one. People who only have the same key, such as two of the same name, stay two: the
    later one's key takes a number, by the order of the list.
    """
    found: dict[str, Person] = {}
    for entry in entries:
        key = key_of(entry)
        person = msgspec.structs.replace(entry.person, key=key)
        first = found.get(key)
        if first is None:
            found[key] = person
        elif _same(first, person):
            found[key] = _merged(first, person)
            notes.add("duplicate", person.name)
        else:
            key = numbered(key, found)
            found[key] = msgspec.structs.replace(person, key=key)
            notes.add("duplicate_key", person.name)
    return _codes_once(found.values(), notes)


def _same(first: Person, other: Person) -> bool:
    """Whether two rows with the same key are one person: a list may have a line for each workshop or ticket of somebody."""
    if not by_name(first.key):
        return folded(first.name) == folded(other.name)
    return _bare(first) == _bare(other)


def _bare(person: Person) -> Person:
    return msgspec.structs.replace(person, choices=(), codes=(), name=folded(person.name), org=folded(person.org))


def _merged(first: Person, other: Person) -> Person:
    choices = tuple(dict.fromkeys((*first.choices, *other.choices)))[:MOST_CHOICES]
    codes = tuple(dict.fromkeys((*first.codes, *other.codes)))[:MOST_CODES]
    return msgspec.structs.replace(first, choices=choices, codes=codes)


def by_name(key: str) -> bool:
    """Whether somebody is known by nothing but a name."""
    return key.startswith(_OF_NAME)


def numbered(key: str, taken: Collection[str]) -> str:
    """The key with a number that makes it another than those that are taken."""
    n = 2
    while f"{key[: LENGTHS['key'] - 6]}-{n}" in taken:
        n += 1
    return f"{key[: LENGTHS['key'] - 6]}-{n}"


def _codes_once(people: Iterable[Person], notes: Notes) -> list[Person]:
    """A code lets one person in. Who comes second with it gets a ticket of our own, as all without codes do."""
    taken: set[str] = set()
    kept = []
    for person in people:
        codes = tuple(code for code in person.codes if code not in taken)
        taken.update(codes)
        if len(codes) < len(person.codes):
            notes.add("duplicate_code", person.name)
            person = msgspec.structs.replace(person, codes=codes)
        kept.append(person)
    return kept
