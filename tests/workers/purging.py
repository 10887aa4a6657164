"""What the clock and a worker do so that texts leave the disk, in this process."""

from __future__ import annotations

from tests.support.event.fixture import EventFixture
from tests.support.valkey import Valkey
from workers.queue import Jobs
from workers.retention import Retention


def purge_now(own: Valkey, *events: EventFixture) -> None:
    """Ask for the purge of these events where one is due, and do it."""
    jobs = Jobs(own.url)
    for event in events:
        Retention(event.replica, jobs).tick(event.slug)
    jobs.worker().work(burst=True, logging_level="ERROR")
    jobs.close()
