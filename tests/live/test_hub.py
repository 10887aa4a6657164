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
from companion.core.audiences import SEES, person
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


class Scene:
    """A hub on a table that the test writes."""

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
def scene() -> Iterator[Scene]:
    found = Scene()
    yield found
    for client in found.clients:
        client.ws.abort()
        client.sock.close()


def kinds(messages: list[dict[str, Any]]) -> list[str]:
    return [message["t"] for message in messages]


def run_rounds() -> None:
    """Let everything happen that is due now."""
    gevent.sleep(0.001)


def test_one_encoding_serves_everybody_of_a_class(scene: Scene) -> None:
    assert scene.hub.feed.delta(SEES["all"], 0) is scene.hub.feed.delta(SEES["all"], 0)
    assert scene.hub.state_json("all") is scene.hub.state_json("all")
    first, second = scene.client(pid="a"), scene.client(pid="b")
    first.raw(), second.raw()
    scene.put(("room", "r1", "stage", {"n": 1}))
    scene.hub.changed()
    run_rounds()
    assert first.raw() == second.raw() != b""


def test_the_first_change_goes_at_once_and_the_next_ones_together(scene: Scene) -> None:
    client = scene.client()
    client.read()
    scene.put(("room", "r1", "stage", {"n": 1}))
    scene.hub.changed()
    run_rounds()
    assert kinds(client.read()) == ["delta"]
    began = time.monotonic()
    for n in range(100):
        scene.put(("room", "r1", "stage", {"n": n}))
        scene.hub.changed()
        run_rounds()
    assert len(client.read()) <= (time.monotonic() - began) / TICK_S, "one frame a tick"
    gevent.sleep(2 * TICK_S)
    client.read()
    assert client.copy.v == 102 and client.copy.rows["room", "r1"] == {"n": 99}


def test_a_change_that_a_class_does_not_see_sends_it_nothing(scene: Scene) -> None:
    all_, team = scene.client("all"), scene.client("team")
    all_.read(), team.read()
    scene.put(("qmod", "q1", "team", {"original": "hidden"}))
    scene.hub.changed()
    run_rounds()
    assert all_.raw() == b"" and kinds(team.read()) == ["delta"]


def test_a_beat_is_never_ahead_of_a_healthy_client(scene: Scene) -> None:
    client = scene.client("all")
    client.read()
    scene.put(("qmod", "q1", "team", {"original": "hidden"}))
    scene.hub._broadcaster.heartbeat()
    delta, beat = client.read()
    assert delta == {"t": "delta", "v": 2, "put": [], "gone": []}
    assert beat == {"t": "beat", "epoch": "e1", "v": 2, "now": 1000}
    scene.hub._broadcaster.heartbeat()
    assert kinds(client.read()) == ["beat"]
    late = scene.client("all", cursor=Cursor("e1", 2))
    late.read()
    scene.hub._broadcaster.heartbeat()
    assert kinds(late.read()) == ["beat"] and late.copy.behind == 0


def test_own_rows_go_to_their_person_first_and_leave_the_cursor(scene: Scene) -> None:
    ann, bob = scene.client(pid="ann"), scene.client(pid="bob")
    ann.read(), bob.read()
    scene.put(("votes", "q1", "stage", {"n": 1}), ("own_votes", "ann", person("ann"), {"up": ["q1"]}))
    scene.hub.changed()
    run_rounds()
    own, shared = ann.read()
    assert own == {"t": "delta", "v": 1, "put": [["own_votes", "ann", {"up": ["q1"]}]], "gone": []}
    assert shared["v"] == 2 and shared["put"] == [["votes", "q1", {"n": 1}]]
    assert bob.read() == [shared]
    gevent.sleep(2 * TICK_S)
    scene.put(("own_votes", "ann", person("ann"), {"up": []}))
    scene.hub.changed()
    run_rounds()
    assert [m["v"] for m in ann.read()] == [3] and bob.read() == []


def test_a_stage_shows_nobody_their_own_rows(scene: Scene) -> None:
    scene.put(("own_votes", "ann", person("ann"), {"up": ["q1"]}))
    stage = scene.client("stage", pid="ann")
    assert ("own_votes", "ann") not in (stage.read() and stage.copy.rows)
    scene.put(("own_votes", "ann", person("ann"), {"up": []}))
    scene.hub.changed()
    run_rounds()
    assert stage.read() == []


def test_own_rows_come_with_the_state(scene: Scene) -> None:
    scene.put(("own_votes", "ann", person("ann"), {"up": ["q1"]}), ("own_votes", "bob", person("bob"), {"up": ["q2"]}))
    ann = scene.client(pid="ann")
    ann.read()
    assert ann.copy.rows == {("room", "r0"): {"n": 0}, ("own_votes", "ann"): {"up": ["q1"]}}
    assert json.loads(scene.hub.mine_json("bob"))["put"] == [["own_votes", "bob", {"up": ["q2"]}]]


def test_a_known_epoch_resumes_and_anything_else_gets_the_state(scene: Scene) -> None:
    scene.put(("room", "r1", "stage", {"n": 1}))
    scene.put(("room", "r2", "", {"n": 2}), left={"stage": 3})
    assert kinds(scene.client(cursor=Cursor("e1", 3)).read()) == ["hello", "delta"]
    resumed = scene.client(cursor=Cursor("e1", 1)).read()
    assert resumed[1]["put"] == [["room", "r1", {"n": 1}]] and resumed[1]["gone"] == [["room", "r2"]]
    for cursor in (None, Cursor("e0", 3)):
        assert kinds(scene.client(cursor=cursor).read()) == ["hello", "state"]


