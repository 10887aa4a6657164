"""One event on a real store, with the check that every command test gets: old snapshot + changes = fresh snapshot."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from companion.commands.commands import Answer, Commands
from companion.core.actors import Actor
from companion.core.audiences import SEES, is_person, person
from companion.core.errors import Refusal
from companion.core.rows import TYPES
from companion.core.table import Row, Table
from companion.core.viewers import seen_by
from companion.live.feed import Feed
from companion.live.viewer import Viewer
from companion.ops.refusals import GENERAL, codes_of
from companion.rules.registry import COMMANDS
from companion.store.replica import Replica
from companion.store.script import Decision
from companion.store.store import Store

Copy = dict[tuple[str, str], Any]
START = 1_717_490_400_000  # 2024-06-04 10:40 in Berlin
NAMES = itertools.count(1)


def as_copy(rows: list[Row]) -> Copy:
    """Rows as a client holds them, decoded from what goes over the wire."""
    return {(kind, id): fields for kind, id, fields in (msgspec.json.decode(row.wire) for row in rows)}


class World:
    """An event with two panels and people; `do` runs a command and checks every audience afterwards."""

    def __init__(self, store: Store, slug: str | None = None, keys: Path | None = None) -> None:
        self.slug = slug or f"event-{next(NAMES)}"
        self.store = store
        store.create(self.slug)
        self.replica = Replica(store)
        self.wall = START
        self.commands = Commands(store, self.replica, wall=lambda: self.wall, keys=keys)
        self.people: dict[str, Actor] = {}
        self.seen: dict[str, list[tuple[int, Copy]]] = {}
        self.random = random.Random(self.slug)
        self._cids = itertools.count(1)

    @property
    def table(self) -> Table:
        """The newest table."""
        follower = self.replica.follower(self.slug)
        follower.catch_up()
        return follower.table

    def person(
        self,
        name: str,
        mode: str = "onsite",
        *roles: str,
        lang: str = "de",
        ticket: str | None = None,
        runs: frozenset[tuple[str, str]] = frozenset(),
        attendee: str | None = None,
        steward: bool = False,
    ) -> Actor:
        """Somebody who takes part; the same name is the same device, the same `ticket` the same person, `attendee` is who
        they are on the list. Staff work at a desk of their own.
        """
        desk = f"desk-{name}" if roles else None
        who = Actor(
            f"pid-{name}",
            mode,
            frozenset({"attendee", *roles}),
            runs,
            lang=lang,
            credential=ticket,
            attendee=attendee,
            steward=steward,
            desk=desk,
        )
        self.people[who.pid] = who
        return who

    def do(
        self, who: Actor, name: str, /, *, cid: str | None = None, changes: bool | None = True, **args: Any
    ) -> Answer:
        """Run a command as `who` and check every audience. Raises `Refusal`, after checking that nothing changed.

        A command that is not refused must change something, or nothing if the test says `changes=False`; None leaves
        that open, for tests that do whatever comes to mind.
        """
        before = self.table.v
        self.snapshot()
        try:
            answer = self.commands.run(self.slug, who, name, cid or f"cid-{next(self._cids)}", args)
        except Exception as error:
            assert self.table.v == before, "a refusal left a trace"
            if isinstance(error, Refusal) and name in COMMANDS:
                assert error.code in GENERAL | codes_of(name), f"{name} is not said to be refused by {error.code}"
            raise
        changed = self.table.v != before
        assert changes in (changed, None), f"{name} changed {'something' if changed else 'nothing'}"
        self.check()
        return answer

    def put(self, rows: Mapping[str, Mapping[str, Any]], to: str = "stage") -> None:
        """Write rows directly, to set a scene: {"kind/id": fields}."""
        from companion.core.commit import Commit

        commit = Commit()
        for key, fields in rows.items():
            kind, id = key.split("/")
            commit.put(kind, id, to, fields)
        history = self.table.epoch.split("-")[0]
        cid = f"scene-{next(self._cids)}"
        self.store.apply(self.slug, commit, Decision(epoch=history, who="scene", cid=cid, digest=cid, at=self.wall))

    def audiences(self) -> dict[str, frozenset[str]]:
        """Every class of viewer, and every person on top of what all see, also by having voted."""
        table, people = self.table, list(self.people.values())
        voted = self.commands.ballot_box.voted(self.slug, people)
        found = {viewer: seen_by(table, viewer) for viewer in SEES}
        return found | {
            who.pid: seen_by(table, "all", seen, who.runs) | {person(who.pid)}
            for who, seen in zip(people, voted, strict=True)
        }

    def view(self, viewer: str) -> Copy:
        """What a viewer sees now."""
        return as_copy(self.table.state(self.audiences()[viewer]))

    def row(self, kind: str, id: str) -> Row:
        """A row that must be there."""
        found = self.table.get(kind, id)
        assert found is not None, f"{kind}/{id}"
        return found

    def snapshot(self) -> None:
        """Remember what each viewer has now, as a client that may come back later."""
        table = self.table
        for viewer, audiences in self.audiences().items():
            self.seen.setdefault(viewer, []).append((table.v, as_copy(table.state(audiences))))

    def check(self) -> None:
        """From remembered versions, the changes must lead each viewer exactly to the state of a fresh visitor."""
        table = self.table
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
        return who is not None and Feed(lambda: self.table).regrouped(Viewer("all", runs=who.runs), since)

    def _leaks(self, viewer: str, table: Table, audiences: frozenset[str]) -> None:
        for row in table.state(audiences):
            assert not is_person(row.to) or row.to == person(viewer), f"{viewer} sees {row.kind}/{row.id}"

    def close(self) -> None:
        """Stop following."""
        self.replica.close()
