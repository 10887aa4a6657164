"""A piece of work on an event that the team can watch: it says how far it is, gives signs of life, and tells of a failure.

It may run late, twice, or beside another one on the same thing: only the newest result is taken. While it runs it gives
signs of life, so that the reconciler can tell work that is slow from work that is lost.
"""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.core.table import Table
from companion.store.client import StoreDown
from companion.store.replica import Replica

log = logging.getLogger(__name__)
BEAT_S: Final = 2.0


class Task(NamedTuple):
    """What is asked for: the `attempt`-th attempt to bring `id` of `event` to what it is to be made of at `version`."""

    event: str
    id: str
    version: int
    attempt: int = 1


class Work(ABC):
    """Doing a task."""

    def __init__(self, replica: Replica, commands: Commands, task: Task) -> None:
        self._replica, self._commands = replica, commands
        self._event, self._id, self._version, self._attempt = task
        self._percent: int | None = None

    @abstractmethod
    def make(self) -> None:
        """Do it, and hand the result in. Calls `nothing` if there is nothing to do."""

    def run(self) -> None:
        """Do it. A failure is told to the team and not raised. Raises `StoreDown`."""
        try:
            with self._alive():
                self.make()
        except StoreDown:
            raise
        except Exception as error:
            # The reason is a code: an exception's words may carry words of a note.
            log.exception("%s: the work on %s failed", self._event, self._id)
            code = error.code if isinstance(error, Refusal) else "internal"
            self._report("failed", code=code)

    def newest(self) -> Table:
        """The table as it is now."""
        follower = self._replica.follower(self._event)
        follower.catch_up()
        return follower.table

    def hand_in(self, command: str, args: dict[str, Any]) -> None:
        """Tell the result by a command."""
        self._commands.run(self._event, SYSTEM, command, random_id(), args)

    def nothing(self) -> None:
        """There is nothing to do: somebody else was faster."""
        self._report("done", percent=100)

    def reached(self, share: float) -> None:
        """Which share of the work is done, where that is known; the next sign of life tells it."""
        self._percent = int(99 * share)

    def _report(self, state: str, percent: int = 0, code: str | None = None) -> None:
        args = {"id": self._id, "version": self._version, "attempt": self._attempt, "state": state}
        self.hand_in("work.report", {**args, "percent": percent, "code": code})

    @contextmanager
    def _alive(self) -> Iterator[None]:
        ended = threading.Event()

        def beat() -> None:
            guess = 10
            while True:
                try:
                    self._report("running", guess if self._percent is None else self._percent)
                except (Refusal, StoreDown):
                    log.info("%s: no sign of life from %s", self._event, self._id)
                # Where it is not known how long it takes, it nears the end and never claims to be there.
                guess += (95 - guess) // 3
                if ended.wait(BEAT_S):
                    return

        thread = threading.Thread(target=beat, name="beat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
