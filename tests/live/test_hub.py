"""The hub on a table and real sockets, in this process: what exactly goes to whom, round by round."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator, Sequence
from typing import Any

import gevent
import gevent.socket
import pytest

from companion.client.copy import Copy
from companion.core.audiences import SEES
from companion.core.owners import owner
from companion.core.table import Row, Table
from companion.live.broadcaster import TICK_S
from companion.live.deadlines import Deadlines
from companion.live.hub import Hub
from companion.live.metrics import Metrics
from companion.live.presence import PER_PERSON
from companion.live.viewer import Viewer
from companion.live.websocket import WebSocket
from companion.live.wire import Cursor

HANDSHAKE = {
    "REQUEST_METHOD": "GET",
    "HTTP_CONNECTION": "keep-alive, Upgrade",
    "HTTP_UPGRADE": "websocket",
    "HTTP_SEC_WEBSOCKET_VERSION": "13",
    "HTTP_SEC_WEBSOCKET_KEY": "dGhlIHNhbXBsZSBub25jZQ==",
}


class Client:
    """One end of a socket pair; the other end is a connection of the hub."""

    def __init__(self, hub: Hub, deadlines: Deadlines, viewer: Viewer) -> None:
        served, mine = gevent.socket.socketpair()
        self.ws = WebSocket(HANDSHAKE)
        self.ws.detach({"gunicorn.socket": served}, deadlines, hub, viewer, b"")
        self.sock = socket.socket(fileno=mine.detach())
        self.sock.setblocking(False)
        self.copy = Copy()
        self._rest = b""

    def raw(self) -> bytes:
        """What has come since the last look."""
        data = b""
        try:
            while more := self.sock.recv(65536):
                data += more
        except BlockingIOError:
            pass
        return data

    def read(self) -> list[dict[str, Any]]:
        """The messages that have come since the last look."""
        data, found = self._rest + self.raw(), []
        while len(data) > 10 or data and len(data) >= 2 + data[1]:
            size, start = data[1], 2
            if size > 125:
                start = 4 if size == 126 else 10
                size = int.from_bytes(data[2:start], "big")
            if len(data) < start + size:
                break
            if data[0] == 0x81:
                found.append(json.loads(data[start : start + size]))
            data = data[start + size :]
        self._rest = data
        for message in found:
            assert message["t"] != "beat" or message["epoch"] == self.copy.epoch
            self.copy.take(message)
        return found


def _as_they_came(viewers: Sequence[Viewer]) -> list[frozenset[str]]:
    return [viewer.voted for viewer in viewers]


class HubEvent:
    """An event that is only a table, which the test writes, with a hub on it."""

    def __init__(self) -> None:
        self.table = Table("e1", 1)
        self.table.load([Row("room", "r0", 1, "stage", {}, b'{"n":0}')])
        self.metrics = Metrics()
        self.deadlines = Deadlines()
        self.hub = Hub(lambda: self.table, lambda: 1000, self.metrics, "build", _as_they_came)
        self.clients: list[Client] = []

    def put(self, *rows: tuple[str, str, str, dict[str, Any]], left: dict[str, int] | None = None) -> None:
        """One commit of (kind, id, audience, fields)."""
        v = self.table.v + 1
        self.table.apply(v, [Row(k, id, v, to, left or {}, json.dumps(f).encode()) for k, id, to, f in rows])

    def client(self, viewer: str = "all", pid: str | None = None, cursor: Cursor | None = None, **more: Any) -> Client:
        """Somebody who has joined."""
        client = Client(self.hub, self.deadlines, Viewer(viewer, pid, **more))
        self.hub.answer(client.ws, cursor)
        self.clients.append(client)
        return client


@pytest.fixture
def event() -> Iterator[HubEvent]:
    found = HubEvent()
    yield found
    for client in found.clients:
        client.ws.abort()
        client.sock.close()


def kinds(messages: list[dict[str, Any]]) -> list[str]:
    return [message["t"] for message in messages]


def run_rounds() -> None:
    """Let everything happen that is due now."""
    gevent.sleep(0.001)


def test_one_encoding_serves_everybody_of_a_class(event: HubEvent) -> None:
    assert event.hub.feed.delta(SEES["all"], 0) is event.hub.feed.delta(SEES["all"], 0)
    assert event.hub.state_json("all") is event.hub.state_json("all")
    first, second = event.client(pid="a"), event.client(pid="b")
    first.raw(), second.raw()
    event.put(("room", "r1", "stage", {"n": 1}))
    event.hub.changed()
    run_rounds()
    assert first.raw() == second.raw() != b""


def test_the_first_change_goes_at_once_and_the_next_ones_together(event: HubEvent) -> None:
    client = event.client()
    client.read()
    event.put(("room", "r1", "stage", {"n": 1}))
    event.hub.changed()
    run_rounds()
    assert kinds(client.read()) == ["delta"]
    began = time.monotonic()
    for n in range(100):
        event.put(("room", "r1", "stage", {"n": n}))
        event.hub.changed()
        run_rounds()
    assert len(client.read()) <= (time.monotonic() - began) / TICK_S, "one frame a tick"
    gevent.sleep(2 * TICK_S)
    client.read()
    assert client.copy.v == 102 and client.copy.rows["room", "r1"] == {"n": 99}


def test_a_change_that_a_class_does_not_see_sends_it_nothing(event: HubEvent) -> None:
    all_, team = event.client("all"), event.client("team")
    all_.read(), team.read()
    event.put(("qmod", "q1", "team", {"original": "hidden"}))
    event.hub.changed()
    run_rounds()
    assert all_.raw() == b"" and kinds(team.read()) == ["delta"]


def test_a_beat_is_never_ahead_of_a_healthy_client(event: HubEvent) -> None:
    client = event.client("all")
    client.read()
    event.put(("qmod", "q1", "team", {"original": "hidden"}))
    event.hub._broadcaster.heartbeat()
    delta, beat = client.read()
    assert delta == {"t": "delta", "v": 2, "put": [], "gone": []}
    assert beat == {"t": "beat", "epoch": "e1", "v": 2, "now": 1000}
    event.hub._broadcaster.heartbeat()
    assert kinds(client.read()) == ["beat"]
    late = event.client("all", cursor=Cursor("e1", 2))
    late.read()
    event.hub._broadcaster.heartbeat()
    assert kinds(late.read()) == ["beat"] and late.copy.behind == 0


def test_own_rows_go_to_their_person_first_and_leave_the_cursor(event: HubEvent) -> None:
    ann, bob = event.client(pid="ann"), event.client(pid="bob")
    ann.read(), bob.read()
    event.put(("votes", "q1", "stage", {"n": 1}), ("own_votes", "ann", owner("ann", 0), {"up": ["q1"]}))
    event.hub.changed()
    run_rounds()
    own, shared = ann.read()
    assert own == {"t": "delta", "v": 1, "put": [["own_votes", "ann", {"up": ["q1"]}]], "gone": []}
    assert shared["v"] == 2 and shared["put"] == [["votes", "q1", {"n": 1}]]
    assert bob.read() == [shared]
    gevent.sleep(2 * TICK_S)
    event.put(("own_votes", "ann", owner("ann", 0), {"up": []}))
    event.hub.changed()
    run_rounds()
    assert [m["v"] for m in ann.read()] == [3] and bob.read() == []


def test_a_stage_shows_nobody_their_own_rows(event: HubEvent) -> None:
    event.put(("own_votes", "ann", owner("ann", 0), {"up": ["q1"]}))
    stage = event.client("stage", pid="ann")
    assert ("own_votes", "ann") not in (stage.read() and stage.copy.rows)
    event.put(("own_votes", "ann", owner("ann", 0), {"up": []}))
    event.hub.changed()
    run_rounds()
    assert stage.read() == []


def test_own_rows_come_with_the_state(event: HubEvent) -> None:
    event.put(
        ("own_votes", "ann", owner("ann", 0), {"up": ["q1"]}), ("own_votes", "bob", owner("bob", 0), {"up": ["q2"]})
    )
    ann = event.client(pid="ann")
    ann.read()
    assert ann.copy.rows == {("room", "r0"): {"n": 0}, ("own_votes", "ann"): {"up": ["q1"]}}
    assert json.loads(event.hub.mine_json("bob"))["put"] == [["own_votes", "bob", {"up": ["q2"]}]]


def test_a_known_epoch_resumes_and_anything_else_gets_the_state(event: HubEvent) -> None:
    event.put(("room", "r1", "stage", {"n": 1}))
    event.put(("room", "r2", "", {"n": 2}), left={"stage": 3})
    assert kinds(event.client(cursor=Cursor("e1", 3)).read()) == ["hello", "delta"]
    resumed = event.client(cursor=Cursor("e1", 1)).read()
    assert resumed[1]["put"] == [["room", "r1", {"n": 1}]] and resumed[1]["gone"] == [["room", "r2"]]
    for cursor in (None, Cursor("e0", 3)):
        assert kinds(event.client(cursor=cursor).read()) == ["hello", "state"]


def test_a_new_history_reaches_everybody_as_a_state(event: HubEvent) -> None:
    client = event.client()
    client.read()
    event.table = Table("e2", 1)
    event.table.load([Row("room", "new", 1, "stage", {}, b'{"n":9}')])
    event.hub.changed()
    run_rounds()
    assert kinds(client.read()) == ["hello", "state"]
    assert client.copy.epoch == "e2" and list(client.copy.rows) == [("room", "new")] and client.copy.v == 1


def test_a_cursor_ahead_of_the_store_is_put_right_at_the_next_beat(event: HubEvent) -> None:
    client = event.client(cursor=Cursor("e1", 500))
    assert kinds(client.read()) == ["hello", "delta"]
    event.hub._broadcaster.heartbeat()
    assert kinds(client.read()) == ["hello", "state"] and client.copy.v == 1


def test_a_client_that_takes_nothing_skips_frames_and_catches_up_whole(event: HubEvent) -> None:
    slow, quick = event.client(pid="slow"), event.client(pid="quick")
    slow.read(), quick.read()
    big = "x" * 20_000
    for n in range(40):
        event.put(
            ("room", f"r{n % 5}", "stage", {"n": n, "big": big}), ("own_votes", "slow", owner("slow", 0), {"n": n})
        )
        event.hub._broadcaster._broadcast()
        quick.read()
    assert slow.ws.pending is not None and quick.copy.rows["room", "r4"]["n"] == 39
    frames = 0
    while slow.ws.pending is not None:
        frames += len(slow.read())
        run_rounds()
    frames += len(slow.read())
    assert slow.copy.rows == quick.copy.rows | {("own_votes", "slow"): {"n": 39}}
    assert slow.copy.v == 41 and frames < 40, "what it could not take was not kept for it"


def test_asking_again_while_something_is_pending_loses_nothing(event: HubEvent) -> None:
    slow = event.client()
    slow.read()
    big = "x" * 100_000
    for n in range(10):
        event.put(("room", f"r{n}", "stage", {"n": n, "big": big}))
        event.hub._broadcaster._broadcast()
    assert slow.ws.pending is not None
    event.hub.answer(slow.ws, Cursor("e1", 1))
    while slow.ws.pending is not None:
        slow.read()
        run_rounds()
    slow.read()
    assert slow.copy.v == 11 and len(slow.copy.rows) == 10


def test_a_revoked_link_ends_its_connections_and_no_others(event: HubEvent) -> None:
    link = {"role": "moderator", "revoked": False, "expires": None}
    event.put(("link", "l1", "desk", link), ("opening", "o1", "desk", {"ended": False}))
    event.put(("opening", "o2", "desk", {"ended": False}))
    one, two = (event.client("team", openings=(("l1", o),)) for o in ("o1", "o2"))
    other = event.client("team", openings=(("l2", "o3"),))
    for client in (one, two, other):
        client.read()
    event.put(("opening", "o1", "desk", {"ended": True}))
    event.hub.changed()
    run_rounds()
    assert one.read() == [{"t": "bye", "code": "revoked", "retry_in": None}] and two.read() == []
    event.put(("link", "l1", "desk", link | {"revoked": True}))
    gevent.sleep(2 * TICK_S)
    event.hub.changed()
    run_rounds()
    assert kinds(two.read()) == ["bye"] and other.read() == []


def test_an_expired_link_ends_with_the_next_beat(event: HubEvent) -> None:
    client, late = (event.client("desk", openings=((link, "o1"),)) for link in ("l1", "l2"))
    client.read()
    event.put(("link", "l1", "desk", {"role": "desk", "revoked": False, "expires": 1}))
    event.hub.dismiss_ended()
    assert kinds(client.read()) == ["bye"] and "bye" not in kinds(late.read())


def test_an_expired_link_lets_nobody_in(event: HubEvent) -> None:
    event.put(("link", "l1", "desk", {"role": "desk", "revoked": False, "expires": 1}))
    assert kinds(event.client("desk", openings=(("l1", "o1"),)).read()) == ["bye"]


def test_a_person_has_so_many_connections_at_most(event: HubEvent) -> None:
    clients = [event.client(pid="ann") for _ in range(PER_PERSON + 1)]
    assert clients[0].read()[-1]["code"] == "too_many_connections"
    assert all("bye" not in kinds(client.read()) for client in clients[1:])
    assert event.hub.here()[:2] == (0, 1)


def test_people_are_counted_once_and_only_in_the_audience(event: HubEvent) -> None:
    event.client(pid="ann", mode="onsite"), event.client(pid="ann", mode="onsite")
    event.client(pid="bob", mode="remote"), event.client("stage", pid="cat", mode="onsite")
    assert event.hub.presence.begin_poll(Viewer("all", "dan", "onsite"))
    assert event.hub.here()[:2] == (2, 1)
    event.hub.presence.end_poll("dan")
    assert event.hub.here()[:2] == (2, 1), "a long-poller stays between two requests"
    event.clients[0].ws.abort()
    assert event.hub.here()[:2] == (2, 1)
    event.clients[1].ws.abort()
    assert event.hub.here()[:2] == (1, 1)


def test_gauges_return_to_zero(event: HubEvent) -> None:
    clients = [event.client(viewer) for viewer in ("all", "team", "stage")]
    assert event.metrics.connections.total() == 3
    for client in clients:
        client.sock.close()
    deadline = time.monotonic() + 5
    while event.metrics.connections.total():
        assert time.monotonic() < deadline
        run_rounds()
    assert not event.hub.connections()
