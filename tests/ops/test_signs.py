"""Whether worker and clock live is known to whoever runs the server, and to organisers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from companion.core.clock import wall_now
from companion.ops.store_checks import check_store
from companion.store.signs import KINDS, SERVERS, SIGNS, STRANGERS, ended, give_sign, silence
from companion.store.store import Store
from tests.support.event.served import ServedEvent
from tests.support.server import KEY, Server
from tests.support.until import until
from tests.support.up import Up
from tests.support.valkey import Valkey

LONG_AGO_MS = 10 * 60_000


def told(url: str) -> tuple[bool, str]:
    check = next(check for check in check_store(url) if check.name == "processes")
    return check.ok, check.text


def test_every_kind_of_process_gives_signs_of_life(started: list[Up], tmp_path: Path) -> None:
    up = Up(tmp_path)
    started.append(up)
    up.wait_ready()
    store = Store((tmp_path / "valkey.url").read_text().strip())
    try:
        until(lambda: silence(store).keys() == set(KINDS))
        assert told(store.url) == (True, "web, worker and clock give signs of life")
    finally:
        store.close()


@pytest.mark.parametrize(("kind", "words"), [("clock", "Uhrprozess"), ("worker", "Worker")])
def test_one_that_has_ended_is_told_of(valkey: Valkey, tmp_path: Path, kind: str, words: str) -> None:
    store, server = Store(valkey.url), Server(valkey.url, tmp_path)
    event = ServedEvent(server, store)
    page = event.path("organise")
    try:
        for other in KINDS:
            give_sign(store, other)
        assert ended(store) == [] and words not in event.organiser.page(page)[1]
        store.client.hset(SIGNS, kind, wall_now() - LONG_AGO_MS)
        assert ended(store) == [kind] and words in event.organiser.page(page)[1]
        assert told(valkey.url) == (
            False,
            f"no sign of life from the {kind} for 10 min: start it; `companion up` does so by itself",
        )
        numbers = server.request("GET", "/metrics")[1].decode()
        assert re.search(rf'^companion_silent_seconds{{process="{kind}"}} 60[0-9]', numbers, re.M), numbers
        assert "companion_store_up 1.0" in numbers
    finally:
        store.client.delete(SIGNS)
        event.close()
        server.stop()
        store.close()


def test_two_servers_with_other_keys_on_one_store_are_told_of(tmp_path: Path) -> None:
    for name in ("store", "one", "same", "other"):
        (tmp_path / name).mkdir()
    valkey = Valkey(tmp_path / "store")
    one = Server(valkey.url, tmp_path / "one")
    same = Server(valkey.url, tmp_path / "same")
    store = Store(valkey.url)
    try:
        until(lambda: len(store.client.hgetall(SERVERS)) == 1)
        assert keys_of(valkey.url, KEY) == (True, "no other server works on this store with another key")
        assert STRANGERS not in one.log.read_text() + same.log.read_text(), "two with one key are one"
        other = Server(valkey.url, tmp_path / "other", SECRET_KEY="another key for tests, as long as the first one")
        try:
            for server in (one, other):
                until(lambda server=server: STRANGERS in server.log.read_text(), 30)
            assert keys_of(valkey.url, KEY) == (False, STRANGERS)
            assert one.log.read_text().count(STRANGERS) == 1, "once, and not every ten seconds"
        finally:
            other.stop()
        for mark in store.client.hkeys(SERVERS):
            store.client.hset(SERVERS, mark, wall_now() - LONG_AGO_MS)
        assert keys_of(valkey.url, KEY)[0], "a key that was replaced long ago is no other server"
    finally:
        store.close()
        one.stop()
        same.stop()
        valkey.stop()


def keys_of(url: str, secret: str) -> tuple[bool, str]:
    check = next(check for check in check_store(url, secret=secret) if check.name == "servers")
    return check.ok, check.text
