"""Who is connected to one event: connections by participant, long-pollers, and how many people that makes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from companion.live.connection import Connection

PER_PERSON: Final = 8
POLLER_STAYS_S: Final = 40.0
"""A long-poller counts as present so long after its last request; between two requests it has no connection."""


class Seats:
    """Connections and pollers of one event. `dirty` is set when the number of people may have changed."""

    def __init__(self) -> None:
        self.dirty = False
        self._sitting: dict[str, list[Connection]] = {}
        self._pollers: dict[str, tuple[str, float]] = {}
        self._waiting: dict[str, int] = {}

    def sit(self, connection: Connection) -> Connection | None:
        """Take in a connection. Returns the person's oldest one when there are now too many."""
        pid = connection.guest.pid
        if pid is None:
            return None
        self.dirty = True
        mine = self._sitting.setdefault(pid, [])
        mine.append(connection)
        return mine[0] if len(mine) > PER_PERSON else None

    def rise(self, connection: Connection) -> None:
        """Let a connection go."""
        pid = connection.guest.pid
        mine = self._sitting.get(pid) if pid is not None else None
        if pid is None or mine is None or connection not in mine:
            return
        self.dirty = True
        mine.remove(connection)
        if not mine:
            del self._sitting[pid]

    def poll(self, viewer: str, pid: str | None, mode: str) -> bool:
        """A long-poll begins. False if this person has too many of them."""
        if pid is None:
            return True
        if self._waiting.get(pid, 0) >= PER_PERSON:
            return False
        self._waiting[pid] = self._waiting.get(pid, 0) + 1
        if viewer == "all":
            self._pollers[pid] = (mode, time.monotonic())
        return True

    def polled(self, pid: str | None) -> None:
        """A long-poll ends."""
        if pid is None:
            return
        self._waiting[pid] -= 1
        if not self._waiting[pid]:
            del self._waiting[pid]
        if pid in self._pollers:
            self._pollers[pid] = (self._pollers[pid][0], time.monotonic())

    @property
    def polling(self) -> bool:
        """Whether anybody counts as a long-poller."""
        return bool(self._pollers)

    def people(self) -> tuple[int, int]:
        """How many distinct participants are in the audience now: on site, remote."""
        modes = self.modes()
        onsite = sum(mode == "onsite" for mode in modes.values())
        return onsite, len(modes) - onsite

    def modes(self) -> dict[str, str]:
        """Distinct participants in the audience now, with where they take part."""
        self.dirty = False
        oldest = time.monotonic() - POLLER_STAYS_S
        self._pollers = {p: (m, t) for p, (m, t) in self._pollers.items() if t > oldest or p in self._waiting}
        modes = {pid: mode for pid, (mode, _) in self._pollers.items()}
        for pid, mine in self._sitting.items():
            for connection in mine:
                if connection.guest.viewer == "all":
                    modes[pid] = connection.guest.mode
        return modes
