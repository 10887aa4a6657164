"""What a process knows of its store's condition, and that it says so in the log: once each time that it changes.

The store may be away, refuse to write (full, a replica, a failed snapshot, not allowed to), or be such that it would lose
what it acknowledges. Whoever talks to the store tells this of what they met.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import Final

from companion.store.client import StoreDown

log = logging.getLogger(__name__)
LOOK_AGAIN_S: Final = 0.1
PATIENCE_S: Final = 6.0
"""While the store is silent, one caller at a time waits for it so long, with this pause; all others learn it at once."""


class Condition:
    """One store as one process met it last. Safe for threads and greenlets."""

    def __init__(self) -> None:
        self.away = False
        self.refusing = ""
        self.unsafe = ""
        """Why this store must not be written to, in one sentence; empty if it may."""
        self.accepted: tuple[str, ...] = ()
        """What it may lose because the operator said so: names of `STORE_MAY_LOSE`."""
        self._lock = threading.Lock()
        self._silent = False
        self._next_look = 0.0

    @property
    def writable(self) -> bool:
        """Whether the newest write took effect, as far as is known."""
        return not (self.away or self.refusing or self.unsafe)

    def require_there(self) -> None:
        """Raises `StoreDown` at once where a moment ago the store did not answer in time, so that not everybody waits."""
        if not self._silent:
            return
        with self._lock:
            now = time.monotonic()
            if now < self._next_look:
                raise StoreDown("the store was away a moment ago")
            self._next_look = now + PATIENCE_S

    def met(self, error: StoreDown) -> None:
        """A call failed."""
        with self._lock:
            if error.refuses:
                if error.why == self.unsafe:
                    return
                new, self.refusing, self.away, self._silent = self.refusing != error.why, error.why, False, False
                if new:
                    log.error("the store refuses to write (%s)", error.why)
                return
            self._next_look = time.monotonic() + LOOK_AGAIN_S
            new, self.away, self._silent = not self.away, True, self._silent or error.slow
            if new:
                log.error("the store is away (%s)", error.why)

    def answers(self) -> None:
        """It said something, be it that it refuses this one command."""
        if self.away or self._silent:
            with self._lock:
                was, self.away, self._silent = self.away, False, False
            if was:
                log.info("the store is back")

    def wrote(self) -> None:
        """A write took effect."""
        self.answers()
        if self.refusing:
            with self._lock:
                was, self.refusing = self.refusing, ""
            if was:
                log.info("the store writes again")

    def judged(self, unsafe: str, accepted: tuple[str, ...]) -> None:
        """It was looked at how the store keeps what it acknowledges."""
        with self._lock:
            new = unsafe != self.unsafe or accepted != self.accepted
            self.unsafe, self.accepted = unsafe, accepted
        if new and unsafe:
            log.error("nothing is written to this store: %s", unsafe)
        elif new and accepted:
            log.warning("this store may lose what was acknowledged, as STORE_MAY_LOSE allows: %s", ", ".join(accepted))
