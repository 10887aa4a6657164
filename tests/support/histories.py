"""Histories for the table in the browser: what a client was sent over a random history, and what it must hold afterwards.

They are made on the real store with a fixed seed and kept in `tests/vectors/histories.json`, which the JavaScript tests
read. `python -m tests.support.histories` writes the file again.
"""

from __future__ import annotations

import json
import random
import tempfile
from pathlib import Path
from typing import Any

from companion.base.paths import ROOT
from companion.core.audiences import SEES, person
from companion.core.commit import Commit, Sums
from companion.core.table import Table
from companion.store.script import Decision
from companion.store.store import Store
from tests.support.event.copies import as_copy
from tests.support.event.fixture import EventFixture
from tests.support.valkey import Valkey

FILE = ROOT / "tests" / "vectors" / "histories.json"
CASES = 60
VIEWERS = {**SEES, "p1": SEES["all"] | {person("p1")}}


def make(store: Store) -> list[dict[str, Any]]:
    """The cases, the same ones each time."""
    return [_case(store, random.Random(seed), seed) for seed in range(CASES)]


def text(cases: list[dict[str, Any]]) -> str:
    """The cases as they stand in the file, a line each."""
    return "[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n"


def _case(store: Store, dice: random.Random, seed: int) -> dict[str, Any]:
    viewer = dice.choice(sorted(VIEWERS))
    audiences = VIEWERS[viewer]
    event = EventFixture(store, f"history-of-seed-{seed}-{random.SystemRandom().randrange(10**9)}")
    try:
        for step in range(dice.randrange(6)):
            _commit(event, dice, step)
        start = {"epoch": "e", "v": event.table.v, "rows": _rows(event.table, audiences)}
        messages: list[dict[str, Any]] = [{"t": "hello", "epoch": "e", "now": 0, "build": "b", "me": {}}]
        cursor = event.table.v
        for step in range(dice.randrange(1, 12)):
            _commit(event, dice, 100 + step)
            if dice.random() < 0.4:
                continue  # the hub coalesces, or the client is away
            table = event.table
            if dice.random() < 0.1:
                messages.append({"t": "state", "v": table.v, "put": _rows(table, audiences)})
            else:
                put, gone = table.since(cursor, audiences)
                rows = [[row.kind, row.id, row.fields] for row in put]
                messages.append({"t": "delta", "v": table.v, "put": rows, "gone": [list(key) for key in gone]})
                if dice.random() < 0.2:
                    messages.append(messages[-1])  # a frame that comes twice changes nothing
            cursor = table.v
        last = event.table
        put, gone = last.since(cursor, audiences)
        rows = [[row.kind, row.id, row.fields] for row in put]
        messages.append({"t": "delta", "v": last.v, "put": rows, "gone": [list(key) for key in gone]})
        expect = {"epoch": "e", "v": last.v, "rows": _rows(last, audiences)}
        return {"name": f"seed {seed} as {viewer}", "start": start, "messages": messages, "expect": expect}
    finally:
        event.close()


def _commit(event: EventFixture, dice: random.Random, step: int) -> None:
    commit = Commit()
    for id in dice.sample("abcde", dice.randrange(1, 4)):
        to = dice.choice(["stage", "all", "team", "desk", ""])
        commit.put("room", id, to, {"title": f"{step}", "order": dice.randrange(9), "capacity": None})
    if dice.random() < 0.3:
        commit.add("me.p1", f"q{step}").put("own_votes", "p1", person("p1"), {}, Sums(members={"up": "me.p1"}))
    history = event.table.epoch.split("-")[0]
    event.store.apply(event.slug, commit, Decision(epoch=history, who="t", cid=f"c{step}", digest="d", at=step))


def _rows(table: Table, audiences: frozenset[str]) -> list[list[Any]]:
    return sorted([kind, id, fields] for (kind, id), fields in as_copy(table.state(audiences)).items())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        server = Valkey(Path(folder))
        FILE.write_text(text(make(Store(server.url))))
        server.stop()
