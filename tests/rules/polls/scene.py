"""Polls to set a scene with: drafts, open ones, and votes."""

from __future__ import annotations

from typing import Any

from tests.support.world import World

TALLY = {"a": 9, "b": 1, "c": 0}
OPTIONS = [{"de": "Geld", "en": "Money"}, {"de": "Wissen", "en": "Knowledge"}, {"de": "Zeit"}]


def turnout(world: World, id: str) -> int:
    count: int = world.view("stage")["turnout", id]["ballots"]
    return count


def code_of(world: World, id: str, n: int = 0) -> str:
    return world.commands.ballot_box.codes(world.slug, id)[n]


def mod(world: World) -> Any:
    return world.person("mod", "onsite", "moderator")


def draft(world: World, kind: str = "single", **args: Any) -> str:
    options = {} if kind in ("text", "cloud") else {"options": OPTIONS}
    title = {"de": "Was brauchen kleine Vereine zuerst?", "en": "What do small groups need first?"}
    made = world.do(mod(world), "poll.create", session="p1", kind=kind, title=title, **(options | args))
    id: str = made.result["id"]
    return id


def opened(world: World, kind: str = "single", **args: Any) -> str:
    id = draft(world, kind, **args)
    world.do(mod(world), "poll.open", id=id)
    return id


def vote(world: World, id: str, name: str, choice: Any, mode: str = "onsite") -> None:
    world.do(world.person(name, mode), "poll.vote", id=id, choice=choice)
