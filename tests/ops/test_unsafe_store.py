"""A store that would lose what it acknowledges is written to by no process, unless the operator has said so by its name."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from companion.base.paths import ROOT
from companion.base.settings import WAYS_TO_LOSE, Settings, SettingsError
from companion.core.commit import Commit
from companion.store.client import StoreDown
from companion.store.safety import UnsafeStore, guarded, require_safe, risks
from companion.store.script import Decision
from companion.store.store import Store
from tests.support.server import KEY, free_port
from tests.support.valkey import Valkey

PROCESSES = {
    line.split(": ", 1)[0]: shlex.split(line.split(": ", 1)[1])[1:]
    for line in (ROOT / "Procfile").read_text().splitlines()
}
COMMANDS = {
    "up": ["-m", "companion.cli", "up"],
    "import": ["-m", "companion.cli", "import", str(ROOT / "events" / "nexsm24.yaml")],
    "links": ["-m", "companion.cli", "links", "nexsm24"],
}
TROUBLES = {
    "appendonly": [("CONFIG", "SET", "appendonly", "no")],
    "appendfsync": [("CONFIG", "SET", "appendfsync", "everysec")],
    "eviction": [("CONFIG", "SET", "maxmemory", "100mb"), ("CONFIG", "SET", "maxmemory-policy", "allkeys-lfu")],
    "replica": [("CONFIG", "SET", "replica-read-only", "no"), ("REPLICAOF", "127.0.0.1", "1")],
}


def trouble(own: Valkey, name: str) -> None:
    store = Store(own.url)
    for command in TROUBLES[name]:
        store.client.execute_command(*command)
    store.close()


def run(own: Valkey, tmp_path: Path, command: list[str], **environ: str) -> subprocess.CompletedProcess[str]:
    given = {"REDIS_URL": own.url, "DATA_DIR": str(tmp_path / "data"), "PORT": str(free_port()), "SECRET_KEY": KEY}
    return subprocess.run(
        [sys.executable, *command], env=os.environ | given | {"HOST": "127.0.0.1", "WORKERS": "1"} | environ,
        capture_output=True, text=True, timeout=60, cwd=ROOT,
    )  # fmt: skip


@pytest.mark.parametrize("process", [*PROCESSES, *COMMANDS])
def test_no_process_writes_to_it(own: Valkey, tmp_path: Path, process: str) -> None:
    trouble(own, "appendfsync")
    found = run(own, tmp_path, {**PROCESSES, **COMMANDS}[process])
    assert found.returncode != 0
    assert "appendfsync always" in found.stderr and "STORE_MAY_LOSE=appendfsync" in found.stderr
    assert "Traceback" not in found.stderr
    store = Store(own.url)
    assert store.client.dbsize() == 0
    store.close()


@pytest.mark.parametrize("name", TROUBLES)
def test_each_way_to_lose_is_accepted_by_its_own_name_alone(own: Valkey, name: str) -> None:
    trouble(own, name)
    store = Store(own.url)
    with pytest.raises(UnsafeStore, match=f"STORE_MAY_LOSE={name}"):
        require_safe(store, set(WAYS_TO_LOSE) - {name})
    require_safe(store, {name})
    assert store.condition.accepted == (name,)
    store.close()


def test_a_store_that_is_safe_needs_no_word(own: Valkey) -> None:
    store = Store(own.url)
    require_safe(store, ())
    assert store.condition.accepted == () and store.condition.writable
    store.close()


def test_a_node_of_a_cluster_and_an_old_version_cannot_be_accepted() -> None:
    info = {"redis_version": "7.2.4", "role": "master", "aof_enabled": 1, "maxmemory": 0}
    good = {"appendfsync": "always"}
    assert risks(info, good) == []
    assert [risk.name for risk in risks({**info, "cluster_enabled": 1}, good)] == [""]
    assert [risk.name for risk in risks({**info, "redis_version": "6.2.1"}, good)] == [""]
    assert [risk.name for risk in risks(info, None)] == ["unknown"]


def test_a_store_that_becomes_unsafe_with_a_restart_is_not_written_to(own: Valkey, tmp_path: Path) -> None:
    store = guarded(own.url, ())
    store.create("event")
    history = store.snapshot("event")[0]
    decision = Decision(epoch=history, who="w", cid="c1", digest="d", at=0)
    commit = Commit().put("room", "r", "all", {"title": "Raum", "order": 1, "capacity": None})
    assert store.apply("event", commit, decision).v == 1
    trouble(own, "appendfsync")
    store.judge_again()
    again = Decision(epoch=history, who="w", cid="c2", digest="d", at=0)
    with pytest.raises(StoreDown) as down:
        store.apply("event", commit, again)
    assert down.value.refuses and store.head("event") == (history, 1)
    store.client.config_set("appendfsync", "always")
    store.judge_again()
    assert store.apply("event", commit, again).v == 2
    store.close()


def test_the_setting_takes_only_names_that_there_are(tmp_path: Path) -> None:
    given = {"DATA_DIR": str(tmp_path)}
    assert Settings.from_env(given).store_may_lose == frozenset()
    both = Settings.from_env(given | {"STORE_MAY_LOSE": "appendonly, eviction"})
    assert both.store_may_lose == {"appendonly", "eviction"}
    for wrong in ("yes", "all", "cluster", "appendonly appendfsync"):
        with pytest.raises(SettingsError, match="STORE_MAY_LOSE"):
            Settings.from_env(given | {"STORE_MAY_LOSE": wrong})


@pytest.mark.parametrize("address", ["redis://localhost:1/0?foo=bar", "redis://localhost:1?socket_timeout=soon"])
@pytest.mark.parametrize("setting", ["REDIS_URL", "QUEUE_URL"])
def test_an_option_that_no_store_has_is_a_sentence(own: Valkey, tmp_path: Path, address: str, setting: str) -> None:
    for command in (COMMANDS["up"], PROCESSES["worker"], ["-m", "companion.cli", "doctor"]):
        found = run(own, tmp_path, command, **{setting: address})
        assert found.returncode != 0 and "Traceback" not in found.stderr
        said = found.stderr + found.stdout
        assert "foo is not understood" in said or "socket_timeout is not understood" in said, said
