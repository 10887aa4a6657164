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
from tests.faults.event import EVENT, PANEL
from tests.support.event.fixture import EventFixture


class Behind:
    """A process that reads the log only when it must."""

    def __init__(self, event: EventFixture) -> None:
        self._replica, self._slug = Replica(event.store), event.slug
        self._follower = self._replica.follower(event.slug)
        self._follower.close()
        self._commands = Commands(event.store, self._replica, wall=lambda: event.wall)
        self._cids = 0

    def see(self) -> None:
        """Read the log now."""
        self._follower.catch_up()

    def do(self, who: Actor, name: str, **args: Any) -> Answer:
        """Run a command on what was last seen."""
        self._cids += 1
        return self._commands.run(self._slug, who, name, f"behind-{self._cids}", args)


@pytest.fixture
def event(store: Store) -> Iterator[EventFixture]:
    found = EventFixture(store)
    rows: dict[str, Any] = {"session/p": PANEL, "session/q": PANEL, "qa/p": {"open": True, "moderated": False}}
    found.put({f"event/{found.slug}": {**EVENT, "mode": "pointer"}, **rows})
    yield found
    found.close()


@pytest.fixture
def behind(event: EventFixture) -> Behind:
    return Behind(event)


def ask(event: EventFixture, name: str) -> str:
    return str(event.do(event.person(name), "question.ask", session="p", text=f"Frage von {name}?").result["id"])


def moderator(event: EventFixture) -> Actor:
    return event.person("mod", "onsite", "moderator")


def count(event: EventFixture, id: str) -> int:
    return int(event.row("votes", id)["n"])


def states(event: EventFixture, kind: str) -> dict[str, str]:
    return {row.id: row["state"] for row in event.table.all(kind)}


def test_support_that_was_taken_back_elsewhere_can_be_given_again(event: EventFixture, behind: Behind) -> None:
    amal, id = event.person("amal"), ask(event, "ben")
    event.do(amal, "question.upvote", id=id)
    behind.see()
    event.do(amal, "question.unvote", id=id)
    behind.do(amal, "question.upvote", id=id)
    assert count(event, id) == 1


def test_support_that_was_given_elsewhere_can_be_taken_back(event: EventFixture, behind: Behind) -> None:
    amal, id = event.person("amal"), ask(event, "ben")
    behind.see()
    event.do(amal, "question.upvote", id=id)
    behind.do(amal, "question.unvote", id=id)
    assert count(event, id) == 0


def test_support_for_a_family_is_taken_back_whole(event: EventFixture, behind: Behind) -> None:
    amal, (parent, child) = event.person("amal"), (ask(event, n) for n in ("ben", "cem"))
    event.do(amal, "question.upvote", id=child)
    event.do(moderator(event), "question.merge", into=parent, ids=[child])
    behind.see()
    event.do(amal, "question.upvote", id=parent)
    behind.do(amal, "question.unvote", id=parent)
    assert (count(event, parent), count(event, child)) == (0, 0)


def test_a_merge_that_is_not_known_yet_is_counted(event: EventFixture, behind: Behind) -> None:
    amal, ben = event.person("amal"), event.person("ben")
    parent, child = (ask(event, n) for n in ("cem", "dana"))
    event.do(amal, "question.upvote", id=child)
    behind.see()
    event.do(moderator(event), "question.merge", into=parent, ids=[child])
    behind.do(ben, "question.upvote", id=parent)
    assert count(event, parent) == 2


def test_a_merge_below_a_merge_that_is_not_known_yet_is_counted(event: EventFixture, behind: Behind) -> None:
    amal, mod = event.person("amal"), moderator(event)
    a, b, c = (ask(event, n) for n in ("a", "b", "c"))
    event.do(amal, "question.upvote", id=c)
    behind.see()
    event.do(mod, "question.merge", into=b, ids=[c])
    behind.do(mod, "question.merge", into=a, ids=[b])
    assert count(event, a) == 1


def test_what_leaves_a_family_leaves_every_count_above_and_comes_back_with_undo(event: EventFixture) -> None:
    mod = moderator(event)
    a, b, c = (ask(event, n) for n in ("a", "b", "c"))
    for n, id in enumerate((a, b, c)):
        event.do(event.person(f"fan{n}"), "question.upvote", id=id)
    event.do(mod, "question.merge", into=b, ids=[c])
    event.do(mod, "question.merge", into=a, ids=[b])
    assert count(event, a) == 3
    undo = event.do(mod, "question.unmerge", id=c).result["undo"]
    assert [count(event, id) for id in (a, b, c)] == [2, 1, 1]
    event.do(mod, "undo", id=undo)
    assert [count(event, id) for id in (a, b)] == [3, 2]
    event.do(event.person("fan2"), "question.unvote", id=a)
    assert [count(event, id) for id in (a, b, c)] == [2, 1, 0]


def test_two_moderators_at_once_leave_one_question_being_answered(event: EventFixture, behind: Behind) -> None:
    mod, (first, second) = moderator(event), (ask(event, n) for n in ("amal", "ben"))
    behind.see()
    event.do(mod, "question.answer", id=first)
    behind.do(mod, "question.answer", id=second)
    assert states(event, "question") == {first: "answered", second: "answering"}


def test_undo_does_not_bring_a_second_question_forward(event: EventFixture, behind: Behind) -> None:
    mod, (first, second) = moderator(event), (ask(event, n) for n in ("amal", "ben"))
    event.do(mod, "question.answer", id=first)
    done = event.do(mod, "question.done", id=first).result["undo"]
    behind.see()
    event.do(mod, "question.answer", id=second)
    with pytest.raises(Refusal, match="changed_since"):
        behind.do(mod, "undo", id=done)
    assert states(event, "question") == {first: "answered", second: "answering"}


def test_two_moderators_at_once_leave_one_item_running(event: EventFixture, behind: Behind) -> None:
    mod = moderator(event)
    event.do(mod, "session.end", id="p")
    event.do(mod, "session.end", id="q")
    behind.see()
    event.do(mod, "session.start", id="p")
    behind.do(mod, "session.start", id="q")
    assert states(event, "session") == {"p": "over", "q": "running"}


def test_a_quiet_success_is_answered_the_same_again_and_never_becomes_an_effect(
    event: EventFixture, behind: Behind
) -> None:
    amal, id = event.person("amal"), ask(event, "ben")
    event.do(amal, "question.upvote", id=id)
    first = event.do(amal, "question.upvote", cid="quiet", id=id, changes=False)
    before = event.table.v
    assert first.v == before, "a quiet success makes no version"
    event.do(amal, "question.unvote", id=id)
    event.wall += 1000
    assert event.commands.run(event.slug, amal, "question.upvote", "quiet", {"id": id}) == first
    assert count(event, id) == 0
    with pytest.raises(Refusal, match="cid_reused"):
        event.commands.run(event.slug, amal, "question.unvote", "quiet", {"id": id})
