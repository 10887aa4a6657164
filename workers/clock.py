"""The clock process: begins and ends what is due, by event time, and sees to it that what was taken back is purged.

It holds no state of its own. Any number of these processes may run: each step is guarded by the version of the rows it
was decided on, and its command id is made from them, so it takes effect once.
"""

from __future__ import annotations

import logging
import signal
import sys
import threading
import time
from typing import Final, Protocol

from companion.base import logs
from companion.base.processes import no_core_dumps
from companion.commands.commands import Commands
from companion.commands.rehearsals import Rehearsals
from companion.core.actors import SYSTEM
from companion.core.clock import wall_now
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import digest, random_id
from companion.core.retention import DESTROYED, KEYS, OWNER_SETS, PARTS, WHOLE, keys_left
from companion.rules.checkin.registration import list_expired
from companion.rules.devices import has_expired
from companion.rules.erasure import note_forgotten
from companion.rules.event.memory import to_hide
from companion.rules.event.retention import expired
from companion.rules.event.sealing import seal_due
from companion.rules.floor.crew import line_over
from companion.rules.floor.ending import ended_floors, unsettled
from companion.rules.polls.counting import due_steps
from companion.rules.polls.run import due_polls
from companion.rules.programme.clock import due
from companion.rules.questions.fate import uncounted
from companion.rules.registry import SET_ASIDE
from companion.rules.reports.evaluations import due_evaluations
from companion.rules.set_aside import sweep_due
from companion.store import deletion, upkeep
from companion.store.client import StoreDown
from companion.store.files import Files
from companion.store.replica import Replica
from companion.store.signs import EVERY_S, give_sign
from companion.store.store import Store
from workers.copies import Copies
from workers.deletion import Deletions
from workers.queue import connect
from workers.reconciler import Reconciler
from workers.rehearsing import Rehearsing
from workers.retention import Retention

log = logging.getLogger("workers.clock")  # as a program, this module is called __main__
TICK_S: Final = 0.5


class Ticker(Protocol):
    """Something that sees to the jobs of events."""

    def tick(self, event: str) -> None:
        """Ask for what is to be done in `event`."""


