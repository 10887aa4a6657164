"""Notes and drafts to set a scene with."""

from __future__ import annotations

from typing import Any

import msgspec

from companion.core.actors import SYSTEM
from companion.core.summaries import Count, Draft, Line
from companion.rules.summaries.sources import summary_id
from tests.rules.rooms.scene import ONE, facilitator, write
from tests.support.event.fixture import EventFixture

SLOT, CARD = summary_id("slot", ONE), summary_id("workshop", "online-offline")
TEXTS = ("Vertrauen hängt an Menschen.", "Wer bezahlt die Ehrenamtlichen?", "Eine Ansprechperson benennen.")


def noted(day: EventFixture, slot: str = ONE) -> list[str]:
    """An insight, a question and a step that everybody sees."""
    fay = facilitator(day)
    kinds = ("insight", "question", "step")
    return [write(day, fay, text, slot=slot, kind=kind, share=True) for kind, text in zip(kinds, TEXTS, strict=True)]


def line(day: EventFixture, note: str, **more: Any) -> Line:
    row = day.row("note", note)
    part = {"insight": "point", "question": "question", "step": "step"}[row["kind"]]
    fields = {
        "text": row["text"],
        "lang": row["lang"],
        "sources": (note,),
        "slots": (row["slot"],),
        "kind": row["kind"],
    }
    return Line(**{"id": note, "part": part, **fields, **more})


def draft_of(day: EventFixture, *notes: str, **more: Any) -> Draft:
    return Draft(lines=tuple(line(day, note) for note in notes), counts=(Count(ONE, len(notes), len(notes)),), **more)


def deliver(day: EventFixture, id: str, version: int, draft: Draft) -> None:
    day.do(SYSTEM, "summary.deliver", id=id, version=version, draft=msgspec.to_builtins(draft), changes=None)


def delivered(day: EventFixture, id: str = SLOT, version: int = 1) -> list[str]:
    notes = noted(day)
    deliver(day, id, version, draft_of(day, *notes))
    return notes


def texts(day: EventFixture, id: str = SLOT, kind: str = "summary") -> list[str]:
    return [one["text"] for one in day.row(kind, id)["lines"]]
