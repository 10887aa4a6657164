"""What a report holds. Encoded as JSON this is the archive, whose format is described in docs/report.md.

Times are ISO 8601 with the offset of the event's zone. Titles are a text, or texts by language. Nobody who took part is
named: neither who asked a question, nor who wrote a note.
"""

from __future__ import annotations

from typing import Final

import msgspec

from companion.core.summaries import Count, Line, Note, Sentence, Theme

FORMAT: Final = "companion-report/1"
Title = str | dict[str, str]


class People(msgspec.Struct, frozen=True):
    """How many took part, and how that is known: `organisers`, `checkin`, or `phones` (each group at its fullest).

    `onsite` and `remote` are None where one of the groups is small, so that a number would be a person.
    """

    total: int
    onsite: int | None
    remote: int | None
    known_by: str


class Item(msgspec.Struct, frozen=True):
    """An item of the programme as it ran; `most` is how many followed it at the same time, if that were not too few."""

    id: str
    kind: str
    title: Title
    people: tuple[str, ...]
    languages: tuple[str, ...]
    planned: tuple[str | None, str | None]
    ran: tuple[str | None, str | None]
    cancelled: bool
    place: Title | None
    topic: Title | None
    most: int | None


class Question(msgspec.Struct, frozen=True):
    """A question that everybody could read. `session` is the id of an item or a slot; `support` counts who joined in."""

    id: str
    session: str
    text: str
    lang: str
    answered: bool
    reply: str | None
    reply_by: str | None
    support: int


class Choice(msgspec.Struct, frozen=True):
    """An option of a poll: how many chose it (in a ranking, its points), None where there were too few ballots to tell; and
    of them in the room and remote, where neither group was small, and by hand, where hands were counted.
    """

    title: Title
    n: int | None
    onsite: int | None
    remote: int | None
    hands: int | None = None


class Word(msgspec.Struct, frozen=True):
    """A word of a word cloud, and how often it was sent."""

    text: str
    n: int


class Poll(msgspec.Struct, frozen=True):
    """A poll that was counted; `ballots` and `abstained` are None where there were too few to tell. `answers` are written
    ones; `words` are those of a word cloud, each once, the most frequent first.
    `outnumbered`: how many people were connected at once at most, where there were more ballots than that, and one person
    could cast several. `before`: the id of the poll that had asked the same.
    """

    id: str
    session: str | None
    kind: str
    title: Title
    ballots: int | None
    abstained: int | None
    by_hand: int
    options: tuple[Choice, ...]
    answers: tuple[str, ...]
    words: tuple[Word, ...] = ()
    outnumbered: int | None = None
    before: str | None = None


class Summary(msgspec.Struct, frozen=True):
    """What was published of one workshop, or of all of them; `overview` are sentences by which the language model `model` has
    connected lines.
    """

    lines: tuple[Line, ...]
    themes: tuple[Theme, ...]
    counts: tuple[Count, ...]
    overview: tuple[Sentence, ...] = ()
    model: str = ""


class Slot(msgspec.Struct, frozen=True):
    """A workshop in one round."""

    id: str
    round: int
    room: Title | None
    ran: tuple[str | None, str | None]
    onsite: int | None
    remote: int | None
    notes: tuple[Note, ...]


class Workshop(msgspec.Struct, frozen=True):
    """A workshop over all its rounds. `summary` is None as long as it was not published."""

    id: str
    title: Title
    people: tuple[str, ...]
    slots: tuple[Slot, ...]
    summary: Summary | None


class Topic(msgspec.Struct, frozen=True):
    """A topic of the parking lot; `session` is the item that it filled."""

    id: str
    title: Title
    support: int
    session: str | None
    origin: Title | None


class Reply(msgspec.Struct, frozen=True):
    """An answer of an organisation: `text` as written, an address, or the name of a file in the archive."""

    question: Title
    kind: str
    text: str
    size: int | None = None


class Organisation(msgspec.Struct, frozen=True):
    """What one organisation has answered."""

    name: str
    replies: tuple[Reply, ...]


class Questionnaire(msgspec.Struct, frozen=True):
    """Questions that were sent to organisations after the event; `asked` counts them."""

    title: Title
    due: str | None
    asked: int
    organisations: tuple[Organisation, ...]


class Asked(msgspec.Struct, frozen=True):
    """A question of an evaluation: how many chose what, None where too few answered it, or what was written."""

    question: Title
    kind: str
    options: tuple[Choice, ...]
    texts: tuple[str, ...]


class Evaluation(msgspec.Struct, frozen=True):
    """What those who took part have answered without a name; `answers` counts devices, and is None where they are too few to
    be told. `final`: no more can come.
    """

    title: Title
    session: str | None
    answers: int | None
    final: bool
    asked: tuple[Asked, ...]


class Fate(msgspec.Struct, frozen=True):
    """What became of the questions of an item; by group None where few of one were there or asked."""

    session: str
    n: int
    merged: int
    aloud: int
    written: int
    open: int
    waiting: int
    dismissed: int
    withdrawn: int
    onsite: int | None
    remote: int | None
    onsite_answered: int | None
    remote_answered: int | None


class Spoken(msgspec.Struct, frozen=True):
    """Turns and ms on the floor of an item; by group None where few of one have spoken."""

    session: str
    n: int
    ms: int
    onsite: int | None
    remote: int | None
    onsite_ms: int | None
    remote_ms: int | None


class Report(msgspec.Struct, frozen=True):
    """The whole event."""

    format: str
    made: str
    slug: str
    title: Title
    subtitle: Title | None
    venue: Title | None
    tz: str
    start: str | None
    end: str | None
    series: str | None
    opening: str
    closing: str
    funder: str
    people: People | None
    numbers: dict[str, int]
    programme: tuple[Item, ...]
    questions: tuple[Question, ...]
    polls: tuple[Poll, ...]
    workshops: tuple[Workshop, ...]
    plenary: Summary | None
    topics: tuple[Topic, ...]
    questionnaires: tuple[Questionnaire, ...]
    evaluations: tuple[Evaluation, ...] = ()
    turns: tuple[Spoken, ...] = ()
    fates: tuple[Fate, ...] = ()


def archive(report: Report) -> bytes:
    """The report as JSON."""
    return msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n"


def read(data: bytes) -> Report:
    """A report from its archive. Raises `msgspec.ValidationError` if it is none."""
    return msgspec.json.decode(data, type=Report)
