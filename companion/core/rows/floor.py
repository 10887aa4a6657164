"""Rows of the floor: hands, the running order, and what is left of it when the session is over."""

from __future__ import annotations

from typing import Annotated, Literal

from companion.core.rows.base import EventMs, Fields, Mode

HandKind = Literal["contribution", "question", "reply", "order"]
HandState = Literal["waiting", "held", "speaking", "skipped", "done", "lowered", "gone"]


class Floor(Fields):
    """Who speaks in the session or slot of this id, and who is next. Stage."""

    open: Annotated[bool, "hands can be raised"]
    rules: Annotated[list[str], "of the running order: came, fair, first, lists"]
    kinds: Annotated[list[HandKind], "that people choose from; the first is the usual one"]
    lists: Annotated[list[str], "names of the lists that people choose from"]
    questions: Annotated[bool, "live questions stand in the same order as the hands"]
    seconds: Annotated[int | None, "for one turn"]
    order: Annotated[
        list[str], "ids of the hands that wait, the next one first; with questions, also of those that are live"
    ]
    speaking: Annotated[str | None, "id of the hand that has the floor"]
    since: Annotated[EventMs | None, "when this turn began"]
    until: Annotated[EventMs | None, "when this turn should be over"]


class Hand(Fields):
    """A hand. Stage while it waits or has the floor, then those who run the floor; nobody once it was taken down."""

    session: Annotated[str, "id of a session or slot; empty once the session is over"]
    mode: Annotated[Mode | None, "from where; null while one of the groups is small"]
    kind: HandKind
    sign: Annotated[str, "what phone and chair know it by, a colour and a number"]
    list: str | None
    state: HandState


class HandCard(Fields):
    """What only those who run the floor know of the hand of this id. Those who run the slot, and the team."""

    mode: Mode
    name: Annotated[str | None, "what they want to be called by"]
    about: str | None
    team: Annotated[bool, "the team has added it, for somebody without a phone"]
    at: Annotated[int, "event ms, when it was raised"]
    spoken: Annotated[int, "turns that this person had before"]
    ms: Annotated[int | None, "how long they spoke; null: not yet"]


class OwnHand(Fields):
    """Somebody's hand in a session, as they are told of it; the id stands for them in this alone. That person."""

    session: Annotated[str, "empty once the session is over"]
    hand: Annotated[str | None, "id of their newest hand"]
    state: HandState
    sign: str
    kind: HandKind
    list: str | None
    name: str | None
    about: str | None
    turns: Annotated[int, "that they had in this session"]


class Crew(Fields):
    """A message on the crew line. The team, the desk, and all who run a room or the technique."""

    whom: Annotated[str, "all, or a role; empty once it is forgotten"]
    room: Annotated[str | None, "the one room that it is for"]
    by: Annotated[str, "the role that says it"]
    by_room: str | None
    text: str | None
    phrase: Annotated[str | None, "a ready one, that everybody reads in their language"]
    slot: Annotated[str | None, "that calls for help by it"]
    over: Annotated[bool, "nobody has to see it any more"]
    at: EventMs


class CrewSeen(Fields):
    """That a role or room has seen a message on the crew line. The same as the message."""

    message: str
    by: str
    by_room: str | None
    at: EventMs


class Turns(Fields):
    """The turns in the session or slot of this id, in sums. Stage."""

    n: int
    ms: Annotated[int, "for which somebody had the floor"]
    onsite: Annotated[int | None, "turns; null where few of one group have spoken"]
    remote: int | None
    onsite_ms: int | None
    remote_ms: int | None


class TeamTurns(Fields):
    """The same, exactly. Those who run the slot, and the team."""

    onsite: int
    remote: int
    onsite_ms: int
    remote_ms: int
    onsite_wait: Annotated[int, "ms that those who got the floor had waited, together"]
    remote_wait: int
    onsite_people: Annotated[int, "people who have spoken"]
    remote_people: int
    onsite_last: Annotated[EventMs | None, "when somebody of them last got the floor"]
    remote_last: EventMs | None
    onsite_taken: Annotated[int, "turns that they got while the other group waited"]
    remote_taken: int
    lists: Annotated[dict[str, int], "turns of each list that it got while another one waited"]
