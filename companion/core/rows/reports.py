"""Rows of the report and of questionnaires."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from companion.core.rows.base import EventMs, Fields, Json, Titles


class FormQuestion(msgspec.Struct, frozen=True):
    """One question of a questionnaire."""

    id: str
    kind: Literal["text", "link", "file"]
    title: Titles
    required: bool


class ReportSettings(Fields):
    """What organisers say in the report. Team."""

    opening: str
    closing: str
    funder: str
    onsite: Annotated[int | None, "people, as organisers say"]
    remote: int | None


class Report(Fields):
    """The report as a worker made it. Team."""

    asked: Annotated[int, "how often one was asked for"]
    made: Annotated[int, "which of these is there"]
    read: Annotated[int, "version of the table that it was made of"]
    lang: str
    at: EventMs | None
    files: Annotated[list[tuple[str, int]], "[ending, size in bytes]"]
    unset: Annotated[list[str] | None, "where the PDF leaves out what cannot be set: heading (entry)"]


class Form(Fields):
    """A questionnaire for organisations. Organisers."""

    title: Titles
    intro: str
    questions: list[FormQuestion]
    due: Annotated[int | None, "event ms until which answers are taken"]
    state: Literal["open", "closed", "dropped"]
    at: EventMs


class Invitation(Fields):
    """An organisation that is asked. Organisers."""

    form: str
    org: str
    issue: Annotated[int, "how many links it had before"]
    state: Literal["open", "gone"]
    order: int


class Submission(Fields):
    """What the organisation of this id has answered. Organisers."""

    form: str
    answers: Annotated[dict[str, Json], "by question id: {text} or {stored, name, size}"]
    n: Annotated[int, "how often it has answered"]
    at: EventMs
