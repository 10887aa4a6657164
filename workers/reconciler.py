"""The reconciler: has what is pending (summaries, the report) made, and makes a lost worker good.

RQ takes minutes to notice that a worker is gone. Here a job that gives no sign of life for a few seconds is given up and
asked for again; what it delivers later is harmless. If nobody takes the jobs at all, a stand-in does.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Final

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.clock import wall_now
from companion.core.errors import Refusal
from companion.core.ids import digest, random_id
from companion.core.kinds import WORKING
from companion.core.table import Row, Table
from companion.core.work import CERTIFICATES, FOLDER, REPORT, PendingWork
from companion.rules.orders import ORDERS
from companion.rules.summaries.sources import pending_summaries
from companion.store.replica import Replica
from workers.queue import Jobs, State

log = logging.getLogger(__name__)
QUIET_S: Final = 2.0
"""Notes that are being written are left to settle for so long."""
LONGEST_S: Final = 10.0
"""… but a room that never pauses is summed up as often as this."""
LOST_MS: Final = 8_000
ARRIVAL_MS: Final = 2_000
MOST_ATTEMPTS: Final = 3
JOBS: Final = {
    REPORT: "workers.jobs.report",
    CERTIFICATES: "workers.jobs.certificates",
    FOLDER: "workers.jobs.folder",
}
SUMMARISE: Final = "workers.jobs.summarise"


class Reconciler:
    """Safe to run in several processes: jobs have ids made of what they are to do."""

    def __init__(
        self,
        replica: Replica,
        commands: Commands,
        jobs: Jobs,
        wall: Callable[[], int] = wall_now,
        stand_in: bool = True,
    ) -> None:
        self._replica, self._commands, self._jobs, self._wall = replica, commands, jobs, wall
        self._pauses: dict[tuple[str, str], _Pause] = {}
        self._seen: dict[str, tuple[str, int]] = {}
        self._since: dict[tuple[str, str, int, int, State], float] = {}
        self._may_stand_in, self._stand_in = stand_in, _StandIn()

    def tick(self, event: str) -> None:
        """Have made what is pending in `event`. Raises `StoreDown`, and what the queue's store raises."""
        table = self._replica.table(event)
        at = (table.epoch, table.v)
        if self._seen.get(event) == at:
            return  # nothing has changed, and nothing is on its way
        pending = pending_work(table)
        for work in pending:
            self._ensure_job(event, table.epoch, work, table.get("work", work.id))
        if not pending:
            self._seen[event] = at
            self._since = {job: since for job, since in self._since.items() if job[0] != event}

    def _ensure_job(self, event: str, epoch: str, pending: PendingWork, row: Row | None) -> None:
        if row is None or row["version"] != pending.version:
            on_its_way = row is not None and row["state"] in WORKING and not self._silent(row)
            if on_its_way or not self._settled(event, pending):
                return  # what runs reads the newest notes
            self._enqueue(event, epoch, pending, 1)
        elif row["state"] == "again":
            self._enqueue(event, epoch, pending, row["attempt"] + 1)
        elif row["state"] != "failed":
            self._watch(event, epoch, pending, row)

    def _watch(self, event: str, epoch: str, pending: PendingWork, row: Row) -> None:
        state = self._jobs.state(_job_id(event, epoch, pending, row["attempt"]))
        if state is State.WAITING and self._silent(row) and self._may_stand_in:
            self._stand_in.come()
        if state is State.WAITING or not self._dead(event, row, state):
            return
        if row["attempt"] >= MOST_ATTEMPTS:
            self._report(event, pending, row["attempt"], "failed", "lost")
        else:
            log.warning("%s: the work on %s was lost and is done again", event, pending.id)
            self._enqueue(event, epoch, pending, row["attempt"] + 1)

    def _enqueue(self, event: str, epoch: str, pending: PendingWork, attempt: int) -> None:
        self._report(event, pending, attempt, "queued")
        args = [event, pending.id, pending.version, attempt]
        self._jobs.ensure(JOBS.get(pending.of, SUMMARISE), args, _job_id(event, epoch, pending, attempt), once=True)
        self._pauses.pop((event, pending.id), None)

    def _report(self, event: str, pending: PendingWork, attempt: int, state: str, code: str | None = None) -> None:
        args = {"id": pending.id, "version": pending.version, "attempt": attempt, "state": state, "code": code}
        try:
            self._commands.run(event, SYSTEM, "work.report", random_id(), args)
        except Refusal as refusal:
            log.info("%s: %s not told (%s)", event, pending.id, refusal.code)

    def _silent(self, work: Row) -> bool:
        return bool(self._wall() - work["at"] > LOST_MS)

    def _dead(self, event: str, work: Row, state: State) -> bool:
        """Whether nothing more is to be expected of a job: it gives no sign of life, or it has ended and brought nothing."""
        if state is State.STARTED and work["state"] == "running":
            return self._silent(work)
        # A job may have waited long before it was taken, and what it brought may still be on its way to this process.
        since = self._since.setdefault((event, work.id, work["version"], work["attempt"], state), time.monotonic())
        return (time.monotonic() - since) * 1000 > (LOST_MS if state is State.STARTED else ARRIVAL_MS)

    def _settled(self, event: str, pending: PendingWork) -> bool:
        if pending.settled:
            return True
        now = time.monotonic()
        pause = self._pauses.setdefault((event, pending.id), _Pause(pending.version, now, now))
        if pause.version != pending.version:
            pause.version, pause.newest = pending.version, now
        return now - pause.newest >= QUIET_S or now - pause.first >= LONGEST_S


class _Pause:
    """When a change was first seen that is not summed up yet, and the newest one."""

    def __init__(self, version: int, first: float, newest: float) -> None:
        self.version, self.first, self.newest = version, first, newest


class _StandIn:
    """A worker that does what waits, and ends."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def come(self) -> None:
        """Start, unless one is at work."""
        if self._process is None or self._process.poll() is not None:
            log.warning("jobs wait for long; one more worker is started for what waits")
            self._process = subprocess.Popen([sys.executable, "-m", "workers.queue", "--burst"])


def pending_work(table: Table) -> list[PendingWork]:
    """All that workers have to make, in the order in which it is asked for."""
    return [*pending_summaries(table), *(work for order in ORDERS.values() for work in order.pending(table))]


def _job_id(event: str, epoch: str, pending: PendingWork, attempt: int) -> str:
    # A store that went back in time counts its versions anew, so its history is part of the id.
    return f"work-{event}-{digest(epoch.split('-')[0], pending.id, str(pending.version), str(attempt))}"
