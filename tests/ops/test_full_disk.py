"""A disk that is full stops nothing for good: pages stay, commands are refused, and room is enough to go on."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from companion.base.paths import ROOT
from companion.base.processes import wait_until
from companion.client.http import HttpClient
from companion.core.ids import random_id
from tests.support.disk import fill
from tests.support.until import until
from tests.support.up import COMPANION, Up, processes

EVENT = "nexsm24"


class Writer:
    """Somebody who asks questions, and knows which of them were saved."""

    def __init__(self, up: Up) -> None:
        self._http = HttpClient(f"http://127.0.0.1:{up.port}", timeout=20)
        table = up.store().snapshot(EVENT)[2]
        self._session = next(row.id for row in table if row.kind == "session" and row["kind"] == "panel")
        self._http.request("GET", "/j/" + next(row["code"] for row in table if row.kind == "event"))
        self.acked: set[str] = set()

    def ask(self, text: str) -> str:
        """Ask once; returns the code of the refusal, or nothing."""
        args = {"session": self._session, "text": text}

        body = {"do": "question.ask", "cid": random_id(), "args": args}

        reply = json.loads(self._http.request("POST", f"/e/{EVENT}/do", body)[1])
        if reply["ok"]:
            self.acked.add(reply["result"]["id"])
            return ""
        return str(reply["code"])


def begin(started: list[Up], disk: Path) -> Up:
    """Companion on that disk, with an event."""
    up = Up(disk / "data")
    up_log = up.log
    started.append(up)
    up.wait_ready()
    assert up_log.exists()
    load = [*COMPANION, "import", str(ROOT / "events" / f"{EVENT}.yaml"), "--event", EVENT]
    subprocess.run(load, env=os.environ | {"DATA_DIR": str(up.data_dir)}, check=True, capture_output=True, timeout=60)
    assert up.get(f"/e/{EVENT}/") == 200
    return up


def test_a_full_disk_ends_nothing_and_room_brings_it_back(started: list[Up], disk: Path) -> None:
    up = begin(started, disk)
    writer = Writer(up)
    assert writer.ask("Vorher, wo noch Platz ist?") == ""
    filler = fill(disk)
    refused = until(lambda: writer.ask("Passt das noch auf die Platte?"), 60)
    assert refused == "store_down"
    assert wait_until(lambda: "waits for room" in up.said(), 30), up.said()
    assert up.process.poll() is None
    assert up.get(f"/e/{EVENT}/") == 200 and up.get("/healthz") == 200 and up.get("/readyz") == 503
    assert not list(up.data_dir.glob("*.new"))
    filler.unlink()
    assert wait_until(up.ready, 30), up.said()
    assert writer.ask("Und jetzt, wo wieder Platz ist?") == ""
    there = {row.id for row in up.store().snapshot(EVENT)[2] if row.kind == "question"}
    assert len(writer.acked) >= 2 and writer.acked <= there
    assert "Traceback" not in up.said()


def test_starting_on_a_full_disk_is_one_sentence(started: list[Up], disk: Path) -> None:
    up = begin(started, disk)
    assert up.end() == 0
    filler = fill(disk)
    late = Up(disk / "data")
    started.append(late)
    assert late.process.wait(30) == 1
    assert "Traceback" not in late.said() and "room" in late.said().splitlines()[-1]
    assert not list(late.data_dir.glob("*.new")) and not processes(late.data_dir)
    filler.unlink()
    again = Up(disk / "data")
    started.append(again)
    again.wait_ready()
    assert again.get(f"/e/{EVENT}/") == 200
