"""What was understood from a pasted agenda."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

MOST_ITEMS = 1000
"""Of one agenda; lines behind are listed as not taken over."""
QuestionCode = Literal["end_before_start", "next_day", "no_time"]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One row. Times are `HH:MM` or None, `day` is a date or None; `confidence` is from 0 to 1.

    `round` is the number of the workshop round that this is, or is part of; `workshop` names the workshop held in it, the
    same in every round. `room` is where it is, as the text calls it.
    """

    day: str | None
    start: str | None
    end: str | None
    end_inferred: bool
    title: str
    kind: str
    people: tuple[str, ...]
    languages: tuple[str, ...]
    round: int | None
    workshop: str | None
    confidence: float
    room: str | None = None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What a person has to say about the item of number `row`: its end is said to come before its start (and was not taken),
    it was put on the day after (early in the morning, below an evening), or it has no time among others that have one."""

    row: int
    code: QuestionCode


class Agenda(msgspec.Struct, frozen=True):
    """A whole text. `ignored` are its lines that became nothing, so that nobody has to wonder where they went;
    `questions` what it leaves open."""

    title: str | None
    date: str | None
    venue: str | None
    items: tuple[Item, ...]
    ignored: tuple[str, ...]
    questions: tuple[Question, ...] = ()


def asked(code: QuestionCode, gettext: Callable[[str], str]) -> str:
    """A question in the reader's language."""
    if code == "end_before_start":
        return gettext("The end stands before the beginning and was not taken over.")
    if code == "next_day":
        return gettext("In the night: put on the day after.")
    return gettext("No time is given.")
