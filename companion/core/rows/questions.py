"""Rows of questions, and what topics share with them: votes, moderation, undo."""

from __future__ import annotations

from typing import Annotated, Literal

from companion.core.rows.base import EventMs, Fields, Json, Mode

QuestionState = Literal["queued", "live", "answering", "answered", "archived", "dismissed", "withdrawn"]


class Qa(Fields):
    """Whether questions are taken in the session or slot of this id. Stage."""

    open: bool
    moderated: Annotated[bool, "new ones wait for a moderator"]


class Question(Fields):
    """A question. Stage while it is live, being answered or answered, else team, in a slot also those who run it."""

    session: Annotated[str, "id of a session or slot"]
    text: str
    lang: str
    mode: Annotated[Mode | None, "where it was asked; null while one of the groups is small"]
    state: QuestionState
    name: Annotated[str | None, "what the asker wants to be called"]
    by: Annotated[Literal["team"] | None, "entered by the team for somebody without a phone"]
    at: Annotated[int, "event ms, at the full minute"]
    edited: Annotated[bool, "by a moderator"]
    reply: Annotated[str | None, "a written answer"]
    reply_by: Annotated[str | None, "the panellist who has written it; null: the team"]
    labels: list[str]
    person: Annotated[str | None, "the panellist it is for, by name"]
    merged: Annotated[str | None, "id of the question that it counts as"]
    answered_at: EventMs | None
    shown: Annotated[bool, "everybody could see it, and it was not dismissed since"]


class Votes(Fields):
    """Support for the question or topic of this id, with what was merged into it. Sees who sees that."""

    n: Annotated[int, "people"]
    onsite: Annotated[int | None, "null where one of the groups is small"]
    remote: int | None


class Qmod(Fields):
    """What only the team knows of the question or topic of this id. Team."""

    original: Annotated[str | None, "the text as it was asked"]
    merges: Annotated[list[str], "ids merged into it"]
    mode: Annotated[Mode | None, "where a question was asked"]
    at: Annotated[int | None, "event ms, when a question was asked"]


class HoldReasons(Fields):
    """Why the text of this id waits for somebody. Team, and those who run the slot in which a question was asked."""

    reasons: Annotated[list[str], "link, mail, handle, iban, phone, word or muted"]


class Fate(Fields):
    """What became of the questions of the session or slot of this id, once it is over. Stage."""

    n: Annotated[int, "all that were asked"]
    merged: Annotated[int, "that count as another one"]
    aloud: Annotated[int, "answered in the session"]
    written: Annotated[int, "answered in writing alone"]
    open: Annotated[int, "that everybody could read, and nobody came to"]
    waiting: Annotated[int, "that nobody has looked at"]
    dismissed: Annotated[int, "that a moderator did not show"]
    withdrawn: Annotated[int, "taken back by their authors, or erased"]
    onsite: Annotated[int | None, "asked in the room; null where few of one group were there or asked"]
    remote: int | None
    onsite_answered: Annotated[int | None, "of those, aloud or in writing"]
    remote_answered: int | None


class Handover(Fields):
    """Questions of a session or slot that a panellist answers in writing, by a link. Team; nobody once that has ended."""

    session: str
    name: Annotated[str, "the panellist, as everybody reads it beside the answers"]
    ids: Annotated[list[str], "of the questions"]
    issue: Annotated[int, "how many links it had before"]
    state: Literal["open", "gone"]
    at: EventMs


class WrittenAnswer(Fields):
    """What a panellist has answered to the question of this id. Team; nobody once it is taken back or the link has ended."""

    handover: str
    text: str
    state: Literal["waiting", "shown", "declined", "gone"]
    reasons: Annotated[list[str], "why it waits, as in `hold_reasons`; empty: since texts are looked at first"]
    at: EventMs


class OwnQuestion(Fields):
    """A question as its author is told of it. That person."""

    session: str
    text: str
    state: QuestionState | Literal["merged", "erased"]
    reply: str | None
    reply_by: str | None
    at: EventMs
    into: Annotated[str | None, "id of the question that it counts as, if everybody sees that"]


class OwnVotes(Fields):
    """What a participant supports in one Q&A, or in the parking lot; the id stands for them there. That person."""

    up: Annotated[list[str], "ids of questions and topics, sorted"]


class UndoRecord(Fields):
    """Something that a moderator did and can take back. Team; nobody once there are newer ones enough."""

    do: Annotated[str, "the command"]
    ids: Annotated[list[str], "what it was about, the deed's own first"]
    at: EventMs
    by: Annotated[str, "a role"]
    undone: bool


class BeforeImage(Fields):
    """The rows as they were before the command of the same id. Nobody."""

    rows: Annotated[list[Json], "[kind, id, audience, fields, version]"]
