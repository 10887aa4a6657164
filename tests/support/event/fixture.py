"""One event for tests, in levels that build on each other: here it is on a real store, `ServedEvent` puts a web server in
front of it, and the browser's tests begin a panel, a round or a desk on that.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from companion.commands.commands import Answer, Commands
from companion.core.actors import SYSTEM, Actor
from companion.core.audiences import SEES
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.core.owners import owners
from companion.core.table import Row, Table
from companion.core.viewers import seen_by
from companion.ops.refusals import GENERAL, codes_of
from companion.rules.registry import COMMANDS
from companion.store.replica import Replica
from companion.store.script import Decision
from companion.store.store import Store
from tests.support.event.audiences import AudienceCheck
from tests.support.event.copies import Copy, as_copy

START = 1_717_490_400_000  # 2024-06-04 10:40 in Berlin
NUMBERS = itertools.count(1)


class EventFixture:
    """An empty event and people; `do` runs a command and checks every audience afterwards.

    Args:
        keys: the folder for the keys of open polls, where ballots are to be secret.
        wall: the clock, unix ms; by default it stands still at `self.wall`.
        secret: the key of the server.
    """

    def __init__(
        self,
        store: Store,
        slug: str | None = None,
        keys: Path | None = None,
        wall: Callable[[], int] | None = None,
        secret: str = "",
    ) -> None:
        self.slug = slug or f"event-{next(NUMBERS)}"
        self.store, self._secret = store, secret
        store.create(self.slug)
        self.replica = Replica(store)
        self.wall = START
        self.commands = Commands(store, self.replica, wall=wall or (lambda: self.wall), secret=secret, keys=keys)
        self.people: dict[str, Actor] = {}
        self.every_audience = AudienceCheck(self.slug, store, lambda: self.table, self.audiences, self.people)
        self._cids = itertools.count(1)

    # what is there

    @property
    def key(self) -> str:
        """The event's key, which its links and tickets are made with."""
        return self.replica.follower(self.slug).key(self._secret)

    @property
    def table(self) -> Table:
        """The newest table."""
        follower = self.replica.follower(self.slug)
        follower.catch_up()
        return follower.table

    def row(self, kind: str, id: str) -> Row:
        """A row that must be there."""
        found = self.table.get(kind, id)
        assert found is not None, f"{kind}/{id}"
        return found

    def rows(self, viewer: str = "team") -> Copy:
        """What a viewer sees now: a class of viewers, or somebody's participant id."""
        return as_copy(self.table.state(self.audiences()[viewer]))

    def audiences(self) -> dict[str, frozenset[str]]:
        """Every class of viewer, and every person on top of what all see, also by having voted."""
        table, people = self.table, list(self.people.values())
        voted = self.commands.ballot_box.voted(self.slug, people)
        found = {viewer: seen_by(table, viewer) for viewer in SEES}
        return found | {
            who.pid: seen_by(table, "all", seen, who.runs) | set(owners(table, who.pid))
            for who, seen in zip(people, voted, strict=True)
        }

    # what happens

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
            came=True,
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
        self.every_audience.snapshot()
        try:
            answer = self.commands.run(self.slug, who, name, cid or f"cid-{next(self._cids)}", args)
        except Exception as error:
            assert self.table.v == before, "a refusal left a trace"
            if isinstance(error, Refusal) and name in COMMANDS:
                assert error.code in GENERAL | codes_of(name), f"{name} is not said to be refused by {error.code}"
            raise
        changed = self.table.v != before
        assert changes in (changed, None), f"{name} changed {'something' if changed else 'nothing'}"
        self.every_audience.check()
        return answer

    def system(self, name: str, /, **args: Any) -> Answer:
        """A command of the system, without the check: others may be at work on the event at the same time."""
        return self.commands.run(self.slug, SYSTEM, name, random_id(), args)

    def clock(self, at: int, speed: float = 1) -> None:
        """Say what time it is in the event, unix ms, and how many times as fast it goes on."""
        self.system("event.clock", at=at, speed=speed, rehearsal=True)

    def put(self, rows: Mapping[str, Mapping[str, Any]], to: str = "stage") -> None:
        """Write rows directly, to set a scene: {"kind/id": fields}."""
        commit = Commit()
        for key, fields in rows.items():
            kind, id = key.split("/")
            commit.put(kind, id, to, fields)
        history = self.table.epoch.split("-")[0]
        cid = f"scene-{next(self._cids)}"
        self.store.apply(self.slug, commit, Decision(epoch=history, who="scene", cid=cid, digest=cid, at=self.wall))

    def close(self) -> None:
        """Stop following."""
        self.replica.close()
