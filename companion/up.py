"""`companion up`: the store if it is built in, the web, the worker and the clock, watched and ended together."""

from __future__ import annotations

import errno
import http.client
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Final

from companion.doctor import check_store
from companion.embedded import Embedded, EmbeddedError
from companion.processes import FolderInUse, hold, spawn, stop, wait_until
from companion.settings import Settings

log = logging.getLogger(__name__)
READY_S: Final = 60
STEADY_S: Final = 30  # who ran this long has recovered, and its next failure starts a new series
LONGEST_PAUSE_S: Final = 10.0
SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class UpError(Exception):
    """Companion cannot run; the message is one sentence that says why."""


@dataclass(slots=True)
class Part:
    """A process that is kept running. `patience_s` after a TERM comes another one, `again_s` after that a KILL.

    `once`: it may end by itself with 0.
    """

    name: str
    command: list[str]
    patience_s: float
    again_s: float = 0
    once: bool = False
    process: subprocess.Popen[bytes] | None = None
    since: float = 0
    failures: int = 0
    due: float | None = None


class Supervisor:
    """Starts the parts, restarts what dies, and ends them in order. `output` takes what the parts print."""

    def __init__(self, settings: Settings, output: IO[bytes] | None = None) -> None:
        self.settings = settings
        self._output = output
        self._lock: int | None = None
        self._store: Embedded | None = None
        self._store_part = Part("store", [], 0)
        self._parts: list[Part] = []
        self._wakeup, self._waker = os.pipe()
        os.set_blocking(self._wakeup, False)
        os.set_blocking(self._waker, False)
        self._stopping = False

    @contextmanager
    def signals(self) -> Iterator[None]:
        """Within this block TERM, INT and HUP ask for the end instead of ending this process where it stands."""

        def asked(signum: int, _frame: object) -> None:
            self._stopping = self._stopping or signum in SIGNALS

        before = {number: signal.signal(number, asked) for number in (*SIGNALS, signal.SIGCHLD)}
        waker = signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(waker)
            for number, handler in before.items():
                signal.signal(number, handler)

    # beginning

    def start_store(self) -> str:
        """Take the data folder and see to a good store; returns its address. Raises `UpError`."""
        try:
            self._lock = hold(self.settings.data_dir / "companion.lock")
            self._check_port()
            if self.settings.redis_url is None:
                self._store = Embedded(self.settings.data_dir, self.settings.address_file, self._lock)
                self._store_part.process = self._store.start()
                self._store_part.since = time.monotonic()
                return self._store.url
        except (FolderInUse, EmbeddedError) as error:
            raise UpError(str(error)) from None
        self._check_foreign(self.settings.redis_url)
        return self.settings.redis_url

    def start(self) -> None:
        """Start web, worker and clock; returns when the first page can be served. Raises `UpError`."""
        for part in parts():
            self.add(part)
        web = self._parts[0]
        if not wait_until(lambda: self._stopping or self._gone(web) or self._serves(), READY_S, 0.05):
            raise UpError(f"The web server did not become ready within {READY_S} seconds; the log says why.")
        if self._gone(web):
            raise UpError("The web server ended while it was starting; the log says why.")

    def add(self, part: Part) -> None:
        """Start one more part and keep it running."""
        self._parts.append(part)
        self._start(part)

    def _check_port(self) -> None:
        host, port = self.settings.host, self.settings.port
        try:
            family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise UpError(f"Port {port} is taken by another program: choose one with PORT=.") from None
            if error.errno == errno.EACCES:
                raise UpError(f"This user may not listen on port {port}: choose one above 1023 with PORT=.") from None
            raise UpError(f"HOST {host} is not an address of this machine: set HOST to one that is.") from None

    def _check_foreign(self, url: str) -> None:
        for check in check_store(url):
            if check.fatal and not check.ok:
                raise UpError(f"The {check.name} of REDIS_URL: {check.text}.")
            if not check.ok:
                log.warning("store: %s %s", check.name, check.text)

    # running

    def run(self) -> None:
        """Keep everything running until a signal asks for the end."""
        while not self._stopping:
            self._sleep()
            self._look_after_store()
            for part in self._parts:
                self._look_after(part, lambda part=part: self._start(part))  # type: ignore[misc]

    def stop(self) -> None:
        """End everything: the web first, since people write through it, and the store, to which all write, last."""
        for n, part in enumerate(self._parts):
            if part.process is not None:
                stop(part.process, part.patience_s, part.again_s)
            if n == 0:
                for other in self._parts[1:]:
                    if other.process is not None:
                        other.process.terminate()
        if self._store is not None:
            self._store.stop()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
        for descriptor in (self._wakeup, self._waker):
            os.close(descriptor)

    def _sleep(self) -> None:
        """Wait for a signal (of a child's end, too) or for the next restart that is due."""
        now = time.monotonic()
        due = [part.due for part in (self._store_part, *self._parts) if part.due is not None]
        select.select([self._wakeup], [], [], max(0, min(due) - now) if due else None)
        try:
            while os.read(self._wakeup, 512):
                pass
        except BlockingIOError:
            pass

    def _look_after_store(self) -> None:
        if self._store is not None:
            self._look_after(self._store_part, self._restart_store)

    def _look_after(self, part: Part, start: Callable[[], None]) -> None:
        if part.due is not None:
            if time.monotonic() >= part.due and not self._stopping:
                start()
        elif self._gone(part) and not self._stopping:
            self._plan_restart(part)

    def _plan_restart(self, part: Part) -> None:
        assert part.process is not None
        code = part.process.returncode
        if part.once and code == 0:
            part.process = None
            return
        now = time.monotonic()
        part.failures = 1 if now - part.since > STEADY_S else part.failures + 1
        pause = 0.0 if part.failures == 1 else min(LONGEST_PAUSE_S, 0.25 * 2**part.failures)
        part.due = now + pause
        how = f"was ended by signal {-code}" if code < 0 else f"ended with {code}"
        log.error("the %s %s and is started again in %.1f s", part.name, how, pause)
        stop(part.process, 0)  # what it left in its group

    def _start(self, part: Part) -> None:
        part.process = spawn(part.command, env=self._environ(), output=self._output)
        part.since, part.due = time.monotonic(), None

    def _restart_store(self) -> None:
        assert self._store is not None
        try:
            self._store_part.process = self._store.start()
            self._store_part.since, self._store_part.due = time.monotonic(), None
        except EmbeddedError as error:
            log.error("%s", error)
            self._store_part.failures += 1
            self._store_part.due = time.monotonic() + min(LONGEST_PAUSE_S, 0.25 * 2**self._store_part.failures)

    def _environ(self) -> dict[str, str]:
        url = self._store.url if self._store else self.settings.store_url
        return {
            **os.environ,
            "HOST": self.settings.host,
            "PORT": str(self.settings.port),
            "WORKERS": str(self.settings.workers),
            "DATA_DIR": str(self.settings.data_dir),
            "REDIS_URL": url,
            "QUEUE_URL": self.settings.queue_url or url,
        }

    @staticmethod
    def _gone(part: Part) -> bool:
        return part.process is not None and part.process.poll() is not None

    def _serves(self) -> bool:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.settings.host, self.settings.host)
        connection = http.client.HTTPConnection(host, self.settings.port, timeout=2)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def parts() -> list[Part]:
    """The processes of Companion beside the store, in the order in which they end."""
    python = sys.executable
    serve = [python, "-m", "gunicorn", "-c", "python:companion.gunicorn_conf", "companion:create_app()"]
    return [
        Part("web", serve, patience_s=6),
        Part("clock", [python, "-m", "workers.clock"], patience_s=2),
        Part("worker", [python, "-m", "workers.queue"], patience_s=4, again_s=1),
    ]
