"""The load client (`client.c`) as seen from here: compiled when needed, run on its own core."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final, NamedTuple

from bench.processes import CLIENT_CORE, NICE, ROOT

SOURCE: Final = ROOT / "bench" / "client.c"
BINARY: Final = ROOT / "bench" / "build" / "client"


class Moments(NamedTuple):
    """When a version reached the sockets: how many it did not reach; ns of the monotonic clock."""

    missing: int
    p50: int
    p99: int
    last: int


class Latency(NamedTuple):
    """Over all pairs of a change and a socket: how many, how many never came; ns from the change to the socket."""

    pairs: int
    missing: int
    p50: int
    p99: int
    last: int


class Joins(NamedTuple):
    """Phones that came in and that did not; ns until the last, and per phone; bytes that came down."""

    done: int
    failed: int
    took: int
    p50: int
    p99: int
    bytes: int

    @property
    def bytes_each(self) -> float:
        """Bytes that came down to a phone."""
        return self.bytes / max(1, self.done)


def build() -> None:
    """Compile the client if its source is newer."""
    if BINARY.exists() and BINARY.stat().st_mtime > SOURCE.stat().st_mtime:
        return
    BINARY.parent.mkdir(exist_ok=True)
    subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-o", BINARY, SOURCE], check=True)


class Watchers:
    """`count` websockets, the last `stalled` of which never read. All are connected, and have the state, on return."""

    def __init__(
        self,
        port: int,
        path: str,
        count: int,
        *,
        stalled: int = 0,
        first: str = "-",
        cookies: Path | None = None,
    ) -> None:
        command = [
            *NICE,
            "taskset",
            "-c",
            CLIENT_CORE,
            str(BINARY),
            "watch",
            str(port),
            path,
            str(count),
            str(stalled),
            first,
        ]
        self._process = subprocess.Popen(
            [*command, str(cookies or "-")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        opened, failed, self.took = self._numbers()
        if failed or opened != count:
            raise ConnectionError(f"{failed} of {count} connections failed")

    def go(self) -> int:
        """Send a text on the first socket; when."""
        return self._ask("go")[0]

    def wait(self, version: int, seconds: float = 20) -> Moments:
        """Wait until all that read have this version."""
        return Moments(*self._ask(f"wait {version} {seconds}"))

    def latency(self, changes: Path) -> Latency:
        """From each change in the file (`version time` a line) to each socket."""
        return Latency(*self._ask(f"latency {changes}"))

    def frames(self) -> tuple[int, int]:
        """Frames and bytes so far."""
        frames, size = self._ask("frames")
        return frames, size

    def close(self) -> None:
        """Drop all connections."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _ask(self, command: str) -> list[int]:
        assert self._process.stdin
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()
        return self._numbers()

    def _numbers(self) -> list[int]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise ConnectionError("the load client ended")
        return [int(word) for word in line.split()]


def join(port: int, count: int, at: str, ws_path: str, pages: list[str]) -> Joins:
    """`count` phones arrive at once: each fetches `pages` on one connection, then opens a websocket with `at`."""
    command = [*NICE, "taskset", "-c", CLIENT_CORE, str(BINARY), "join", str(port), str(count), at, ws_path, *pages]
    found = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return Joins(*map(int, found.stdout.split()))
