"""A store that goes, refuses, comes back, goes back in time or is emptied: each is noticed, and told once."""

from __future__ import annotations

import logging
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.core.actors import SYSTEM
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.store.client import StoreDown
from companion.store.script import Decision
from companion.store.store import Store
from tests.support.event.fixture import EventFixture
from tests.support.until import until
from tests.support.valkey import Valkey

ROOM = {"title": "Raum", "order": 1, "capacity": None}


@pytest.fixture
def event(own: Valkey) -> Iterator[EventFixture]:
    """An event with a room at version 1."""
    event = EventFixture(Store(own.url))
    put(event, "r1")
    event.replica.follower(event.slug).catch_up()
    yield event
    event.close()
    event.store.close()


def put(event: EventFixture, room: str) -> None:
    history = event.store.head(event.slug)[0]
    decision = Decision(epoch=history, who="w", cid=random_id(), digest="d", at=0)
    event.store.apply(event.slug, Commit().put("room", room, "all", ROOM), decision)


def told(caplog: pytest.LogCaptureFixture, words: str) -> int:
    return sum(words in record.getMessage() for record in caplog.records)


def test_an_emptied_store_is_noticed_and_commands_say_so(event: EventFixture, caplog: pytest.LogCaptureFixture) -> None:
    follower = event.replica.follower(event.slug)
    heard: list[bool] = []
    follower.listen(lambda: heard.append(follower.gone))
    event.store.client.flushall()
    until(lambda: follower.gone, 10)
    assert heard[-1] is True and told(caplog, "has lost this event") == 1
    with pytest.raises(Refusal) as refused:
        event.commands.run(event.slug, SYSTEM, "brake.press", "c1", {})
    assert refused.value.code == "no_event"
    assert event.replica.slugs() == [] and event.replica.ready()


def test_a_command_on_an_emptied_store_is_not_busy_for_ever(event: EventFixture) -> None:
    event.store.client.flushall()
    with pytest.raises(Refusal) as refused:  # at once, before the follower has looked
        event.commands.run(event.slug, SYSTEM, "brake.press", "c1", {})
    assert refused.value.code == "no_event"


def test_an_event_that_is_put_back_is_followed_anew(event: EventFixture) -> None:
    key = f"{{{event.slug}}}:"
    client = event.store.client
    kept = {name: client.dump(name) for name in client.keys(key + "*")}
    follower, epoch = event.replica.follower(event.slug), event.table.epoch
    client.flushall()
    until(lambda: follower.gone, 10)
    for name, value in kept.items():
        client.restore(name, 0, value)
    client.sadd("companion:events", event.slug)
    assert event.replica.follower(event.slug) is not follower
    assert event.table.get("room", "r1") and event.table.epoch == epoch


def test_a_history_that_lost_its_end_gets_a_new_epoch(event: EventFixture, caplog: pytest.LogCaptureFixture) -> None:
    key = f"{{{event.slug}}}:"
    client = event.store.client
    kept = {name: client.dump(name) for name in client.keys(key + "*")}
    put(event, "r2")
    until(lambda: event.table.v == 2)
    before = event.table
    for name, value in kept.items():
        client.restore(name, 0, value, replace=True)
    until(lambda: event.replica.table(event.slug).epoch != before.epoch, 10)
    assert event.table.v == 1 and not event.table.get("room", "r2")
    assert told(caplog, "gone back from version 2 to 1") == 1
    again = EventFixture(event.store, event.slug)
    assert again.table.epoch == event.table.epoch, "and all processes call it the same"
    again.close()
    put(event, "r3")
    until(lambda: event.replica.table(event.slug).get("room", "r3"), 10)


def test_going_refusing_and_coming_back_is_told_once_each(
    own: Valkey, event: EventFixture, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    event.store.client.config_set("maxmemory", "1mb")
    for room in ("a", "b", "c"):
        with pytest.raises(StoreDown):
            put(event, room)
    assert not event.replica.ready()
    event.store.client.config_set("maxmemory", "0")
    put(event, "a")
    assert event.replica.ready()
    own.kill()
    until(lambda: event.store.condition.away, 10)
    with pytest.raises(StoreDown):
        put(event, "d")
    own.start()
    until(lambda: not event.store.condition.away, 10)
    put(event, "d")
    assert told(caplog, "refuses to write (it has no memory left") == 1 and told(caplog, "writes again") == 1
    assert told(caplog, "the store is away") == 1 and told(caplog, "the store is back") == 1


@pytest.mark.parametrize(
    ("trouble", "cure"),
    [
        (["CONFIG", "SET", "maxmemory", "1mb"], ["CONFIG", "SET", "maxmemory", "0"]),
        (["REPLICAOF", "127.0.0.1", "1"], ["REPLICAOF", "NO", "ONE"]),
        (["CONFIG", "SET", "min-replicas-to-write", "1"], ["CONFIG", "SET", "min-replicas-to-write", "0"]),
    ],
)
def test_ready_means_that_an_action_would_take_effect(event: EventFixture, trouble: list[str], cure: list[str]) -> None:
    assert event.replica.ready()
    event.store.client.execute_command(*trouble)
    until(lambda: not event.replica.ready(), 5)
    event.store.client.execute_command(*cure)
    until(event.replica.ready, 10)


def test_while_a_store_is_silent_only_the_first_one_waits_for_it(own: Valkey, event: EventFixture) -> None:
    event.replica.listing()
    assert own.process
    own.process.send_signal(signal.SIGSTOP)
    try:
        until(lambda: event.store.condition.away, 15)
        began = time.monotonic()
        for _ in range(20):
            with pytest.raises(StoreDown):
                event.store.head(event.slug)
        assert list(event.replica.listing()) == []
    except StoreDown:
        pass  # nothing was listed: there is no event row
    finally:
        own.process.send_signal(signal.SIGCONT)
    assert time.monotonic() - began < 1
    until(lambda: not event.store.condition.away, 15)
    put(event, "after")


def test_a_store_of_the_day_before_is_noticed_after_its_restart(
    own: Valkey, event: EventFixture, tmp_path: Path
) -> None:
    own.kill()
    shutil.copytree(own.folder / "appendonlydir", tmp_path / "before")
    own.start()
    put(event, "r2")
    until(lambda: event.table.v == 2)
    before = event.table.epoch
    own.kill()
    shutil.rmtree(own.folder / "appendonlydir")
    shutil.copytree(tmp_path / "before", own.folder / "appendonlydir")
    own.start()
    until(lambda: event.replica.table(event.slug).v == 1, 20)
    assert event.table.epoch != before
