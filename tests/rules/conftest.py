"""Events with a panel or two, on the real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.store.store import Store
from tests.support.event.fixture import EventFixture
from tests.support.scene import EVENT, SESSION


@pytest.fixture
def hall(store: Store, tmp_path: Path) -> Iterator[EventFixture]:
    """One panel, and a folder for the keys of open polls."""
    event = EventFixture(store, keys=tmp_path / "keys")
    event.put({f"event/{event.slug}": EVENT, "session/p1": SESSION})
    yield event
    event.close()


@pytest.fixture
def panel(store: Store) -> Iterator[EventFixture]:
    """A panel whose questions wait for moderators, and one whose questions do not."""
    event = EventFixture(store)
    event.put(
        {
            f"event/{event.slug}": EVENT,
            "session/p1": SESSION,
            "session/p2": {**SESSION, "order": 2},
            "qa/p1": {"open": True, "moderated": True},
            "qa/p2": {"open": True, "moderated": False},
            "screen/main": {"what": "join", "id": None, "text": None, "part": None, "at": 0},
        }
    )
    yield event
    event.close()
