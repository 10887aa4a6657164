"""Rows of the event itself: its clock, screens, staff links, presence and reactions."""

from __future__ import annotations

from typing import Annotated, Literal

from companion.core.rows.base import EventMs, Fields, Title, WallMs


class Event(Fields):
    """The event. Stage."""

    title: Title
    short: Annotated[Title | None, "its name where there is no room for the title"]
    subtitle: Title | None
    tz: Annotated[str, "name of its time zone"]
    languages: list[str]
    series: str | None
    mode: Annotated[Literal["clock", "pointer"], "moved by the clock, or by a moderator"]
    venue: Title | None
    code: Annotated[str, "to join with"]
    provisional: Annotated[bool, "the programme may change"]
    stream: Annotated[str | None, "where remote people watch"]
    profile: Annotated[str | None, "open, small (one link for a few people), or sensitive: nobody may be identifiable"]
    listed: Annotated[bool | None, "the start page lists it"]
    formal: Annotated[bool | None, "German pages say Sie to people, and not du"]
    start: EventMs | None
    end: EventMs | None
    responsible: Annotated[str | None, "who answers for the event"]
    contact: Annotated[str | None, "where they are reached, for people to read"]
    opened: Annotated[EventMs | None, "when its organiser opened it; before, it only tells when it begins"]
    closed: Annotated[EventMs | None, "when its organiser closed it; from then on it is only read"]


class WriteAccess(Fields):
    """Who may write: anybody with the address, who came by the code, has checked in, or has a ticket. Stage."""

    who: Literal["address", "code", "checked-in", "ticket"]


class Brake(Fields):
    """Since when those who have just come wait, because too much came from new devices. Team."""

    since: WallMs
    at: Annotated[int, "event ms, the same moment"]
    until: WallMs


class Author(Fields):
    """Which device the text of this id came from, for the server alone; emptied a day after the event. Nobody."""

    kind: Annotated[str, "of the text"]
    mark: Annotated[str, "the participant id, veiled; empty once it is forgotten"]


class Mute(Fields):
    """A device whose texts were hidden, and wait for approval from then on. Team."""

    at: EventMs
    by: Annotated[str, "a role"]
    silent: Annotated[bool, "its holder is not told"]
    hidden: Annotated[int, "texts that were taken out of sight"]
    on: bool


class MutedDevice(Fields):
    """Whom the mute of the same id is about, for the server alone. Nobody."""

    mark: Annotated[str, "the participant id, veiled; empty once it is forgotten"]


class Clock(Fields):
    """Event time: `at` at the wall time `wall`, and `speed` times as fast from there. Stage."""

    wall: WallMs
    at: EventMs
    speed: float
    rehearsal: bool


class Rehearsal(Fields):
    """A rehearsal that is on: the event as it was before lies beside it. Team."""

    people: Annotated[int, "of the invented crowd that the server sends; 0: none"]
    moderated: Annotated[bool, "an invented moderator works, while no human does"]
    begun: WallMs
    until: Annotated[WallMs | None, "when it ends by itself"]


class Screen(Fields):
    """What the projector of this name shows. Stage."""

    what: Literal[
        # fmt: off
        "auto",
        "join",
        "now",
        "question",
        "top",
        "floor",
        "podium",
        "poll",
        "rooms",
        "summary",
        "evaluation",
        "message",
        "blank",
        # fmt: on
    ]
    id: Annotated[str | None, "of what it shows"]
    text: Annotated[str | None, "the message"]
    part: Annotated[str | None, "of a poll or summary"]
    at: EventMs


class Link(Fields):
    """A staff link; its secret is derived and stored nowhere. Desk."""

    role: Annotated[
        Literal["organiser", "moderator", "facilitator", "desk", "crew", "podium", "screen"], "crew: the technician"
    ]
    room: Annotated[str | None, "that a facilitator runs"]
    workshop: str | None
    label: str | None
    expires: WallMs | None
    single: Annotated[bool, "it opens once"]
    revoked: bool
    made: WallMs
    steward: Annotated[bool, "a desk that only scans"]
    maker: Annotated[str | None, "id of the organiser's link by which it was made, and with which it ends"]


class Opening(Fields):
    """A device that opened a staff link. Desk."""

    link: str
    at: WallMs
    ended: bool
    api: Annotated[bool, "a scanning app that speaks pretix"]


class Presence(Fields):
    """How many people are connected; null where they are too few to be told. Stage."""

    all: int | None
    onsite: Annotated[int | None, "null where one of the groups is small"]
    remote: int | None


class TeamPresence(Fields):
    """How many people are connected, exactly. Team."""

    onsite: int
    remote: int


class ProcessPresence(Fields):
    """How many people are connected to one process. Nobody."""

    onsite: int
    remote: int
    rooms: Annotated[dict[str, int], "remote people by the slot that they follow"]
    wall: WallMs


class Peak(Fields):
    """The most people who were connected at once, in the event or session of this id. Team."""

    onsite: int
    remote: int


class Blocklist(Fields):
    """Words of this language with which a text waits for a moderator. Team."""

    words: list[str]


class Announcement(Fields):
    """What the team tells everybody. Stage."""

    text: Annotated[dict[str, str], "by the languages that it was written in"]
    level: Literal["info", "urgent"]
    at: EventMs
    until: Annotated[EventMs | None, "when it goes by itself"]
    ended: Annotated[EventMs | None, "when it was taken off the screens"]


class ReactionSettings(Fields):
    """Whether people can react in the session or slot of this id. Stage."""

    open: bool


class Reactions(Fields):
    """Reactions in the session or slot of this id. Stage."""

    applause: int
    agree: int
    remote: Annotated[int | None, "how many of both came from remote; null where one of the groups is small"]
    second: Annotated[int, "unix second of these counts"]


class Tempo(Fields):
    """Wishes to the speaker in the session or slot of this id. Team."""

    slower: int
    louder: int
    second: Annotated[int, "unix second of these counts"]


class Erasure(Fields):
    """That words were erased in a row that does not tell, or when what was set aside was last looked through (`set_aside`); the
    version of this row counts. Nobody.
    """

    at: EventMs


class Retention(Fields):
    """When the part of the data that the id names was forgotten. Team."""

    at: EventMs


class MemorySettings(Fields):
    """What of the event is hidden from everybody but the team once it is closed for good. Team."""

    hidden: Annotated[list[str], "answered or unanswered (questions), topics, polls, notes or summaries"]


class RetentionSettings(Fields):
    """For how many days after the event each part of its data is kept, as organisers have chosen; 0: not by itself; null: as
    the profile says. Team.
    """

    owners: Annotated[int | None, "whose something is"]
    texts: Annotated[int | None, "questions, topics, notes and summaries"]
    polls: Annotated[int | None, "polls and their results"]
    answers: Annotated[int | None, "what organisations have handed in"]
    report: int | None
    event: Annotated[int | None, "everything that is left"]
