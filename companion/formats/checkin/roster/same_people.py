"""Who is who when a list comes again and people are known by their names alone: the order of its rows says nothing, and an
organisation may have been added or corrected. Nobody gets the ticket or the check-in of another of the same name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from companion.formats.checkin.roster.keys import by_name, numbered
from companion.formats.checkin.roster.model import Person
from companion.formats.checkin.roster.names import folded

_WEIGHTS: Final = {"org": 2, "mode": 2, "group": 2, "choices": 1, "note": 1, "lang": 1}


def recognised(current: Mapping[str, Person], people: Iterable[Person]) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    """The people with the keys that they have already, and the names of those who cannot be told from others."""
    people = tuple(people)
    known = _by_name(current.values())
    keys: dict[int, str] = {}
    unsure: list[str] = []
    for name, group in _by_name(people).items():
        if others := known.get(name):
            found, left = _matched(group, others)
            keys |= found
            unsure += [person.name for person in left]
            for person in left:
                keys[id(person)] = numbered(person.key, {*current, *keys.values()})
    kept = (msgspec.structs.replace(person, key=keys.get(id(person), person.key)) for person in people)
    return tuple(kept), tuple(unsure)


def _by_name(people: Iterable[Person]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for person in people:
        if by_name(person.key):
            found.setdefault(folded(person.name) or person.name, []).append(person)
    return found


def _matched(group: list[Person], known: list[Person]) -> tuple[dict[int, str], list[Person]]:
    """The keys of those who are surely one of the known, and those who may be one of several."""
    if len(group) == len(known) == 1:
        return {id(group[0]): known[0].key}, []
    keys: dict[int, str] = {}
    left, free = list(group), list(known)
    while left and free:
        sure = next((pair for person in left if (pair := _surely(person, left, free))), None)
        if sure is None:
            break
        person, other = sure
        keys[id(person)] = other.key
        left = [one for one in left if one is not person]
        free = [one for one in free if one is not other]
    return keys, left if free else []


def _surely(person: Person, left: list[Person], free: list[Person]) -> tuple[Person, Person] | None:
    """The one of the known that is more like this person than the others are, and less like anybody else on the list."""
    best = max(free, key=lambda other: _likeness(person, other))
    most = _likeness(person, best)
    rivals = [
        other for other in free if other is not best and _likeness(person, other) == most and _differ(other, best)
    ]
    others = [one for one in left if one is not person and _likeness(one, best) >= most and _differ(one, person)]
    only_pair = len(left) == len(free) == 1
    return (person, best) if only_pair or (most > 0 and not rivals and not others) else None


def _likeness(person: Person, other: Person) -> int:
    return sum(
        weight
        for field, weight in _WEIGHTS.items()
        if getattr(person, field) and getattr(person, field) == getattr(other, field)
    )


def _differ(one: Person, other: Person) -> bool:
    return any(getattr(one, field) != getattr(other, field) for field in _WEIGHTS)
