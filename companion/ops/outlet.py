"""What is said on the terminal goes through here, so that a terminal that is held (Ctrl-S, a full pipe) holds up nobody.

This process and its children write into a pipe that is always read; what the terminal does not take is kept, up to a
bound, and then the oldest lines go.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

log = logging.getLogger(__name__)
STDERR: Final = 2
MOST_BYTES: Final = 1_000_000
LAST_S: Final = 1.0
"""How long the end waits for a terminal that takes nothing."""


@contextmanager
def never_held(descriptor: int = STDERR) -> Iterator[int]:
    """Within this block whoever writes to `descriptor`, or inherits it, waits for nobody; gives it back."""
    sys.stderr.flush()
    outlet = _Outlet(descriptor)
    try:
        yield descriptor
    finally:
        sys.stderr.flush()
        outlet.close()


class _Outlet:
    def __init__(self, descriptor: int) -> None:
        self._descriptor, self._real = descriptor, os.dup(descriptor)
        self._pipe, into = os.pipe()
        os.dup2(into, descriptor)
        os.close(into)
        self._lines: deque[bytes] = deque()
        self._bytes = self._lost = 0
        self._ended = False
        self._news = threading.Condition()
        self._threads = [
            threading.Thread(target=each, name="outlet", daemon=True) for each in (self._read, self._write)
        ]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Write to the terminal directly again; what is left gets a moment."""
        os.dup2(self._real, self._descriptor)
        for thread in self._threads:
            thread.join(LAST_S)

    def _read(self) -> None:
        rest = b""
        while data := os.read(self._pipe, 65536):
            *lines, rest = (rest + data).split(b"\n")
            if len(rest) > MOST_BYTES:
                lines, rest = [*lines, rest], b""
            self._keep([line + b"\n" for line in lines])
        self._keep([rest] if rest else [])
        with self._news:
            self._ended = True
            self._news.notify()

    def _keep(self, lines: list[bytes]) -> None:
        with self._news:
            self._lines.extend(lines)
            self._bytes += sum(map(len, lines))
            while self._bytes > MOST_BYTES:
                self._bytes -= len(self._lines.popleft())
                self._lost += 1
            self._news.notify()

    def _write(self) -> None:
        while (line := self._next()) is not None:
            while line:
                try:
                    line = line[os.write(self._real, line) :]
                except BlockingIOError:
                    threading.Event().wait(0.05)
                except OSError:
                    break  # the terminal is gone
            with self._news:
                lost, self._lost = self._lost, 0
            if lost:
                log.warning("the terminal was held: %d lines were not written", lost)

    def _next(self) -> bytes | None:
        with self._news:
            self._news.wait_for(lambda: self._lines or self._ended)
            if not self._lines:
                return None
            line = self._lines.popleft()
            self._bytes -= len(line)
            return line
