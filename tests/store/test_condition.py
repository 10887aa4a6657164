"""A store that was silent is back for everybody with the first thing that it says, and a wait for news is no silence."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import pytest

from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.store.client import StoreDown
from companion.store.condition import LOOK_AGAIN_S
from companion.store.script import Decision
from companion.store.store import Store
from tests.support.event.fixture import EventFixture
from tests.support.until import until
from tests.support.valkey import Valkey

ROOM = {"title": "Raum", "order": 1, "capacity": None}


@dataclass(frozen=True)
class Door:
    """Where commits for one event go in."""

    store: Store
    slug: str
    history: str

    def apply(self, cid: str, commit: Commit | None = None) -> bool:
        """Whether it had been applied before."""
        decision = Decision(epoch=self.history, who="p", cid=cid, digest="d", at=5)
        return self.store.apply(self.slug, commit or Commit().put("room", cid, "all", ROOM), decision).again


@pytest.fixture
def silent(event: EventFixture) -> Iterator[Door]:
    """An event whose store did not answer in time a moment ago, and does now; nobody reads from it on the side."""
    store = Store(event.store.url)
    door = Door(store, event.slug, event.table.epoch.split("-")[0])
    door.apply("c1")
    store.condition.met(StoreDown("it took too long", slow=True))
    with pytest.raises(StoreDown):
        store.condition.require_there()
    time.sleep(LOOK_AGAIN_S)  # the pause itself
    yield door
    store.close()


def test_an_answer_that_was_given_before_ends_the_silence(silent: Door) -> None:
    assert silent.apply("c1")
    assert not silent.apply("c2")


def test_a_refusal_ends_the_silence(silent: Door) -> None:
    with pytest.raises(Refusal, match="wrong_state"):
        silent.apply("c2", Commit().absent("room", "c1", "wrong_state"))
    assert not silent.apply("c3")


def test_a_store_that_refuses_to_write_is_not_silent(silent: Door) -> None:
    silent.store.condition.met(StoreDown("full", refuses=True))
    assert not silent.apply("c2") and not silent.apply("c3")


def test_a_store_that_dies_while_news_is_waited_for_was_not_slow(tmp_path: Path) -> None:
    own = Valkey(tmp_path)
    store = Store(own.url)
    reader = store.reader("event")
    try:
        Timer(0.8, own.kill).start()
        with pytest.raises(StoreDown) as error:
            until(lambda: reader.read(0))
        assert not error.value.slow
    finally:
        reader.close()
        store.close()
        own.stop()
