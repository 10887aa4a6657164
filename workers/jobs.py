"""The functions that may run as background jobs. They get ids, never texts, and may run more than once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from companion.settings import Settings
from companion.store import Store
from workers import retention


def purge(event: str) -> None:
    """Make texts that participants of `event` took back leave the disk."""
    store = Store(Settings.from_env().store_url)
    try:
        retention.purge(store, event)
    finally:
        store.close()


JOBS: Final[dict[str, Callable[..., Any]]] = {"workers.jobs.purge": purge}
