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
from companion.base.processes import FolderInUse, StartError, hold, spawn, wait_until
from companion.base.settings import Settings
from companion.ops.checks import Check
from companion.ops.doctor import check_queue
from companion.ops.store_checks import check_store
from companion.ops.supervisor import Part, Supervisor
from companion.store.embedded import STOP_TIMEOUT_S, Embedded

log = logging.getLogger(__name__)
READY_S: Final = 60


class UpError(Exception):
    """Companion cannot run; the message is one sentence that says why."""


class Up:
    """All processes of Companion with these settings. `output` takes what they print, by default the terminal."""

    def __init__(self, settings: Settings, output: IO[bytes] | None = None) -> None:
        self.settings, self.supervisor = settings, Supervisor()
        self._output = output
        self._lock: int | None = None
        self._store: Embedded | None = None

    def start_store(self) -> str:
        """Take the data folder and see to a good store; returns its address. Raises `UpError`."""
        try:
            self._lock = hold(self.settings.data_dir / "companion.lock")
            _check_port(self.settings.host, self.settings.port)
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
        # The web ends first, since people write through it.
        self.add("worker", "-m", "workers.queue", patience_s=4, again_s=1)
        self.add("clock", "-m", "workers.clock", patience_s=2)
        conf = "python:companion.gunicorn_conf"
        web = self.add("web", "-m", "gunicorn", "-c", conf, "companion:create_app()", patience_s=6)
        if not wait_until(lambda: self.supervisor.stopping or web.gone or self._serves(), READY_S, 0.05):
            raise UpError(f"The web server did not become ready within {READY_S} seconds; the log says why.")
        if web.gone and not self.supervisor.stopping:
            raise UpError("The web server ended while it was starting; the log says why.")

    def add(self, name: str, *args: str, patience_s: float, again_s: float = 0, once: bool = False) -> Part:
        """Keep a Python program running with these settings."""

        def start() -> subprocess.Popen[bytes]:
            return spawn([sys.executable, *args], env=self._environ(), output=self._output)

        return self.supervisor.add(Part(name, start, patience_s, again_s, once))

    def stop(self) -> None:
        """End everything."""
        self.supervisor.stop()
        if self._store is not None:
            self._store.stop()
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


def _check_port(host: str, port: int) -> None:
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


def _heed(setting: str, checks: list[Check]) -> None:
    """Raises `UpError` for what must not be, and warns of what should not be."""
    for check in checks:
        if check.fatal and not check.ok:
            raise UpError(f"The {check.name} of {setting}: {check.text}.")
        if not check.ok:
            log.warning("%s: %s %s", setting, check.name, check.text)
