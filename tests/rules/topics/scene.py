"""Topics to set a scene with."""

from __future__ import annotations

from tests.rules.polls.scene import mod
from tests.support.event.fixture import EventFixture


def propose(hall: EventFixture, text: str, name: str = "amal", approve: bool = True) -> str:
    id = str(hall.do(hall.person(name), "topic.propose", text=text).result["id"])
    if approve:
        hall.do(mod(hall), "topic.approve", id=id)
    return id


def votes(hall: EventFixture, id: str) -> int:
    return int(hall.rows("team")["votes", id]["n"])
