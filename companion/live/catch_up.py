"""What one connection is told, to bring it from its own cursor to now: a delta, or hello and the whole state.

Owned by the hub and used by the broadcaster for those who differ from their group. It holds no connections.
"""

from __future__ import annotations

from collections.abc import Callable

from companion.core.viewers import for_voters
from companion.live import wire
from companion.live.connection import Connection
from companion.live.feed import Feed
from companion.live.metrics import Metrics


class CatchUp:
    """`event_now` gives event time in ms; `build` names the build that serves."""

    def __init__(self, feed: Feed, metrics: Metrics, event_now: Callable[[], int], build: str) -> None:
        self.feed, self.metrics, self.event_now, self.build = feed, metrics, event_now, build

    def hello(self, me: bytes) -> bytes:
        """The greeting for the person `me` (JSON)."""
        return wire.hello(self.feed.table.epoch, self.event_now(), self.build, me)

    def framed_hello(self, connection: Connection) -> bytes:
        """The greeting for a connection, framed."""
        return connection.framed(self.hello(connection.viewer.me), "", None)

    def whole(self, connection: Connection) -> bytes:
        """Hello and the whole state, framed; the connection is then at now."""
        table = self.feed.table
        connection.epoch, connection.v = table.epoch, table.v
        self.metrics.answers["state"] += 1
        state = self.feed.state(self.feed.seen(connection.viewer), connection.viewer.personal)
        return self.framed_hello(connection) + connection.framed(state, table.epoch, table.v)

    def missing(self, connection: Connection) -> bytes:
        """What lies between the connection's cursor and now, framed; the connection is then at now."""
        table = self.feed.table
        if connection.epoch != table.epoch or self.feed.regrouped(connection.viewer, connection.v):
            return self.whole(connection)
        if connection.v >= table.v:
            return b""
        messages = self.feed.deltas(self.feed.seen(connection.viewer), connection.viewer.personal, connection.v)
        if messages:
            connection.v = table.v
        return b"".join(connection.framed(message, table.epoch, v) for message, v in messages)

    def push(self, connection: Connection) -> None:
        """Send a connection what it misses, if anything."""
        missing = self.missing(connection)
        if missing:
            connection.push(missing)

    def rewind(self, connection: Connection, audiences: frozenset[str]) -> None:
        """Let a connection hear of all rows of audiences that it may not have been in when it heard of their versions."""
        versions = [row.v for row in for_voters(self.feed.table) if row.to in audiences]
        connection.v = min([connection.v, *(v - 1 for v in versions)])
