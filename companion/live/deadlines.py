"""Deadlines of connections that no greenlet waits for. One object of the process, owned by `hubs`."""

from __future__ import annotations

import time
from typing import Protocol

import gevent

CHECK_S = 0.25


class Timed(Protocol):
    """What can have a deadline."""

    def timed_out(self) -> None:
        """The deadline has passed."""


class Deadlines:
    """The deadlines of a process's connections, looked at by one greenlet while there are any."""

    def __init__(self) -> None:
        self._deadlines: dict[Timed, float] = {}
        self._running = False

    def set(self, connection: Timed, seconds: float) -> None:
        """Tell `connection` that it has timed out in `seconds`, unless `clear` or another `set` comes first."""
        self._deadlines[connection] = time.monotonic() + seconds
        if not self._running:
            self._running = True
            gevent.spawn(self._run)

    def clear(self, connection: Timed) -> None:
        """Forget the deadline of `connection`."""
        self._deadlines.pop(connection, None)

    def _run(self) -> None:
        while self._deadlines:
            gevent.sleep(CHECK_S)
            now = time.monotonic()
            for connection in [c for c, deadline in self._deadlines.items() if deadline <= now]:
                self._deadlines.pop(connection, None)
                connection.timed_out()
        self._running = False
