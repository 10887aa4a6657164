"""Keeps a few processes running: starts them again with growing pauses when they die, and ends them in order."""

from __future__ import annotations

import logging
import os
import select
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from companion.base.processes import StartError, stop

log = logging.getLogger(__name__)
STEADY_S: Final = 30  # who ran this long has recovered, and its next failure starts a new series
LEAVING_S: Final = 30.0
LONGEST_PAUSE_S: Final = 10.0
REPLACE: Final = signal.SIGUSR1
SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(slots=True)
class Part:
    """A process that is kept running. `start` starts it and may raise `StartError`.

    To end it, it gets `patience_s` after a TERM, `again_s` after another one, and then a KILL. With `once` it may end
    by itself with 0. No other part needs a `leaf`. `replace` starts another one beside it and returns when that one serves;
    then the first one ends.
    """

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    patience_s: float
    again_s: float = 0
    once: bool = False
    leaf: bool = False
    replace: Callable[[], subprocess.Popen[bytes]] | None = None
    process: subprocess.Popen[bytes] | None = None
    since: float = 0
    failures: int = 0
    due: float | None = None

    @property
    def gone(self) -> bool:
        """Whether it was started and has ended."""
        return self.process is not None and self.process.poll() is not None


class Supervisor:
    """Watches parts. What was added last ends first, so add what others need before them."""

    def __init__(self) -> None:
        self.stopping = False
        self._replacing = False
        self._parts: list[Part] = []
        self._awake, self._waker = os.pipe()
        for end in (self._awake, self._waker):
            os.set_blocking(end, False)

    @contextmanager
    def signals(self) -> Iterator[None]:
        """Within this block TERM, INT and HUP ask for the end instead of ending this process where it stands, and USR1 for
        others in place of those that can be replaced.
        """

        def asked(signum: int, _frame: object) -> None:
            self.stopping = self.stopping or signum in SIGNALS
            self._replacing = self._replacing or signum == REPLACE

        before = {number: signal.signal(number, asked) for number in (*SIGNALS, REPLACE, signal.SIGCHLD)}
        waker = signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(waker)
            for number, handler in before.items():
                signal.signal(number, handler)

    def add(self, part: Part) -> Part:
        """Start `part` and keep it running. Raises `StartError`."""
        self._parts.append(part)
        self._start(part)
        return part

    def run(self) -> None:
        """Keep everything running until a signal asks for the end."""
        while not self.stopping:
            self._sleep()
            for part in self._parts:
                if not self.stopping:
                    self._look_after(part)
            if self._replacing and not self.stopping:
                self._replacing = False
                self._replace_parts()

    def stop(self) -> None:
        """End everything, last added first; parts that nobody needs are asked at once, so that their ends take one time."""
        for part in self._parts:
            if part.leaf and part.process is not None and part.process.poll() is None:
                part.process.terminate()
        for part in reversed(self._parts):
            if part.process is not None:
                stop(part.process, part.patience_s, part.again_s)
        self._parts.clear()

    def _replace_parts(self) -> None:
        for part in self._parts:
            if part.replace is None or part.process is None or part.gone:
                continue
            try:
                fresh = part.replace()
            except StartError as error:
                log.error("the %s stays as it is: %s", part.name, error)
                continue
            old, part.process, part.since = part.process, fresh, time.monotonic()
            # It lets its people go over some seconds, in which everything else is looked after.
            threading.Thread(target=stop, args=(old, LEAVING_S), name="leaving", daemon=True).start()
            log.info("the %s was replaced", part.name)

    def _sleep(self) -> None:
        """Wait for a signal (a child's end is one, too) or for the next restart that is due."""
        due = [part.due for part in self._parts if part.due is not None]
        select.select([self._awake], [], [], max(0, min(due) - time.monotonic()) if due else None)
        try:
            while os.read(self._awake, 512):
                pass
        except BlockingIOError:
            pass

    def _look_after(self, part: Part) -> None:
        if part.due is not None:
            if time.monotonic() >= part.due:
                self._try_start(part)
        elif part.process is not None and part.gone:
            code = part.process.returncode
            stop(part.process, 0)  # what it left in its group
            if part.once and code == 0:
                part.process = None
                return
            how = f"was ended by signal {-code}" if code < 0 else f"ended with {code}"
            self._plan(part, f"the {part.name} {how}")

    def _plan(self, part: Part, why: str) -> None:
        now = time.monotonic()
        part.failures = 1 if now - part.since > STEADY_S else part.failures + 1
        pause = 0.0 if part.failures == 1 else min(LONGEST_PAUSE_S, 0.25 * 2**part.failures)
        part.due = now + pause
        log.error("%s; it is started again in %.1f s", why, pause)

    def _try_start(self, part: Part) -> None:
        try:
            self._start(part)
        except StartError as error:
            part.since = time.monotonic()
            self._plan(part, str(error))

    @staticmethod
    def _start(part: Part) -> None:
        part.process = part.start()
        part.since, part.due = time.monotonic(), None