class Clock:
    """Looks at the clocks of all events of a store, and lets `others` see what jobs are to be done in each."""

    def __init__(self, store: Store, replica: Replica, commands: Commands, *others: Ticker) -> None:
        self._store, self._replica, self._commands, self._others = store, replica, commands, others
        self._unheard = False
        self._sign_due = 0.0

    def tick(self) -> None:
        """Do what is due now, everywhere. While the store is away nothing can be done, and it is tried again."""
        try:
            for slug in self._store.events():
                self._look_at(slug)
            if time.monotonic() >= self._sign_due:  # that it looks is the sign, and not that the process is there
                give_sign(self._store, "clock")
                self._sign_due = time.monotonic() + EVERY_S
        except StoreDown:
            pass  # the store's condition has told the log

    def _look_at(self, slug: str) -> None:
        try:
            self._advance(slug)
            self._ask(slug)
        except Refusal as refusal:
            if refusal.code != "no_event":  # it was deleted since it was listed, by somebody or on its day
                raise

    def _advance(self, slug: str) -> None:
        self._close_polls(slug)
        self._step_polls(slug)
        self._see_to_floors(slug)
        self._forget_line(slug)
        self._count_questions(slug)
        self._count_evaluations(slug)
        self._forget_people(slug)
        self._seal(slug)
        self._forget_parts(slug)
        self._forget_devices(slug)
        self._forget_set_aside(slug)
        table = self._replica.table(slug)
        steps = due(table, self._commands.event_now(slug))
        if not steps:
            return
        # The rows' versions are part of the id, since a clock that was set back meets the same session again.
        clocks = [f"{clock.id}:{clock.v}" for clock in table.all("clock")]
        moves = [f"{s.row.id}:{s.row.v}:{s.state}:{s.started}:{s.ended}" for s in steps]
        cid = "clock-" + digest(table.epoch, *clocks, *moves)
        try:
            self._commands.run(slug, SYSTEM, "programme.advance", cid, {})
            log.info("%s: %s", slug, ", ".join(f"{step.row.id} {step.state}" for step in steps))
        except Refusal as refusal:
            # Somebody else moved the same rows at this moment; the next look sees what is left.
            log.info("%s: not advanced (%s)", slug, refusal.code)

    def _close_polls(self, slug: str) -> None:
        """Close polls whose time is up, and make sure that no key outlives its poll."""
        table = self._replica.table(slug)
        if not table.all("poll") and not table.all("evaluation"):
            return
        for poll, command in due_polls(table, self._commands.event_now(slug)):
            try:
                cid = "clock-" + digest(table.epoch, poll.id, str(poll.v), command)
                self._commands.run(slug, SYSTEM, command, cid, {"id": poll.id})
                log.info("%s: %s %s", slug, command, poll.id)
            except Refusal as refusal:
                log.info("%s: %s not done (%s)", slug, command, refusal.code)
        self._commands.ballot_box.forget_keys(slug)

    def _step_polls(self, slug: str) -> None:
        """Show what may be shown of the ballots by now, also where no further ballot comes."""
        for poll in due_steps(self._replica.table(slug), self._commands.event_now(slug)):
            try:
                self._commands.run(slug, SYSTEM, "poll.step", random_id(), {"id": poll.id})
            except Refusal as refusal:
                log.info("%s: poll.step %s not done (%s)", slug, poll.id, refusal.code)

    def _see_to_floors(self, slug: str) -> None:
        """Put hands in order that went up in a rush, and forget those of sessions that are over."""
        table = self._replica.table(slug)
        if not table.all("floor"):
            return
        due = [("floor.wipe", place) for place in ended_floors(table)]
        due += [("floor.settle", place) for place in unsettled(table, self._commands.event_now(slug))]
        for command, place in due:
            try:
                self._commands.run(slug, SYSTEM, command, random_id(), {"session": place})
            except Refusal as refusal:
                log.info("%s: %s %s not done (%s)", slug, command, place, refusal.code)

    def _forget_line(self, slug: str) -> None:
        """Forget the crew line when the event is over."""
        while line_over(self._replica.table(slug), self._commands.event_now(slug)):
            if not self._commands.run(slug, SYSTEM, "crew.wipe", random_id(), {}).result["left"]:
                log.info("%s: what was said on the crew line is forgotten", slug)
                return

    def _count_questions(self, slug: str) -> None:
        """Say what became of the questions of sessions that are over."""
        for place in uncounted(self._replica.table(slug)):
            try:
                self._commands.run(slug, SYSTEM, "question.count", random_id(), {"session": place})
            except Refusal as refusal:
                log.info("%s: question.count %s not done (%s)", slug, place, refusal.code)

    def _count_evaluations(self, slug: str) -> None:
        """Count what has been answered, close what is over, and forget answers that are counted for good."""
        for row in due_evaluations(self._replica.table(slug), self._commands.event_now(slug)):
            try:
                self._commands.run(slug, SYSTEM, "form.count", random_id(), {"id": row.id})
            except Refusal as refusal:
                log.info("%s: form.count %s not done (%s)", slug, row.id, refusal.code)

    def _forget_people(self, slug: str) -> None:
        """Forget the list of people when it has been kept for as long as the organisers said."""
        while list_expired(self._replica.table(slug), self._commands.event_now(slug)):
            left = self._commands.run(slug, SYSTEM, "attendees.forget", random_id(), {}).result["left"]
            log.info("%s: the list of people was kept for its time and is forgotten", slug)
            if not left:
                return

    def _seal(self, slug: str) -> None:
        """Close the event for good on its day, and destroy what opened something in one that was."""
        follower, now = self._replica.follower(slug), self._commands.event_now(slug)
        if seal_due(follower.table, now):
            self._commands.run(slug, SYSTEM, "event.seal", random_id(), {})
            log.info("%s: its time to take part is over, and it is closed for good", slug)
            follower.catch_up()
        if keys_left(follower.table):
            upkeep.drop(self._store, slug, KEYS, OWNER_SETS, note_forgotten(Commit(), DESTROYED, now))
            follower.catch_up()
            log.info("%s: closed for good: tickets, personal links and whose something was are gone", slug)
        while to_hide(self._replica.table(slug)):
            self._commands.run(slug, SYSTEM, "memory.hide", random_id(), {})

    def _forget_parts(self, slug: str) -> None:
        """Forget what of the event has been kept for its time, and at last the event."""
        follower, now = self._replica.follower(slug), self._commands.event_now(slug)
        if not expired(follower.table, now):
            return
        follower.catch_up()  # another clock may have been faster
        for name in expired(follower.table, now):
            if name == WHOLE:
                deletion.begin(self._store, slug)
            else:
                part = PARTS[name]
                upkeep.drop(self._store, slug, part.kinds, part.sets, note_forgotten(Commit(), name, now))
                follower.catch_up()
                self._commands.ballot_box.forget_keys(slug)  # a poll that was never closed leaves its key
            log.info("%s: %s: kept for its time, and forgotten", slug, name)

    def _forget_devices(self, slug: str) -> None:
        """Forget which texts came from one device, a day after the event."""
        while has_expired(self._replica.table(slug), self._commands.event_now(slug)):
            if not self._commands.run(slug, SYSTEM, "devices.forget", random_id(), {}).result["left"]:
                log.info("%s: which texts came from one device is forgotten", slug)
                return

    def _forget_set_aside(self, slug: str) -> None:
        """Forget what was dismissed or hidden a while ago, and left so."""
        while sweep_due(self._replica.table(slug), SET_ASIDE, self._commands.event_now(slug)):
            if not self._commands.run(slug, SYSTEM, "texts.sweep", random_id(), {}).result["left"]:
                log.info("%s: what was dismissed or hidden was looked through", slug)
                return

    def _ask(self, slug: str) -> None:
        try:
            for other in self._others:
                other.tick(slug)
        except StoreDown:
            raise
        except Exception:  # the queue may be elsewhere and away; the programme goes on
            if not self._unheard:
                log.warning("%s: the queue does not answer", slug, exc_info=True)
            self._unheard = True
        else:
            self._unheard = False


def main() -> int:
    """Run until TERM."""
    no_core_dumps()
    logs.setup("clock")
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: sys.exit(0))
    parts = connect()
    if parts is None:
        return 2
    # From here on an exception may come while an object is being deleted, where it would be lost and the word with it.
    asked = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: asked.set())
    settings, store, jobs = parts
    replica = Replica(store)
    commands = Commands(store, replica, wall_now, keys=settings.keys, secret=settings.secret_key)
    rehearsing = Rehearsing(replica, Rehearsals(store, replica, commands, Files(settings.files)))
    clock = Clock(
        store,
        replica,
        commands,
        Copies(replica, commands),
        Retention(replica, jobs),
        Reconciler(replica, commands, jobs),
        rehearsing,
    )
    deletions = Deletions(store, jobs)
    try:
        while not asked.wait(TICK_S):
            clock.tick()
            deletions.tick()
    finally:
        rehearsing.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
