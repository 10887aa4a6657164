"""Sends the invented crowds that organisers have asked for, and ends rehearsals whose last moment has come."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from typing import Final

from companion.base.processes import StartError, spawn, stop
from companion.commands.rehearsals import Rehearsals
from companion.core.errors import Refusal
from companion.rules.programme.rehearsal import REHEARSAL
from companion.store.replica import Replica

log = logging.getLogger(__name__)
PAUSE_S: Final = 5.0
"""After a crowd has gone, before another one comes: it may have gone because it could not come in."""
PATIENCE_S: Final = 3.0


class Rehearsing:
    """Safe to run in several processes: of two crowds for one event, the second goes at once."""

    def __init__(self, replica: Replica, rehearsals: Rehearsals) -> None:
        self._replica, self._rehearsals = replica, rehearsals
        self._crowds: dict[str, subprocess.Popen[bytes]] = {}
        self._due: dict[str, float] = {}

    def tick(self, event: str) -> None:
        """See to the rehearsal of `event`. Raises `StoreDown`."""
        self._end(event)
        crowd = self._crowds.get(event)
        if crowd is not None and crowd.poll() is not None:
            del self._crowds[event]
            self._due[event] = time.monotonic() + PAUSE_S
        row = self._replica.table(event).get(REHEARSAL, event)
        wanted = row is not None and row["people"] > 0
        if wanted and event not in self._crowds and time.monotonic() >= self._due.get(event, 0):
            try:
                self._crowds[event] = spawn([sys.executable, "-m", "companion.rehearsal.invited", event])
            except StartError as error:
                log.warning("%s: no crowd: %s", event, error)
                self._due[event] = time.monotonic() + PAUSE_S

    def close(self) -> None:
        """Send everybody home."""
        for crowd in self._crowds.values():
            stop(crowd, PATIENCE_S)
        self._crowds.clear()

    def _end(self, event: str) -> None:
        if not self._rehearsals.ends_now(event):
            return
        try:
            self._rehearsals.end(event)
            log.info("%s: the rehearsal has ended by itself", event)
        except Refusal as refusal:
            log.info("%s: the rehearsal has not ended yet (%s)", event, refusal.code)
