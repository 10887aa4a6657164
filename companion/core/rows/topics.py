"""Rows of the parking lot."""

from __future__ import annotations

from typing import Annotated, Literal

from companion.core.rows.base import Fields, Titles

TopicState = Literal["queued", "live", "chosen", "dismissed", "withdrawn"]


class ParkingLot(Fields):
    """Whether topics are taken. Stage."""

    open: bool
    moderated: Annotated[bool, "new ones wait for a moderator"]


class Topic(Fields):
    """A topic. Stage while it is live or chosen, else team."""

    title: Titles
    lang: Annotated[str | None, "in which it was proposed"]
    state: TopicState
    merged: Annotated[str | None, "id of the topic that it counts as"]
    session: Annotated[str | None, "id of the placeholder that it fills"]
    origin: Annotated[str | Titles | None, "title of the event that it comes from"]
    before: Annotated[int | None, "how many supported it there"]
    at: Annotated[int, "event ms, at the full minute"]


class OwnTopic(Fields):
    """A topic as its author is told of it. That person."""

    title: Titles
    state: TopicState | Literal["erased"]


class ChosenTopic(Fields):
    """What fills the placeholder of this session. Stage."""

    topic: Annotated[str | None, "id"]
    title: Titles | None
