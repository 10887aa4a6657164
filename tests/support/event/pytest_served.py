"""Fixtures for tests of events on a `server`, which each folder starts as it needs it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from companion.store.store import Store
from tests.support.event.events import Events, OpenEvents
from tests.support.event.served import ServedEvent
from tests.support.server import Server


@pytest.fixture
def events(server: Server, store: Store) -> Iterator[Events]:
    """As many events on the server as a test wants."""
    found = Events(server, store)
    yield found
    found.close()


@pytest.fixture
def open_events(server: Server, store: Store) -> Iterator[Events]:
    """The same, in which anybody with the address may write."""
    found = OpenEvents(server, store)
    yield found
    found.close()


@pytest.fixture
def event(events: Events) -> ServedEvent:
    """NexSM24, fresh."""
    return events.make(ServedEvent)
