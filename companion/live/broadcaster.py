"""Bringing all connections of an event to the newest version, with the same bytes for a whole viewer class.

The first change goes out at once, then at most one round a tick, however many changes there are. A connection that still
has something pending is left out, and catches up from the table by itself when it is drained; so after each round every
other connection has all that it may see up to `_version`.

Owned by the hub. It owns the connections that have joined, and the voters' access, which may put one into another group.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import gevent
from gevent.lock import RLock

from companion.core.viewers import seen_by
from companion.live import wire
from companion.live.catch_up import CatchUp
from companion.live.connection import Connection
from companion.live.groups import GroupKey, Groups
from companion.live.owners import ConnectedOwners
from companion.live.viewer import Viewer
from companion.live.voter_access import VoterAccess

TICK_S: Final = 0.05
TICK_PER_ROUND: Final = 4.0
"""A tick is at least so many times the last round, so that rounds take at most a fifth of the process's time."""
BATCH: Final = 500
"""Sends between two pauses in which requests are served: 10,000 sends take 60 ms."""


@dataclass(slots=True)
class GroupFrame:
    """What one round has for one group: the `delta` for those who are behind `v`, the `heartbeat` for everybody.

    `people` have rows of their own among the changes.
    """

    epoch: str
    v: int
    delta: bytes
    heartbeat: bytes
    people: frozenset[str]


