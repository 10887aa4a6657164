"""200 people raise their hands within three seconds while 1,000 watch: is the order right everywhere, and how soon?

    python -m bench.hands [--people 1000] [--hands 200] [--seconds 3]

The hands of a rush are put in order by the clock, which runs beside two web processes. Prints what
is in `HANDS.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from bench import client, processes
from bench.client import Watchers
from bench.measures import NOTHING_KNOWN, cores, send
from bench.processes import SESSION, SLUG, Product, product
from companion.base.paths import ROOT
from companion.core.actors import SYSTEM
from companion.core.ids import random_id
from companion.core.table import Table
from companion.live.broadcaster import TICK_S

WITHIN_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Raised:
    """What came of it. `everywhere_ms`: from the last answer until all who watch had the whole order; `bound`: of frames."""

    hands: int
    people: int
    refused: int
    in_order: bool
    reply_p50_ms: float
    reply_p99_ms: float
    everywhere_ms: float
    frames_each: float
    bound: float
    kb_each: float


def measure(people: int, hands: int, seconds: float) -> Raised:
    """Raise `hands` hands within `seconds`, by those who watch, and wait until everybody has the order."""
    with product(people, 2, cores()) as house, clock(house):
        house.commands.run(SLUG, SYSTEM, "floor.open", random_id(), {"session": SESSION, "rules": ["came"]})
        watchers = Watchers(house.port, f"/e/{SLUG}/live?as=all", people, first=NOTHING_KNOWN, cookies=house.cookies)
        house.settle()
        orders = [(house.cookie(n), json.dumps(_hand())) for n in range(hands)]
        sent = send(house, watchers, hands / seconds, orders, lambda: _ordered(house, hands))
        right = _in_order(house, hands)
        watchers.close()
        return Raised(
            hands=hands,
            people=people,
            refused=sent.failed,
            in_order=right,
            reply_p50_ms=sent.reply_p50_ms,
            reply_p99_ms=sent.reply_p99_ms,
            everywhere_ms=sent.everywhere_ms,
            frames_each=sent.frames / people,
            bound=(sent.took + sent.everywhere_ms / 1000) / TICK_S + 2,
            kb_each=sent.size / people / 1024,
        )


@contextmanager
def clock(house: Product) -> Iterator[None]:
    """A clock process on the store of `house`."""
    environ = {
        "PATH": os.environ["PATH"], "REDIS_URL": house.valkey.url, "DATA_DIR": str(house.folder / "clock"),
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-m", "workers.clock"], cwd=ROOT, env=environ)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _hand() -> dict[str, object]:
    return {"do": "hand.raise", "cid": random_id(), "args": {"session": SESSION}}


def _ordered(house: Product, hands: int) -> int:
    """The version in which all hands were in order."""
    deadline = time.monotonic() + WITHIN_S
    while time.monotonic() < deadline:
        floor = _table(house).get("floor", SESSION)
        if floor is not None and len(floor["order"]) >= hands:
            return floor.v
        time.sleep(0.01)  # what is waited for is another process, which tells nobody
    raise TimeoutError("the hands were not put in order")


def _in_order(house: Product, hands: int) -> bool:
    """Whether each hand is there once, and none before one that was raised earlier."""
    table = _table(house)
    cards, order = {row.id: row for row in table.all("hand_card")}, table.all("floor")[0]["order"]
    moments = [cards[id]["at"] for id in order]
    return len(set(order)) == len(order) == hands and moments == sorted(moments)


def _table(house: Product) -> Table:
    follower = house.replica.follower(SLUG)
    follower.catch_up()
    return follower.table


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--hands", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=3)
    asked = parser.parse_args()
    client.build()
    processes.step_forward()
    found = measure(asked.people, asked.hands, asked.seconds)
    print(f"load before and during: {os.getloadavg()}")
    for name in Raised.__slots__:
        value = getattr(found, name)
        print(f"| {name} | {value:,.1f} |" if isinstance(value, float) else f"| {name} | {value} |")


if __name__ == "__main__":
    main()
