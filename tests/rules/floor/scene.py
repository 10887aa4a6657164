"""A panel whose floor is open, and people who raise their hands."""

from __future__ import annotations

from typing import Any

from companion.core.actors import Actor
from tests.support.event.fixture import EventFixture

MINUTE = 60_000


def chair(event: EventFixture) -> Actor:
    return event.person("chair", "onsite", "moderator")


def opened(event: EventFixture, *rules: str, **more: Any) -> Actor:
    """The chair of a floor that is open."""
    who = chair(event)
    event.do(who, "floor.open", session="p1", rules=list(rules) or ["came"], **more)
    return who


def up(event: EventFixture, who: str, mode: str = "onsite", wait: int = 2000, **more: Any) -> str:
    """Somebody raises their hand; `wait` ms pass before."""
    event.wall += wait
    return str(event.do(event.person(who, mode), "hand.raise", session="p1", **more).result["id"])


def order(event: EventFixture) -> list[str]:
    return list(event.row("floor", "p1")["order"])


def state(event: EventFixture, id: str) -> str:
    return str(event.row("hand", id)["state"])


def next_(event: EventFixture, who: Actor, wait: int = MINUTE, **more: Any) -> str | None:
    """Call the next one, after a while."""
    event.wall += wait
    found = event.do(who, "floor.next", session="p1", **more).result["id"]
    return None if found is None else str(found)
