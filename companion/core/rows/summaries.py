"""Rows of summaries, and of the work on them."""

from __future__ import annotations

from typing import Annotated, Literal

from companion.core.rows.base import EventMs, Fields, WallMs
from companion.core.summaries import Count, Line, Sentence, Term, Theme

People = Annotated[dict[str, tuple[int | None, int | None]], "by slot: [most in its room, most following it]"]


class Summary(Fields):
    """A summary as people decide on it. Who may edit it, and stage once published."""

    of: Literal["slot", "workshop", "plenary"]
    ref: Annotated[str, "id of the slot or workshop; empty for the plenary's"]
    state: Literal["draft", "approved", "published"]
    lines: list[Line]
    out: Annotated[list[str], "ids of lines that were left out"]
    themes: list[Theme]
    counts: list[Count]
    people: People
    overview: list[Sentence] | None
    model: Annotated[str | None, "the language model that connected the lines; empty: none"]
    version: Annotated[int, "of the table, when it was drafted"]
    at: EventMs
    by: Annotated[str | None, "the role that touched it last; null: nobody has"]


class Draft(Fields):
    """What a worker made, beside a summary that people have touched. Who may edit that."""

    lines: list[Line]
    themes: list[Theme]
    counts: list[Count]
    overview: list[Sentence] | None
    model: str | None
    version: int
    at: EventMs


class Terms(Fields):
    """Words of the notes behind a summary, for the plenary's themes. Nobody."""

    terms: list[Term]


class Glossary(Fields):
    """Words that mean the same. Team."""

    terms: Annotated[list[tuple[str, str]], "pairs"]


class Work(Fields):
    """How far the work on the summary of this id is, or on what was ordered. Who may edit that."""

    of: Literal["slot", "workshop", "plenary", "report", "certificates", "folder"]
    ref: str
    version: Annotated[int, "of the table, that it is made of"]
    attempt: int
    state: Literal["queued", "running", "done", "failed", "again"]
    percent: int
    code: Annotated[str | None, "why it failed"]
    at: WallMs
