"""Polls to set a scene with: drafts, open ones, and votes."""

from __future__ import annotations

from typing import Any

from tests.support.event.fixture import EventFixture

TALLY = {"a": 9, "b": 1, "c": 0}
OPTIONS = [{"de": "Geld", "en": "Money"}, {"de": "Wissen", "en": "Knowledge"}, {"de": "Zeit"}]


def turnout(event: EventFixture, id: str) -> int:
    count: int = event.rows("stage")["turnout", id]["ballots"]
    return count


def code_of(event: EventFixture, id: str, n: int = 0) -> str:
    return event.commands.ballot_box.codes(event.slug, id)[n]


def mod(event: EventFixture) -> Any:
    return event.person("mod", "onsite", "moderator")


def draft(event: EventFixture, kind: str = "single", **args: Any) -> str:
    options = {} if kind in ("text", "cloud") else {"options": OPTIONS}
    title = {"de": "Was brauchen kleine Vereine zuerst?", "en": "What do small groups need first?"}
    made = event.do(mod(event), "poll.create", session="p1", kind=kind, title=title, **(options | args))
    id: str = made.result["id"]
    return id


def opened(event: EventFixture, kind: str = "single", **args: Any) -> str:
    id = draft(event, kind, **args)
    event.do(mod(event), "poll.open", id=id)
    return id


def vote(event: EventFixture, id: str, name: str, choice: Any, mode: str = "onsite") -> None:
    event.do(event.person(name, mode), "poll.vote", id=id, choice=choice)
