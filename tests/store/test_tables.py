"""Many events at once: whoever lists them sees each as a whole, or not at all, whatever others do meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.core.clock import wall_now
from companion.core.commit import Commit
from companion.core.ids import random_id
from companion.formats.programme.events import listed
from companion.store.files import Files
from companion.store.replica import Replica
from companion.store.script import Decision
from companion.store.store import Store
from tests.support.event.fixture import EventFixture
from tests.support.scene import EVENT


@pytest.fixture
def replica(event: EventFixture) -> Iterator[Replica]:
    """Another process on the same store."""
    store = Store(event.store.url)
    replica = Replica(store)
    yield replica
    replica.close()
    store.close()


def made(store: Store, slug: str) -> None:
    decision = Decision(epoch=store.head(slug)[0], who="w", cid=random_id(), digest="d", at=0)
    store.apply(slug, Commit().put("event", slug, "all", EVENT), decision)


def test_one_that_another_process_made_a_moment_ago_is_there(
    event: EventFixture, replica: Replica, tmp_path: Path
) -> None:
    slug = f"new-{random_id()}"
    event.store.create(slug)
    replica.follower(slug).close()  # from here on it hears of nothing by itself
    assert replica.tables([slug]) == {}
    made(event.store, slug)
    assert slug in [one.name for one in listed(event.store, replica, Files(tmp_path), wall_now())]


def test_one_that_goes_meanwhile_is_left_out(event: EventFixture, replica: Replica) -> None:
    made(event.store, event.slug)
    assert list(replica.tables([event.slug, "gone"])) == [event.slug]
