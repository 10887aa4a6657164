"""`companion up` with real processes, for tests that end it, or what it runs."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from companion.base.processes import wait_until
from companion.store.store import Store
from tests.support.server import free_port

COMPANION = [sys.executable, "-m", "companion.cli"]


def processes(data_dir: Path) -> dict[int, str]:
    """The running processes that belong to this data folder: pid -> command line."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            # The store overwrites its environment with its title, which names its socket.
            belongs = f"DATA_DIR={data_dir}\0".encode() in (entry / "environ").read_bytes() or f"{data_dir}/" in command
            zombie = (entry / "stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
        except OSError:
            continue
        if belongs and not zombie:
            found[int(entry.name)] = command
    return found


class Up:
    """One `companion up` (or another command that runs on); what it says goes to a file, or to `terminal`."""

    def __init__(self, data_dir: Path, command: str = "up", terminal: int | None = None, **env: str) -> None:
        self.data_dir, self.port = data_dir, free_port()
        defaults = {"DATA_DIR": str(data_dir), "HOST": "127.0.0.1", "PORT": str(self.port), "WORKERS": "1"}
        plain = {k: v for k, v in os.environ.items() if k not in ("REDIS_URL", "QUEUE_URL", "SECRET_KEY", "PUBLIC_URL")}
        self.log = data_dir.with_suffix(".log")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*COMPANION, command],
                env=plain | defaults | env,
                stdout=log,
                stderr=log if terminal is None else terminal,
                start_new_session=True,
            )

    def get(self, path: str) -> int:
        """The status of a page; 0 if nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def ready(self) -> bool:
        return self.get("/readyz") == 200

    def wait_ready(self) -> None:
        assert wait_until(lambda: self.process.poll() is not None or self.ready(), 30, 0.05), self.said()
        assert self.process.poll() is None, self.said()

    def pid(self, part: str) -> int | None:
        """The first process with `part` in its command line."""
        return min((pid for pid, command in processes(self.data_dir).items() if part in command), default=None)

    def store(self) -> Store:
        return Store((self.data_dir / "valkey.url").read_text().strip())

    def end(self, with_signal: int = signal.SIGTERM) -> int:
        """End it and wait; returns its exit code."""
        self.process.send_signal(with_signal)
        return self.process.wait(20)

    def said(self) -> str:
        return self.log.read_text()


@contextmanager
def all_ended() -> Iterator[list[Up]]:
    """Whatever is put in here is gone afterwards."""
    made: list[Up] = []
    yield made
    for up in made:
        if up.process.poll() is None:
            up.end()
    for up in made:
        assert wait_until(lambda up=up: not processes(up.data_dir), 10), processes(up.data_dir)
