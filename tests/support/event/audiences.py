"""The check that every command of a test gets: for each audience, old snapshot + changes = fresh snapshot."""

from __future__ import annotations

import random
from collections.abc import Callable

import msgspec

from companion.core.actors import Actor
from companion.core.audiences import is_person
from companion.core.owners import owners
from companion.core.rows import TYPES
from companion.core.table import Table
from companion.live.feed import Feed
from companion.live.viewer import Viewer
from companion.store.store import Store
from tests.support.event.copies import Copy, as_copy

Audiences = dict[str, frozenset[str]]


class AudienceCheck:
    """What each viewer of an event had at some time. `table` and `audiences` say what is so now; `people` are by pid."""

    def __init__(
        self,
        slug: str,
        store: Store,
        table: Callable[[], Table],
        audiences: Callable[[], Audiences],
        people: dict[str, Actor],
    ) -> None:
        self.slug, self.store = slug, store
        self.table, self.audiences, self.people = table, audiences, people
        self.seen: dict[str, list[tuple[int, Copy]]] = {}
        self.random = random.Random(slug)

    def snapshot(self) -> None:
        """Remember what each viewer has now, as a client that may come back later."""
        table = self.table()
        for viewer, audiences in self.audiences().items():
            self.seen.setdefault(viewer, []).append((table.v, as_copy(table.state(audiences))))

    def check(self) -> None:
        """From remembered versions, the changes must lead each viewer exactly to the state of a fresh visitor."""
        table = self.table()
        epoch, v, rows = self.store.snapshot(self.slug)
        fresh = Table(epoch, v)
        fresh.load(rows)
        assert fresh.v == table.v
        for row in table.changed(0):
            msgspec.convert(row.fields, TYPES[row.kind])  # raises where a field is not what its type says
        for viewer, audiences in self.audiences().items():
            expected = as_copy(fresh.state(audiences))
            assert as_copy(table.state(audiences)) == expected
            self._leaks(viewer, fresh, audiences)
            past = [(v, old) for v, old in self.seen.get(viewer, []) if not self._regrouped(viewer, v)]
            for old_v, old in [*past[-1:], *self.random.sample(past, min(3, len(past)))]:
                put, gone = table.since(old_v, audiences)
                assert {k: v for k, v in (old | as_copy(put)).items() if k not in set(gone)} == expected
                assert all(row.to in audiences for row in put)

    def _regrouped(self, viewer: str, since: int) -> bool:
        """Whether this viewer runs rooms and is told the whole state, since slots have changed."""
        who = self.people.get(viewer)
        return who is not None and Feed(self.table).regrouped(Viewer("all", runs=who.runs), since)

    def _leaks(self, viewer: str, table: Table, audiences: frozenset[str]) -> None:
        for row in table.state(audiences):
            assert not is_person(row.to) or row.to in owners(table, viewer), f"{viewer} sees {row.kind}/{row.id}"
