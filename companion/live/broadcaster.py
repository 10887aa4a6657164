"""Passes: bringing all connections of an event to the newest version, with the same bytes for a whole viewer class.

The first change goes out at once, then at most one pass a tick, however many changes there are. A connection that still
has something pending is left out, and catches up from the table by itself when it is drained; so after each pass every
other connection has all that it may see up to `_seen`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import gevent
from gevent.lock import RLock

from companion.live import wire
from companion.live.connection import Connection
from companion.live.voter_access import Circle

if TYPE_CHECKING:
    from companion.live.hub import Hub

TICK_S: Final = 0.05
TICK_PER_PASS: Final = 4.0
"""A tick is at least so many times the last pass, so that passes take at most a fifth of the process's time."""
BATCH: Final = 500
"""Sends between two pauses in which requests are served: 10,000 sends take 60 ms."""

Runs = frozenset[tuple[str, str]]
Key = tuple[str, frozenset[str], Runs, type[Connection]]


@dataclass(slots=True)
class Parcel:
    """What one pass has for one group: `news` for those who are behind `v`, `tail` for everybody.

    `people` have rows of their own among the changes.
    """

    epoch: str
    v: int
    news: bytes
    tail: bytes
    people: frozenset[str]


class Passes:
    """The connections of `hub` by viewer class and transport."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._groups: dict[Key, dict[Connection, None]] = {}
        self._told: dict[Key, int] = {}
        self._epoch, self._seen = hub.feed.table.epoch, hub.feed.table.v
        self._circle = Circle(hub)
        self._one_at_a_time = RLock()
        self._running = False

    def add(self, connection: Connection) -> None:
        """Take in a connection that has been told everything up to now."""
        self._groups.setdefault(_key(connection), {})[connection] = None
        self._circle.arrived(connection.guest)

    def remove(self, connection: Connection) -> bool:
        """Forget a connection; False if it was not there."""
        return self._groups.get(_key(connection), {}).pop(connection, self) is None

    def members(self) -> list[Connection]:
        """All connections."""
        return [connection for group in self._groups.values() for connection in group]

    @property
    def size(self) -> int:
        """How many connections there are."""
        return sum(map(len, self._groups.values()))

    def start(self) -> None:
        """The table has changed: make a pass now, or with the next tick."""
        if not self._running:
            self._running = True
            gevent.spawn(self._run)

    def beat(self) -> None:
        """A pass that also shows a sign of life, and leaves nobody behind the version that it names."""
        with self._one_at_a_time:
            self._pass(beat=True)

    def _run(self) -> None:
        try:
            table = self._hub.feed.table
            while (table.epoch, table.v) != (self._epoch, self._seen) or self._circle.open:
                began = time.perf_counter()
                with self._one_at_a_time:
                    self._pass()
                took = time.perf_counter() - began
                self._hub.metrics.fan_out.add(took)
                gevent.sleep(max(TICK_S, TICK_PER_PASS * took))
                table = self._hub.feed.table
        finally:
            self._running = False

    def _pass(self, beat: bool = False) -> None:
        hub = self._hub
        if self._circle.open:
            self._let_in(self._circle.ask(self.members()))
        table = hub.feed.table
        fresh = table.epoch != self._epoch
        since, self._epoch, self._seen = self._seen, table.epoch, table.v
        if fresh:
            self._restate()
            hub.wake()
            return
        touched = hub.feed.touched(since)
        if touched.openings or touched.links:
            hub.drop(lambda g: any(o in touched.openings or li in touched.links for li, o in g.openings), "revoked")
        # All is encoded before the first pause, so that it is all of one version.
        sign = wire.beat(table.epoch, table.v, hub.event_now()) if beat else b""
        groups = {key: list(members) for key, members in self._groups.items() if members}
        parcels = [self._parcel(key, since, sign, touched.people) for key in groups]
        for members, parcel in zip(groups.values(), parcels, strict=True):
            if members and hub.feed.regrouped(members[0].guest, since):
                parcel.people |= {c.personal for c in members if c.personal}
        hub.wake()
        for members, parcel in zip(groups.values(), parcels, strict=True):
            self._send(members, parcel)

    def _parcel(self, key: Key, since: int, sign: bytes, people: frozenset[str]) -> Parcel:
        viewer, voted, runs, kind = key
        feed = self._hub.feed
        table = feed.table
        news = feed.news(table.seen(viewer, voted, runs), since)
        if news is None and sign and self._told.get(key) != table.v:
            news = feed.nothing()
        if news is not None:
            self._told[key] = table.v
        return Parcel(
            epoch=table.epoch,
            v=table.v,
            news=kind.framed(news, table.epoch, table.v) if news is not None else b"",
            tail=kind.framed(sign, table.epoch, table.v) if sign else b"",
            people=people,
        )

    def _send(self, members: list[Connection], parcel: Parcel) -> None:
        v, people, same, apart = parcel.v, parcel.people, parcel.news + parcel.tail, []
        sends = 0
        for c in members:
            if c.pending is not None or c.hub is None:
                continue
            data = same
            # Not even the look-up of a name that is in no set is free, ten thousand times.
            if c.v >= v or people and c.personal in people:
                data = self._apart(c, parcel)
                apart.append(len(data))
            if not data:
                continue
            try:
                sent = c.send(data)
            except BlockingIOError:
                sent = 0
            except OSError:
                c.gone()
                continue
            if c.v < v:
                c.v = v
            if sent != len(data):
                c.hold(data, sent)
            sends += 1
            if not sends % BATCH:
                gevent.sleep(0)
                if self._hub.feed.table.epoch != parcel.epoch:
                    break  # the next pass gives everybody the new state
        self._hub.metrics.sent(len(same), sends, apart)

    def _apart(self, c: Connection, parcel: Parcel) -> bytes:
        """What one connection gets that differs from its group: it is further on, or has rows of its own."""
        if parcel.tail and c.v > self._hub.feed.table.v:
            # Nobody can know more than the store: this cursor was wrong, or the store lost its end.
            return self._hub.whole(c)
        if c.v >= parcel.v:
            return parcel.tail
        return (self._hub.between(c) or parcel.news) + parcel.tail

    def _let_in(self, found: list[tuple[Connection, frozenset[str]]]) -> None:
        """Show connections what those see who have voted, from its first row on."""
        for connection, voted in found:
            if connection.hub is not None:
                self.remove(connection)
                connection.guest = replace(connection.guest, voted=connection.guest.voted | voted)
                self._groups.setdefault(_key(connection), {})[connection] = None
                self._hub.rewind(connection, voted)
                if connection.pending is None:
                    self._hub.catch_up(connection)

    def _restate(self) -> None:
        """The store's history is another one: everybody gets the whole state."""
        for number, connection in enumerate(self.members(), 1):
            if connection.hub is not None and connection.pending is None:
                connection.push(self._hub.whole(connection))
            if not number % BATCH:
                gevent.sleep(0)


def _key(connection: Connection) -> Key:
    return connection.guest.viewer, connection.guest.voted, connection.guest.runs, type(connection)
