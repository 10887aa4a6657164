"""Websocket, event stream and long-poll side by side: the same messages, the same cursor, the same state at the end."""

from __future__ import annotations

import json
import random
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from companion.client.copy import Copy, Rows
from companion.core.commit import Commit
from companion.core.owners import handle, owner
from companion.core.rows import KINDS
from companion.store.store import Store
from companion.store.upkeep import reset
from tests.support.event.served import ServedEvent
from tests.support.kept import EventSource, LiveSocket
from tests.support.server import Server
from tests.support.until import until
from tests.support.valkey import Valkey
from tests.support.visitor import Visitor

TICK_S = 0.05


def room(n: int, title: str = "room") -> dict[str, object]:
    return {"title": title, "order": n, "capacity": None}


def follow_by_polling(event: ServedEvent, copy: Copy, v: int) -> list[dict[str, object]]:
    """Poll until the copy is at `v`; the messages on the way."""
    found = []
    deadline = time.monotonic() + 10
    while copy.v < v:
        assert time.monotonic() < deadline
        messages = event.poll(at=copy)
        copy.take_all(messages)
        found += messages
    return found


def test_a_burst_comes_in_few_frames_and_ends_exact(event: ServedEvent) -> None:
    client = event.ws()
    client.ask()
    client.until("state")
    began = time.monotonic()
    for n in range(200):
        event.put({f"room/r{n % 20}": room(n)})
    took = time.monotonic() - began
    last = event.table.v
    client.until(lambda m: m["v"] == last)
    deltas = [m for m in client.messages if m["t"] == "delta"]
    assert len(deltas) <= took / TICK_S + 2
    assert Copy().take_all(client.messages).rows == event.copy().rows


def test_all_roads_carry_the_same_messages(event: ServedEvent) -> None:
    start = event.copy()
    ws, sse, poll = event.ws(), event.sse(at=start), Copy(start.epoch, start.v, start.rows)
    ws.ask(start.epoch, start.v)
    assert sse.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert sse.headers["x-accel-buffering"] == "no" and sse.headers["cache-control"] == "no-store"
    for client in (ws, sse):
        assert [client.read()["t"], client.read()] == ["hello", {"t": "delta", "v": start.v, "put": [], "gone": []}]
    for n in range(1, 6):
        event.put({f"room/r{n}": room(n), "room/r0": room(n)})
        v = event.table.v
        delta = ws.until("delta")
        assert delta["v"] == v and sse.until("delta") == delta
        assert follow_by_polling(event, poll, v) == [delta]
        assert sse.last_id == f"{start.epoch}:{v}"
    fresh = event.copy()
    for copy in (Copy(start.epoch, start.v, start.rows).take_all(m) for m in (ws.messages, sse.messages)):
        assert (copy.rows, copy.v) == (fresh.rows, fresh.v) == (poll.rows, poll.v)


def test_an_event_stream_resumes_from_its_last_id(event: ServedEvent) -> None:
    first = event.sse()
    first.until("state")
    assert first.last_id
    first.close()
    event.put({"room/r1": room(1)})
    again = event.sse(at=Copy("an-old-page", 1), **{"Last-Event-ID": first.last_id})
    assert again.read()["t"] == "hello"
    while not (delta := again.read())["put"]:
        pass  # this process may hear of the change a moment later
    assert delta["t"] == "delta" and delta["put"] == [["room", "r1", room(1)]]


def test_an_unknown_cursor_gets_the_state_on_every_road(event: ServedEvent) -> None:
    unknown = Copy("another-history", 3)
    ws = event.ws()
    ws.ask("another-history", 3)
    sse = event.sse(at=unknown)
    assert ws.until("state") == sse.until("state") == event.poll(at=unknown)[1]
    assert sse.messages[0]["t"] == event.poll(at=unknown)[0]["t"] == "hello"


@pytest.mark.parametrize("query", ["epoch=e&v=x", "epoch=e&v=-1", f"epoch={'e' * 200}&v=1"])
def test_a_cursor_that_is_none_is_refused(event: ServedEvent, query: str) -> None:
    for road in ("stream", "poll"):
        assert event.server.request("GET", f"/e/{event.slug}/{road}?{query}")[0] == 422


def test_other_roads_show_no_more_than_the_cookie_allows(event: ServedEvent) -> None:
    who = event.join()
    for road in ("stream", "poll"):
        path = f"/e/{event.slug}/{road}?as=team"
        assert who.request("GET", path)[0] == 403
        assert event.server.request("GET", path.replace(event.slug, "nowhere"))[0] == 404


def test_a_long_poll_waits_for_a_change(event: ServedEvent) -> None:
    copy, found = event.copy(), []
    waiting = threading.Thread(target=lambda: found.extend(event.poll(at=copy)))
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive() and not found
    event.put({"room/r1": room(1)})
    waiting.join(5)
    assert [m["t"] for m in found] == ["delta"] and found[0]["put"] == [["room", "r1", room(1)]]


