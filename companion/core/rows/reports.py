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


class EvaluationQuestion(msgspec.Struct, frozen=True):
    """One question of an evaluation; the options of a scale are its steps, from the least on."""

    id: str
    kind: Literal["scale", "choice", "text"]
    title: Titles
    options: list[Titles]
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


class Folder(Fields):
    """Everything that a funder asks for in one file, as a worker made it. Organisers."""

    asked: Annotated[int, "how often it was asked for"]
    made: Annotated[int, "which of these is there"]
    read: Annotated[int, "version of the table that it was made of"]
    lang: str
    lists: Annotated[
        Literal["signatures", "slips", "none"], "who was there, to sign: with names, slips without, or neither"
    ]
    at: EventMs | None
    size: Annotated[int, "bytes; 0: there is no file"]
    unset: Annotated[list[str], "where its PDFs leave out what cannot be set"]


class Form(Fields):
    """A questionnaire for organisations. Organisers."""

    title: Titles
    intro: str
    questions: list[FormQuestion]
    due: Annotated[int | None, "event ms until which answers are taken"]
    state: Literal["open", "closed", "dropped"]
    as_is: Annotated[bool, "files keep what cameras and programs write into them"]
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
    answers: Annotated[dict[str, Json], "by question id: {text} or {stored, name, size, left: it may hold metadata}"]
    n: Annotated[int, "how often it has answered"]
    at: EventMs


class Evaluation(Fields):
    """An evaluation by those who take part: one address for all, and nobody is known. Stage, unless it was dropped."""

    title: Titles
    session: Annotated[str | None, "the item that it is about; null: the whole event"]
    due: Annotated[int | None, "event ms until which answers are taken"]
    state: Literal["open", "closed", "dropped"]
    at: EventMs


class EvaluationForm(Fields):
    """What the evaluation of this id asks. Organisers."""

    intro: str
    questions: list[EvaluationQuestion]


class Response(Fields):
    """What one device has answered, without whose it is. Nobody; empty once it is counted for good."""

    evaluation: str
    answers: Annotated[dict[str, str], "by question id: a step, an option or words"]


class EvaluationResult(Fields):
    """What the evaluation of this id has brought, in steps while it is open. Organisers."""

    answered: Annotated[int | None, "devices, rounded down to a step while it is open; null: too few"]
    n: Annotated[int | None, "of them counted here; null: too few"]
    counts: Annotated[dict[str, dict[str, int] | None], "by question id and option; null: too few"]
    texts: Annotated[dict[str, list[str]], "by question id, in alphabetical order"]
    final: bool
