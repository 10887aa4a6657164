"""24 rooms, 500 people who all change rooms at once, and what that costs somebody who only looks at the board."""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import gevent
from gevent.pool import Pool

from bench.processes import Meter, children
from bench.witness import Witness, compare
from companion.base.paths import ROOT
from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.commit import Commit
from companion.core.ids import random_id
from companion.formats.programme.importing import import_file
from companion.rehearsal.person import Person
from companion.store.replica import Replica
from companion.store.script import Decision
from companion.store.store import Store
from tests.support.server import Server
from tests.support.valkey import Valkey

ROOMS: Final = 24
PEOPLE: Final = 500
WAVES: Final = 4
SLUG: Final = "nexsm24"
ROUND: Final = 1_717_495_500_000  # 2024-06-04 12:05 in Berlin
TOGETHER: Final = 100  # requests under way at one moment


@dataclass(frozen=True, slots=True)
class Walked:
    """What came of it. Times in seconds; frames and KB are those of one client that looks at the board."""

    rooms: int
    people: int
    moves: int
    refused: int
    wrong: int
    took_s: float
    settled_s: float
    frames: float
    kb: float
    cpu_ms: float
    differ: int


def measure() -> dict[str, Any]:
    """Let everybody come, then walk `WAVES` times; each wave begins when all have been counted right."""
    with tempfile.TemporaryDirectory() as name:
        valkey = Valkey(Path(name))
        store = Store(valkey.url)
        replica = Replica(store)
        commands = Commands(store, replica)
        code = import_file(ROOT / "events" / f"{SLUG}.yaml", store, replica, commands).code
        _more_rooms(store, replica)
        for at in (ROUND - 600_000, ROUND):
            commands.run(SLUG, SYSTEM, "event.clock", random_id(), {"at": at, "speed": 1, "rehearsal": True})
            commands.run(SLUG, SYSTEM, "programme.advance", random_id(), {})
        server = Server(valkey.url, Path(name), workers=2)
        try:
            found = _walk(server, replica, code)
        finally:
            server.stop()
            replica.close()
            store.close()
            valkey.stop()
    return {name: getattr(found, name) for name in Walked.__slots__}


def _more_rooms(store: Store, replica: Replica) -> None:
    table = replica.table(SLUG)
    slots = [row for row in table.all("slot") if row["round"] == 1]
    commit = Commit()
    for n in range(ROOMS - len(slots)):
        commit.put("room", f"r{n}", "stage", {"title": f"Raum {n + 6}", "order": 10 + n, "capacity": 30})
        commit.put("slot", f"more-{n}", "stage", {**slots[n % len(slots)].fields, "room": f"r{n}", "order": 10 + n})
    store.apply(SLUG, commit, Decision(epoch=table.epoch.split("-")[0], who="bench", cid="rooms", digest="x", at=ROUND))


def _walk(server: Server, replica: Replica, code: str) -> Walked:
    base = f"http://127.0.0.1:{server.port}"
    rng, counts = random.Random(7), Counter[str]()
    people = [Person(base, SLUG, "remote", "de", "live", random.Random(n), counts) for n in range(PEOPLE)]
    board = [Witness(base, SLUG, viewer, "live") for viewer in ("stage", "all")]
    pool = Pool(TOGETHER)
    for person in [*people, *board]:
        pool.spawn(person.enter, code, False)
    pool.join()
    for person in [*people, *board]:
        gevent.spawn(person.listen)
    while not all(person.copy.v for person in [*people, *board]):
        gevent.sleep(0.05)
    slots = [row.id for row in replica.table(SLUG).all("slot") if row["round"] == 1]
    assert server.process
    meter = Meter(children(server.process.pid))
    before = [(w.copy.messages, w.copy.bytes) for w in board]
    took = settled = 0.0
    wrong = 0
    for _ in range(WAVES):
        where = {person: rng.choice(slots) for person in people}
        began = time.monotonic()
        for person, slot in where.items():
            pool.spawn(person.do, "slot.follow", id=slot)
        pool.join()
        took += time.monotonic() - began
        ended = time.monotonic()
        wanted = Counter(where.values())
        while _counted(replica, slots) != {slot: wanted[slot] for slot in slots} and time.monotonic() < ended + 20:
            gevent.sleep(0.05)
        settled = max(settled, time.monotonic() - ended)
        wrong += sum(_counted(replica, slots)[slot] != wanted[slot] for slot in slots)
    cpu = meter.spent()
    gevent.sleep(1)
    _, _, differ = compare(board)
    for person in [*people, *board]:
        person.close()
    frames = max(w.copy.messages - m for w, (m, _) in zip(board, before, strict=True))
    kb = max(w.copy.bytes - b for w, (_, b) in zip(board, before, strict=True)) / 1024
    moves = counts["slot.follow"]
    refused = sum(n for name, n in counts.items() if name.startswith(("refused", "not saved")))
    return Walked(
        ROOMS, PEOPLE, moves, refused, wrong, took, settled, frames, kb, cpu / max(1, moves) * 1e3, len(differ)
    )


def _counted(replica: Replica, slots: list[str]) -> dict[str, int]:
    follower = replica.follower(SLUG)
    follower.catch_up()
    rows = {slot: follower.table.get("followers", slot) for slot in slots}
    return {slot: row["n"] if row else 0 for slot, row in rows.items()}
