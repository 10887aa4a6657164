"""Announced restarts: new processes serve before the old ones go, nobody is turned away, nobody loads everything anew."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from bench.restarts import measure
from companion.base.paths import ROOT
from companion.base.processes import wait_until
from companion.client.http import HttpClient
from companion.store.clean_end import CleanEnd
from tests.support.until import until
from tests.support.up import COMPANION, Up, processes

EVENT = "nexsm24"
HOUSE = 500
BACK_S = 10.0
SLACK_S = 10.0  # the machine that tests may be busy; the bench says how long it takes on a quiet one


@pytest.mark.alone
@pytest.mark.parametrize("how", ["reload", "hup"])
def test_a_full_house_is_handed_over(how: str, tmp_path: Path) -> None:
    found = asyncio.run(measure(how, HOUSE, tmp_path))
    assert found["requests refused"] == 0 and found["requests served"] > 20, found
    assert found["whole states"] == 0, found
    assert found["away s, half"] <= BACK_S / 2 and found["away s, longest"] <= BACK_S + SLACK_S, found
    assert found["fullest second %"] <= 40, found


def began(started: list[Up], folder: Path) -> Up:
    up = Up(folder)
    started.append(up)
    up.wait_ready()
    load = [*COMPANION, "import", str(ROOT / "events" / f"{EVENT}.yaml"), "--event", EVENT]
    subprocess.run(load, env=os.environ | {"DATA_DIR": str(folder)}, check=True, capture_output=True, timeout=60)
    return up


def hello(up: Up) -> tuple[str, int]:
    """The epoch and version that a fresh page gets."""
    messages = json.loads(HttpClient(f"http://127.0.0.1:{up.port}", timeout=20).request("GET", f"/e/{EVENT}/poll").body)
    return messages[0]["epoch"], messages[1]["v"]


def resumed(up: Up, epoch: str, v: int) -> list[str]:
    """What somebody gets who was at that epoch and version."""
    path = f"/e/{EVENT}/poll?epoch={epoch}&v={v}&wait=0"
    return [m["t"] for m in json.loads(HttpClient(f"http://127.0.0.1:{up.port}", timeout=20).request("GET", path).body)]


def again(started: list[Up], folder: Path) -> Up:
    up = Up(folder)
    started.append(up)
    up.wait_ready()
    return up


def test_the_epoch_outlives_a_restart_of_everything(started: list[Up], tmp_path: Path) -> None:
    up = began(started, tmp_path / "data")
    epoch, v = hello(up)
    assert "state" in resumed(up, "another", v)
    for _ in range(2):
        assert up.end() == 0
        up = again(started, tmp_path / "data")
        found = hello(up)
        assert found[0] == epoch and found[1] >= v  # the clock may have had something to do meanwhile
        assert "state" not in resumed(up, epoch, v)


def test_a_store_that_was_put_back_begins_another_epoch(started: list[Up], tmp_path: Path) -> None:
    data = tmp_path / "data"
    up = began(started, data)
    epoch, _ = hello(up)
    assert up.end() == 0
    shutil.copytree(data / "store", tmp_path / "kept")
    shutil.rmtree(data / "store")
    shutil.copytree(tmp_path / "kept", data / "store")  # the same bytes, but nobody can know that
    assert hello(again(started, data))[0] != epoch


def test_a_store_that_was_killed_begins_another_epoch(started: list[Up], tmp_path: Path) -> None:
    up = began(started, tmp_path / "data")
    epoch, _ = hello(up)
    store = up.pid("valkey-server")
    assert store is not None
    os.kill(store, signal.SIGKILL)
    assert wait_until(lambda: up.pid("valkey-server") not in (None, store) and up.ready(), 30)
    until(lambda: hello(up)[0] != epoch, 20)


def test_what_a_clean_end_left_is_known_again_once(tmp_path: Path) -> None:
    folder = tmp_path / "store" / "appendonlydir"
    folder.mkdir(parents=True)
    (folder / "a.aof").write_bytes(b"abc")
    record = CleanEnd(tmp_path / "store", tmp_path / "note")
    assert record.take() is None
    record.keep("branch")
    assert record.take() == "branch" and record.take() is None
    for change in ("append", "touch", "copy", "more", "less"):
        record.keep("branch")
        if change == "append":
            (folder / "a.aof").write_bytes(b"abcd")
        elif change == "touch":
            os.utime(folder / "a.aof", (1, 1))
        elif change == "copy":
            shutil.copy2(folder / "a.aof", folder / "b")
            (folder / "b").replace(folder / "a.aof")
        elif change == "more":
            (folder / "c").touch()
        else:
            (folder / "c").unlink()
        assert record.take() is None, change


def test_new_web_processes_that_do_not_start_leave_the_old_ones(started: list[Up], tmp_path: Path) -> None:
    up = began(started, tmp_path / "data")
    old = up.pid("gunicorn")
    secret = tmp_path / "data" / "secret_key"
    kept = secret.read_text()
    secret.write_text("damaged")
    reload = [*COMPANION, "reload"]
    os.kill(up.process.pid, signal.SIGUSR1)
    assert wait_until(lambda: "the web stays as it is" in up.said(), 90), up.said()
    assert up.pid("gunicorn") == old and up.get(f"/e/{EVENT}/") == 200
    secret.write_text(kept)
    environ = os.environ | {"DATA_DIR": str(tmp_path / "data")}
    subprocess.run(reload, env=environ, check=True, capture_output=True, timeout=60)
    assert wait_until(lambda: "the web was replaced" in up.said(), 60), up.said()
    assert old is not None and wait_until(lambda: old not in processes(up.data_dir), 40)
    assert up.get(f"/e/{EVENT}/") == 200 and up.end() == 0


def test_reload_without_a_companion_is_a_sentence(tmp_path: Path) -> None:
    environ = os.environ | {"DATA_DIR": str(tmp_path / "data")}
    found = subprocess.run([*COMPANION, "reload"], env=environ, capture_output=True, text=True, timeout=30)
    assert found.returncode == 1 and "No Companion runs on" in found.stderr and "Traceback" not in found.stderr


def test_a_frozen_web_process_is_replaced_within_ten_seconds(started: list[Up], tmp_path: Path) -> None:
    up = began(started, tmp_path / "data")
    master = up.pid("gunicorn")
    assert master is not None

    def workers() -> list[int]:
        return [int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()]

    frozen = workers()[0]
    os.kill(frozen, signal.SIGSTOP)
    assert wait_until(lambda: frozen not in workers(), BACK_S + SLACK_S), "it is still there"
    assert wait_until(up.ready, 30)
