"""The functions that may run as background jobs. They get ids, never texts, and may run more than once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from companion.commands import Commands
from companion.replica import Replica
from companion.settings import Settings
from companion.store import Store
from workers import retention
from workers.summaries import Work


def purge(event: str) -> None:
    """Make texts that participants of `event` took back leave the disk."""
    store = Store(Settings.from_env().store_url)
    try:
        retention.purge(store, event)
    finally:
        store.close()


def summarise(event: str, id: str, version: int, attempt: int) -> None:
    """Bring the summary `id` of `event` up to date."""
    settings = Settings.from_env()
    store = Store(settings.store_url)
    replica = Replica(store)
    try:
        commands = Commands(store, replica, keys=settings.keys, secret=settings.secret_key)
        Work(replica, commands, event, id, version, attempt).run()
    finally:
        replica.close()
        store.close()


JOBS: Final[dict[str, Callable[..., Any]]] = {"workers.jobs.purge": purge, "workers.jobs.summarise": summarise}
