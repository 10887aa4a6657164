"""Readers that are slow, stuck or silent: they delay nobody, get no broken byte, and come back by resuming."""

from __future__ import annotations

import socket
import threading
import time

from companion.client.copy import Copy
from companion.client.errors import Closed
from tests.support.event.served import ServedEvent
from tests.support.until import until
from tests.support.wsclient import WsClient

BIG = "x" * 15_000
CUT_S = 10.0
BEAT_S = 25.0
SLACK_S = 4.0


def rooms(n: int) -> dict[str, dict[str, object]]:
    return {f"room/r{n % 4}": {"title": f"{n} {BIG}", "order": n, "capacity": None}}


def read_on(client: WsClient, arrivals: dict[int, float], stop: threading.Event) -> None:
    client.sock.settimeout(60)
    while not stop.is_set():
        try:
            message = client.read()
        except (Closed, OSError):
            assert stop.is_set()
            return
        arrivals.setdefault(message.get("v", 0), time.monotonic())


def test_a_slow_reader_gets_every_byte_right_and_converges(event: ServedEvent) -> None:
    client = event.strict_ws(receive_buffer=4096)
    client.ask()
    client.until("state")
    writer = threading.Thread(target=lambda: [event.put(rooms(n)) for n in range(60)])
    writer.start()
    client.sock.settimeout(10)
    while client.messages[-1]["v"] < 1 + 60:
        client.read()
        time.sleep(0.02)  # slower than they are written
    writer.join()
    copy = Copy().take_all(client.messages)
    assert copy.rows == event.copy().rows
    assert len(client.messages) < 60, "frames that it could not take were skipped"


def test_the_stuck_and_the_silent_are_cut_and_delay_nobody(event: ServedEvent) -> None:
    stuck, silent, stop = event.strict_ws(receive_buffer=4096), event.strict_ws(), threading.Event()
    stuck.ask()
    copy = Copy().take_all([stuck.read(), stuck.read()])
    healthy = [event.strict_ws() for _ in range(5)]
    arrivals: list[dict[int, float]] = [{} for _ in healthy]
    for client in healthy:
        client.ask()
    readers = [
        threading.Thread(target=read_on, args=(client, seen, stop))
        for client, seen in zip(healthy, arrivals, strict=True)
    ]
    for reader in readers:
        reader.start()
    began = time.monotonic()
    written: dict[int, float] = {}
    while time.monotonic() - began < CUT_S + 2:
        written[event.table.v + 1] = time.monotonic()
        event.put(rooms(len(written)))
        time.sleep(0.1)  # a steady stream of changes while one reader takes nothing
    last = event.table.v
    until(lambda: all(any(m["t"] == "beat" for m in client.messages) for client in healthy), BEAT_S + SLACK_S)
    stop.set()
    for client in healthy:
        client.sock.shutdown(socket.SHUT_RDWR)
    for reader in readers:
        reader.join()

    for client, seen in zip(healthy, arrivals, strict=True):
        delays = [seen[v] - at for v, at in written.items() if v in seen]
        assert max(seen) == last and max(delays) < 1.0
        found = Copy().take_all(client.messages)
        assert found.rows == event.copy().rows and found.behind == 0
    assert silent.closed().code is None, "who never says where it is, is dropped"

    end = stuck.closed()
    copy.take_all(stuck.messages[2:])
    assert end.code is None and copy.v < last
    again = event.strict_ws()
    again.ask(copy.epoch, copy.v)
    while copy.v < last:
        copy.take(again.read())
    assert copy.rows == event.copy().rows
