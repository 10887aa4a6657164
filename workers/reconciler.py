"""The reconciler: sees which summaries are behind and which report was asked for, has them made, and makes a lost worker good.

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
from companion.core.table import Row
from companion.rules.reports.report import REPORT
from companion.rules.summaries.sources import Want, wanted
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
JOBS: Final = {REPORT: "workers.jobs.report"}
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

    def look(self, event: str) -> None:
        """Ask for what is wanted in `event`. Raises `StoreDown`, and what the queue's store raises."""
        table = self._replica.table(event)
        at = (table.epoch, table.v)
        if self._seen.get(event) == at:
            return  # nothing has changed, and nothing is on its way
        wants = wanted(table)
        for want in wants:
            self._see_to(event, table.epoch, want, table.get("work", want.id))
        if not wants:
            self._seen[event] = at
            self._since = {job: since for job, since in self._since.items() if job[0] != event}

    def _see_to(self, event: str, epoch: str, want: Want, work: Row | None) -> None:
        if work is None or work["version"] != want.version:
            on_its_way = work is not None and work["state"] in WORKING and not self._silent(work)
            if on_its_way or not self._settled(event, want):
                return  # what runs reads the newest notes
            self._ask(event, epoch, want, 1)
        elif work["state"] == "again":
            self._ask(event, epoch, want, work["attempt"] + 1)
        elif work["state"] != "failed":
            self._watch(event, epoch, want, work)

    def _watch(self, event: str, epoch: str, want: Want, work: Row) -> None:
        state = self._jobs.state(_job_id(event, epoch, want, work["attempt"]))
        if state is State.WAITING and self._silent(work) and self._may_stand_in:
            self._stand_in.come()
        if state is State.WAITING or not self._dead(event, work, state):
            return
        if work["attempt"] >= MOST_ATTEMPTS:
            self._report(event, want, work["attempt"], "failed", "lost")
        else:
            log.warning("%s: the work on %s was lost and is done again", event, want.id)
            self._ask(event, epoch, want, work["attempt"] + 1)

    def _ask(self, event: str, epoch: str, want: Want, attempt: int) -> None:
        self._report(event, want, attempt, "queued")
        args = [event, want.id, want.version, attempt]
        self._jobs.ensure(JOBS.get(want.of, SUMMARISE), args, _job_id(event, epoch, want, attempt), once=True)
        self._pauses.pop((event, want.id), None)

    def _report(self, event: str, want: Want, attempt: int, state: str, code: str | None = None) -> None:
        args = {"id": want.id, "version": want.version, "attempt": attempt, "state": state, "code": code}
        try:
            self._commands.run(event, SYSTEM, "work.report", random_id(), args)
        except Refusal as refusal:
            log.info("%s: %s not told (%s)", event, want.id, refusal.code)

    def _silent(self, work: Row) -> bool:
        return bool(self._wall() - work["at"] > LOST_MS)

    def _dead(self, event: str, work: Row, state: State) -> bool:
        """Whether nothing more is to be expected of a job: it gives no sign of life, or it has ended and brought nothing."""
        if state is State.STARTED and work["state"] == "running":
            return self._silent(work)
        # A job may have waited long before it was taken, and what it brought may still be on its way to this process.
        since = self._since.setdefault((event, work.id, work["version"], work["attempt"], state), time.monotonic())
        return (time.monotonic() - since) * 1000 > (LOST_MS if state is State.STARTED else ARRIVAL_MS)

    def _settled(self, event: str, want: Want) -> bool:
        if want.settled:
            return True
        now = time.monotonic()
        pause = self._pauses.setdefault((event, want.id), _Pause(want.version, now, now))
        if pause.version != want.version:
            pause.version, pause.newest = want.version, now
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


def _job_id(event: str, epoch: str, want: Want, attempt: int) -> str:
    # A store that went back in time counts its versions anew, so its history is part of the id.
    return f"work-{event}-{digest(epoch.split('-')[0], want.id, str(want.version), str(attempt))}"
