"""The doctor finds what would lose data, and says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.base.settings import Settings
from companion.ops.doctor import Check, _core_dumps, _swap, check_store, examine
from companion.store.store import Store
from tests.support.valkey import Valkey


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Valkey]:
    """A store of its own, since its settings are changed."""
    (tmp_path / "valkey").mkdir()
    server = Valkey(tmp_path / "valkey")
    yield server
    server.stop()


def found(url: str, name: str) -> Check:
    return next(check for check in check_store(url) if check.name == name)


def configure(server: Valkey, **options: str) -> None:
    store = Store(server.url)
    for name, value in options.items():
        store.client.config_set(name.replace("_", "-"), value)
    store.close()


def test_a_good_store_passes(own: Valkey) -> None:
    assert all(check.ok for check in check_store(own.url))


@pytest.mark.parametrize(
    "name, options, fatal, words",
    [
        ("persistence", {"appendonly": "no"}, False, "set `appendonly yes`"),
        ("persistence", {"appendfsync": "everysec"}, False, "set `appendfsync always`"),
        ("eviction", {"maxmemory": "100mb", "maxmemory_policy": "allkeys-lru"}, True, "noeviction"),
    ],
)
def test_what_loses_data_is_named(own: Valkey, name: str, options: dict[str, str], fatal: bool, words: str) -> None:
    configure(own, **options)
    check = found(own.url, name)
    assert (check.ok, check.fatal) == (False, fatal)
    assert words in check.text


def test_a_memory_limit_without_eviction_is_fine(own: Valkey) -> None:
    configure(own, maxmemory="100mb", maxmemory_policy="noeviction")
    assert found(own.url, "eviction").ok


def test_a_store_that_is_away_or_closed_is_named(own: Valkey, tmp_path: Path) -> None:
    configure(own, requirepass="secret")
    assert "password" in found(own.url, "store").text
    assert found(f"unix://{tmp_path}/nothing.sock", "store").fatal


def test_a_folder_that_others_can_read_is_named(tmp_path: Path) -> None:
    settings = Settings.from_env({"DATA_DIR": str(tmp_path / "data")})
    settings.data_dir.chmod(0o755)
    check = next(check for check in examine(settings) if check.name == "data folder")
    assert not check.ok and "chmod" in check.text


@pytest.mark.parametrize(
    ("areas", "uuid", "ok"),
    [
        ([], None, True),
        (["/dev/zram0"], None, True),
        (["/dev/sda3"], None, False),
        (["/swapfile"], None, False),
        (["/dev/dm-1"], "LVM-abc", False),
        (["/dev/dm-1"], "CRYPT-PLAIN-swap", True),
        (["/dev/zram0", "/dev/sda3"], None, False),
    ],
)
def test_swap_that_keeps_memory_in_clear_is_named(tmp_path: Path, areas: list[str], uuid: str | None, ok: bool) -> None:
    (tmp_path / "proc").mkdir()
    head = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority"
    (tmp_path / "proc/swaps").write_text("\n".join([head, *(f"{area} partition 8388604 0 -2" for area in areas)]))
    if uuid:
        (tmp_path / "sys/block/dm-1/dm").mkdir(parents=True)
        (tmp_path / "sys/block/dm-1/dm/uuid").write_text(uuid)
    assert _swap(tmp_path).ok is ok
    assert ok or areas[-1] in _swap(tmp_path).text


@pytest.mark.parametrize(
    ("pattern", "ok"),
    [
        ("core", True),
        ("|/usr/lib/systemd/systemd-coredump %P %u %g %s %t %c %h", True),
        ("|/usr/local/bin/collect %p", False),
    ],
)
def test_a_program_that_collects_dumps_is_named(tmp_path: Path, pattern: str, ok: bool) -> None:
    (tmp_path / "proc/sys/kernel").mkdir(parents=True)
    (tmp_path / "proc/sys/kernel/core_pattern").write_text(pattern + "\n")
    assert _core_dumps(tmp_path).ok is ok


def doctor(tmp_path: Path, *args: str) -> subprocess.CompletedProcess[str]:
    plain = {k: v for k, v in os.environ.items() if k != "REDIS_URL"} | {"DATA_DIR": str(tmp_path / "data")}
    command = [sys.executable, "-m", "companion.cli", "doctor", *args]
    return subprocess.run(command, env=plain, capture_output=True, text=True, timeout=20)


def test_the_command_prints_a_line_per_check_and_tells_by_its_exit_code(own: Valkey, tmp_path: Path) -> None:
    good = doctor(tmp_path, "--redis-url", own.url)
    assert "ok   persistence: " in good.stdout
    assert good.returncode == ("FIX " in good.stdout)
    configure(own, appendfsync="everysec")
    bad = doctor(tmp_path, "--redis-url", own.url)
    assert bad.returncode == 1
    assert "FIX  persistence: " in bad.stdout
    assert all(line.startswith(("ok   ", "FIX  ")) for line in bad.stdout.splitlines())
