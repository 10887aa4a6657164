"""The hub of one event in one process: who comes and goes, and what a connection is told when it says where it is.

It owns the parts and hands each what it needs: `feed` (messages from the table), `presence` (who is here), and privately
what one connection misses (`catch_up`) and the broadcaster with all connections that have joined. None of them knows the
hub; the broadcaster calls back once a round, so that long-polls look again. `hubs` owns the hub.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Final

import gevent
from gevent.event import Event

from companion.core.clock import wall_now
from companion.core.link_validity import any_ended
from companion.core.owners import follow_id
from companion.core.table import Table
from companion.core.viewers import crews, seen_by
from companion.live import wire
from companion.live.broadcaster import Broadcaster
from companion.live.catch_up import CatchUp
from companion.live.connection import Connection
from companion.live.feed import Feed
from companion.live.metrics import Metrics
from companion.live.presence import Presence
from companion.live.voter_access import Voted, VoterAccess

Here = tuple[int, int, dict[str, int]]
HEARTBEAT_S: Final = (20.0, 25.0)
CROWDED_RETRY_MS: Final = 60_000
ENDS_S: Final = 0.5
"""How often it is looked at whether a staff link has come to its end, which no change of the table tells."""
RESTART_RETRY_MS: Final = (2500, 8000)
"""From when a restarted server is there, mostly; wide, so that a full house does not come back within the same second; and
so that everybody is back within ten."""


def restart_retry_ms() -> int:
    """How many ms a client should wait before it comes back after a restart."""
    return random.randint(*RESTART_RETRY_MS)


class Hub:
    """`table` gives the current table, `event_now` event time in ms; `build` names the build that serves."""

    def __init__(
        self, table: Callable[[], Table], event_now: Callable[[], int], metrics: Metrics, build: str, voted: Voted
    ) -> None:
        self.feed = Feed(table)
        self.presence = Presence()
        self.metrics, self.event_now, self.build, self.voted = metrics, event_now, build, voted
        self.closing = False
        self.gone = False
        """The store has lost the event."""
        self.changes = Event()
        self.arriving: set[Connection] = set()
        """Connections that have not said yet where they are."""
        self._catch_up = CatchUp(self.feed, metrics, event_now, build)
        self._broadcaster = Broadcaster(self._catch_up, VoterAccess(self.feed, voted), self.wake)
        self._beating = False
        self._staff: set[Connection] = set()
        self._watching = False

    # A page holds both of these; it must not wait between the two calls, or its cursor would skip a change.

    def state_json(self, viewer_class: str) -> bytes:
        """The `state` that all viewers of a class share."""
        return self.feed.state(seen_by(self.feed.table, viewer_class))

    def mine_json(
        self, pid: str, voted: frozenset[str] = frozenset(), runs: frozenset[tuple[str, str]] = frozenset()
    ) -> bytes:
        """What a participant sees beyond that, also by having `voted` and in the slots that they run, as a `delta`."""
        return self.feed.mine(pid, voted | crews(self.feed.table, runs))

    # connections

    def answer(self, connection: Connection, cursor: wire.Cursor | None) -> None:
        """Bring a connection from where it says that it is to now; the first time, it joins.

        Resume is whole or refused: a known epoch gets what it misses, anything else gets the state.
        """
        first = connection.epoch is None
        if first and any_ended(self.feed.table, connection.viewer.openings, wall_now()):
            connection.finish("revoked")  # it was on its way in while the round that tells the others went by
            return
        connection.epoch, connection.v = (cursor.epoch, cursor.v) if cursor else ("", 0)
        if first:
            self._catch_up.rewind(connection, connection.viewer.voted)
        if connection.pending is not None:
            return  # it is told when it is drained
        if connection.epoch != self.feed.table.epoch:
            connection.push(self._catch_up.whole(connection))
        else:
            self._resume(connection, first)
        if first and connection.owner is not None:
            self._join(connection)

    def catch_up(self, connection: Connection) -> None:
        """Bring a connection that has just been drained to now."""
        self._catch_up.push(connection)

    def leave(self, connection: Connection) -> None:
        """Forget a connection."""
        if self._broadcaster.remove(connection):
            self.metrics.connections[connection.viewer.viewer_class, connection.transport] -= 1
        self.arriving.discard(connection)
        self._staff.discard(connection)
        self.presence.remove(connection)

    def connections(self) -> list[Connection]:
        """All connections that have joined."""
        return self._broadcaster.members()

    def hello(self, me: bytes) -> bytes:
        """The greeting for the person `me` (JSON)."""
        return self._catch_up.hello(me)

    def farewell(self) -> bytes:
        """The last message before a restart; everybody gets another moment to come back."""
        return wire.bye("restart", restart_retry_ms())

    @property
    def size(self) -> int:
        """How many connections there are, with those that are still arriving."""
        return self._broadcaster.size + len(self.arriving)

    def here(self) -> Here:
        """How many people are in the audience, on site and remote, and how many remote ones follow which slot. Who has not
        said where they are is neither.
        """
        modes, table = self.presence.modes(), self.feed.table
        onsite = sum(mode == "onsite" for mode in modes.values())
        remote = [pid for pid, mode in modes.items() if mode == "remote"]
        places = (table.get("follow", follow_id(pid)) for pid in remote) if table.all("follow") else ()
        rooms = Counter(row["slot"] for row in places if row is not None and row["slot"])
        return onsite, len(remote), dict(rooms)

    # changes

    def changed(self) -> None:
        """The table has changed: pass it on now, or with the next tick."""
        self._broadcaster.schedule()

    def wake(self) -> None:
        """Let everybody who waits for a change look again."""
        woken, self.changes = self.changes, Event()
        woken.set()

    def dismiss_ended(self) -> None:
        """End the connections whose staff link has expired or was taken back."""
        table, wall = self.feed.table, wall_now()
        for connection in [c for c in self._staff if any_ended(table, c.viewer.openings, wall)]:
            self.metrics.cut["revoked"] += 1
            connection.finish("revoked")

    def _resume(self, connection: Connection, first: bool) -> None:
        missing = self._catch_up.missing(connection)
        if not missing:
            missing = connection.framed(self.feed.empty_delta(), connection.epoch or "", connection.v)
        connection.push(self._catch_up.framed_hello(connection) + missing if first else missing)
        self.metrics.answers["resume"] += 1

    def _join(self, connection: Connection) -> None:
        self.arriving.discard(connection)
        self._broadcaster.add(connection)
        self.metrics.connections[connection.viewer.viewer_class, connection.transport] += 1
        self.metrics.opened[connection.transport] += 1
        oldest = self.presence.add(connection)
        if oldest is not None:
            # Not the newest: after a bad network the old ones are ghosts, and the new one is the person.
            self.metrics.cut["too_many_connections"] += 1
            oldest.finish("too_many_connections", CROWDED_RETRY_MS)
        if not self._beating:
            self._beating = True
            gevent.spawn(self._beat)
        if connection.viewer.openings:
            self._staff.add(connection)
            if not self._watching:
                self._watching = True
                gevent.spawn(self._watch_ends)

    def _beat(self) -> None:
        while True:
            gevent.sleep(random.uniform(*HEARTBEAT_S))
            if not self._broadcaster.members():
                self._beating = False
                return
            self._broadcaster.heartbeat()

    def _watch_ends(self) -> None:
        while self._staff:
            gevent.sleep(ENDS_S)
            self.dismiss_ended()
        self._watching = False