def test_a_new_history_reaches_everybody_as_a_state(scene: Scene) -> None:
    client = scene.client()
    client.read()
    scene.table = Table("e2", 1)
    scene.table.load([Row("room", "new", 1, "stage", {}, b'{"n":9}')])
    scene.hub.changed()
    run_rounds()
    assert kinds(client.read()) == ["hello", "state"]
    assert client.copy.epoch == "e2" and list(client.copy.rows) == [("room", "new")] and client.copy.v == 1


def test_a_cursor_ahead_of_the_store_is_put_right_at_the_next_beat(scene: Scene) -> None:
    client = scene.client(cursor=Cursor("e1", 500))
    assert kinds(client.read()) == ["hello", "delta"]
    scene.hub._broadcaster.heartbeat()
    assert kinds(client.read()) == ["hello", "state"] and client.copy.v == 1


def test_a_client_that_takes_nothing_skips_frames_and_catches_up_whole(scene: Scene) -> None:
    slow, quick = scene.client(pid="slow"), scene.client(pid="quick")
    slow.read(), quick.read()
    big = "x" * 20_000
    for n in range(40):
        scene.put(("room", f"r{n % 5}", "stage", {"n": n, "big": big}), ("own_votes", "slow", person("slow"), {"n": n}))
        scene.hub._broadcaster._broadcast()
        quick.read()
    assert slow.ws.pending is not None and quick.copy.rows["room", "r4"]["n"] == 39
    frames = 0
    while slow.ws.pending is not None:
        frames += len(slow.read())
        run_rounds()
    frames += len(slow.read())
    assert slow.copy.rows == quick.copy.rows | {("own_votes", "slow"): {"n": 39}}
    assert slow.copy.v == 41 and frames < 40, "what it could not take was not kept for it"


def test_asking_again_while_something_is_pending_loses_nothing(scene: Scene) -> None:
    slow = scene.client()
    slow.read()
    big = "x" * 100_000
    for n in range(10):
        scene.put(("room", f"r{n}", "stage", {"n": n, "big": big}))
        scene.hub._broadcaster._broadcast()
    assert slow.ws.pending is not None
    scene.hub.answer(slow.ws, Cursor("e1", 1))
    while slow.ws.pending is not None:
        slow.read()
        run_rounds()
    slow.read()
    assert slow.copy.v == 11 and len(slow.copy.rows) == 10


def test_a_revoked_link_ends_its_connections_and_no_others(scene: Scene) -> None:
    link = {"role": "moderator", "revoked": False, "expires": None}
    scene.put(("link", "l1", "desk", link), ("opening", "o1", "desk", {"ended": False}))
    scene.put(("opening", "o2", "desk", {"ended": False}))
    one, two = (scene.client("team", openings=(("l1", o),)) for o in ("o1", "o2"))
    other = scene.client("team", openings=(("l2", "o3"),))
    for client in (one, two, other):
        client.read()
    scene.put(("opening", "o1", "desk", {"ended": True}))
    scene.hub.changed()
    run_rounds()
    assert one.read() == [{"t": "bye", "code": "revoked", "retry_in": None}] and two.read() == []
    scene.put(("link", "l1", "desk", link | {"revoked": True}))
    gevent.sleep(2 * TICK_S)
    scene.hub.changed()
    run_rounds()
    assert kinds(two.read()) == ["bye"] and other.read() == []


def test_an_expired_link_ends_with_the_next_beat(scene: Scene) -> None:
    client, late = (scene.client("desk", openings=((link, "o1"),)) for link in ("l1", "l2"))
    client.read()
    scene.put(("link", "l1", "desk", {"role": "desk", "revoked": False, "expires": 1}))
    scene.hub.dismiss_ended()
    assert kinds(client.read()) == ["bye"] and "bye" not in kinds(late.read())


def test_an_expired_link_lets_nobody_in(scene: Scene) -> None:
    scene.put(("link", "l1", "desk", {"role": "desk", "revoked": False, "expires": 1}))
    assert kinds(scene.client("desk", openings=(("l1", "o1"),)).read()) == ["bye"]


def test_a_person_has_so_many_connections_at_most(scene: Scene) -> None:
    clients = [scene.client(pid="ann") for _ in range(PER_PERSON + 1)]
    assert clients[0].read()[-1]["code"] == "too_many_connections"
    assert all("bye" not in kinds(client.read()) for client in clients[1:])
    assert scene.hub.here()[:2] == (0, 1)


def test_people_are_counted_once_and_only_in_the_audience(scene: Scene) -> None:
    scene.client(pid="ann", mode="onsite"), scene.client(pid="ann", mode="onsite")
    scene.client(pid="bob", mode="remote"), scene.client("stage", pid="cat", mode="onsite")
    assert scene.hub.presence.begin_poll(Viewer("all", "dan", "onsite"))
    assert scene.hub.here()[:2] == (2, 1)
    scene.hub.presence.end_poll("dan")
    assert scene.hub.here()[:2] == (2, 1), "a long-poller stays between two requests"
    scene.clients[0].ws.abort()
    assert scene.hub.here()[:2] == (2, 1)
    scene.clients[1].ws.abort()
    assert scene.hub.here()[:2] == (1, 1)


def test_gauges_return_to_zero(scene: Scene) -> None:
    clients = [scene.client(viewer) for viewer in ("all", "team", "stage")]
    assert scene.metrics.connections.total() == 3
    for client in clients:
        client.sock.close()
    deadline = time.monotonic() + 5
    while scene.metrics.connections.total():
        assert time.monotonic() < deadline
        run_rounds()
    assert not scene.hub.connections()
