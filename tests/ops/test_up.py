"""`companion up` with real processes: it starts, heals, refuses, and leaves nothing behind."""

from __future__ import annotations

import os
import pty
import shlex
import signal
import socket
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from companion.base.paths import ROOT
from companion.base.processes import wait_until
from companion.store.store import Store
from tests.support.server import free_port
from tests.support.up import COMPANION, Up, processes
from tests.support.valkey import Valkey


@pytest.mark.parametrize("with_signal", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ends_cleanly_and_soon(started: list[Up], tmp_path: Path, with_signal: int) -> None:
    up = Up(tmp_path / "data")
    started.append(up)
    up.wait_ready()
    commands = " ".join(processes(up.data_dir).values())
    assert all(part in commands for part in ("valkey-server", "gunicorn", "workers.clock", "workers.queue"))
    before = time.monotonic()
    assert up.end(with_signal) == 0
    assert time.monotonic() - before < 10
    assert not processes(up.data_dir)
    assert '"level": "error"' not in up.said() and "Traceback" not in up.said()


def test_can_be_ended_while_it_starts(started: list[Up], tmp_path: Path) -> None:
    up = Up(tmp_path / "data")
    started.append(up)
    assert wait_until((tmp_path / "data" / "valkey.url").exists, 20)
    up.end(signal.SIGINT)
    assert not processes(up.data_dir)


def test_what_dies_comes_back_and_data_survive(started: list[Up], tmp_path: Path) -> None:
    up = Up(tmp_path / "data")
    started.append(up)
    up.wait_ready()
    store = up.store()
    store.client.set("fact", "kept")
    for part in ("workers.queue", "workers.clock", "gunicorn", "valkey-server"):
        old = up.pid(part)
        assert old is not None, part
        os.kill(old, signal.SIGKILL)
        assert wait_until(lambda part=part, old=old: up.pid(part) not in (None, old), 15), part
        assert wait_until(up.ready, 15), up.said()
    assert store.client.get("fact") == b"kept"
    assert up.end() == 0
    again = Up(tmp_path / "data")
    started.append(again)
    again.wait_ready()
    assert store.client.get("fact") == b"kept"
    store.close()


def test_a_terminal_that_is_held_holds_up_nobody(started: list[Up], tmp_path: Path) -> None:
    controller, terminal = pty.openpty()
    up = Up(tmp_path / "data", terminal=terminal)
    started.append(up)
    up.wait_ready()
    termios.tcflow(terminal, termios.TCOOFF)  # as Ctrl-S does
    old = up.pid("valkey-server")
    assert old is not None
    os.kill(old, signal.SIGKILL)
    assert wait_until(lambda: up.pid("valkey-server") not in (None, old), 30), "the log line about it is waited for"
    assert wait_until(up.ready, 10)
    termios.tcflow(terminal, termios.TCOON)
    said = b""
    while b"the store was ended" not in said:
        said += os.read(controller, 65536)
    termios.tcflow(terminal, termios.TCOOFF)
    assert up.end() == 0, "and so does the end"
    os.close(terminal)
    os.close(controller)


def test_a_killed_supervisor_leaves_nothing_behind(started: list[Up], tmp_path: Path) -> None:
    up = Up(tmp_path / "data")
    started.append(up)
    up.wait_ready()
    up.end(signal.SIGKILL)
    successor = Up(tmp_path / "data")  # at once: it waits for the remains to go
    started.append(successor)
    successor.wait_ready()
    assert sum("valkey-server" in command for command in processes(up.data_dir).values()) == 1


def test_two_on_one_folder_are_refused(started: list[Up], tmp_path: Path) -> None:
    first = Up(tmp_path / "data")
    started.append(first)
    first.wait_ready()
    second = subprocess.run(
        [*COMPANION, "up"], env=os.environ | {"DATA_DIR": str(tmp_path / "data"), "PORT": str(free_port())},
        capture_output=True, text=True, timeout=20,
    )  # fmt: skip
    assert second.returncode == 1
    assert f"already runs on {tmp_path / 'data'} (process {first.process.pid})" in second.stderr
    assert first.ready()


def refusal(tmp_path: Path, **env: str) -> str:
    """What `companion up` says when it does not start."""
    defaults = {"DATA_DIR": str(tmp_path / "data"), "HOST": "127.0.0.1", "PORT": str(free_port())}
    environ = os.environ | defaults | env
    found = subprocess.run([*COMPANION, "up"], env=environ, capture_output=True, text=True, timeout=30)
    assert found.returncode != 0
    assert "Traceback" not in found.stderr
    assert not processes(tmp_path / "data")
    return found.stderr.strip().splitlines()[-1]


def test_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert refusal(tmp_path, PORT=port) == f"Port {port} is taken by another program: choose one with PORT=."


def test_foreign_address_is_refused(tmp_path: Path) -> None:
    assert "HOST 203.0.113.9 is not an address of this machine" in refusal(tmp_path, HOST="203.0.113.9")


def test_unsafe_setting_is_refused(tmp_path: Path) -> None:
    assert "at least 32" in refusal(tmp_path, SECRET_KEY="changeme")


def test_store_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "REDIS_URL" in refusal(tmp_path, REDIS_URL=f"redis://127.0.0.1:{free_port()}")


def test_store_that_forgets_is_refused(tmp_path: Path) -> None:
    (tmp_path / "valkey").mkdir()
    server = Valkey(tmp_path / "valkey")
    try:
        store = Store(server.url)
        store.client.config_set("maxmemory", "100mb")
        store.client.config_set("maxmemory-policy", "allkeys-lru")
        store.close()
        assert "noeviction" in refusal(tmp_path, REDIS_URL=server.url)
    finally:
        server.stop()


def test_the_procfile_names_programs_that_say_what_they_need(tmp_path: Path) -> None:
    plain = {k: v for k, v in os.environ.items() if k not in ("REDIS_URL", "QUEUE_URL")}
    environ = plain | {"DATA_DIR": str(tmp_path / "data"), "PORT": str(free_port())}
    lines = (ROOT / "Procfile").read_text().splitlines()
    assert [line.split(":")[0] for line in lines] == ["web", "worker", "clock"]
    for line in lines:
        command = [sys.executable, *shlex.split(line.split(": ", 1)[1])[1:]]
        found = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=30, cwd=ROOT)
        assert found.returncode != 0
        assert "set REDIS_URL" in found.stderr and "Traceback" not in found.stderr, line


