"""One web server for all tests here that do not end it; each test has an event of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from companion.store.store import Store
from tests.support.event.served import ServedEvent
from tests.support.server import Server
from tests.support.valkey import Valkey


@pytest.fixture(scope="session")
def server(valkey: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A web process."""
    found = Server(valkey.url, tmp_path_factory.mktemp("web"))
    yield found
    found.stop()


@pytest.fixture
def event(server: Server, store: Store) -> Iterator[ServedEvent]:
    """An event with one room, behind the server."""
    found = ServedEvent(server, store, file=None)
    found.put({"room/r0": {"title": "Main hall", "order": 0, "capacity": None}})
    yield found
    found.close()


@pytest.fixture(scope="module")
def pair(valkey: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two web processes that share their connections by chance."""
    found = Server(valkey.url, tmp_path_factory.mktemp("pair"), workers=2)
    yield found
    found.stop()
