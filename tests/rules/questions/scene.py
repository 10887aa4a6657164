"""Questions to set a scene with."""

from __future__ import annotations

from typing import Any

from companion.core.actors import Actor
from tests.support.world import World


def ask(world: World, who: Actor, text: str = "Wer bezahlt die Ehrenamtlichen?", session: str = "p1") -> str:
    id: str = world.do(who, "question.ask", session=session, text=text).result["id"]
    return id


def live(world: World, who: Actor, mod: Actor, text: str = "Wer bezahlt die Ehrenamtlichen?") -> str:
    id = ask(world, who, text)
    world.do(mod, "question.approve", id=id)
    return id


def mod(world: World) -> Any:
    return world.person("mod", "onsite", "moderator")


def questions(world: World) -> dict[Any, Any]:
    """What anybody can see of questions; without the undo records, which only grows."""
    kinds = ("question", "votes", "own_question", "qmod", "own_votes")
    return {viewer: {k: f for k, f in world.view(viewer).items() if k[0] in kinds} for viewer in world.audiences()}
