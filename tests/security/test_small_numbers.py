"""Where few take part from elsewhere, no public row says which of the things that happen was theirs.

The same day is played twice: once the remote person does something, once somebody in the room. Whoever sees only what
everybody sees must have seen the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from companion.core.actors import SYSTEM, Actor
from companion.core.audiences import SEES
from companion.store.store import Store
from tests.rules.polls.scene import mod
from tests.support.event.fixture import EventFixture
from tests.support.scene import EVENT, SESSION

IN_THE_ROOM = 8
Deed = Callable[[EventFixture, Actor], None]


def ask(event: EventFixture, who: Actor) -> None:
    event.do(who, "question.ask", session="p1", text="ok?", name="Amal")


def support(event: EventFixture, who: Actor) -> None:
    asked = event.do(event.person("other"), "question.ask", session="p1", text="Wer zahlt das alles?")
    event.do(who, "question.upvote", id=asked.result["id"])


def propose(event: EventFixture, who: Actor) -> None:
    made = event.do(who, "topic.propose", text="Datenschutz")
    event.do(mod(event), "topic.approve", id=made.result["id"])


def vote(event: EventFixture, who: Actor) -> None:
    made = {"session": "p1", "kind": "single", "title": {"de": "?"}, "options": [{"de": "a"}, {"de": "b"}]}
    poll = event.do(mod(event), "poll.create", **made, abstain=True).result["id"]
    event.do(mod(event), "poll.open", id=poll)
    for name in ("o1", "o2", "o3", "o4"):
        event.do(event.person(name), "poll.vote", id=poll, choice="a")
    event.do(who, "poll.vote", id=poll, choice=None)
    event.do(mod(event), "poll.close", id=poll)


DEEDS: dict[str, Deed] = {"ask": ask, "support": support, "propose": propose, "vote": vote}


def public(store: Store, tmp: Any, deed: Deed, remote: int, by_remote: bool) -> list[Any]:
    """What the stage and all attendees see afterwards, without ids that are made of random ones."""
    event = EventFixture(store, keys=tmp)
    event.put({f"event/{event.slug}": EVENT, "session/p1": SESSION, "qa/p1": {"open": True, "moderated": False}})
    event.put({f"presence/{event.slug}": {"all": None, "onsite": None, "remote": None}})
    event.do(SYSTEM, "presence.report", process="a", onsite=IN_THE_ROOM, remote=remote)
    before = event.table.v
    who = event.person("who", "remote", lang="en") if by_remote else event.person("who", "onsite", lang="de")
    deed(event, who)
    rows = [row for viewer in ("stage", "all") for row in event.table.state(SEES[viewer]) if row.v > before]
    ids = {row.id: f"<{n}>" for n, row in enumerate(rows)}
    told = sorted((row.kind, msgspec.json.encode(row.fields, order="sorted").decode()) for row in rows)
    event.close()
    for id, name in ids.items():
        told = [(kind, text.replace(id, name)) for kind, text in told]
    return told


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("remote", [1, 4])
def test_nobody_can_tell_whether_it_was_the_remote_person(store: Store, tmp_path: Any, deed: str, remote: int) -> None:
    there, here = (public(store, tmp_path / str(by), DEEDS[deed], remote, by) for by in (True, False))
    assert there and there == here


def test_where_both_groups_are_large_the_origin_of_a_question_is_told(store: Store, tmp_path: Any) -> None:
    """The control: what is compared above would differ."""
    there, here = (public(store, tmp_path / str(by), ask, 6, by) for by in (True, False))
    assert there != here
