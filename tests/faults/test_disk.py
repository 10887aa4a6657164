"""The disk: after a power loss only what was synced is left, and a full disk takes nothing that it does not keep."""

from __future__ import annotations

import concurrent.futures
import itertools
import os
import random
import resource
import shutil
import subprocess
from pathlib import Path

import pytest

from companion.core.actors import SYSTEM
from companion.core.commit import MAX_ROWS, Commit
from companion.core.errors import Refusal
from companion.store.client import StoreDown
from companion.store.script import Decision
from companion.store.store import Store
from tests.faults.event import EVENT, PANEL
from tests.support.event.fixture import EventFixture
from tests.support.until import until
from tests.support.valkey import Valkey

COMPILER = shutil.which("cc")
SLUG = "power"
WRITERS = 8


class Machine(Valkey):
    """A store on a disk of which it is known what is synced."""

    def __init__(self, folder: Path, library: Path, seed: int) -> None:
        self._library, self._synced = library, folder / "synced"
        self._synced.mkdir()
        self._dice = random.Random(seed)
        super().__init__(folder)
        self.store = Store(self.url)
        self.store.create(SLUG)
        self.history = self.store.snapshot(SLUG)[0]
        self.attempted: set[str] = set()
        self.acked: set[str] = set()
        self._numbers = itertools.count(1)

    def start(self) -> None:
        """Start the store with the shim that watches what it syncs."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LD_PRELOAD", str(self._library))
            patch.setenv("SYNCED", str(self._synced))
            super().start()

    def lose_power(self, *, lucky: bool) -> int:
        """Kill the store and cut its files to what was synced, or, if `lucky`, to anywhere between that and their end.

        Returns how many bytes are gone.
        """
        self.kill()
        lost = 0
        for file in (self.folder / "appendonlydir").iterdir():
            note, size = self._synced / str(file.stat().st_ino), file.stat().st_size
            kept = min(size, int(note.read_text())) if note.exists() else 0
            end = self._dice.randint(kept, size) if lucky else kept
            os.truncate(file, end)
            lost += size - end
        return lost

    def write_until_power_fails(self, acks: int, *, lucky: bool = True) -> int:
        """Write from several threads at once, and lose the power when so many more are acknowledged."""
        enough = len(self.acked) + acks
        with concurrent.futures.ThreadPoolExecutor(WRITERS) as pool:
            writers = [pool.submit(self._write) for _ in range(WRITERS)]
            until(lambda: len(self.acked) >= enough)
            lost = self.lose_power(lucky=lucky)
            concurrent.futures.wait(writers)
        self.start()
        return lost

    def rooms(self) -> set[str]:
        """What is there."""
        return {row.id for row in self.store.snapshot(SLUG)[2]}

    def _write(self) -> None:
        while True:
            id = f"r{next(self._numbers)}"
            commit = Commit().put("room", id, "all", {"title": id * 20, "order": 1, "capacity": None})
            self.attempted.add(id)
            try:
                self.store.apply(SLUG, commit, Decision(epoch=self.history, who="w", cid=id, digest="d", at=0))
            except StoreDown:
                return
            self.acked.add(id)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shim, compiled."""
    if COMPILER is None or os.uname().sysname != "Linux":
        pytest.skip("watching what is synced needs Linux and a C compiler")
    built = tmp_path_factory.mktemp("shim") / "synced.so"
    source = Path(__file__).parent / "synced.c"
    subprocess.run([COMPILER, "-shared", "-fPIC", "-O1", "-o", str(built), str(source), "-ldl"], check=True)
    return built


