"""Running orders that Python and JavaScript must agree on: `python -m tests.support.floor_orders` writes them anew."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from typing import Any

from companion.base.paths import ROOT
from companion.core.kinds import FLOOR_RULES, HAND_KINDS
from companion.rules.floor.order import Taken, Waiting, running_order

FILE = ROOT / "tests" / "vectors" / "floor" / "orders.json"
CASES = 160
NAMES = ("A", "B", "C")


def make() -> list[dict[str, Any]]:
    """The cases, the same ones each time."""
    return [_case(random.Random(seed)) for seed in range(CASES)]


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


if __name__ == "__main__":
    FILE.write_text(text(make()))
