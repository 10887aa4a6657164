"""Rehearsals begin and end: what was there before comes back, but for what is gone for good."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.clock import wall_now
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import find_event
from companion.core.ids import random_id
from companion.core.retention import PARTS, WHOLE, day_of_forgetting
from companion.core.table import Table
from companion.rules.checkin.registration import last_day
from companion.rules.erasure import note_forgotten
from companion.rules.orders import ORDERS
from companion.rules.programme.rehearsal import REHEARSAL, STAYING, SetRehearsal, Step, begin, gone_since
from companion.rules.registry import COMMANDS
from companion.rules.reports.answers import STORED, stored_files
from companion.store import kept
from companion.store.files import Files
from companion.store.replica import Follower, Replica
from companion.store.script import Decision
from companion.store.store import Store

log = logging.getLogger(__name__)
TRIES: Final = 20
TOLD: Final[Mapping[str, frozenset[str]]] = {
    group: frozenset(kinds.split())
    for group, kinds in {
        "questions": "question handover written_answer",
        "topics": "topic",
        "polls": "poll",
        "notes": "note",
        "summaries": "summary",
        "people": "attendee",
        "checks": "check",
        "tickets": "ticket_batch",
        "programme": "event session round workshop slot room meeting qa",
        "announcements": "announcement",
        "forms": "form evaluation invitation submission response",
        "report": "report report_settings certificate_settings certificates folder",
        "settings": """blocklist brake chosen_topic floor glossary mute note_settings parking_lot reaction_settings registration
            retention_settings memory_settings screen signup signup_settings write_access""",
    }.items()
}
"""What the end of a rehearsal takes away, in words: kinds of rows by group; of others nobody would say that they made one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How many rows of a group of `TOLD` the end of a rehearsal takes away, and how many it brings back to what they were."""

    group: str
    made: int
    changed: int


class Rehearsals:
    """The rehearsals of a store's events; `files` are theirs."""

    def __init__(self, store: Store, replica: Replica, commands: Commands, files: Files) -> None:
        self._store, self._replica, self._commands, self._files = store, replica, commands, files

    def begin(self, slug: str, asked: SetRehearsal) -> None:
        """Copy the event, and begin its rehearsal. Raises as the rule, `Refusal("busy")`, `StoreDown`, and `OSError`."""
        follower = self._replica.follower(slug)
        for _ in range(TRIES):
            follower.catch_up()
            self._set_real_time(follower.table, slug)
            with follower.lock:
                table, ctx = follower.table, self._commands.context(follower, random_id())
                commit = begin(table, asked, ends_itself(table, ctx.wall), ctx)
                v, history = table.v, table.epoch.split("-")[0]
            self._commands.ballot_box.keep_keys(slug)
            self._files.keep(slug)
            try:
                kept.keep(self._store, slug, commit, _decision(history, ctx.now), v)
            except Refusal as refusal:
                if refusal.code != "stale":
                    raise
                continue
            follower.catch_up()
            return
        raise Refusal("busy")

    def end(self, slug: str, *, again: bool = False) -> None:
        """Put back what was there before; with `again` the rehearsal goes on from there.

        Raises `Refusal`: `wrong_state` without a rehearsal, `busy`; `StoreDown`, and `OSError`.
        """
        follower = self._replica.follower(slug)
        for _ in range(TRIES):
            follower.catch_up()
            self.erase_kept(slug)
            note = note_forgotten(Commit(), REHEARSAL, self._commands.event_now(slug))
            staying = STAYING | ({REHEARSAL, "clock"} if again else set())
            try:
                kept.bring_back(self._store, slug, staying, note, self._nothing_is_gone(slug), again=again)
            except Refusal as refusal:
                if refusal.code != "stale":
                    raise
                continue
            self._files.bring_back(slug, again=again)
            follower.catch_up()
            return
        raise Refusal("busy")

    def ends_now(self, slug: str) -> bool:
        """Whether a rehearsal has come to its last moment."""
        row = self._replica.table(slug).get(REHEARSAL, slug)
        return row is not None and row["until"] is not None and wall_now() >= row["until"]

    def taken_away(self, slug: str) -> list[Difference]:
        """What the end of the rehearsal takes away or back, by group. Raises `Refusal("wrong_state")` if none is on."""
        follower = self._replica.follower(slug)
        follower.catch_up()
        before = self._copy(slug)
        found = []
        for group, kinds in TOLD.items():
            now = [row for kind in sorted(kinds) for row in follower.table.all(kind)]
            olds = [(before.get(row.kind, row.id), row) for row in now]
            made = sum(old is None for old, _ in olds)
            changed = sum(old is not None and (old.fields, old.to) != (row.fields, row.to) for old, row in olds)
            if made or changed:
                found.append(Difference(group, made, changed))
        return found

    def erase_kept(self, slug: str) -> None:
        """Erase in the copy what is gone for good by now; without a copy there is nothing to do. Raises `StoreDown`."""
        idle: list[Step] = []
        erased = False
        while (before := kept.kept(self._store, slug)) is not None:
            follower = self._replica.follower(slug)
            with follower.lock:
                steps = [step for step in gone_since(before, follower.table) if step not in idle]
            if not steps:
                break
            if self._do(follower, before, steps[0]):
                erased = True
            else:
                idle.append(steps[0])
        if erased:
            self._drop_files(slug)

    def _do(self, follower: Follower, before: Table, step: Step) -> bool:
        """Do a step in the copy; whether it has changed anything."""
        do, args = step
        command, ctx = COMMANDS[do], self._commands.context(follower, random_id())
        try:
            commit = command.rule(before, SYSTEM, msgspec.convert(args, command.args), replace(ctx, now=ctx.wall))
        except Refusal as refusal:
            log.error("%s: %s is not done to the copy (%s)", follower.slug, do, refusal.code)
            return False
        if commit.empty:
            return False
        kept.change(self._store, follower.slug, commit, _decision(before.epoch, ctx.wall))
        return True

    def _drop_files(self, slug: str) -> None:
        """Drop of the files what is not there any more, since something stood in it that was erased; it is made anew. What was
        handed in stays as long as the copy knows it, whatever came in its place.
        """
        handed_in = stored_files(self._copy(slug))
        there = {name for name in self._files.names(slug) if not name.startswith(STORED)}
        self._files.drop_kept(slug, there | handed_in)
        follower, names = self._replica.follower(slug), self._files.kept_names(slug)
        for order in ORDERS.values():
            before = self._copy(slug)
            if order.is_there(before) and not any(name.startswith(f"{order.kind}-") for name in names):
                self._do(follower, before, (order.forget, {}))

    def _nothing_is_gone(self, slug: str) -> Any:
        before = self._copy(slug)
        known = [*gone_since(before, self._replica.table(slug))]  # what no rule could do stays undone
        return lambda now: all(step in known for step in gone_since(before, now))

    def _set_real_time(self, table: Table, slug: str) -> None:
        """A clock that somebody has set without a rehearsal is not what is to come back."""
        if table.get(REHEARSAL, slug) is None and any(clock["rehearsal"] for clock in table.all("clock")):
            self._commands.run(slug, SYSTEM, "event.clock", random_id(), {})

    def _copy(self, slug: str) -> Table:
        found = kept.kept(self._store, slug)
        if found is None:
            raise Refusal("wrong_state")
        return found


def ends_itself(table: Table, wall: int) -> int | None:
    """When a rehearsal that begins now ends by itself (wall ms): when the event begins, or when the first of what it keeps has
    to be forgotten; None: not by itself.
    """
    event = find_event(table)
    days = [day_of_forgetting(table, name) for name in (*PARTS, WHOLE)] + [last_day(table)]
    moments = [day for day in days if day is not None] + ([event["start"]] if event and event["start"] else [])
    return min((moment for moment in moments if moment > wall), default=None)


def _decision(history: str, now: int) -> Decision:
    return Decision(epoch=history, who="system", cid=random_id(), digest=REHEARSAL, at=now)
