"""The parts that items refer to: rooms, workshops, people, languages."""

from __future__ import annotations

import yaml

from companion.core.kinds import PEOPLE_ROLES
from companion.formats.programme.model import Person, Room, Workshop
from companion.formats.programme.names import Names
from companion.formats.programme.nodes import Fields, Reading


def read_rooms(reading: Reading, names: Names, fields: Fields) -> tuple[Room, ...]:
    """The rooms of the event."""
    maps = _maps(reading, fields, "rooms", ("id", "title", "capacity"))
    ids = [names.given("room", room.get("id")) for room in maps]
    titles = [reading.label(room.get("title"), "title") or "" for room in maps]
    sizes = [reading.number(room.get("capacity"), "capacity", 1, 100_000) for room in maps]
    found = zip(ids, titles, sizes, strict=True)
    return tuple(Room(names.give("room", id, title), title, size) for id, title, size in found)


def read_workshops(reading: Reading, names: Names, fields: Fields, languages: tuple[str, ...]) -> tuple[Workshop, ...]:
    """The workshops of the event; `languages` are the event's, of which the first is the usual one."""
    maps = _maps(reading, fields, "workshops", ("id", "title", "people", "languages"))
    ids = [names.given("workshop", workshop.get("id")) for workshop in maps]
    workshops = []
    for id, workshop in zip(ids, maps, strict=True):
        title = reading.label(workshop.get("title"), "title") or ""
        workshops.append(
            Workshop(
                id=names.give("workshop", id, title),
                title=title,
                people=read_people(reading, workshop, "facilitator"),
                languages=read_languages(reading, workshop) or languages[:1],
            )
        )
    return tuple(workshops)


def read_people(reading: Reading, fields: Fields, usual: str) -> tuple[Person, ...]:
    """The people of an item; `usual` is the role of those who are given by name only."""
    people = []
    for node in reading.entries(fields, "people"):
        role = usual
        if isinstance(node, yaml.MappingNode):
            entry = reading.fields(node, ("name", "role"), required=("name",)) or {}
            name = reading.text(entry.get("name"), "name", 120)
            role = reading.choice(entry.get("role"), "role", PEOPLE_ROLES) or usual
        else:
            name = reading.text(node, "people", 120)
        if name is not None:
            people.append(Person(name, role))
    return tuple(people)


def read_languages(reading: Reading, fields: Fields) -> tuple[str, ...]:
    """Language codes in the order given, each once."""
    found = [reading.language(node) for node in reading.entries(fields, "languages")]
    return tuple(dict.fromkeys(code for code in found if code is not None))


def _maps(reading: Reading, fields: Fields, key: str, known: tuple[str, ...]) -> list[Fields]:
    read = [reading.fields(node, known, required=("title",)) for node in reading.entries(fields, key)]
    return [found for found in read if found is not None]