def test_a_long_poll_ends_with_a_beat_that_is_not_ahead(event: ServedEvent) -> None:
    copy = event.copy()

    def quiet() -> bool:
        """Whether nothing is on its way any more: who is here is counted, and tells of itself once a while."""
        messages = event.poll(at=copy, wait="0")
        copy.take_all(messages)
        return [m["t"] for m in messages] == ["beat"]

    until(quiet)
    event.put({"qmod/q1": {"original": "hidden", "merges": [], "mode": None, "at": None}}, to="team")

    def told() -> list[dict[str, Any]] | None:
        messages = event.poll(at=copy, wait="0")
        return messages if len(messages) > 1 else None

    messages = until(told)
    assert [m["t"] for m in messages] == ["delta", "beat"] and messages[0]["put"] == []
    assert copy.take_all(messages).behind == 0


def test_a_person_has_so_many_long_polls_at_most(event: ServedEvent) -> None:
    who = event.join()
    copy, answers = event.copy(who=who), []
    threads = [
        threading.Thread(target=lambda: answers.append(event.poll("all", who, copy, wait="20"))) for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    until(lambda: len(answers) >= 4, 10)
    assert [a[0]["code"] for a in answers] == ["too_many_connections"] * 4
    event.put({"room/r1": room(1)})
    for thread in threads:
        thread.join(10)
    assert [a[0]["t"] for a in answers[4:]] == ["delta"] * 8


def agree(event: ServedEvent, ann: Visitor, mine: list[LiveSocket | EventSource], other: LiveSocket) -> bool:
    """Whether all roads come to what a fresh page is told; False if how many are here has changed meanwhile."""
    fresh = event.copy(who=ann)
    public = {key: row for key, row in fresh.rows.items() if key[0] not in ("own_votes", "own_question")}
    return all(_comes_to(fresh.rows, fresh.v, client) for client in mine) and _comes_to(public, fresh.v, other)


def _comes_to(rows: Rows, v: int, client: LiveSocket | EventSource) -> bool:
    """Read on until these rows are there. The version alone says nothing: others may have seen a later one."""
    while (copy := Copy().take_all(client.messages)).rows != rows:
        if copy.v > v:
            return False
        client.read()
    return True


def test_own_rows_reach_their_person_on_every_road_and_nobody_else(event: ServedEvent) -> None:
    ann, bob = event.join(), event.join()
    event.put({"qa/talk": {"open": True, "moderated": False}})
    roads = {"ws": event.ws(who=ann), "other": event.ws(who=bob)}
    sse = event.sse(who=ann)
    for client in roads.values():
        client.ask()
    for client in (*roads.values(), sse):
        client.until("state")
    id = event.do(ann, "question.ask", session="talk", text="Who moves the projector?").result["id"]
    done = event.do(ann, "question.upvote", id=id)
    votes = handle(ann.pid, "support", "talk")
    wanted = [["own_votes", votes, {"up": [id]}]]
    seen = roads["ws"].until(lambda m: m["t"] == "delta" and wanted == [r for r in m["put"] if r[0] == "own_votes"])
    assert seen["put"] == wanted or seen["v"] >= done.v
    sse.until(lambda m: wanted[0] in m.get("put", []))
    poll = event.copy(who=ann)
    assert poll.rows["own_votes", votes] == {"up": [id]} and poll.rows["own_question", id]["state"] == "live"
    until(lambda: agree(event, ann, [roads["ws"], sse], roads["other"]))
    assert ann.pid not in json.dumps(roads["other"].messages)


def test_what_a_viewer_may_not_see_never_leaves_the_server(event: ServedEvent) -> None:
    """Rows of every audience, moved about at random; each secret is a word that may show up only where it belongs."""
    ann, bob = event.join(), event.join()
    team = event.staff("moderator")
    desk = event.staff("desk")
    audiences = ["stage", "all", "team", "desk", "", owner(ann.pid, 0), owner(bob.pid, 0)]
    sees = {
        "stage": {"stage"},
        "ann": {"stage", "all", owner(ann.pid, 0)},
        "bob": {"stage", "all", owner(bob.pid, 0)},
        "team": {"stage", "all", "team"},
        "desk": {"stage", "all", "desk"},
    }
    clients = {
        "stage": event.ws("stage"),
        "ann": event.ws("all", ann),
        "bob": event.sse("all", bob),
        "team": event.ws("team", team),
        "desk": event.sse("desk", desk),
    }
    for name in ("stage", "ann", "team"):
        clients[name].ask()
    shown: dict[str, set[str]] = {name: set() for name in sees}
    dice = random.Random(7)
    for n in range(120):
        id, to, word = f"row{n % 15}x", dice.choice(audiences), f"word{n}x"
        event.put({f"room/{id}": room(n, word)}, to=to)
        for name, seen in sees.items():
            if to in seen:
                shown[name] |= {id, word}
    last = event.table.v
    event.put({"room/end": room(0)})
    for name, client in clients.items():
        while not any(r[1] == "end" for r in client.read().get("put", [])):
            pass
        words = {f"row{n}x" for n in range(15)} | {f"word{n}x" for n in range(120)}
        told = json.dumps(client.messages)
        assert {w for w in words if w in told} <= shown[name], name
        assert last < Copy().take_all(client.messages).v
    for name, viewer, who in (("stage", "stage", None), ("ann", "all", ann), ("team", "team", team)):
        assert Copy().take_all(clients[name].messages).rows == event.copy(viewer, who).rows
    assert Copy().take_all(clients["bob"].messages).rows == event.copy("all", bob).rows


def test_resume_from_every_point_of_the_history_is_whole(event: ServedEvent) -> None:
    points, audiences, dice = [event.copy()], ["stage", "team", ""], random.Random(3)
    for n in range(40):
        event.put({f"room/r{dice.randrange(8)}": room(n)}, to=dice.choice(audiences))
        copy = Copy(points[-1].epoch, points[-1].v, points[-1].rows)
        points.append(copy.take_all(event.poll(at=copy, wait="0.2")))
    fresh = event.copy()
    for point in points:
        client = event.ws()
        client.ask(point.epoch, point.v)
        assert client.read()["t"] == "hello"
        message = client.read()
        client.close()
        assert message["t"] == "delta"
        point.take(message)
        assert (point.rows, point.v) == (fresh.rows, fresh.v)


def test_presence_counts_people_on_all_roads_once(event: ServedEvent) -> None:
    ann, bob, cat = event.join("onsite"), event.join("remote"), event.join("remote")
    event.put({f"event/{event.slug}": dict.fromkeys(KINDS["event"])})
    watch = event.ws("team", who=event.moderator)
    watch.ask()
    clients = [event.ws(who=ann), event.ws(who=ann), event.sse(who=bob)]
    for client in clients[:2]:
        client.ask()
    event.poll(who=cat)
    for who in (event.moderator, event.staff("desk"), event.organiser):
        clients.append(event.ws(who=who))  # on the page for attendees: whoever works here does not count
        event.poll(who=who)
        clients[-1].ask()

    def shows(onsite: int, remote: int) -> None:
        wanted = ["team_presence", event.slug, {"onsite": onsite, "remote": remote}]
        watch.until(lambda m: wanted in m.get("put", []), timeout=15)

    shows(1, 2)
    clients[0].close()
    clients[2].close()
    shows(1, 1)


def test_revoking_a_link_ends_its_pages(event: ServedEvent) -> None:
    organiser = event.staff("organiser")
    link = event.link("moderator")
    moderator = event.visitor().staff(link["secret"])
    ws, sse = event.ws("team", moderator), event.sse("team", moderator)
    other = event.ws("team", organiser)
    for client in (ws, other):
        client.ask()
    for client in (ws, sse, other):
        client.until("state")
    event.do(organiser, "link.revoke", id=link["id"])
    assert ws.closed().code == 1008 and ws.messages[-1] == {"t": "bye", "code": "revoked", "retry_in": None}
    assert sse.until("bye")["code"] == "revoked"
    with pytest.raises(EOFError):
        sse.read()
    event.put({"room/r1": room(1)})
    other.until(lambda m: any(r[1] == "r1" for r in m.get("put", [])))


def test_a_store_that_comes_back_is_noticed_and_everybody_reloads(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    valkey = Valkey(tmp_path / "store")
    store = Store(valkey.url)
    server = Server(valkey.url, tmp_path)
    event = ServedEvent(server, store, file=None)
    event.put({"room/r0": room(0)})
    try:
        client, sse = event.ws(), event.sse()
        client.ask()
        before = [c.until("state") for c in (client, sse)]
        epoch = client.messages[0]["epoch"]
        valkey.kill()
        valkey.start()
        after = [c.until("state") for c in (client, sse)]
        assert [m["put"] for m in before] == [m["put"] for m in after]
        assert all(c.messages[-2]["t"] == "hello" and c.messages[-2]["epoch"] != epoch for c in (client, sse))
        event.put({"room/r1": room(1)})
        assert client.until("delta")["put"] == sse.until("delta")["put"] == [["room", "r1", room(1)]]
        reset(store, event.slug, frozenset({"room"}), Commit())
        assert client.until("state")["v"] == sse.until("state")["v"] == event.copy().v
    finally:
        event.close()
        server.stop()
        store.close()
        valkey.stop()
