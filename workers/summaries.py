"""The job that makes one summary: it reads the notes, has the text work done, and hands the draft in by a command.

It may run late, twice, or beside another one on the same summary: only the newest draft is taken. While it runs it gives
signs of life, so that the reconciler can tell one that is slow from one that is lost.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import msgspec

from companion.actors import SYSTEM
from companion.commands import Commands
from companion.errors import Refusal
from companion.ids import random_id
from companion.replica import Replica
from companion.rules.sources import Want, glossary_of, notes_of, slots_of, summary_draft, summary_id, wanted
from companion.store import StoreDown
from companion.summaries import PLENARY, Draft
from companion.table import Table
from companion.text import pick
from workers.summarise import plenary_draft, slot_draft, workshop_draft

log = logging.getLogger(__name__)
BEAT_S: Final = 2.0


class Work:
    """The `attempt`-th attempt to bring the summary `id` of `event` to what it was made of at `version`."""

    def __init__(self, replica: Replica, commands: Commands, event: str, id: str, version: int, attempt: int) -> None:
        self._replica, self._commands = replica, commands
        self._event, self._id, self._version, self._attempt = event, id, version, attempt

    def run(self) -> None:
        """Do it. A failure is told to the team and not raised. Raises `StoreDown`."""
        try:
            with self._alive():
                self._make()
        except StoreDown:
            raise
        except Exception as error:
            # The reason is a code: an exception's words may carry words of a note.
            log.exception("%s: the summary %s failed", self._event, self._id)
            code = error.code if isinstance(error, Refusal) else "internal"
            self._report("failed", code=code)

    def _make(self) -> None:
        follower = self._replica.follower(self._event)
        follower.catch_up()
        with follower.lock:  # the version must be that of the notes that are read
            table = follower.table
            want = next((want for want in wanted(table) if want.id == self._id), None)
            ready = prepared(table, want) if want else None
        if want is None or ready is None:
            return self._report("done", percent=100)  # somebody else was faster
        args = {"id": want.id, "version": want.version, "draft": msgspec.to_builtins(ready())}
        self._commands.run(self._event, SYSTEM, "summary.deliver", random_id(), args)

    def _report(self, state: str, percent: int = 0, code: str | None = None) -> None:
        args = {"id": self._id, "version": self._version, "attempt": self._attempt, "state": state}
        self._commands.run(self._event, SYSTEM, "work.report", random_id(), {**args, "percent": percent, "code": code})

    @contextmanager
    def _alive(self) -> Iterator[None]:
        ended = threading.Event()

        def beat() -> None:
            percent = 10
            while True:
                try:
                    self._report("running", percent)
                except (Refusal, StoreDown):
                    log.info("%s: no sign of life from %s", self._event, self._id)
                # How long it takes is not known before: it nears the end and never claims to be there.
                percent += (95 - percent) // 3
                if ended.wait(BEAT_S):
                    return

        thread = threading.Thread(target=beat, name="beat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()


class prepared:
    """What a summary is made of, read from the table at one moment; calling it does the text work."""

    def __init__(self, table: Table, want: Want) -> None:
        self._of, self._ref = want.of, want.ref
        self._glossary = glossary_of(table)
        if want.of == "slot":
            self._notes = notes_of(table, want.ref)
        elif want.of == "workshop":
            slots = slots_of(table, want.of, want.ref)
            self._parts = [summary_draft(table, summary_id("slot", slot.id)) for slot in slots]
        else:
            names = {room.id: pick(room["title"], "en") for room in table.all("room")}
            self._rooms = {slot.id: names.get(slot["room"]) or slot["room"] or "" for slot in table.all("slot")}
            workshops = sorted(table.all("workshop"), key=lambda row: (row["order"], row.id))
            cards = [(row.id, summary_draft(table, summary_id("workshop", row.id))) for row in workshops]
            self._cards = [(id, card) for id, card in cards if card.counts]

    def __call__(self) -> Draft:
        if self._of == "slot":
            return slot_draft(self._ref, self._notes, self._glossary)
        if self._of == PLENARY:
            return plenary_draft(self._cards, self._rooms, self._glossary)
        return workshop_draft(self._parts, self._glossary)