class Broadcaster:
    """The connections of one event by group. `wake` is called as soon as a round has seen what there is."""

    def __init__(self, catch_up: CatchUp, access: VoterAccess, wake: Callable[[], None]) -> None:
        self._feed, self._metrics = catch_up.feed, catch_up.metrics
        self._catch_up, self._access, self._wake = catch_up, access, wake
        self._groups, self._owners = Groups(), ConnectedOwners()
        self._group_versions: dict[GroupKey, int] = {}
        self._epoch, self._version = self._feed.table.epoch, self._feed.table.v
        self._one_at_a_time = RLock()
        self._running = False

    def add(self, connection: Connection) -> None:
        """Take in a connection that has been told everything up to now."""
        self._groups.add(connection)
        if connection.personal:
            self._owners.add(self._feed.table, connection.personal)
        if self._access.check_again(connection.viewer):
            self.schedule()

    def remove(self, connection: Connection) -> bool:
        """Forget a connection; False if it was not there."""
        was_there = self._groups.remove(connection)
        if was_there and connection.personal:
            self._owners.remove(connection.personal)
        return was_there

    def members(self) -> list[Connection]:
        """All connections."""
        return self._groups.members()

    @property
    def size(self) -> int:
        """How many connections there are."""
        return self._groups.size

    def drop(self, chosen: Callable[[Viewer], bool], code: str) -> None:
        """End the connections of the viewers for which `chosen` is true; they are not to come back by themselves."""
        for connection in self.members():
            if connection.owner is not None and chosen(connection.viewer):
                self._metrics.cut[code] += 1
                connection.finish(code)

    def schedule(self) -> None:
        """The table has changed: broadcast now, or with the next tick."""
        if not self._running:
            self._running = True
            gevent.spawn(self._run)

    def heartbeat(self) -> None:
        """A round that also shows a sign of life, and leaves nobody behind the version that it names."""
        with self._one_at_a_time:
            self._broadcast(heartbeat=True)

    def _run(self) -> None:
        try:
            table = self._feed.table
            while (table.epoch, table.v) != (self._epoch, self._version) or self._access.unchecked:
                began = time.perf_counter()
                with self._one_at_a_time:
                    self._broadcast()
                took = time.perf_counter() - began
                self._metrics.fan_out.add(took)
                gevent.sleep(max(TICK_S, TICK_PER_ROUND * took))
                table = self._feed.table
        finally:
            self._running = False

    def _broadcast(self, heartbeat: bool = False) -> None:
        feed = self._feed
        if self._access.unchecked:
            self._admit_voters(self._access.newly_voted(self.members()))
        table = feed.table
        reloaded = table.epoch != self._epoch
        since, self._epoch, self._version = self._version, table.epoch, table.v
        if reloaded:
            self._restate()
            self._wake()
            return
        touched = feed.touched(since)
        if touched.openings or touched.links:
            self.drop(lambda v: any(o in touched.openings or li in touched.links for li, o in v.openings), "revoked")
        # All is encoded before the first pause, so that it is all of one version.
        beat = wire.beat(table.epoch, table.v, self._catch_up.event_now()) if heartbeat else b""
        groups = self._groups.by_key()
        people = self._owners.people(table, touched.owners)
        frames = [self._frame(key, since, beat, people) for key in groups]
        for members, frame in zip(groups.values(), frames, strict=True):
            if feed.regrouped(members[0].viewer, since):
                frame.people |= {c.personal for c in members if c.personal}
        self._wake()
        for members, frame in zip(groups.values(), frames, strict=True):
            self._send(members, frame)

    def _frame(self, key: GroupKey, since: int, beat: bytes, people: frozenset[str]) -> GroupFrame:
        viewer_class, voted, runs, transport = key
        table = self._feed.table
        delta = self._feed.delta(seen_by(table, viewer_class, voted, runs), since)
        if delta is None and beat and self._group_versions.get(key) != table.v:
            delta = self._feed.empty_delta()
        if delta is not None:
            self._group_versions[key] = table.v
        return GroupFrame(
            epoch=table.epoch,
            v=table.v,
            delta=transport.framed(delta, table.epoch, table.v) if delta is not None else b"",
            heartbeat=transport.framed(beat, table.epoch, table.v) if beat else b"",
            people=people,
        )

    def _send(self, members: list[Connection], frame: GroupFrame) -> None:
        v, people, same, personal_sizes = frame.v, frame.people, frame.delta + frame.heartbeat, []
        sends = 0
        for c in members:
            if c.pending is not None or c.owner is None:
                continue
            data = same
            # Not even the look-up of a name that is in no set is free, ten thousand times.
            if c.v >= v or people and c.personal in people:
                data = self._personal_frame(c, frame)
                personal_sizes.append(len(data))
            if not data:
                continue
            try:
                sent = c.send(data)
            except BlockingIOError:
                sent = 0
            except OSError:
                c.abort()
                continue
            if c.v < v:
                c.v = v
            if sent != len(data):
                c.keep(data, sent)
            sends += 1
            if not sends % BATCH:
                gevent.sleep(0)
                if self._feed.table.epoch != frame.epoch:
                    break  # the next round gives everybody the new state
        self._metrics.sent(len(same), sends, personal_sizes)

    def _personal_frame(self, c: Connection, frame: GroupFrame) -> bytes:
        """What one connection gets that differs from its group: it is further on, or has rows of its own."""
        if frame.heartbeat and c.v > self._feed.table.v:
            # Nobody can know more than the store: this cursor was wrong, or the store lost its end.
            return self._catch_up.whole(c)
        if c.v >= frame.v:
            return frame.heartbeat
        return (self._catch_up.missing(c) or frame.delta) + frame.heartbeat

    def _admit_voters(self, newly_voted: list[tuple[Connection, frozenset[str]]]) -> None:
        """Show connections what those see who have voted, from its first row on."""
        for connection, voted in newly_voted:
            if connection.owner is not None:
                self._groups.remove(connection)
                connection.viewer = replace(connection.viewer, voted=connection.viewer.voted | voted)
                self._groups.add(connection)
                self._catch_up.rewind(connection, voted)
                if connection.pending is None:
                    self._catch_up.push(connection)

    def _restate(self) -> None:
        """The store's history is another one: everybody gets the whole state."""
        self._owners.learn_anew(self._feed.table)
        for number, connection in enumerate(self.members(), 1):
            if connection.owner is not None and connection.pending is None:
                connection.push(self._catch_up.whole(connection))
            if not number % BATCH:
                gevent.sleep(0)
