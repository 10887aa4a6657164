"""What makes events for a test."""

from __future__ import annotations

from typing import Any, TypeVar

from companion.store.store import Store
from tests.support.event.served import ServedEvent
from tests.support.server import Server

E = TypeVar("E", bound=ServedEvent)


class Events:
    """Makes events on one server, and closes them."""

    def __init__(self, server: Server, store: Store) -> None:
        self.server, self.store = server, store
        self.made: list[ServedEvent] = []

    def make(self, level: type[E], file: str = "nexsm24", **more: Any) -> E:
        """A fresh event of a level, from a seed."""
        event = level(self.server, self.store, file, **more)
        self.made.append(event)
        return event

    def close(self) -> None:
        """Close them all."""
        for event in self.made:
            event.close()


class OpenEvents(Events):
    """Events whose pages people open by their address; how they come by the code is for `test_write_access`."""

    def make(self, level: type[E], file: str = "nexsm24", **more: Any) -> E:
        """A fresh event of a level, from a seed, in which anybody with the address may write."""
        event = super().make(level, file, **more)
        event.system("write_access.set", who="address")
        return event
