"""What must be forgotten is forgotten on the disk too: old entries of the log and of the store's append-only file."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.ids import digest, random_id
from companion.core.table import Table
from companion.rules.reports.report import REPORT, last_text
from companion.store.files import Files
from companion.store.replica import Replica
from companion.store.store import Store
from workers.reports.job import forget, sweep

if TYPE_CHECKING:
    from workers.queue import Jobs

log = logging.getLogger(__name__)


def last_withdrawal(table: Table) -> int:
    """The version in which a text was last taken back, somebody on the list forgotten, or a poll closed (its log tells when
    ballots came); else 0.
    """
    withdrawn = [last_text(table)] + [row.v for row in table.all("attendee") if not row.to]
    return max(withdrawn + [row.v for row in table.all("poll") if row["state"] == "closed"])


def purge(store: Store, replica: Replica, commands: Commands, files: Files, event: str) -> None:
    """Remove the withdrawn texts of `event` from the data folder. Raises `StoreDown`, `TimeoutError`."""
    follower = replica.follower(event)
    follower.catch_up()
    report = follower.table.get(REPORT, REPORT)
    if report is not None and report["files"] and last_text(follower.table) > report["read"]:
        commands.run(event, SYSTEM, "report.forget", random_id(), {})
        forget(files, event)
    sweep(files, event, follower.table)
    store.purge(event)
    log.info("%s: what was taken back has left the disk", event)


class Retention:
    """Sees to it that every withdrawal is followed by a purge. Safe to run in several processes."""

    def __init__(self, replica: Replica, jobs: Jobs) -> None:
        self._replica, self._jobs = replica, jobs
        self._done: dict[str, tuple[str, int]] = {}

    def look(self, event: str) -> None:
        """Ask for the purge of `event` if there is anything to purge, until it is done."""
        table = self._replica.table(event)
        newest = last_withdrawal(table)
        if not newest or self._done.get(event) == (table.epoch, newest):
            return
        # The version is part of the id, since a text may be taken back while the purge for an earlier one runs.
        id = f"purge-{event}-{digest(table.epoch.split('-')[0], str(newest))}"
        if self._jobs.ensure("workers.jobs.purge", [event], id):
            self._done[event] = (table.epoch, newest)
