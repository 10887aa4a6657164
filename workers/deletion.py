"""Makes events that were deleted leave the store, the disk and the queue."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Protocol

from companion.commands.ballot_keys import BallotKeys
from companion.core.ids import digest
from companion.store import deletion
from companion.store.client import StoreDown
from companion.store.files import Files
from companion.store.store import Store

log = logging.getLogger(__name__)


class Queue(Protocol):
    """Where jobs are asked for."""

    def ensure(self, name: str, args: list[str], id: str, *, once: bool = False) -> bool:
        """See to it that a job runs once for this id."""

    def forget(self, event: str) -> None:
        """Remove all jobs of an event."""


def delete(store: Store, files: Files, keys: Path, event: str) -> None:
    """Remove everything of an event whose deletion has begun. Raises `StoreDown`, `TimeoutError`, `OSError`."""
    files.delete(event)
    BallotKeys(keys).drop(event)
    deletion.finish(store, event)


class Deletions:
    """Asks for the job of `delete` until it is done. Safe to run in several processes."""

    def __init__(self, store: Store, jobs: Queue) -> None:
        self._store, self._jobs = store, jobs
        self._asked: set[str] = set()

    def tick(self) -> None:
        """Ask for what is to be deleted, and forget the jobs of what has been."""
        try:
            doomed = set(deletion.doomed(self._store))
            for event in doomed:
                # The newest version is part of the id: an event of the same name may have been deleted before.
                id = f"delete-{digest(event, str(self._store.version(event)))}"
                self._jobs.ensure("workers.jobs.delete", [event], id)
            for event in self._asked - doomed:
                self._jobs.forget(event)
                log.info("an event was deleted")
            self._asked = doomed
        except StoreDown:
            pass  # the clock has said so
        except Exception:  # the queue may be elsewhere and away; it is asked again at the next look
            log.warning("what was deleted could not be asked for", exc_info=True)
