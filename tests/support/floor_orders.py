"""Running orders that Python and JavaScript must agree on: `python -m tests.support.floor_orders` writes them anew."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from typing import Any

from companion.base.paths import ROOT
from companion.core.kinds import FLOOR_RULES, HAND_KINDS
from companion.core.table import Row, Table
from companion.rules.floor.change import NO_FLOOR, NO_TURNS, FloorChange
from companion.rules.floor.order import Taken, Waiting, running_order

FILE = ROOT / "tests" / "vectors" / "floor" / "orders.json"
TOGETHER = FILE.with_name("together.json")
"""Rows of hands and typed questions, as a chair's page has them, and the one order of both."""
CASES = 160
NAMES = ("A", "B", "C")


def make() -> list[dict[str, Any]]:
    """The cases, the same ones each time."""
    return [_case(random.Random(seed)) for seed in range(CASES)]


def make_together() -> list[dict[str, Any]]:
    """Cases of rows, with and without one order of hands and questions."""
    return [_rows_case(random.Random(seed)) for seed in range(CASES // 2)]


def table_of(rows: list[list[Any]]) -> Table:
    """A table of `[kind, id, fields]`."""
    table = Table()
    table.load(
        Row(kind, id, v, "team", {}, json.dumps(fields).encode()) for v, (kind, id, fields) in enumerate(rows, 1)
    )
    return table


def text(cases: list[dict[str, Any]]) -> str:
    """The cases as they stand in the file, a line each."""
    return "[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n"


def _case(dice: random.Random) -> dict[str, Any]:
    hands = [
        Waiting(
            id=f"h{n}",
            mode=dice.choice(["onsite", "remote"]),
            kind=dice.choice([*HAND_KINDS, *["contribution"] * 8]),
            list=dice.choice([None, *NAMES, "gone"]),
            at=dice.randrange(12),
            spoken=dice.randrange(3),
        )
        for n in range(dice.randrange(14))
    ]
    rules = [rule for rule in FLOOR_RULES if dice.random() < 0.5] or ["came"]
    lists = {name: dice.randrange(4) for name in NAMES if dice.random() < 0.6}
    taken = Taken(dice.randrange(6), dice.randrange(6), lists)
    presence = {"onsite": dice.randrange(40), "remote": dice.randrange(40)}
    order = running_order(hands, rules, NAMES, taken, presence)
    return {
        "hands": [asdict(hand) for hand in hands],
        "rules": rules,
        "names": NAMES,
        "taken": asdict(taken),
        "presence": presence,
        "order": order,
    }


def _rows_case(dice: random.Random) -> dict[str, Any]:
    rules = [rule for rule in FLOOR_RULES if dice.random() < 0.5] or ["came"]
    floor = {**NO_FLOOR, "open": True, "rules": rules, "lists": NAMES, "questions": dice.random() < 0.8}
    taken = {"onsite_taken": dice.randrange(5), "remote_taken": dice.randrange(5)}
    here = {"onsite": dice.randrange(40), "remote": dice.randrange(40)}
    rows = [["floor", "p", floor], ["team_turns", "p", {**NO_TURNS, **taken}], ["team_presence", "p", here]]
    for n in range(dice.randrange(10)):
        rows += _hand(f"h{n}", dice) if dice.random() < 0.5 else _question(f"q{n}", dice)
    return {"rows": rows, "order": FloorChange(table_of(rows), "p", 100).order()}


def _hand(id: str, dice: random.Random) -> list[list[Any]]:
    kind, state = dice.choice([*HAND_KINDS, "contribution"]), dice.choice(["waiting"] * 4 + ["done"])
    hand = {
        "session": "p",
        "mode": None,
        "kind": kind,
        "sign": "red-1",
        "list": dice.choice([None, *NAMES]),
        "state": state,
    }
    card = {
        "mode": dice.choice(["onsite", "remote"]),
        "at": dice.randrange(12),
        "spoken": dice.randrange(3),
        "ms": None,
    }
    return [["hand", id, hand], ["hand_card", id, {**card, "name": None, "about": None, "team": False}]]


def _question(id: str, dice: random.Random) -> list[list[Any]]:
    state, merged = dice.choice(["live"] * 4 + ["queued", "answered"]), dice.choice([None] * 5 + ["h0"])
    question = {"session": dice.choice(["p"] * 5 + ["other"]), "state": state, "merged": merged, "mode": None, "at": 0}
    return [
        ["question", id, question],
        ["qmod", id, {"mode": dice.choice(["onsite", "remote"]), "at": dice.randrange(12)}],
    ]


if __name__ == "__main__":
    FILE.write_text(text(make()))
    TOGETHER.write_text(text(make_together()))
