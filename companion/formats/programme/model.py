"""A programme as it was understood: plain data, every time already in event milliseconds."""

from __future__ import annotations

from typing import Literal

import msgspec

Label = str | dict[str, str]
Questions = Literal["moderated", "direct", "closed"]


class Person(msgspec.Struct, frozen=True):
    """Somebody named in the programme. `role` is one of `PEOPLE_ROLES`."""

    name: str
    role: str


class Room(msgspec.Struct, frozen=True):
    """A room of the workshop rounds."""

    id: str
    title: Label
    capacity: int | None = None


class Workshop(msgspec.Struct, frozen=True):
    """A workshop, which takes place in one or more rounds."""

    id: str
    title: Label
    people: tuple[Person, ...]
    languages: tuple[str, ...]


class Slot(msgspec.Struct, frozen=True):
    """One workshop in one round; `room` is an id or None while it is open, `capacity` counts people on site.

    `meeting` is the https address of its meeting or stream for remote people.
    """

    id: str
    workshop: str
    room: str | None
    capacity: int | None
    capacity_remote: int | None = None
    meeting: str | None = None


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One item of the programme.

    `start` and `end` are unix ms, or None in pointer mode. `end_inferred` says that the file gave no end. `named` says
    that the file gave the id, `choose` that people choose its topic, `pinned` that its time stays when others shift.
    `parent` is the block that it is part of. `round` is the number of the round that takes place in
    this item, `slots` its workshops.
    """

    id: str
    named: bool
    kind: str
    title: Label
    start: int | None
    end: int | None
    end_inferred: bool
    people: tuple[Person, ...]
    languages: tuple[str, ...]
    place: str | None
    questions: Questions
    cancelled: bool
    choose: bool
    pinned: bool
    parent: str | None
    round: int | None
    slots: tuple[Slot, ...]


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    """A whole event. `start` and `end` are its official hours (unix ms) or None; `code` is None unless given;
    `short`: its name where there is no room for the title; `listed`: the start page may list it; `formal`: German says “Sie”.
    """

    title: Label
    short: Label | None
    subtitle: Label | None
    tz: str
    languages: tuple[str, ...]
    series: str | None
    mode: Literal["clock", "pointer"]
    venue: Label | None
    code: str | None
    provisional: bool
    signup: bool
    stream: str | None
    profile: Literal["open", "small", "sensitive"]
    listed: bool
    formal: bool
    start: int | None
    end: int | None
    rooms: tuple[Room, ...]
    workshops: tuple[Workshop, ...]
    sessions: tuple[Session, ...]
