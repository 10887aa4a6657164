"""Rows of polls. Ballots are sets of tokens and no rows."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from companion.core.rows.base import EventMs, Fields, Titles

PollState = Literal["draft", "open", "closing", "closed", "archived"]
Counts = Annotated[dict[str, int], "by option id; in a ranking by option:place"]


class Option(msgspec.Struct, frozen=True, omit_defaults=True):
    """One option, in both languages; `topic` is the id of the topic that it stands for."""

    id: str
    de: str
    en: str
    topic: str = ""


class Reset(msgspec.Struct, frozen=True):
    """That all ballots were thrown away, when and by which role."""

    at: EventMs
    by: str


class Poll(Fields):
    """A poll. Stage once it was opened, else team."""

    session: Annotated[str | None, "id of a session or slot; null: in the library"]
    kind: Literal["single", "multiple", "scale", "ranking", "text", "cloud"]
    title: Titles
    options: list[Option]
    max: Annotated[int, "how many may be chosen"]
    results: Annotated[Literal["live", "after", "close"], "shown as they come, after one's own ballot, at the close"]
    electorate: Literal["everyone", "onsite", "remote", "checked-in"]
    level: Annotated[Literal["mood", "person", "codes"], "one ballot for each device, person, code"]
    abstain: bool
    grace: Annotated[int, "seconds in which ballots still come in after the close"]
    moderated: Annotated[bool, "written answers wait for a moderator"]
    state: PollState
    made: EventMs
    opened: EventMs | None
    ends: Annotated[int | None, "event ms at which it closes by itself"]
    closed: EventMs | None
    resets: list[Reset]
    codes: Annotated[int, "how many there are"]
    before: Annotated[str | None, "id of the poll that has asked the same before, to be compared with"]


class Turnout(Fields):
    """How many have voted in the poll of this id; while it is open, in steps of at least five. Stage."""

    ballots: Annotated[int | None, "null: fewer than five, or fewer than five that may be told yet"]
    abstained: Annotated[int | None, "null before the close, and with too few ballots"]
    onsite: Annotated[int | None, "null before the close, and where a group has too few ballots"]
    remote: int | None


class Tally(Fields):
    """What comes out of the poll of this id; while it is open, one step behind the turnout. Whoever may see its results now."""

    n: Annotated[Counts | None, "null: too few ballots"]
    of: Annotated[int | None, "how many ballots chose something"]
    onsite: Annotated[Counts | None, "null before the close, and where a group has too few ballots"]
    remote: Counts | None


class EarlierCount(msgspec.Struct, frozen=True):
    """A count that another has followed; `v` is its version."""

    v: int
    n: dict[str, int]
    of: int


class BallotCount(Fields):
    """The newest count of an open poll, which is told a step later, and the one before. Nobody."""

    ballots: int
    n: Counts
    of: int
    before: EarlierCount | None


class NewBallots(Fields):
    """How many people have cast or changed a ballot since the newest count. Nobody."""

    n: int


class BallotsShown(Fields):
    """When the turnout last moved, and with which version of the count. Nobody."""

    at: EventMs
    count: int


class ShowOfHands(Fields):
    """What was counted in the room for the poll of this id. Stage while results are shown, else team."""

    n: Counts
    by: Annotated[str | None, "a role"]
    at: EventMs | None


class Answer(Fields):
    """A written answer, or the words of one ballot. As results where it is live, else team."""

    poll: str
    text: str
    lang: str | None
    state: Literal["queued", "live", "hidden", "withdrawn"]


class NewAnswer(Fields):
    """A written answer that is not told yet, under the id that it will have; empty once it was. Nobody."""

    poll: str
    text: str
    lang: str | None
    held: Annotated[list[str], "why it is to wait for a moderator"]
    waits: bool
    round: Annotated[int, "how often the poll had been reset"]
