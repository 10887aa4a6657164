"""Announced restarts under a full house: who is away for how long, who is turned away, and what it costs.

    python -m bench.restarts [--clients 500] [--how reload|hup|term] [--json]

Clients follow the wire as `link.js` does. While they watch, people go on loading pages and sending commands. `reload` is
`companion reload`; `hup` is a HUP to gunicorn; `term` ends the whole of `companion up` and starts it again.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from bench.restart_crowd import EVENT, Person, Watcher
from companion.base.paths import ROOT
from companion.client.http import HttpClient

COMPANION: Final = [sys.executable, "-m", "companion.cli"]
WITHIN_S: Final = 60.0
PEOPLE: Final = 8
HOWS: Final = ("reload", "hup", "term")


class House:
    """`companion up` on a folder of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self._environ = os.environ | {
            "DATA_DIR": str(folder / "d"), "HOST": "127.0.0.1", "PORT": str(port), "WORKERS": "2",
        }  # fmt: skip
        for name in ("REDIS_URL", "QUEUE_URL", "SECRET_KEY", "PUBLIC_URL"):
            self._environ.pop(name, None)
        self._log = folder / "up.log"
        self.start()
        self.wait_ready()
        self.run("import", str(ROOT / "events" / f"{EVENT}.yaml"), "--event", EVENT)

    def start(self) -> None:
        """Start it."""
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [*COMPANION, "up"], env=self._environ, stdout=log, stderr=log, start_new_session=True
            )

    def run(self, *args: str) -> str:
        """One command on it."""
        return subprocess.run(
            [*COMPANION, *args], env=self._environ, check=True, capture_output=True, text=True
        ).stdout  # fmt: skip

    def wait_ready(self) -> None:
        """Wait until it serves."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                if HttpClient(f"http://127.0.0.1:{self.port}", timeout=5).request("GET", "/readyz").status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise TimeoutError("it did not become ready")

    def restart(self, how: str) -> None:
        """As an operator would."""
        if how == "reload":
            self.run("reload")
        elif how == "hup":
            os.kill(self._gunicorn(), signal.SIGHUP)
        else:
            self.stop()
            self.start()

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(30)

    def _gunicorn(self) -> int:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return next(int(pid) for pid in children if b"gunicorn" in Path(f"/proc/{pid}/cmdline").read_bytes())


async def measure(how: str, clients: int, folder: Path) -> dict[str, Any]:
    """One restart; what came of it."""
    house = await asyncio.to_thread(House, folder, _free_port())
    try:
        links = json.loads(house.run("links", EVENT, "--json"))
        code, question = await asyncio.to_thread(_question, house.port, links)
        people = [await asyncio.to_thread(Person, house.port, code, question) for _ in range(PEOPLE)]
        watchers = [Watcher(house.port) for _ in range(clients)]
        async with asyncio.TaskGroup() as group:
            tasks = []
            for number, watcher in enumerate(watchers):
                tasks.append(group.create_task(watcher.watch()))
                if not number % 50:
                    await asyncio.sleep(0.1)
            await _until(lambda: all(w.connected for w in watchers))
            tasks += [group.create_task(person.go_on()) for person in people]
            await asyncio.sleep(2)
            began = time.monotonic()
            await asyncio.to_thread(house.restart, how)
            await _until(lambda: all(w.back_at and w.connected for w in watchers))
            await asyncio.sleep(2)
            for task in tasks:
                task.cancel()
        return _result(how, watchers, people, began)
    finally:
        await asyncio.to_thread(house.stop)


def _result(how: str, watchers: list[Watcher], people: list[Person], began: float) -> dict[str, Any]:
    first = sorted(w.back_at[0] for w in watchers)
    away = sorted(w.away_s[0] for w in watchers)
    fullest = max(sum(1 for other in first if at <= other < at + 1) for at in first)
    return {
        "how": how,
        "clients": len(watchers),
        "all back after s": round(first[-1] - began, 1),
        "away s, half": round(away[len(away) // 2], 1),
        "away s, longest": round(away[-1], 1),
        "fullest second %": round(100 * fullest / len(watchers)),
        "came twice": sum(len(w.back_at) > 1 for w in watchers),
        "whole states": sum(w.answers["state"] for w in watchers) - len(watchers),
        "requests served": sum(p.served for p in people),
        "requests refused": sum(p.refused for p in people),
        "slowest request s": round(max(p.slowest for p in people), 1),
    }


def _question(port: int, links: list[dict[str, Any]]) -> tuple[str, str]:
    """The event's code, and a question that everybody can support."""
    staff = HttpClient(f"http://127.0.0.1:{port}", timeout=30)
    secret = next(link["url"].split("#")[1] for link in links if link["role"] == "moderator")
    staff.request("POST", "/s", {"secret": secret})
    page = json.loads(staff.request("GET", f"/e/{EVENT}/poll?as=team").body)
    rows = next(message for message in page if message["t"] == "state")["put"]
    code = next(fields["code"] for kind, _, fields in rows if kind == "event")
    session = next(id for kind, id, fields in rows if kind == "session" and fields["kind"] == "panel")
    body = {"do": "question.ask", "cid": "first", "args": {"session": session, "text": "Kommen alle wieder?"}}
    asked = json.loads(staff.request("POST", f"/e/{EVENT}/do", body).body)
    if not asked["ok"]:
        raise RuntimeError(f"no question could be asked: {asked}")
    return code, asked["result"]["id"]


async def _until(true: Any) -> None:
    deadline = time.monotonic() + WITHIN_S
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not everybody came within {WITHIN_S:.0f} s")
        await asyncio.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Measure, and print one line for each way to restart."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=500)
    parser.add_argument("--how", choices=HOWS, action="append")
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")
    given = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    for how in given.how or HOWS:
        with tempfile.TemporaryDirectory() as folder:
            found = asyncio.run(measure(how, given.clients, Path(folder)))
        print(json.dumps(found) if given.json else ", ".join(f"{name}: {value}" for name, value in found.items()))


if __name__ == "__main__":
    main()
