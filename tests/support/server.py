"""The real web process for tests: gunicorn with the product's own configuration, on a free port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from companion.client.http import Answer, HttpClient
from tests.support.until import until

KEY = "a key for tests, which is long enough"
START_S = 60
"""A server is there in one or two seconds, but not where many tests start theirs at once."""
_HELD: list[socket.socket] = []
"""Sockets that keep the ports of this process's servers from everybody else, for as long as it lives."""


def free_port() -> int:
    """A port for a server of this process. It stays bound here without listening, so that the kernel gives it to nobody
    else, also while the server restarts; a server that sets SO_REUSEADDR, as they do, can listen on it all the same.
    """
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    _HELD.append(held)
    return int(held.getsockname()[1])


class Server:
    """gunicorn on `store_url`, with its data folder and log in `folder`; `prefix` is a command that starts it."""

    def __init__(
        self, store_url: str, folder: Path, workers: int = 1, prefix: tuple[str, ...] = (), **environ: str
    ) -> None:
        self.port, self.folder = free_port(), folder
        self.log = folder / "web.log"
        self._environ = os.environ | {
            "REDIS_URL": store_url,
            "DATA_DIR": str(folder),
            "SECRET_KEY": KEY,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "WORKERS": str(workers),
            **environ,
        }
        self._prefix = prefix
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start and wait until it serves."""
        command = [
            *self._prefix,
            sys.executable,
            "-m",
            "gunicorn",
            "-c",
            "python:companion.gunicorn_conf",
            "companion:create_app()",
        ]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=self._environ, stdout=log, stderr=log)
        try:
            until(self._serves, START_S)
        except BaseException as error:
            self.process.kill()  # or it would stay
            self.process.wait()
            error.add_note(self.log.read_text())
            raise

    def _serves(self) -> bool:
        assert self.process and self.process.poll() is None, "it has ended"
        try:
            return self.request("GET", "/healthz")[0] == 200
        except OSError:
            return False

    @property
    def base(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def request(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None, timeout: float = 30
    ) -> Answer:
        """Status, body and headers (names in lower case) of one request."""
        return HttpClient(self.base, timeout=timeout).request(method, path, body, headers)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the master process."""
        assert self.process
        self.process.send_signal(number)

    def wait(self, timeout: float = 10) -> None:
        """Wait for the master to end. Raises `TimeoutExpired`."""
        assert self.process
        self.process.wait(timeout)

    def stop(self) -> None:
        """End it, if it has not ended by itself."""
        assert self.process
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)  # it may be in the middle of handing over
