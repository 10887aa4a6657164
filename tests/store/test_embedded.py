"""The built-in store: real servers, killed and restarted."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from companion.base.processes import FolderInUse, hold, wait_until
from companion.base.settings import Settings
from companion.store.embedded import Embedded
from companion.store.store import Store


@contextmanager
def running(data_dir: Path) -> Iterator[Embedded]:
    data_dir.mkdir(parents=True, exist_ok=True)
    lock = hold(data_dir / "companion.lock")
    server = Embedded(data_dir, data_dir / "valkey.url", lock)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        os.close(lock)


def client(server: Embedded) -> Store:
    return Store(server.url)


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1].startswith("Z")
    except OSError:
        return True


def test_keeps_what_it_acknowledged_when_killed(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        store = client(server)
        store.client.set("fact", "kept")
        assert server.process is not None
        server.process.kill()
        server.process.wait()
        server.start()
        assert store.client.get("fact") == b"kept"
        store.close()


def test_data_outlive_the_server(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        store = client(server)
        store.client.set("fact", "kept")
        store.close()
    with running(tmp_path) as server:
        store = client(server)
        assert store.client.get("fact") == b"kept"
        store.close()


def test_is_set_up_to_lose_nothing_and_to_be_private(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        store = client(server)
        wanted = {"appendonly": "yes", "appendfsync": "always", "save": "", "maxmemory-policy": "noeviction"}
        for name, value in wanted.items():
            assert store.client.config_get(name) == {name: value}
        store.close()
        assert stat.S_IMODE((tmp_path / "valkey.sock").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "valkey.url").stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "store").stat().st_mode) == 0o700
        assert Settings.from_env({"DATA_DIR": str(tmp_path)}).store_url == server.url
    assert not (tmp_path / "valkey.url").exists()


def test_path_with_blanks_and_quotes(tmp_path: Path) -> None:
    with running(tmp_path / 'my "own" data#1%20') as server:
        store = client(server)
        assert store.client.ping()
        store.close()


def test_path_too_long_for_a_socket_uses_a_port_with_a_password(tmp_path: Path) -> None:
    with running(tmp_path / ("long" * 30)) as server:
        assert server.url.startswith("redis://:")
        store = client(server)
        assert store.client.ping()
        store.close()
        stranger = Store("redis://127.0.0.1:" + server.url.rsplit(":", 1)[1])
        with pytest.raises(Exception, match="(?i)auth"):
            stranger.client.ping()
        stranger.close()
        assert server.process is not None
        command_line = Path(f"/proc/{server.process.pid}/cmdline").read_bytes()
        assert server.url.split(":")[2].split("@")[0].encode() not in command_line


def test_one_folder_has_one_owner(tmp_path: Path) -> None:
    with running(tmp_path), pytest.raises(FolderInUse, match=f"already runs on .* \\(process {os.getpid()}\\)"):
        hold(tmp_path / "companion.lock", patience_s=0)


OWNER = """
import sys, time
from pathlib import Path
from companion.store.embedded import Embedded
from companion.base.processes import hold
folder = Path(sys.argv[1])
server = Embedded(folder, folder / "valkey.url", hold(folder / "companion.lock"))
print(server.start().pid, flush=True)
time.sleep(60)
"""


def test_server_does_not_outlive_a_killed_owner(tmp_path: Path) -> None:
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(tmp_path)], stdout=subprocess.PIPE)
    assert owner.stdout is not None
    with owner.stdout as said:
        server = int(said.readline())
    store = Store((tmp_path / "valkey.url").read_text().strip())
    store.client.set("fact", "kept")
    store.close()
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    with running(tmp_path) as successor:
        assert wait_until(lambda: gone(server), 5)
        store = client(successor)
        assert store.client.get("fact") == b"kept"
        store.close()
