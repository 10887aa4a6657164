"""The end of a web process: everybody hears of it, comes back at a moment of their own, and nothing is lost."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.client.copy import Copy
from companion.client.errors import Closed, Refused
from companion.core.ids import random_id
from companion.store.store import Store
from tests.support.event.served import ServedEvent
from tests.support.running import runs
from tests.support.server import Server, free_port
from tests.support.until import until
from tests.support.valkey import Valkey
from tests.support.visitor import Visitor

PROMISED_S = 1.0
SLACK_S = 1.0  # the machine that tests may be busy


@pytest.fixture
def event(valkey: Valkey, store: Store, tmp_path: Path) -> Iterator[ServedEvent]:
    """An event whose server the test may end."""
    server = Server(valkey.url, tmp_path)
    found = ServedEvent(server, store, file=None)
    found.put(
        {"room/r0": {"title": "Main hall", "order": 0, "capacity": None}, "qa/talk": {"open": True, "moderated": False}}
    )
    yield found
    found.close()
    server.stop()


@pytest.mark.alone
def test_term_tells_everybody_and_ends_within_a_second(event: ServedEvent) -> None:
    sockets, streams = [event.strict_ws() for _ in range(30)], [event.sse() for _ in range(3)]
    for client in sockets:
        client.ask()
    for client in (*sockets, *streams):
        client.until("state")
    idle = http.client.HTTPConnection("127.0.0.1", event.server.port)  # kept alive, as browsers do
    idle.request("GET", "/healthz")
    assert idle.getresponse().read()
    copy, polled = event.copy(), []
    waiting = threading.Thread(target=lambda: polled.extend(event.poll(at=copy)))
    waiting.start()
    waiting.join(0.2)

    began = time.monotonic()
    event.server.signal(signal.SIGTERM)
    ends = [client.closed() for client in sockets]
    event.server.wait()
    assert time.monotonic() - began < PROMISED_S + SLACK_S
    waiting.join(5)
    idle.close()

    assert {end.code for end in ends} == {1012}
    byes = [client.messages[-1] for client in sockets] + [client.until("bye") for client in streams] + polled
    assert len(byes) == 34 and {(bye["t"], bye["code"]) for bye in byes} == {("bye", "restart")}
    assert [end.reason for end in ends] == [f"retry_in={bye['retry_in']}" for bye in byes[:30]]
    assert all(client.retry == client.messages[-1]["retry_in"] for client in streams)
    moments = [bye["retry_in"] for bye in byes]
    assert 0 < min(moments) and max(moments) <= 8000
    assert max(moments) - min(moments) > 3000, "a full house must not come back at the same moment"


def test_hup_hands_over_to_a_new_worker(event: ServedEvent) -> None:
    who = event.join()
    client = event.strict_ws(who=who)
    client.ask()
    copy = Copy().take_all([client.read(), client.read()])
    event.server.signal(signal.SIGHUP)
    assert client.closed().code == 1012
    asked = event.do(who, "question.ask", session="talk", text="Does this survive?")
    while copy.v < asked.v:
        again = event.strict_ws(who=who)
        again.ask(copy.epoch, copy.v)
        try:
            while copy.v < asked.v:
                copy.take(again.read())
        except Closed as end:
            assert end.code == 1012, "the old worker may still be there for a moment, and says so"
    assert copy.rows == event.copy(who=who).rows
    assert ("question", asked.result["id"]) in copy.rows


def test_no_command_is_lost_or_doubled_while_workers_are_replaced(event: ServedEvent) -> None:
    """Commands are sent again with their id until the server has answered, as browsers do."""
    people = [event.join() for _ in range(8)]
    answered: list[str] = []

    def ask(who: Visitor) -> None:
        for n in range(5):
            body = {"do": "question.ask", "cid": random_id(), "args": {"session": "talk", "text": f"Number {n}?"}}
            deadline = time.monotonic() + 20
            while time.monotonic() < deadline:
                try:
                    status, reply, _ = who.request("POST", event.path("do"), body)
                except (OSError, http.client.HTTPException):
                    continue
                if status == 200:
                    answered.append(json.loads(reply)["result"]["id"])
                    break

    threads = [threading.Thread(target=ask, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for _ in range(2):
        event.server.signal(signal.SIGHUP)
        time.sleep(0.7)  # long enough for the new worker to take over in the middle of it
    for thread in threads:
        thread.join(30)
    assert len(answered) == len(set(answered)) == 40
    assert {row.id for row in event.table.all("question")} == set(answered)


def test_who_comes_meanwhile_is_told_or_refused_but_never_left_alone(event: ServedEvent) -> None:
    ends: list[str] = []
    stop = threading.Event()

    def come() -> None:
        while not stop.is_set():
            try:
                client = event.strict_ws(timeout=5)
                client.ask()
                end = client.closed()
                ends.append(str(end.code))
            except (Refused, Closed, ConnectionError) as refusal:
                ends.append(type(refusal).__name__)
            time.sleep(0.005)

    threads = [threading.Thread(target=come) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.1)  # some are in, some are coming
    event.server.signal(signal.SIGTERM)
    event.server.wait()
    time.sleep(0.05)
    stop.set()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive(), "somebody waits for a server that is gone"
    assert "1012" in ends and "ConnectionRefusedError" in ends


def test_quit_says_goodbye_as_well(event: ServedEvent) -> None:
    client = event.strict_ws()
    client.ask()
    client.until("state")
    event.server.signal(signal.SIGQUIT)
    assert client.closed().code == 1012
    event.server.wait()


def test_a_full_server_says_so(valkey: Valkey, store: Store, tmp_path: Path) -> None:
    server = Server(valkey.url, tmp_path, prefix=("prlimit", "--nofile=300"))
    event = ServedEvent(server, store, file=None)
    event.put({"room/r0": {"title": "Main hall", "order": 0, "capacity": None}})
    try:
        clients = []
        for _ in range(44):
            client = event.strict_ws()
            client.ask()
            client.until("state")
            clients.append(client)
        late, stream = event.strict_ws(), event.sse()
        closed = late.closed()
        assert closed.code == 1013 and late.messages[-1]["code"] == stream.until("bye")["code"] == "server_full"
        clients[0].close()
        event.put({"room/r1": {"title": "Second", "order": 1, "capacity": None}})
        clients[1].until("delta")
        again = event.strict_ws()
        again.ask()
        again.until("state")
    finally:
        event.close()
        server.stop()


def test_workers_that_are_still_loading_go_with_their_master(valkey: Valkey, tmp_path: Path) -> None:
    environ = os.environ | {
        "REDIS_URL": valkey.url, "DATA_DIR": str(tmp_path), "HOST": "127.0.0.1", "PORT": str(free_port()), "WORKERS": "2",
    }  # fmt: skip
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-c",
        "python:companion.gunicorn_conf",
        "tests.support.late_app:create_app()",
    ]
    master = subprocess.Popen(command, env=environ)
    try:
        children = Path(f"/proc/{master.pid}/task/{master.pid}/children")
        loading = until(lambda: found if len(found := children.read_text().split()) == 2 else [])
        until(lambda: all(b"gevent" in Path(f"/proc/{pid}/maps").read_bytes() for pid in loading))
    finally:
        master.kill()
        master.wait()
    until(lambda: not any(map(runs, loading)), 20)
