"""Rows of rooms, slots and what happens in them."""

from __future__ import annotations

from typing import Annotated, Literal

from companion.core.rows.base import EventMs, Fields, Mode, Title

NoteKind = Literal["insight", "question", "step", "quote"]
NoteState = Literal["queued", "kept", "shared", "dropped"]


class Room(Fields):
    """A room of the workshop rounds. Stage."""

    title: Title
    order: int
    capacity: Annotated[int | None, "people"]


class Slot(Fields):
    """A workshop in a round. Stage."""

    workshop: str
    round: Annotated[int, "its number"]
    session: str
    room: str | None
    capacity: Annotated[int | None, "people in the room; null: the room's"]
    capacity_remote: int | None
    state: Literal["planned", "open", "running", "late", "over", "cancelled"]
    order: int
    start: EventMs | None
    end: EventMs | None
    started: EventMs | None
    ended: EventMs | None
    plan_start: Annotated[int | None, "event ms, as last released"]
    plan_end: int | None
    seq: Annotated[int, "counts changes that calendars hear of"]


class Meeting(Fields):
    """Where remote people take part in the slot of this id. Stage while it is held, else those who run it."""

    url: str | None


class Headcount(Fields):
    """How many people are in the room of the slot of this id. Stage."""

    n: int
    at: EventMs
    by: Annotated[Literal["count", "doors"], "counted by somebody, or by scans at the door"]


class Followers(Fields):
    """How many remote people follow the slot of this id; null where they are too few to be told. Stage."""

    n: int | None


class TeamFollowers(Fields):
    """How many remote people follow the slot of this id, exactly. Those who run it, and the team."""

    n: int


class Follow(Fields):
    """Which slot a participant follows; the id stands for them in this alone. That person."""

    slot: str | None


class SignupSettings(Fields):
    """Whether people can sign up for slots. Stage."""

    open: bool


class Signups(Fields):
    """How many places of the slot of this id are taken. Stage."""

    taken: Annotated[int, "places, of both groups"]
    onsite: Annotated[int | None, "null where one of the groups is small"]
    remote: int | None
    waiting: Annotated[int | None, "null where they are too few to be told"]


class TeamSignups(Fields):
    """The same, exactly. Those who run it, and the team."""

    onsite: int
    remote: int
    waiting: int


class Signup(Fields):
    """A place, or one on the waiting list. That person."""

    slot: str
    mode: Mode
    state: Literal["in", "waiting", "out"]
    at: EventMs


class HelpCall(Fields):
    """A call for help from the slot of this id. Those who run it, and the team."""

    state: Literal["called", "coming", "done"]
    at: EventMs
    by: Annotated[str | None, "the role that is on the way"]


class NoteSettings(Fields):
    """How notes are taken in the slot of this id. Stage."""

    participants: Annotated[bool, "they may write"]
    moderated: Annotated[bool, "a facilitator looks first"]
    earlier: Annotated[bool, "those of earlier rounds are shown"]


class Note(Fields):
    """A note. Stage once shared, else those who run the slot, and the team."""

    slot: str
    kind: NoteKind
    text: str
    lang: str
    state: NoteState
    order: Annotated[int | float, "its place, by rising numbers"]
    pinned: bool
    at: Annotated[int, "event ms, at the full minute"]
    edited: bool
    by: Literal["facilitator", "participant"]


class OwnNote(Fields):
    """A note as its author is told of it. That person."""

    slot: str
    kind: NoteKind
    text: str
    lang: str
    state: NoteState
    at: EventMs
