"""Websocket, event stream and long-poll side by side: the same messages, the same cursor, the same state at the end."""

from __future__ import annotations

import json
import random
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from companion.client.copy import Copy
from companion.core.audiences import person
from companion.core.commit import Commit
from companion.core.rows import KINDS
from companion.store.store import Store
from companion.store.upkeep import reset
from tests.support.event.fixture import EventFixture
from tests.support.roads import House
from tests.support.server import Server
from tests.support.until import until
from tests.support.valkey import Valkey

TICK_S = 0.05


def room(n: int, title: str = "room") -> dict[str, object]:
    return {"title": title, "order": n, "capacity": None}


def follow_by_polling(house: House, copy: Copy, v: int) -> list[dict[str, object]]:
    """Poll until the copy is at `v`; the messages on the way."""
    found = []
    deadline = time.monotonic() + 10
    while copy.v < v:
        assert time.monotonic() < deadline
        messages = house.poll(at=copy)
        copy.take_all(messages)
        found += messages
    return found


def test_a_burst_comes_in_few_frames_and_ends_exact(house: House) -> None:
    client = house.ws()
    client.ask()
    client.until("state")
    began = time.monotonic()
    for n in range(200):
        house.event.put({f"room/r{n % 20}": room(n)})
    took = time.monotonic() - began
    last = house.event.table.v
    client.until(lambda m: m["v"] == last)
    deltas = [m for m in client.messages if m["t"] == "delta"]
    assert len(deltas) <= took / TICK_S + 2
    assert Copy().take_all(client.messages).rows == house.state().rows


def test_all_roads_carry_the_same_messages(house: House) -> None:
    start = house.state()
    ws, sse, poll = house.ws(), house.sse(at=start), Copy(start.epoch, start.v, start.rows)
    ws.ask(start.epoch, start.v)
    assert sse.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert sse.headers["x-accel-buffering"] == "no" and sse.headers["cache-control"] == "no-store"
    for client in (ws, sse):
        assert [client.read()["t"], client.read()] == ["hello", {"t": "delta", "v": start.v, "put": [], "gone": []}]
    for n in range(1, 6):
        house.event.put({f"room/r{n}": room(n), "room/r0": room(n)})
        v = house.event.table.v
        delta = ws.until("delta")
        assert delta["v"] == v and sse.until("delta") == delta
        assert follow_by_polling(house, poll, v) == [delta]
        assert sse.last_id == f"{start.epoch}:{v}"
    fresh = house.state()
    for copy in (Copy(start.epoch, start.v, start.rows).take_all(m) for m in (ws.messages, sse.messages)):
        assert (copy.rows, copy.v) == (fresh.rows, fresh.v) == (poll.rows, poll.v)


def test_an_event_stream_resumes_from_its_last_id(house: House) -> None:
    first = house.sse()
    first.until("state")
    assert first.last_id
    first.close()
    house.event.put({"room/r1": room(1)})
    again = house.sse(at=Copy("an-old-page", 1), **{"Last-Event-ID": first.last_id})
    assert again.read()["t"] == "hello"
    while not (delta := again.read())["put"]:
        pass  # this process may hear of the change a moment later
    assert delta["t"] == "delta" and delta["put"] == [["room", "r1", room(1)]]


def test_an_unknown_cursor_gets_the_state_on_every_road(house: House) -> None:
    unknown = Copy("another-history", 3)
    ws = house.ws()
    ws.ask("another-history", 3)
    sse = house.sse(at=unknown)
    assert ws.until("state") == sse.until("state") == house.poll(at=unknown)[1]
    assert sse.messages[0]["t"] == house.poll(at=unknown)[0]["t"] == "hello"


@pytest.mark.parametrize("query", ["epoch=e&v=x", "epoch=e&v=-1", f"epoch={'e' * 200}&v=1"])
def test_a_cursor_that_is_none_is_refused(house: House, query: str) -> None:
    for road in ("stream", "poll"):
        assert house.server.request("GET", f"/e/{house.slug}/{road}?{query}")[0] == 422


def test_other_roads_show_no_more_than_the_cookie_allows(house: House) -> None:
    cookie, _ = house.cookie()
    for road in ("stream", "poll"):
        path = f"/e/{house.slug}/{road}?as=team"
        assert house.server.request("GET", path, headers={"Cookie": cookie})[0] == 403
        assert house.server.request("GET", path.replace(house.slug, "nowhere"))[0] == 404


