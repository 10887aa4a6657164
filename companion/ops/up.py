"""`companion up`: the store if it is built in, the worker, the clock and the web, watched and ended together."""

from __future__ import annotations

import errno
import logging
import os
import socket
import subprocess
import sys
from typing import IO, Final

from companion.base.fetch import FetchError, fetch
from companion.base.processes import FolderInUse, StartError, hold, holder, spawn, stop, wait_until
from companion.base.settings import Settings
from companion.ops.checks import Check
from companion.ops.doctor import check_queue
from companion.ops.store_checks import check_store
from companion.ops.supervisor import REPLACE, Part, Supervisor
from companion.store.embedded import STOP_TIMEOUT_S, Embedded

log = logging.getLogger(__name__)
READY_S: Final = 60
BACKLOG: Final = 4096
WEB: Final = ("-m", "gunicorn", "-c", "python:companion.gunicorn_conf", "companion:create_app()")


class UpError(Exception):
    """Companion cannot run; the message is one sentence that says why."""


class Up:
    """All processes of Companion with these settings. `output` takes what they print, by default the terminal."""

    def __init__(self, settings: Settings, output: IO[bytes] | int | None = None) -> None:
        self.settings, self.supervisor = settings, Supervisor()
        self._output = output
        self._lock: int | None = None
        self._store: Embedded | None = None
        self._listener: socket.socket | None = None
        self._tell: int | None = None
        """A pipe to the web processes, to say that others serve in their place."""

    def start_store(self) -> str:
        """Take the data folder and see to a good store; returns its address. Raises `UpError`."""
        try:
            self._lock = hold(self.settings.data_dir / "companion.lock")
            self._listener = _listen(self.settings.host, self.settings.port)
            self.settings.listening_file.write_text(f"{self.settings.host} {self.settings.port}\n")
            if self.settings.queue_url not in (None, self.settings.redis_url):
                _heed("QUEUE_URL", check_queue(str(self.settings.queue_url)))
            if self.settings.redis_url is not None:
                _heed("REDIS_URL", check_store(self.settings.redis_url, self.settings.store_may_lose))
                return self.settings.redis_url
            self._store = Embedded(self.settings.data_dir, self.settings.address_file, self._lock)
            self.supervisor.add(Part("store", self._store.start, STOP_TIMEOUT_S))
            return self._store.url
        except (FolderInUse, StartError) as error:
            raise UpError(str(error)) from None
        except OSError as error:
            raise UpError(f"{self.settings.data_dir} cannot be written ({error.strerror}): make room there.") from None

    def start(self) -> None:
        """Start everything else; returns when the first page can be served. Raises `UpError`."""
        # The web comes first, since people wait for it.
        web = self.supervisor.add(Part("web", self._start_web, 6, leaf=True, replace=self._replace_web))
        self.add("worker", "-m", "workers.queue", patience_s=4, again_s=1)
        self.add("clock", "-m", "workers.clock", patience_s=2)
        if not wait_until(lambda: self.supervisor.stopping or web.gone or self._serves(), READY_S, 0.05):
            raise UpError(f"The web server did not become ready within {READY_S} seconds; the log says why.")
        if web.gone and not self.supervisor.stopping:
            raise UpError("The web server ended while it was starting; the log says why.")

    def add(self, name: str, *args: str, patience_s: float, again_s: float = 0, once: bool = False) -> Part:
        """Keep a Python program running with these settings."""

        def start() -> subprocess.Popen[bytes]:
            return spawn([sys.executable, *args], env=self._environ(), output=self._output)

        return self.supervisor.add(Part(name, start, patience_s, again_s, once, leaf=True))

    def _start_web(self, ready: int | None = None) -> subprocess.Popen[bytes]:
        """Start web processes on the socket that this process holds; they write a byte each to `ready`."""
        if self._listener is None:
            self._listener = _listen(self.settings.host, self.settings.port)
        replaced, tell = os.pipe()
        keep = {"COMPANION_LISTENER": self._listener.fileno(), "COMPANION_REPLACED": replaced}
        if ready is not None:
            keep["COMPANION_READY"] = ready
        environ = self._environ() | {name: str(fd) for name, fd in keep.items()}
        try:
            found = spawn([sys.executable, *WEB], env=environ, output=self._output, keep=keep.values())
        finally:
            os.close(replaced)
        self._tell, before = tell, self._tell
        if before is not None and ready is None:
            os.close(before)
        return found

    def _replace_web(self) -> subprocess.Popen[bytes]:
        """Start other web processes beside those that serve; returns when all of them serve. Raises `StartError`."""
        awake, waker = os.pipe()
        tell = self._tell
        try:
            os.set_blocking(awake, False)
            fresh = self._start_web(waker)
            serving = 0

            def all_serve() -> bool:
                nonlocal serving
                try:
                    serving += len(os.read(awake, 64))
                except BlockingIOError:
                    pass
                return serving >= self.settings.workers or fresh.poll() is not None or self.supervisor.stopping

            if not wait_until(all_serve, READY_S, 0.05) or serving < self.settings.workers:
                stop(fresh, 2)
                self._tell, tell = tell, self._tell
                raise StartError("the new ones did not become ready; the log says why")
            if tell is not None:
                os.write(tell, b".")
            return fresh
        finally:
            os.close(awake)
            os.close(waker)
            if tell is not None:
                os.close(tell)

    def stop(self) -> None:
        """End everything."""
        self.supervisor.stop()
        if self._store is not None:
            self._store.stop()
        if self._listener is not None:
            self._listener.close()
            self._listener = None
            self.settings.listening_file.unlink(missing_ok=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

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

    def _serves(self) -> bool:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.settings.host, self.settings.host)
        address = f"[{host}]" if ":" in host else host
        try:
            url = f"http://{address}:{self.settings.port}/readyz"
            return fetch(url, idle_s=2, patience_s=2, most_bytes=1000).status == 200
        except FetchError:
            return False


def replace_web(settings: Settings) -> None:
    """Ask the Companion that runs on this data folder to replace its web processes. Raises `UpError`."""
    pid = holder(settings.data_dir / "companion.lock")
    if pid is None:
        raise UpError(f"No Companion runs on {settings.data_dir}: start it with `companion up`.")
    os.kill(pid, REPLACE)


def _listen(host: str, port: int) -> socket.socket:
    """A socket on this address that takes connections, for the web processes of now and later. Raises `UpError`."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        found = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        raise UpError(f"HOST {host} is not an address of this machine: set HOST to one that is.") from None
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(BACKLOG)
        return found
    except OSError as error:
        found.close()
        if error.errno == errno.EADDRINUSE:
            raise UpError(f"Port {port} is taken by another program: choose one with PORT=.") from None
        if error.errno == errno.EACCES:
            raise UpError(f"This user may not listen on port {port}: choose one above 1023 with PORT=.") from None
        raise UpError(f"HOST {host} is not an address of this machine: set HOST to one that is.") from None


def _heed(setting: str, checks: list[Check]) -> None:
    """Raises `UpError` for what must not be, and warns of what should not be."""
    for check in checks:
        if check.fatal and not check.ok:
            raise UpError(f"The {check.name} of {setting}: {check.text}.")
        if not check.ok:
            log.warning("%s: %s %s", setting, check.name, check.text)
