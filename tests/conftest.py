"""Fixtures shared by all tests: a real store, and events on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from companion.store.store import Store
from tests.support.valkey import Valkey
from tests.support.world import World

# How long something takes is measured in the bench: here it would fail on a machine that is busy.
settings.register_profile("companion", deadline=None)
settings.load_profile("companion")


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    """A store that all tests share; each test has events of its own."""
    server = Valkey(Path(tmp_path_factory.mktemp("valkey")))
    yield server
    server.stop()


@pytest.fixture
def store(valkey: Valkey) -> Iterator[Store]:
    """A client of the shared store."""
    found = Store(valkey.url)
    yield found
    found.close()


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    """An empty event."""
    found = World(store)
    yield found
    found.close()