def test_a_power_loss_takes_nothing_that_was_acknowledged(library: Path, tmp_path: Path) -> None:
    machine = Machine(tmp_path, library, seed=1)
    try:
        for _ in range(int(os.environ.get("ROUNDS", "10")) // 2 + 1):
            machine.write_until_power_fails(100)
            assert machine.acked <= machine.rooms() <= machine.attempted
    finally:
        machine.store.close()
        machine.stop()


def test_a_power_loss_is_noticed_where_the_store_does_not_sync_at_once(library: Path, tmp_path: Path) -> None:
    machine = Machine(tmp_path, library, seed=1)
    try:
        machine.store.client.config_set("appendfsync", "everysec")
        lost = machine.write_until_power_fails(100, lucky=False)
        assert lost > 0 and not machine.acked <= machine.rooms()
    finally:
        machine.store.close()
        machine.stop()


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="limiting a running process needs Linux")
def test_a_full_disk_is_said_and_takes_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    valkey = Valkey(tmp_path)
    event = EventFixture(Store(valkey.url))
    try:
        rows = {f"event/{event.slug}": EVENT, "session/p": PANEL, "qa/p": {"open": True, "moderated": False}}
        event.put(rows)  # type: ignore[arg-type]
        assert valkey.process
        file = next((tmp_path / "appendonlydir").glob("*.incr.aof"))
        resource.prlimit(
            valkey.process.pid, resource.RLIMIT_FSIZE, (file.stat().st_size + 20_000, resource.RLIM_INFINITY)
        )
        acked: set[str] = set()
        with pytest.raises(Refusal) as refused:
            for n in range(100):
                args = {"session": "p", "text": f"Frage {n}?"}
                acked.add(event.commands.run(event.slug, SYSTEM, "question.ask", f"c{n}", args).result["id"])
        assert refused.value.code == "store_down" and len(acked) > 3
        valkey.process.wait(5)
        valkey.start()
        found = {row.id for row in event.store.snapshot(event.slug)[2] if row.kind == "question"}
        assert acked <= found and len(found) <= len(acked) + 1
        late = {"session": "p", "text": f"Frage {len(acked)}?"}
        event.commands.run(event.slug, SYSTEM, "question.ask", f"c{len(acked)}", late)
        found = {row.id for row in event.store.snapshot(event.slug)[2] if row.kind == "question"}
        assert len(found) == len(acked) + 1
    finally:
        event.close()
        event.store.close()
        valkey.stop()


@pytest.mark.parametrize("trouble", [["CONFIG", "SET", "maxmemory", "1mb"], ["REPLICAOF", "127.0.0.1", "1"]])
def test_a_store_that_cannot_write_now_is_said_and_tried_again(trouble: list[str], tmp_path: Path) -> None:
    valkey = Valkey(tmp_path)
    store = Store(valkey.url)
    event = EventFixture(store)
    try:
        commit = Commit().put("room", "r", "all", {"title": "Raum", "order": 1, "capacity": None})
        history, before, _ = store.snapshot(event.slug)
        store.client.execute_command(*trouble)
        with pytest.raises(StoreDown):
            store.apply(event.slug, commit, Decision(epoch=history, who="p", cid="c", digest="d", at=0))
        assert store.snapshot(event.slug) == (history, before, [])
        store.client.config_set("maxmemory", "0")
        store.client.execute_command("REPLICAOF", "NO", "ONE")
        assert (
            store.apply(event.slug, commit, Decision(epoch=history, who="p", cid="c", digest="d", at=0)).v == before + 1
        )
    finally:
        event.close()
        store.close()
        valkey.stop()


def test_a_commit_that_the_script_could_only_half_write_is_not_sent(event: EventFixture) -> None:
    commit = Commit()
    for n in range(MAX_ROWS):
        commit.put("room", f"r{n}", "all", {"title": "Raum", "order": n, "capacity": None})
    history, before, _ = event.store.snapshot(event.slug)
    event.store.apply(event.slug, commit, Decision(epoch=history, who="p", cid="most", digest="d", at=0))
    assert len(event.table.all("room")) == MAX_ROWS and event.table.v == before + 1
    commit.put("room", "one-more", "all", {"title": "Raum", "order": 0, "capacity": None})
    with pytest.raises(ValueError, match="too many"):
        event.store.apply(event.slug, commit, Decision(epoch=history, who="p", cid="more", digest="d", at=0))
    assert event.table.v == before + 1