def test_a_long_poll_waits_for_a_change(house: House) -> None:
    copy, found = house.state(), []
    waiting = threading.Thread(target=lambda: found.extend(house.poll(at=copy)))
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive() and not found
    house.event.put({"room/r1": room(1)})
    waiting.join(5)
    assert [m["t"] for m in found] == ["delta"] and found[0]["put"] == [["room", "r1", room(1)]]


def test_a_long_poll_ends_with_a_beat_that_is_not_ahead(house: House) -> None:
    copy = house.state()

    def quiet() -> bool:
        """Whether nothing is on its way any more: who is here is counted, and tells of itself once a while."""
        messages = house.poll(at=copy, wait="0")
        copy.take_all(messages)
        return [m["t"] for m in messages] == ["beat"]

    until(quiet)
    house.event.put({"qmod/q1": {"original": "hidden", "merges": []}}, to="team")

    def told() -> list[dict[str, Any]] | None:
        messages = house.poll(at=copy, wait="0")
        return messages if len(messages) > 1 else None

    messages = until(told)
    assert [m["t"] for m in messages] == ["delta", "beat"] and messages[0]["put"] == []
    assert copy.take_all(messages).behind == 0


def test_a_person_has_so_many_long_polls_at_most(house: House) -> None:
    cookie, _ = house.cookie()
    copy, answers = house.state(cookie=cookie), []
    threads = [
        threading.Thread(target=lambda: answers.append(house.poll("all", cookie, copy, wait="20"))) for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 10
    while len(answers) < 4:
        assert time.monotonic() < deadline
        time.sleep(0.01)  # other threads fill the list
    assert [a[0]["code"] for a in answers] == ["too_many_connections"] * 4
    house.event.put({"room/r1": room(1)})
    for thread in threads:
        thread.join(10)
    assert [a[0]["t"] for a in answers[4:]] == ["delta"] * 8


def test_own_rows_reach_their_person_on_every_road_and_nobody_else(house: House) -> None:
    (ann, pid), (bob, _) = house.cookie(), house.cookie()
    house.event.put({"qa/talk": {"open": True, "moderated": False}})
    roads = {"ws": house.ws(cookie=ann), "other": house.ws(cookie=bob)}
    sse = house.sse(cookie=ann)
    for client in roads.values():
        client.ask()
    for client in (*roads.values(), sse):
        client.until("state")
    id = house.do(ann, "question.ask", session="talk", text="Who moves the projector?")["result"]["id"]
    house.do(ann, "question.upvote", id=id)
    wanted = [["own_votes", pid, {"up": [id]}]]
    seen = roads["ws"].until(lambda m: m["t"] == "delta" and wanted == [r for r in m["put"] if r[0] == "own_votes"])
    assert seen["put"] == wanted or seen["v"] == house.event.table.v
    while ["own_votes", pid, {"up": [id]}] not in sse.read()["put"]:
        pass
    poll = house.state(cookie=ann)
    assert poll.rows["own_votes", pid] == {"up": [id]} and poll.rows["own_question", id]["state"] == "live"
    last = house.event.table.v
    for client in (*roads.values(), sse):
        if Copy().take_all(client.messages).v < last:
            client.read() if client is sse else client.until(lambda m: m["v"] == last)
    mine = Copy().take_all(roads["ws"].messages)
    assert mine.rows == poll.rows == Copy().take_all(sse.messages).rows
    others = Copy().take_all(roads["other"].messages)
    assert others.rows == {k: f for k, f in mine.rows.items() if k[0] not in ("own_votes", "own_question")}
    assert pid not in json.dumps(roads["other"].messages)


def test_what_a_viewer_may_not_see_never_leaves_the_server(house: House) -> None:
    """Rows of every audience, moved about at random; each secret is a word that may show up only where it belongs."""
    (ann, ann_pid), (bob, bob_pid) = house.cookie(), house.cookie()
    team, _ = house.staff("moderator")
    desk, _ = house.staff("desk")
    audiences = ["stage", "all", "team", "desk", "", person(ann_pid), person(bob_pid)]
    sees = {
        "stage": {"stage"},
        "ann": {"stage", "all", person(ann_pid)},
        "bob": {"stage", "all", person(bob_pid)},
        "team": {"stage", "all", "team"},
        "desk": {"stage", "all", "desk"},
    }
    clients = {
        "stage": house.ws("stage"),
        "ann": house.ws("all", ann),
        "bob": house.sse("all", bob),
        "team": house.ws("team", team),
        "desk": house.sse("desk", desk),
    }
    for name in ("stage", "ann", "team"):
        clients[name].ask()
    shown: dict[str, set[str]] = {name: set() for name in sees}
    dice = random.Random(7)
    for n in range(120):
        id, to, word = f"row{n % 15}x", dice.choice(audiences), f"word{n}x"
        house.event.put({f"room/{id}": room(n, word)}, to=to)
        for name, seen in sees.items():
            if to in seen:
                shown[name] |= {id, word}
    last = house.event.table.v
    house.event.put({"room/end": room(0)})
    for name, client in clients.items():
        while not any(r[1] == "end" for r in client.read().get("put", [])):
            pass
        words = {f"row{n}x" for n in range(15)} | {f"word{n}x" for n in range(120)}
        told = json.dumps(client.messages)
        assert {w for w in words if w in told} <= shown[name], name
        assert last < Copy().take_all(client.messages).v
    for name, viewer, cookie in (("stage", "stage", ""), ("ann", "all", ann), ("team", "team", team)):
        assert Copy().take_all(clients[name].messages).rows == house.state(viewer, cookie).rows
    assert Copy().take_all(clients["bob"].messages).rows == house.state("all", bob).rows


def test_resume_from_every_point_of_the_history_is_whole(house: House) -> None:
    points, audiences, dice = [house.state()], ["stage", "team", ""], random.Random(3)
    for n in range(40):
        house.event.put({f"room/r{dice.randrange(8)}": room(n)}, to=dice.choice(audiences))
        copy = Copy(points[-1].epoch, points[-1].v, points[-1].rows)
        points.append(copy.take_all(house.poll(at=copy, wait="0.2")))
    fresh = house.state()
    for point in points:
        client = house.ws()
        client.ask(point.epoch, point.v)
        assert client.read()["t"] == "hello"
        message = client.read()
        client.close()
        assert message["t"] == "delta"
        point.take(message)
        assert (point.rows, point.v) == (fresh.rows, fresh.v)


def test_presence_counts_people_on_all_roads_once(house: House) -> None:
    (ann, _), (bob, _), (cat, _) = house.cookie("onsite"), house.cookie("remote"), house.cookie("remote")
    house.event.put({f"event/{house.slug}": dict.fromkeys(KINDS["event"])})
    watch = house.ws("stage")
    watch.ask()
    clients = [house.ws(cookie=ann), house.ws(cookie=ann), house.sse(cookie=bob)]
    for client in clients[:2]:
        client.ask()
    house.poll(cookie=cat)

    def shows(onsite: int, remote: int) -> None:
        wanted = ["presence", house.slug, {"onsite": onsite, "remote": remote}]
        watch.until(lambda m: wanted in m.get("put", []), timeout=15)

    shows(1, 2)
    clients[0].close()
    clients[2].close()
    shows(1, 1)


def test_revoking_a_link_ends_its_pages(house: House) -> None:
    organiser, _ = house.staff("organiser")
    moderator, link = house.staff("moderator")
    ws, sse = house.ws("team", moderator), house.sse("team", moderator)
    other = house.ws("team", organiser)
    for client in (ws, other):
        client.ask()
    for client in (ws, sse, other):
        client.until("state")
    house.do(organiser, "link.revoke", id=link)
    assert ws.closed().code == 1008 and ws.messages[-1] == {"t": "bye", "code": "revoked", "retry_in": None}
    assert sse.until("bye")["code"] == "revoked"
    with pytest.raises(EOFError):
        sse.read()
    house.event.put({"room/r1": room(1)})
    other.until(lambda m: any(r[1] == "r1" for r in m.get("put", [])))


def test_a_store_that_comes_back_is_noticed_and_everybody_reloads(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    valkey = Valkey(tmp_path / "store")
    store = Store(valkey.url)
    event = EventFixture(store)
    event.put({"room/r0": room(0)})
    server = Server(valkey.url, tmp_path)
    house = House(server, event)
    try:
        client, sse = house.ws(), house.sse()
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
        reset(store, house.slug, frozenset({"room"}), Commit())
        assert client.until("state")["v"] == sse.until("state")["v"] == house.state().v
    finally:
        house.close()
        server.stop()
        event.close()
        store.close()
        valkey.stop()
