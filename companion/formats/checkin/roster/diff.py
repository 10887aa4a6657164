"""What a list would change among the people who are known already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

import msgspec

from companion.formats.checkin.roster.model import Person, Roster

FIELDS: Final = tuple(field for field in Person.__struct_fields__ if field not in ("key", "codes"))
# Where a list says nothing, what is known from elsewhere stands.
OPEN: Final = frozenset({"mode", "lang", "consent"})


class Known(Protocol):
    """Somebody who is known: at least the fields of `Person`, where `codes` may be missing."""

    @property
    def name(self) -> str: ...


class Change(msgspec.Struct, frozen=True):
    """Somebody whose entry differs: as known, as on the list, and the names of the fields that differ."""

    old: Any
    new: Person
    fields: tuple[str, ...]


class Changes(msgspec.Struct, frozen=True):
    """What a list brings. `gone` are keys that are not on it any more: nobody is removed for that, people decide."""

    added: tuple[Person, ...]
    changed: tuple[Change, ...]
    gone: tuple[str, ...]
    same: tuple[Person, ...]


def compare(current: Mapping[str, Known], new: Roster) -> Changes:
    """Compare a list with the people who are known, by their keys.

    Codes only count where they are new: a ticket that is not on a list any more still belongs to its holder. Tickets of
    `current` that are not told (no `codes`) are not compared.
    """
    added: list[Person] = []
    changed: list[Change] = []
    same: list[Person] = []
    for person in new.people:
        old = current.get(person.key)
        if old is None:
            added.append(person)
        elif fields := _differing(old, person):
            changed.append(Change(old, person, fields))
        else:
            same.append(person)
    keys = {person.key for person in new.people}
    gone = tuple(key for key in current if key not in keys)
    return Changes(tuple(added), tuple(changed), gone, tuple(same))


def _differing(old: Known, person: Person) -> tuple[str, ...]:
    fields = [field for field in FIELDS if _differs(field, getattr(old, field), getattr(person, field))]
    codes = getattr(old, "codes", None)
    if codes is not None and not set(person.codes) <= set(codes):
        fields.append("codes")
    return tuple(fields)


def _differs(field: str, old: Any, new: Any) -> bool:
    if new is None and field in OPEN:
        return False
    return bool(tuple(old) != new if isinstance(new, tuple) else old != new)
