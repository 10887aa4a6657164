"""How the old web workers of a master learn that new ones are ready, when all of them are replaced.

gunicorn starts the new ones and ends the old ones at the same moment, though a new one needs a second or more until it can
serve. So the old ones wait for this: some memory that a master shares with all its workers.
"""

from __future__ import annotations

import mmap
import select
from typing import Any, Final

SLOTS: Final = 4000
_GENERATION: Final = slice(0, 8)
_READY: Final = 8


class Handover:
    """Made by the master before it starts workers. Each place is written by one process alone.

    `told`: a pipe that holds something as soon as another master with all its workers serves in place of this one.
    """

    def __init__(self, told: int | None = None) -> None:
        self._told = told
        self._memory = mmap.mmap(-1, _READY + SLOTS)

    @property
    def generation(self) -> int:
        """How often all workers were replaced, or are about to be."""
        return int.from_bytes(self._memory[_GENERATION], "little")

    def begin(self) -> None:
        """The master is about to replace all workers."""
        self._memory[_READY:] = bytes(SLOTS)
        self._memory[_GENERATION] = (self.generation + 1).to_bytes(8, "little")

    def join(self, worker: Any) -> None:
        """The master is about to start `worker`, which belongs to those of now."""
        worker.handover, worker.generation = self, self.generation

    def ready(self, worker: Any) -> None:
        """A worker serves."""
        if worker.generation == self.generation:
            self._memory[_READY + worker.age % SLOTS] = 1

    def replaced(self, worker: Any) -> bool:
        """Whether there is, or will be, another worker in place of this one."""
        return bool(worker.generation < self.generation) or self._elsewhere()

    def complete(self, workers: int) -> bool:
        """Whether so many of the newest workers serve."""
        return self._elsewhere() or sum(self._memory[_READY:]) >= workers

    def _elsewhere(self) -> bool:
        return self._told is not None and bool(select.select([self._told], [], [], 0)[0])
