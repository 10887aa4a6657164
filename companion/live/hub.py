"""The hub of one event in one process: its connections, and what each of them is told when it asks."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

import gevent
from gevent.event import Event

from companion.core.clock import wall_now
from companion.core.table import Table
from companion.live import wire
from companion.live.broadcaster import Passes
from companion.live.connection import Connection
from companion.live.feed import Feed, ended
from companion.live.metrics import Metrics
from companion.live.presence import Seats
from companion.live.viewer import Guest

Here = tuple[int, int, dict[str, int]]
BEAT_S: Final = (20.0, 25.0)
CROWDED_RETRY_MS: Final = 60_000
RESTART_RETRY_MS: Final = (500, 6000)
"""Wide, so that a full house does not come back within the same second; and everybody is back within ten."""


def restart_retry_ms() -> int:
    """How many ms a client should wait before it comes back after a restart."""
    return random.randint(*RESTART_RETRY_MS)


class Hub:
    """`table` gives the current table, `event_now` event time in ms; `build` names the build that serves.

    `voted` tells for each guest the audiences of polls that they have voted in; it may wait for the store, and fail.
    """

    def __init__(
        self,
        table: Callable[[], Table],
        event_now: Callable[[], int],
        metrics: Metrics,
        build: str,
        voted: Callable[[Sequence[Guest]], list[frozenset[str]]] | None = None,
    ) -> None:
        self.feed = Feed(table)
        self.voted = voted or (lambda guests: [guest.voted for guest in guests])
        self.seats = Seats()
        self.metrics = metrics
        self.event_now = event_now
        self.closing = False
        self.changes = Event()
        self.arriving: set[Connection] = set()
        """Connections that have not said yet where they are."""
        self.build = build
        self._passes = Passes(self)
        self._beating = False

    # A page holds both of these; it must not wait between the two calls, or its cursor would skip a change.

    def state_json(self, viewer: str) -> bytes:
        """The `state` that all viewers of a class share."""
        return self.feed.state(self.feed.table.seen(viewer))

    def mine_json(
        self, pid: str, voted: frozenset[str] = frozenset(), runs: frozenset[tuple[str, str]] = frozenset()
    ) -> bytes:
        """What a participant sees beyond that, also by having `voted` and in the slots that they run, as a `delta`."""
        return self.feed.mine(pid, voted | self.feed.table.crews(runs))

    # connections

    def answer(self, connection: Connection, at: wire.At | None) -> None:
        """Bring a connection from where it says that it is to now; the first time, it joins.

        Resume is whole or refused: a known epoch gets what it misses, anything else gets the state.
        """
        first = connection.epoch is None
        if first and ended(self.feed.table, connection.guest.openings, wall_now()):
            connection.finish("revoked")  # it was on its way in while the pass that tells the others went by
            return
        connection.epoch, connection.v = (at.epoch, at.v) if at else ("", 0)
        if first:
            self.rewind(connection, connection.guest.voted)
        if connection.pending is not None:
            return  # it is told when it is drained
        if connection.epoch != self.feed.table.epoch:
            connection.push(self.whole(connection))
        else:
            told = self.between(connection) or connection.framed(self.feed.nothing(), connection.epoch, connection.v)
            connection.push(self._hello(connection) + told if first else told)
            self.metrics.answers["resume"] += 1
        if first and connection.hub is not None:
            self._join(connection)

    def leave(self, connection: Connection) -> None:
        """Forget a connection."""
        if self._passes.remove(connection):
            self.metrics.connections[connection.guest.viewer, connection.transport] -= 1
        self.arriving.discard(connection)
        self.seats.rise(connection)

    def catch_up(self, connection: Connection) -> None:
        """Bring a connection that has just been drained to now."""
        told = self.between(connection)
        if told:
            connection.push(told)

    def drop(self, chosen: Callable[[Guest], bool], code: str, retry_in: int | None = None) -> None:
        """End the connections of the guests for which `chosen` is true."""
        for connection in self.connections():
            if connection.hub is not None and chosen(connection.guest):
                self.metrics.cut[code] += 1
                connection.finish(code, retry_in)

    def connections(self) -> list[Connection]:
        """All connections that have joined."""
        return self._passes.members()

    def farewell(self) -> bytes:
        """The last message before a restart; everybody gets another moment to come back."""
        return wire.bye("restart", restart_retry_ms())

    @property
    def size(self) -> int:
        """How many connections there are, with those that are still arriving."""
        return self._passes.size + len(self.arriving)

    def here(self) -> Here:
        """How many people are in the audience, on site and remote, and how many remote ones follow which slot."""
        modes, table = self.seats.modes(), self.feed.table
        onsite = sum(mode == "onsite" for mode in modes.values())
        places = (table.get("at", pid) for pid, mode in modes.items() if mode == "remote") if table.all("at") else ()
        rooms = Counter(row["slot"] for row in places if row is not None and row["slot"])
        return onsite, len(modes) - onsite, dict(rooms)

    # changes

    def changed(self) -> None:
        """The table has changed: pass it on now, or with the next tick."""
        self._passes.start()

    def wake(self) -> None:
        """Let everybody who waits for a change look again."""
        woken, self.changes = self.changes, Event()
        woken.set()

    def dismiss_ended(self) -> None:
        """End the connections whose staff link has expired or was taken back."""
        table, wall = self.feed.table, wall_now()
        self.drop(lambda g: ended(table, g.openings, wall), "revoked")

    def rewind(self, connection: Connection, audiences: frozenset[str]) -> None:
        """Let a connection hear of all rows of audiences that it may not have been in when it heard of their versions."""
        versions = [row.v for row in self.feed.table.for_voters() if row.to in audiences]
        connection.v = min([connection.v, *(v - 1 for v in versions)])

    # what a connection is told

    def whole(self, connection: Connection) -> bytes:
        """Hello and the whole state, framed; the connection is then at now."""
        table = self.feed.table
        connection.epoch, connection.v = table.epoch, table.v
        self.metrics.answers["state"] += 1
        state = self.feed.state(self.feed.seen(connection.guest), connection.guest.personal)
        return self._hello(connection) + connection.framed(state, table.epoch, table.v)

    def between(self, connection: Connection) -> bytes:
        """What lies between the connection's cursor and now, framed; the connection is then at now."""
        table = self.feed.table
        if connection.epoch != table.epoch or self.feed.regrouped(connection.guest, connection.v):
            return self.whole(connection)
        found = self.feed.deltas(self.feed.seen(connection.guest), connection.guest.personal, connection.v)
        if found:
            connection.v = table.v
        return b"".join(connection.framed(message, table.epoch, v) for message, v in found)

    def hello(self, me: bytes) -> bytes:
        """The greeting for the person `me` (JSON)."""
        return wire.hello(self.feed.table.epoch, self.event_now(), self.build, me)

    def _hello(self, connection: Connection) -> bytes:
        return connection.framed(self.hello(connection.guest.me), "", None)

    def _join(self, connection: Connection) -> None:
        self.arriving.discard(connection)
        self._passes.add(connection)
        self.metrics.connections[connection.guest.viewer, connection.transport] += 1
        self.metrics.opened[connection.transport] += 1
        oldest = self.seats.sit(connection)
        if oldest is not None:
            # Not the newest: after a bad network the old ones are ghosts, and the new one is the person.
            self.metrics.cut["too_many_connections"] += 1
            oldest.finish("too_many_connections", CROWDED_RETRY_MS)
        if not self._beating:
            self._beating = True
            gevent.spawn(self._beat)

    def _beat(self) -> None:
        while True:
            gevent.sleep(random.uniform(*BEAT_S))
            if not self._passes.members():
                self._beating = False
                return
            self.dismiss_ended()
            self._passes.beat()
