"""Polls to set a scene with: drafts, open ones, and votes."""

from __future__ import annotations

from typing import Any

from companion.rules.polls.counting import due_steps
from tests.support.event.fixture import EventFixture

OPTIONS = [{"de": "Geld", "en": "Money"}, {"de": "Wissen", "en": "Knowledge"}, {"de": "Zeit"}]


def cast(event: EventFixture, id: str) -> int:
    """How many have voted, which nobody is told one by one."""
    count: int = event.store.client.scard(f"{{{event.slug}}}:s:bal.{id}")
    return count


def others(event: EventFixture, id: str, choice: Any = "c", n: int = 5, mode: str = "onsite") -> None:
    """So many more people vote, so that there are enough to be told of."""
    for i in range(n):
        vote(event, id, f"other-{mode}-{i}", choice, mode)


def time_passes(event: EventFixture, seconds: int = 10) -> None:
    """The clock process has looked for so long: what may be shown of ballots by now is shown."""
    for pause in (seconds, 0):
        while due := due_steps(event.table, event.commands.event_now(event.slug)):
            event.system("poll.step", id=due[0].id)
        if pause:
            event.clock(event.commands.event_now(event.slug) + 1000 * pause)


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