def test_works_on_a_store_of_ones_own_that_may_lose_what_is_named(started: list[Up], tmp_path: Path) -> None:
    (tmp_path / "valkey").mkdir()
    server = Valkey(tmp_path / "valkey")
    try:
        store = Store(server.url)
        store.client.config_set("appendfsync", "everysec")
        store.close()
        assert "STORE_MAY_LOSE=appendfsync" in refusal(tmp_path, REDIS_URL=server.url)
        assert "appendfsync" in refusal(tmp_path, REDIS_URL=server.url, STORE_MAY_LOSE="eviction,appendonly")
        up = Up(tmp_path / "data", REDIS_URL=server.url, STORE_MAY_LOSE="appendfsync")
        started.append(up)
        up.wait_ready()
        assert "a power cut loses what was just said" in up.said()
        assert not any("valkey-server" in command for command in processes(up.data_dir).values())
        assert up.end() == 0
    finally:
        server.stop()


def test_run_shows_a_rehearsal_with_a_crowd(started: list[Up], tmp_path: Path) -> None:
    up = Up(tmp_path / "data", "run")
    started.append(up)
    up.wait_ready()
    assert wait_until(lambda: "invented crowd" in up.said(), 20), up.said()
    assert f"http://127.0.0.1:{up.port}/j/" in up.said() and "/s#nexsm24.moderator." in up.said()
    assert up.get("/e/nexsm24/") == 200
    store = up.store()
    _, _, rows = store.snapshot("nexsm24")
    assert any(row.kind == "clock" for row in rows)
    # The crowd comes by the same addresses as everybody else.
    assert wait_until(lambda: any(row.kind == "question" for row in store.snapshot("nexsm24")[2]), 60)
    store.close()
    assert up.end(signal.SIGINT) == 0
    assert not processes(up.data_dir)
    assert "Traceback" not in (up.data_dir / "companion.log").read_text()
