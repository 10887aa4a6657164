"""Rows of the programme and of the day as it really runs."""

from __future__ import annotations

from typing import Annotated, Literal

from companion.core.rows.base import EventMs, Fields, Json, Person, Title

ItemState = Literal["planned", "running", "over", "cancelled"]


class Session(Fields):
    """An item of the programme. Stage."""

    kind: Annotated[str, "one of SESSION_KINDS"]
    title: Title
    start: EventMs | None
    end: EventMs | None
    end_inferred: Annotated[bool, "the programme gave no end"]
    people: list[Person]
    languages: list[str]
    order: int
    state: ItemState
    started: EventMs | None
    ended: EventMs | None
    round: Annotated[int | None, "number of the workshop round in it"]
    place: str | None
    plan_start: Annotated[int | None, "event ms, as last released"]
    plan_end: int | None
    pinned: Annotated[bool, "stays at its time when others shift"]
    parent: Annotated[str | None, "id of the block that it is part of"]
    seq: Annotated[int, "counts changes that calendars hear of"]


class Workshop(Fields):
    """What takes place in one or more rounds. Stage."""

    title: Title
    people: list[Person]
    languages: list[str]
    order: int


class Round(Fields):
    """A round of workshops. Stage."""

    n: int
    session: str
    start: EventMs | None
    end: EventMs | None


class Release(Fields):
    """The programme's n-th release. All."""

    n: int
    at: EventMs
    changes: Annotated[list[Json], "{what, kind, id, title, before, after}"]


class Plan(Fields):
    """What the programme said when it was last loaded. Nobody."""

    rows: Annotated[list[Json], "[kind, id, fields]"]
