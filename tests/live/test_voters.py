"""Results for those who have voted: on every road, on whichever process, and for nobody else before the close."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from companion.client.copy import Copy
from tests.rules.polls.scene import OPTIONS
from tests.support.event.fixture import EventFixture
from tests.support.kept import LiveSocket
from tests.support.roads import House
from tests.support.scene import EVENT, SESSION
from tests.support.server import Server
from tests.support.until import until

TITLE = {"de": "Was zuerst?", "en": "What first?"}


@pytest.fixture
def hall(pair: Server, event: EventFixture) -> Iterator[House]:
    event.put({f"event/{event.slug}": EVENT, "session/p1": SESSION})
    found = House(pair, event)
    yield found
    found.close()


class Crowd:
    """People who may vote in one poll, and a moderator."""

    def __init__(self, hall: House, **args: Any) -> None:
        self.hall = hall
        self.moderator, _ = hall.staff("moderator")
        made = {"session": "p1", "kind": "single", "title": TITLE, "options": OPTIONS, "results": "after", **args}
        self.id: str = hall.do(self.moderator, "poll.create", **made)["result"]["id"]
        hall.do(self.moderator, "poll.open", id=self.id)

    def vote(self, cookie: str, choice: str = "a") -> int:
        """The version at which the ballot was counted."""
        return int(self.hall.do(cookie, "poll.vote", id=self.id, choice=choice)["v"])

    def votes(self, n: int) -> None:
        """So many people whom nobody watches."""
        for _ in range(n):
            self.vote(self.hall.cookie()[0])

    def tally(self, copy: Copy) -> dict[str, int] | None:
        """The count as a client has it."""
        row = copy.rows.get(("tally", self.id))
        return row["n"] if row else None


def test_whoever_has_voted_sees_the_result_at_once_and_the_others_at_the_close(hall: House) -> None:
    crowd = Crowd(hall)
    crowd.votes(9)
    cookies = [hall.cookie()[0] for _ in range(8)]
    clients = [hall.ws(cookie=cookie) for cookie in cookies]
    for client in clients:
        client.ask()
        client.until("state")
    voters, others = clients[:4], clients[4:]
    for cookie in cookies[:4]:
        crowd.vote(cookie, "b")
    expected = {"a": 9, "b": 4, "c": 0}
    for client in voters:
        client.until(lambda m: crowd.tally(Copy().take_all(client.messages)) == expected)  # noqa: B023
    last = hall.event.table.v
    for client in others:
        client.until(lambda m: m.get("v", 0) >= last)
        assert "tally" not in repr(client.messages), "nothing of it has left the server"
    hall.do(crowd.moderator, "poll.close", id=crowd.id)
    for client in clients:
        client.until(lambda m: crowd.tally(Copy().take_all(client.messages)) == expected)  # noqa: B023
        assert Copy().take_all(client.messages).rows["poll", crowd.id]["state"] == "closed"


def test_a_voter_who_comes_back_misses_nothing_and_a_page_carries_it(hall: House) -> None:
    crowd = Crowd(hall)
    crowd.votes(9)
    (voter, _), (other, _) = hall.cookie(), hall.cookie()
    before = hall.state(cookie=voter)
    v = crowd.vote(voter, "b")
    until(lambda: hall.state().v >= v)
    # A copy that has heard of this version, but not of what it may see since it has voted.
    late = Copy(before.epoch, v, before.rows)
    for client in (hall.ws(cookie=voter), hall.sse(cookie=voter, at=late)):
        if isinstance(client, LiveSocket):
            client.ask(str(late.epoch), late.v)
        copy = Copy(late.epoch, late.v, dict(late.rows))
        while crowd.tally(copy) is None:
            copy.take_all([client.read()])
        assert crowd.tally(copy) == {"a": 9, "b": 1, "c": 0}
    assert crowd.tally(hall.state(cookie=voter)) == {"a": 9, "b": 1, "c": 0}
    assert crowd.tally(hall.state(cookie=other)) is None
    for cookie, there in ((voter, True), (other, False)):
        page = hall.server.request("GET", f"/e/{hall.slug}/", headers={"Cookie": cookie})[1].decode()
        assert ('["tally","' in page) == there
    stage = hall.server.request("GET", f"/e/{hall.slug}/screen/main", headers={"Cookie": voter})[1].decode()
    assert '["tally","' not in stage, "what one has voted must not show a result on the wall"


def test_a_long_poll_brings_the_result_with_the_ballot(hall: House) -> None:
    crowd = Crowd(hall)
    crowd.votes(9)
    cookie, _ = hall.cookie()
    copy = hall.state(cookie=cookie)
    v = crowd.vote(cookie, "c")
    while copy.v < v:
        copy.take_all(hall.poll(cookie=cookie, at=copy))
    assert crowd.tally(copy) == {"a": 9, "b": 0, "c": 1}
    # Who is here may be counted anew at any time; the result is told once.
    assert "tally" not in repr(hall.poll(cookie=cookie, at=copy, wait="0.1"))


def test_a_reset_takes_the_result_away_from_those_who_saw_it(hall: House) -> None:
    crowd = Crowd(hall)
    crowd.votes(9)
    cookie, _ = hall.cookie()
    crowd.vote(cookie)
    copy = hall.state(cookie=cookie)
    assert crowd.tally(copy)
    hall.do(crowd.moderator, "poll.reset", id=crowd.id)
    hall.do(crowd.moderator, "poll.open", id=crowd.id)
    crowd.votes(10)
    last = hall.event.table.v
    while copy.v < last:
        copy.take_all(hall.poll(cookie=cookie, at=copy))
    assert crowd.tally(copy) is None
    assert without_presence(copy) == without_presence(hall.state(cookie=cookie))


def without_presence(copy: Copy) -> dict[tuple[str, str], Any]:
    """All rows but the count of who is here, which may change at any moment."""
    return {key: fields for key, fields in copy.rows.items() if key[0] != "presence"}
