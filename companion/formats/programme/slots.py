"""The workshops of one round: by default every workshop once, in the rooms as they are listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import yaml

from companion.formats.programme.model import Room, Slot, Workshop
from companion.formats.programme.names import Names
from companion.formats.programme.nodes import Fields, Reading, line_of


@dataclass(frozen=True, slots=True)
class Places:
    """What slots refer to."""

    rooms: Sequence[Room]
    workshops: Sequence[Workshop]


def read_slots(reading: Reading, names: Names, item: Fields, number: int | None, places: Places) -> tuple[Slot, ...]:
    """The slots of an item that is round `number`, or none if it is no round."""
    if number is None:
        if "slots" in item and "round" not in item:
            reading.note(item["slots"], "slots_without_round")
        return ()
    if "slots" in item:
        found = _listed(reading, item, number, places)
    else:
        pairs = zip_longest(places.workshops, places.rooms[: len(places.workshops)])
        slots = [Slot(f"{w.id}-{number}", w.id, room.id if room else None, None) for w, room in pairs]
        found = [(item["round"], slot) for slot in slots]
    for node, slot in found:
        names.take("item", slot.id, node)
    return tuple(slot for _, slot in found)


def _listed(reading: Reading, item: Fields, number: int, places: Places) -> list[tuple[yaml.Node, Slot]]:
    found = []
    for node in reading.entries(item, "slots"):
        slot = _slot(reading, node, number, places)
        if slot is not None:
            found.append((node, slot))
    _once(reading, [(node, slot.workshop) for node, slot in found], "workshop_twice")
    _once(reading, [(node, slot.room) for node, slot in found], "room_twice")
    return found


def _slot(reading: Reading, node: yaml.Node, number: int, places: Places) -> Slot | None:
    fields = reading.fields(node, ("id", "workshop", "room", "capacity", "remote", "meeting"), required=("workshop",))
    if fields is None:
        return None
    ids = [workshop.id for workshop in places.workshops]
    workshop = reading.reference(fields.get("workshop"), "workshop", ids, "unknown_workshop")
    room = reading.reference(fields.get("room"), "room", [room.id for room in places.rooms], "unknown_room")
    capacity = reading.number(fields.get("capacity"), "capacity", 1, 100_000)
    remote = reading.number(fields.get("remote"), "remote", 1, 100_000)
    meeting = reading.address(fields.get("meeting"), "meeting")
    id = reading.id(fields.get("id"))
    return Slot(id or f"{workshop}-{number}", workshop, room, capacity, remote, meeting) if workshop else None


def _once(reading: Reading, used: Sequence[tuple[yaml.Node, str | None]], code: str) -> None:
    first: dict[str, int] = {}
    for node, value in used:
        if value is not None and value in first:
            reading.note(node, code, value=value, first=first[value])
        elif value is not None:
            first[value] = line_of(node)
