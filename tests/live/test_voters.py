"""Results for those who have voted: on every road, on whichever process, and for nobody else before the close."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from companion.client.copy import Copy
from companion.store.store import Store
from tests.rules.polls.scene import OPTIONS, time_passes
from tests.support.event.served import ServedEvent
from tests.support.kept import LiveSocket
from tests.support.scene import EVENT, SESSION
from tests.support.server import Server
from tests.support.until import until
from tests.support.visitor import Visitor

TITLE = {"de": "Was zuerst?", "en": "What first?"}


class PollEvent(ServedEvent):
    """A poll that shows its result to whoever has voted, and people who may."""

    def __init__(self, server: Server, store: Store) -> None:
        super().__init__(server, store, file=None)
        self.put({f"event/{self.slug}": EVENT, "session/p1": SESSION})
        terms = {"kind": "single", "title": TITLE, "options": OPTIONS, "results": "after"}
        self.id = str(self.moderate("poll.create", session="p1", **terms)["id"])
        self.moderate("poll.open", id=self.id)

    def vote(self, who: Visitor, choice: str = "a") -> int:
        """The version at which the ballot was counted."""
        return self.do(who, "poll.vote", id=self.id, choice=choice).v

    def votes(self, n: int) -> None:
        """So many people whom nobody watches."""
        for _ in range(n):
            self.vote(self.join())

    def shows(self) -> dict[str, int]:
        """Ten people vote, and time passes: what is shown by then."""
        for _ in range(2):
            self.votes(5)
            time_passes(self)
        return {"a": 5, "b": 0, "c": 0}

    def tally(self, copy: Copy) -> dict[str, int] | None:
        """The count as a client has it."""
        row = copy.rows.get(("tally", self.id))
        return row["n"] if row else None


@pytest.fixture
def event(pair: Server, store: Store) -> Iterator[PollEvent]:
    found = PollEvent(pair, store)
    yield found
    found.close()


def test_whoever_has_voted_sees_the_result_at_once_and_the_others_at_the_close(event: PollEvent) -> None:
    expected = event.shows()
    people = [event.join() for _ in range(8)]
    clients = [event.ws(who=who) for who in people]
    for client in clients:
        client.ask()
        client.until("state")
    voters, others = clients[:4], clients[4:]
    for who in people[:4]:
        event.vote(who, "b")
    for client in voters:
        client.until(lambda m: event.tally(Copy().take_all(client.messages)) == expected)  # noqa: B023
    last = event.table.v
    for client in others:
        client.until(lambda m: m.get("v", 0) >= last)
        assert "tally" not in repr(client.messages), "nothing of it has left the server"
    event.moderate("poll.close", id=event.id)
    expected = {"a": 10, "b": 4, "c": 0}
    for client in clients:
        client.until(lambda m: event.tally(Copy().take_all(client.messages)) == expected)  # noqa: B023
        assert Copy().take_all(client.messages).rows["poll", event.id]["state"] == "closed"


def test_a_voter_who_comes_back_misses_nothing_and_a_page_carries_it(event: PollEvent) -> None:
    expected = event.shows()
    voter, other = event.join(), event.join()
    before = event.copy(who=voter)
    v = event.vote(voter, "b")
    until(lambda: event.copy().v >= v)
    # A copy that has heard of this version, but not of what it may see since it has voted.
    late = Copy(before.epoch, v, before.rows)
    for client in (event.ws(who=voter), event.sse(who=voter, at=late)):
        if isinstance(client, LiveSocket):
            client.ask(str(late.epoch), late.v)
        copy = Copy(late.epoch, late.v, dict(late.rows))
        while event.tally(copy) is None:
            copy.take_all([client.read()])
        assert event.tally(copy) == expected
    assert event.tally(event.copy(who=voter)) == expected
    assert event.tally(event.copy(who=other)) is None
    for who, there in ((voter, True), (other, False)):
        page = who.request("GET", event.path())[1].decode()
        assert ('["tally","' in page) == there
    stage = voter.request("GET", event.path("screen/main"))[1].decode()
    assert '["tally","' not in stage, "what one has voted must not show a result on the wall"


def test_a_long_poll_brings_the_result_with_the_ballot(event: PollEvent) -> None:
    expected = event.shows()
    who = event.join()
    copy = event.copy(who=who)
    v = event.vote(who, "c")
    while copy.v < v:
        copy.take_all(event.poll(who=who, at=copy))
    assert event.tally(copy) == expected
    # Who is here may be counted anew at any time; the result is told once.
    assert "tally" not in repr(event.poll(who=who, at=copy, wait="0.1"))


def test_a_reset_takes_the_result_away_from_those_who_saw_it(event: PollEvent) -> None:
    event.shows()
    who = event.join()
    event.vote(who)
    copy = event.copy(who=who)
    assert event.tally(copy)
    event.moderate("poll.reset", id=event.id)
    event.moderate("poll.open", id=event.id)
    event.shows()
    last = event.table.v
    while copy.v < last:
        copy.take_all(event.poll(who=who, at=copy))
    assert event.tally(copy) is None
    assert without_presence(copy) == without_presence(event.copy(who=who))


def without_presence(copy: Copy) -> dict[tuple[str, str], Any]:
    """All rows but the count of who is here, which may change at any moment."""
    return {key: fields for key, fields in copy.rows.items() if key[0] != "presence"}
