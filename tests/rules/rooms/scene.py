"""Rooms of NexSM24, those who run them, and notes in them."""

from __future__ import annotations

from typing import Any

from companion.core.actors import Actor
from tests.rules.programme.scene import MINUTE
from tests.support.event.fixture import START, EventFixture

ONE, OTHER = "online-offline-1", "community-building-1"  # in raum-1 and raum-2
NOON = START + 80 * MINUTE
LATER = "online-offline-2"


def facilitator(event: EventFixture, kind: str = "room", id: str = "raum-1", name: str = "fay") -> Actor:
    return event.person(name, "onsite", "facilitator", runs=frozenset({(kind, id)}))


def write(event: EventFixture, who: Actor, text: str = "Vertrauen hängt an Menschen.", **more: Any) -> str:
    args = {"slot": ONE, "kind": "insight", "text": text} | more
    return str(event.do(who, "note.write", **args).result["id"])
