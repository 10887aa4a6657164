"""Who is connected to one event: connections by participant, long-pollers, and how many people that makes.

Owned by the hub. It holds connections only to know the oldest of a person's, and never ends one itself.
"""

from __future__ import annotations

import time
from typing import Final

from companion.live.connection import Connection
from companion.live.viewer import Viewer

PER_PERSON: Final = 8
POLLER_STAYS_S: Final = 40.0
"""A long-poller counts as present so long after its last request; between two requests it has no connection."""


class Presence:
    """Connections and pollers of one event."""

    def __init__(self) -> None:
        self._connections: dict[str, list[Connection]] = {}
        self._pollers: dict[str, tuple[str, float]] = {}
        self._polling: dict[str, int] = {}

    def add(self, connection: Connection) -> Connection | None:
        """Take in a connection. Returns the person's oldest one when there are now too many."""
        pid = connection.viewer.pid
        if pid is None:
            return None
        mine = self._connections.setdefault(pid, [])
        mine.append(connection)
        return mine[0] if len(mine) > PER_PERSON else None

    def remove(self, connection: Connection) -> None:
        """Let a connection go."""
        pid = connection.viewer.pid
        mine = self._connections.get(pid) if pid is not None else None
        if pid is None or mine is None or connection not in mine:
            return
        mine.remove(connection)
        if not mine:
            del self._connections[pid]

    def begin_poll(self, viewer: Viewer) -> bool:
        """A long-poll begins. False if this person has too many of them."""
        pid = viewer.pid
        if pid is None:
            return True
        if self._polling.get(pid, 0) >= PER_PERSON:
            return False
        self._polling[pid] = self._polling.get(pid, 0) + 1
        if viewer.takes_part:
            self._pollers[pid] = (viewer.mode, time.monotonic())
        return True

    def end_poll(self, pid: str | None) -> None:
        """A long-poll that had begun ends."""
        if pid is None:
            return
        self._polling[pid] -= 1
        if not self._polling[pid]:
            del self._polling[pid]
        if pid in self._pollers:
            self._pollers[pid] = (self._pollers[pid][0], time.monotonic())

    def modes(self) -> dict[str, str]:
        """Distinct participants in the audience now, with where they take part."""
        oldest = time.monotonic() - POLLER_STAYS_S
        self._pollers = {p: (m, t) for p, (m, t) in self._pollers.items() if t > oldest or p in self._polling}
        modes = {pid: mode for pid, (mode, _) in self._pollers.items()}
        for pid, mine in self._connections.items():
            for connection in mine:
                if connection.viewer.takes_part:
                    modes[pid] = connection.viewer.mode
        return modes
