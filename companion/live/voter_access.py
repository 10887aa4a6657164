"""Who may see what only voters see: asked anew whenever such a row has changed, since a ballot may have changed it.

The store alone knows who has voted, by tokens. Nothing of it is kept there, and here only as long as a connection lasts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.core.table import Row
from companion.live.viewer import Guest
from companion.store.store import StoreDown

if TYPE_CHECKING:
    from companion.live.connection import Connection
    from companion.live.hub import Hub


class Circle:
    """The rows for voters of `hub`, and up to which version the connections were asked about them."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._asked: tuple[str, int] | None = None

    @property
    def open(self) -> bool:
        """Whether there is something to ask."""
        return self._newest() not in (None, self._asked)

    def arrived(self, guest: Guest) -> None:
        """Somebody has come, who may have voted on the way in."""
        if guest.viewer == "all" and not self._audiences() <= guest.voted:
            self._asked = None
            self._hub.changed()

    def ask(self, connections: list[Connection]) -> list[tuple[Connection, frozenset[str]]]:
        """The connections that have voted since they were last asked, each with its new audiences."""
        newest = self._newest()
        if newest in (None, self._asked):
            return []
        there = self._audiences()
        waiting = [c for c in connections if c.guest.viewer == "all" and c.guest.pid and not there <= c.guest.voted]
        try:
            found = self._hub.voted([c.guest for c in waiting]) if waiting else []
        except StoreDown:
            return []  # the next pass asks again
        self._asked = newest
        return [(c, voted - c.guest.voted) for c, voted in zip(waiting, found, strict=True) if voted - c.guest.voted]

    def _rows(self) -> list[Row]:
        return self._hub.feed.table.for_voters()

    def _audiences(self) -> frozenset[str]:
        return frozenset(row.to for row in self._rows())

    def _newest(self) -> tuple[str, int] | None:
        rows = self._rows()
        return (self._hub.feed.table.epoch, max(row.v for row in rows)) if rows else None
