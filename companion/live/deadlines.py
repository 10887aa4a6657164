"""Deadlines of connections that no greenlet waits for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import gevent

from companion.live.metrics import Metrics

if TYPE_CHECKING:
    from companion.live.connection import Connection


class Keeper:
    """The deadlines of a process's connections, looked at by one greenlet while there are any."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        self._deadlines: dict[Connection, float] = {}
        self._running = False

    def limit(self, connection: Connection, seconds: float) -> None:
        """Tell `connection` that it is overdue in `seconds`, unless `clear` or another `limit` comes first."""
        self._deadlines[connection] = time.monotonic() + seconds
        if not self._running:
            self._running = True
            gevent.spawn(self._run)

    def clear(self, connection: Connection) -> None:
        """Forget the deadline of `connection`."""
        self._deadlines.pop(connection, None)

    def _run(self) -> None:
        while self._deadlines:
            gevent.sleep(0.25)
            now = time.monotonic()
            for connection in [c for c, deadline in self._deadlines.items() if deadline <= now]:
                self._deadlines.pop(connection, None)
                connection.overdue()
        self._running = False
