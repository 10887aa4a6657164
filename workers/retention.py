"""Sees to it that what was taken back is purged: it asks for the job of `purge`, until that has been done."""

from __future__ import annotations

from companion.core.ids import digest
from companion.store.replica import Replica
from workers.purge import last_withdrawal
from workers.queue import Jobs


class Retention:
    """Sees to it that every withdrawal is followed by a purge. Safe to run in several processes."""

    def __init__(self, replica: Replica, jobs: Jobs) -> None:
        self._replica, self._jobs = replica, jobs
        self._done: dict[str, tuple[str, int]] = {}

    def tick(self, event: str) -> None:
        """Ask for the purge of `event` if there is anything to purge, until it is done."""
        table = self._replica.table(event)
        newest = last_withdrawal(table)
        if not newest or self._done.get(event) == (table.epoch, newest):
            return
        # The version is part of the id, since a text may be taken back while the purge for an earlier one runs.
        id = f"purge-{event}-{digest(table.epoch.split('-')[0], str(newest))}"
        if self._jobs.ensure("workers.jobs.purge", [event], id):
            self._done[event] = (table.epoch, newest)
