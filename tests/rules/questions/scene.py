"""Questions to set a scene with."""

from __future__ import annotations

from typing import Any

from companion.core.actors import Actor
from tests.support.event.fixture import EventFixture


def ask(event: EventFixture, who: Actor, text: str = "Wer bezahlt die Ehrenamtlichen?", session: str = "p1") -> str:
    id: str = event.do(who, "question.ask", session=session, text=text).result["id"]
    return id


def live(event: EventFixture, who: Actor, mod: Actor, text: str = "Wer bezahlt die Ehrenamtlichen?") -> str:
    id = ask(event, who, text)
    event.do(mod, "question.approve", id=id)
    return id


def mod(event: EventFixture) -> Any:
    return event.person("mod", "onsite", "moderator")


def questions(event: EventFixture) -> dict[Any, Any]:
    """What anybody can see of questions; without the undo records, which only grows."""
    kinds = ("question", "votes", "own_question", "qmod", "own_votes")
    return {viewer: {k: f for k, f in event.rows(viewer).items() if k[0] in kinds} for viewer in event.audiences()}
