"""The doctor finds what would lose data, and says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from companion.base.settings import Settings
from companion.core.clock import HOUR_MS, wall_now
from companion.ops.checks import Check
from companion.ops.doctor import _core_dumps, _swap, examine
from companion.ops.store_checks import check_store
from companion.store.store import Store
from tests.support.event.fixture import EventFixture
from tests.support.scene import EVENT, SESSION
from tests.support.valkey import Valkey


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
        ("persistence", {"appendonly": "no"}, True, "set `appendonly yes`"),
        ("persistence", {"appendfsync": "everysec"}, True, "set `appendfsync always`"),
        ("persistence", {"appendfsync": "no"}, True, "STORE_MAY_LOSE=appendfsync"),
        ("eviction", {"maxmemory": "100mb", "maxmemory_policy": "allkeys-lru"}, True, "noeviction"),
        ("eviction", {"maxmemory": "100mb", "maxmemory_policy": "volatile-ttl"}, True, "STORE_MAY_LOSE=eviction"),
        ("snapshots", {"save": "3600 1"}, False, 'set `save ""`'),
        ("memory", {"maxmemory": "20mb"}, False, "MB are left of maxmemory"),
        ("writing", {"maxmemory": "1mb"}, False, "no memory left"),
    ],
)
def test_what_loses_data_is_named(own: Valkey, name: str, options: dict[str, str], fatal: bool, words: str) -> None:
    configure(own, **options)
    check = found(own.url, name)
    assert (check.ok, check.fatal) == (False, fatal)
    assert words in check.text


def test_a_replica_is_named(own: Valkey) -> None:
    store = Store(own.url)
    store.client.execute_command("REPLICAOF", "127.0.0.1", "1")
    store.close()
    check = found(own.url, "role")
    assert not check.ok and check.fatal and "master" in check.text


def test_what_is_accepted_by_name_is_said_and_not_fatal(own: Valkey) -> None:
    configure(own, appendfsync="everysec")
    checks = {check.name: check for check in check_store(own.url, {"appendfsync"})}
    assert not checks["persistence"].ok and not checks["persistence"].fatal
    assert "accepted by STORE_MAY_LOSE=appendfsync" in checks["persistence"].text
    assert {check.name: check for check in check_store(own.url, {"eviction"})}["persistence"].fatal


def test_a_user_who_may_not_rewrite_the_file_is_named(own: Valkey) -> None:
    store = Store(own.url)
    assert found(own.url, "forgetting").ok
    rights = ("on", ">p", "~*", "&*", "+@all", "-@admin", "-@dangerous", "+info", "+config|get")
    store.client.execute_command("ACL", "SETUSER", "careful", *rights)
    store.close()
    limited = own.url.replace("unix://", "unix://careful:p@")
    checks = {check.name: check for check in check_store(limited)}
    assert not checks["forgetting"].ok and "BGREWRITEAOF" in checks["forgetting"].text
    assert checks["persistence"].ok and checks["writing"].ok


def test_an_old_snapshot_is_named(own: Valkey) -> None:
    assert found(own.url, "snapshots").ok
    (own.folder / "dump.rdb").write_bytes(b"of another day")
    check = found(own.url, "snapshots")
    assert not check.ok and f"delete {own.folder / 'dump.rdb'}" in check.text


def test_a_memory_limit_without_eviction_is_fine(own: Valkey) -> None:
    configure(own, maxmemory="100mb", maxmemory_policy="noeviction")
    assert found(own.url, "eviction").ok


def test_what_a_wrong_clock_has_moved_is_named(own: Valkey) -> None:
    store = Store(own.url)
    event = EventFixture(store, wall=wall_now)
    try:
        ahead = wall_now() + HOUR_MS
        panel = {**SESSION, "title": {"de": "Podium", "en": "The panel"}, "start": ahead, "end": ahead + HOUR_MS}
        event.put({f"event/{event.slug}": EVENT, "session/p": {**panel, "state": "planned"}})
        assert found(own.url, "programmes").ok
        event.put({"session/p": {**panel, "state": "running", "started": ahead}})
        check = found(own.url, "programmes")
        assert not check.ok and f"({event.slug}: The panel)" in check.text and "Plan anew" in check.text
        event.do(event.person("mo", "onsite", "moderator"), "programme.replan")
        assert found(own.url, "programmes").ok
    finally:
        event.close()
        store.close()


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
