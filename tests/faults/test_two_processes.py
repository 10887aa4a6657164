"""Two web processes, one of which has not read the newest log yet: what it decides must be right all the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from companion.commands.commands import Answer, Commands
from companion.core.actors import Actor
from companion.core.errors import Refusal
from companion.store.replica import Replica
from companion.store.store import Store
from tests.faults.site import EVENT, PANEL
from tests.support.world import World


class Behind:
    """A process that reads the log only when it must."""

    def __init__(self, world: World) -> None:
        self._replica, self._slug = Replica(world.store), world.slug
        self._follower = self._replica.follower(world.slug)
        self._follower.close()
        self._commands = Commands(world.store, self._replica, wall=lambda: world.wall)
        self._cids = 0

    def see(self) -> None:
        """Read the log now."""
        self._follower.catch_up()

    def do(self, who: Actor, name: str, **args: Any) -> Answer:
        """Run a command on what was last seen."""
        self._cids += 1
        return self._commands.run(self._slug, who, name, f"behind-{self._cids}", args)


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    found = World(store)
    rows: dict[str, Any] = {"session/p": PANEL, "session/q": PANEL, "qa/p": {"open": True, "moderated": False}}
    found.put({f"event/{found.slug}": {**EVENT, "mode": "pointer"}, **rows})
    yield found
    found.close()


@pytest.fixture
def behind(world: World) -> Behind:
    return Behind(world)


def ask(world: World, name: str) -> str:
    return str(world.do(world.person(name), "question.ask", session="p", text=f"Frage von {name}?").result["id"])


def moderator(world: World) -> Actor:
    return world.person("mod", "onsite", "moderator")


def count(world: World, id: str) -> int:
    return int(world.row("votes", id)["n"])


def states(world: World, kind: str) -> dict[str, str]:
    return {row.id: row["state"] for row in world.table.all(kind)}


def test_support_that_was_taken_back_elsewhere_can_be_given_again(world: World, behind: Behind) -> None:
    amal, id = world.person("amal"), ask(world, "ben")
    world.do(amal, "question.upvote", id=id)
    behind.see()
    world.do(amal, "question.unvote", id=id)
    behind.do(amal, "question.upvote", id=id)
    assert count(world, id) == 1


def test_support_that_was_given_elsewhere_can_be_taken_back(world: World, behind: Behind) -> None:
    amal, id = world.person("amal"), ask(world, "ben")
    behind.see()
    world.do(amal, "question.upvote", id=id)
    behind.do(amal, "question.unvote", id=id)
    assert count(world, id) == 0


def test_support_for_a_family_is_taken_back_whole(world: World, behind: Behind) -> None:
    amal, (parent, child) = world.person("amal"), (ask(world, n) for n in ("ben", "cem"))
    world.do(amal, "question.upvote", id=child)
    world.do(moderator(world), "question.merge", into=parent, ids=[child])
    behind.see()
    world.do(amal, "question.upvote", id=parent)
    behind.do(amal, "question.unvote", id=parent)
    assert (count(world, parent), count(world, child)) == (0, 0)


def test_a_merge_that_is_not_known_yet_is_counted(world: World, behind: Behind) -> None:
    amal, ben = world.person("amal"), world.person("ben")
    parent, child = (ask(world, n) for n in ("cem", "dana"))
    world.do(amal, "question.upvote", id=child)
    behind.see()
    world.do(moderator(world), "question.merge", into=parent, ids=[child])
    behind.do(ben, "question.upvote", id=parent)
    assert count(world, parent) == 2


def test_a_merge_below_a_merge_that_is_not_known_yet_is_counted(world: World, behind: Behind) -> None:
    amal, mod = world.person("amal"), moderator(world)
    a, b, c = (ask(world, n) for n in ("a", "b", "c"))
    world.do(amal, "question.upvote", id=c)
    behind.see()
    world.do(mod, "question.merge", into=b, ids=[c])
    behind.do(mod, "question.merge", into=a, ids=[b])
    assert count(world, a) == 1


def test_what_leaves_a_family_leaves_every_count_above_and_comes_back_with_undo(world: World) -> None:
    mod = moderator(world)
    a, b, c = (ask(world, n) for n in ("a", "b", "c"))
    for n, id in enumerate((a, b, c)):
        world.do(world.person(f"fan{n}"), "question.upvote", id=id)
    world.do(mod, "question.merge", into=b, ids=[c])
    world.do(mod, "question.merge", into=a, ids=[b])
    assert count(world, a) == 3
    undo = world.do(mod, "question.unmerge", id=c).result["undo"]
    assert [count(world, id) for id in (a, b, c)] == [2, 1, 1]
    world.do(mod, "undo", id=undo)
    assert [count(world, id) for id in (a, b)] == [3, 2]
    world.do(world.person("fan2"), "question.unvote", id=a)
    assert [count(world, id) for id in (a, b, c)] == [2, 1, 0]


def test_two_moderators_at_once_leave_one_question_being_answered(world: World, behind: Behind) -> None:
    mod, (first, second) = moderator(world), (ask(world, n) for n in ("amal", "ben"))
    behind.see()
    world.do(mod, "question.answer", id=first)
    behind.do(mod, "question.answer", id=second)
    assert states(world, "question") == {first: "answered", second: "answering"}


def test_undo_does_not_bring_a_second_question_forward(world: World, behind: Behind) -> None:
    mod, (first, second) = moderator(world), (ask(world, n) for n in ("amal", "ben"))
    world.do(mod, "question.answer", id=first)
    done = world.do(mod, "question.done", id=first).result["undo"]
    behind.see()
    world.do(mod, "question.answer", id=second)
    with pytest.raises(Refusal, match="changed_since"):
        behind.do(mod, "undo", id=done)
    assert states(world, "question") == {first: "answered", second: "answering"}


def test_two_moderators_at_once_leave_one_item_running(world: World, behind: Behind) -> None:
    mod = moderator(world)
    world.do(mod, "session.end", id="p")
    world.do(mod, "session.end", id="q")
    behind.see()
    world.do(mod, "session.start", id="p")
    behind.do(mod, "session.start", id="q")
    assert states(world, "session") == {"p": "over", "q": "running"}


def test_a_quiet_success_is_answered_the_same_again_and_never_becomes_an_effect(world: World, behind: Behind) -> None:
    amal, id = world.person("amal"), ask(world, "ben")
    world.do(amal, "question.upvote", id=id)
    first = world.do(amal, "question.upvote", cid="quiet", id=id, changes=False)
    before = world.table.v
    assert first.v == before, "a quiet success makes no version"
    world.do(amal, "question.unvote", id=id)
    world.wall += 1000
    assert world.commands.run(world.slug, amal, "question.upvote", "quiet", {"id": id}) == first
    assert count(world, id) == 0
    with pytest.raises(Refusal, match="cid_reused"):
        world.commands.run(world.slug, amal, "question.unvote", "quiet", {"id": id})
