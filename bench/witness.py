"""Readers who write down what they see of the programme and its rooms at each version, so that screens can be compared."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from typing import Any, Final

import msgspec

from companion.client.copy import Copy, Fields
from companion.rehearsal.person import Person

BOARD: Final = frozenset(
    "clock session round slot workshop room heads following signups noting note turnout presence summary screen".split()
)
"""What a round board, a watch page, a phone and a projector all show."""
STATE: Final = {"note": "shared", "summary": "published"}
"""The state of rows that all see, where the team sees others as well."""


class Noting(Copy):
    """A copy that keeps a digest of the board for each version that it was at."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[int, str] = {}
        self.messages = 0
        self.bytes = 0
        self._last = ""

    def take(self, message: Fields) -> bool:
        """Apply a message, and note what the board looks like afterwards."""
        fine = super().take(message)
        self.messages += 1
        self.bytes += len(msgspec.json.encode(message))
        put = message.get("put", [])
        if (
            message["t"] == "state"
            or any(row[0] in BOARD for row in put)
            or any(k in BOARD for k, _ in message.get("gone", []))
        ):
            self._last = self._digest()
        if message["t"] in ("state", "delta"):
            self.seen[self.v] = self._last
        return fine

    def _digest(self) -> str:
        rows = sorted(
            (k, id, f)
            for (k, id), f in self.rows.items()
            if k in BOARD and f.get("state") == STATE.get(k, f.get("state"))
        )
        return hashlib.sha256(msgspec.json.encode(rows, order="deterministic")).hexdigest()[:16]


class Witness(Person):
    """Somebody who only looks, as a `viewer` of a class (`stage`, `all`, `team`), on one of the roads."""

    def __init__(self, base: str, slug: str, viewer: str, road: str) -> None:
        super().__init__(base, slug, "remote", "de", road, random.Random(road + viewer), Counter())
        self.viewer = viewer
        self.copy: Noting = Noting()


def compare(witnesses: list[Witness]) -> tuple[int, int, list[str]]:
    """At how many versions two and more can be compared, how many comparisons that makes, and where they differ."""
    versions = comparisons = 0
    differ: list[str] = []
    for v in sorted({v for witness in witnesses for v in witness.copy.seen}):
        found: dict[str, list[Any]] = {}
        for witness in witnesses:
            if v in witness.copy.seen:
                found.setdefault(witness.copy.seen[v], []).append(f"{witness.viewer}/{witness.road}")
        count = sum(map(len, found.values()))
        if count > 1:
            versions, comparisons = versions + 1, comparisons + count - 1
        if len(found) > 1:
            differ.append(f"version {v}: {found}")
    return versions, comparisons, differ
