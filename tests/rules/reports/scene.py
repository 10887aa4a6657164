"""Organisers, and a questionnaire to set a scene with."""

from __future__ import annotations

from typing import Any

from companion.core.actors import SYSTEM, Actor
from companion.rules.reports.answers import invitations_of
from tests.support.event.fixture import EventFixture

DAY = 24 * 3_600_000
QUESTIONS = [
    {"kind": "text", "title": {"de": "Was hat es gebracht?"}, "required": True},
    {"kind": "link", "title": {"de": "Wo ist es zu sehen?", "en": "Where?"}},
    {"kind": "file", "title": {"de": "Ein Bild"}},
]
FILE = {"stored": "answer-1.pdf", "name": "konzept.pdf", "size": 7, "left": False}
GOOD = {"q1": {"text": "Viel."}, "q2": {"text": "https://example.org/x"}, "q3": {"file": FILE}}


def make(event: EventFixture, **more: Any) -> str:
    args: dict[str, Any] = {
        "title": {"de": "Gute Praxis"},
        "questions": QUESTIONS,
        "organisations": ["Netz e.V.", "Haus"],
    }
    return str(event.do(organiser(event), "form.make", **args | more).result["id"])


def ids(event: EventFixture, form: str) -> list[str]:
    return [row.id for row in invitations_of(event.table, form)]


def hand(event: EventFixture, asked: str, answers: dict[str, Any] = GOOD) -> list[str]:
    return list(event.do(SYSTEM, "form.submit", invitation=asked, answers=answers).result["gone"])


def organiser(event: EventFixture) -> Actor:
    return event.person("orla", "onsite", "organiser")
