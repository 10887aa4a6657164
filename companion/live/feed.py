"""From a cursor to messages: what a viewer, or one person, must be told. Shared answers are encoded once a version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from companion.core.audiences import is_person
from companion.core.owners import owners
from companion.core.table import Row, Table
from companion.core.viewers import for_voters, poll_of, seen_by
from companion.live import wire
from companion.live.viewer import Viewer

Audiences = frozenset[str]
KEPT: Final = 64
"""Deltas to keep of one version: readers who are behind are mostly behind together."""


class Touched(NamedTuple):
    """What changed that concerns single people: audiences of rows that are one participant's; ended openings; revoked links."""

    owners: frozenset[str]
    openings: frozenset[str]
    links: frozenset[str]


class Feed:
    """One event's messages. `table` gives the current table, which is another object after the store was reloaded."""

    def __init__(self, table: Callable[[], Table]) -> None:
        self._table = table
        self._cached_for: tuple[str, int] | None = None
        self._deltas: dict[tuple[Audiences, int], bytes | None] = {}
        self._states: dict[Audiences, bytes] = {}

    @property
    def table(self) -> Table:
        """The table as it is now. Whoever does not wait sees one version of it."""
        table = self._table()
        if self._cached_for != (table.epoch, table.v):
            self._cached_for = (table.epoch, table.v)
            self._deltas.clear()
            self._states.clear()
        return table

    def seen(self, viewer: Viewer) -> Audiences:
        """The shared audiences that a viewer is in."""
        return seen_by(self.table, viewer.viewer_class, viewer.voted, viewer.runs)

    def regrouped(self, viewer: Viewer, since: int) -> bool:
        """Whether a facilitator may have other slots than at `since`: then only the whole state tells what is theirs."""
        rooms = any(kind in ("room", "workshop") for kind, _ in viewer.runs)
        return rooms and any(row.kind == "slot" for row in self.table.changed(since))

    def delta(self, audiences: Audiences, since: int) -> bytes | None:
        """The delta for all who see the same, or None if nothing that they see has changed."""
        table = self.table
        delta = self._deltas.get((audiences, since), b"")
        if delta == b"":
            put, gone = table.since(since, audiences)
            if len(self._deltas) >= KEPT:
                self._deltas.clear()  # readers choose `since`, and must not choose how much memory this takes
            delta = wire.delta(table.v, put, gone) if put or gone else None
            self._deltas[audiences, since] = delta
        return delta

    def empty_delta(self) -> bytes:
        """The delta that only moves a cursor to now."""
        return wire.delta(self.table.v, (), ())

    def deltas(self, audiences: Audiences, pid: str | None, since: int) -> list[tuple[bytes, int]]:
        """Messages, each with the version that it leaves the reader at, that bring it from `since` to now.

        A person's own rows go first and leave the cursor where it was, so that a cut between the two loses nothing.
        """
        table, shared = self.table, self.delta(audiences, since)
        own = frozenset(owners(table, pid)) if pid else frozenset[str]()
        put, gone = table.since(since, own) if own else ([], [])
        if not put and not gone:
            return [(shared, table.v)] if shared else []
        if not shared:
            return [(wire.delta(table.v, put, gone), table.v)]
        if any(row.left.get(audience, 0) > since for row in put for audience in audiences):
            # A row that all could see is this person's alone now: the shared message would take it away again.
            both = table.since(since, audiences | own)
            return [(wire.delta(table.v, *both), table.v)]
        return [(wire.delta(since, put, gone), since), (shared, table.v)]

    def state(self, audiences: Audiences, pid: str | None = None) -> bytes:
        """All that these audiences see, with the person's own rows if there is one."""
        table = self.table
        own = table.owned(owners(table, pid)) if pid else []
        if own:
            return wire.state(table.v, [*table.state(audiences), *own])
        if audiences not in self._states:
            self._states[audiences] = wire.state(table.v, table.state(audiences))
        return self._states[audiences]

    def mine(self, pid: str, voted: Audiences) -> bytes:
        """All that a person sees beyond what all see, as a delta."""
        return wire.delta(self.table.v, self.table.state(voted.union(owners(self.table, pid))), ())

    def admitted(self, voted: Audiences, since: int) -> list[Row]:
        """The rows that a person may see only since a ballot after `since`, for all that is known: those of polls that they
        have voted in and that have had one. None of them has changed since then.
        """
        table = self.table
        rows = [row for row in for_voters(table) if row.to in voted and row.v <= since]
        cast = [(row, table.get("new_ballots", poll_of(row))) for row in rows]
        return [row for row, ballots in cast if ballots is not None and ballots.v > since]

    def touched(self, since: int) -> Touched:
        """Whom the changes after `since` concern in person."""
        own, openings, links = set(), set(), set()
        for row in self.table.changed(since):
            if is_person(row.to):
                own.add(row.to)
            own.update(a for a, v in row.left.items() if v > since and is_person(a))
            if row.kind == "opening" and row["ended"]:
                openings.add(row.id)
            elif row.kind == "link" and row["revoked"]:
                links.add(row.id)
        return Touched(frozenset(own), frozenset(openings), frozenset(links))
