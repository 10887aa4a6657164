"""A hall with one panel, and a folder for the keys of open polls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.store.store import Store
from tests.support.scene import EVENT, SESSION
from tests.support.world import World


@pytest.fixture
def hall(store: Store, tmp_path: Path) -> Iterator[World]:
    world = World(store, keys=tmp_path / "keys")
    world.put({f"event/{world.slug}": EVENT, "session/p1": SESSION})
    yield world
    world.close()
