"""What is too few to be told: the one place that decides it, for every kind of row. Screens decide nothing: what they are
not told is null.

A number of few people tells about each of them, and a number that moves tells about whoever moved it. Why five, and what
each kind of row does with it: docs/decisions/small-numbers.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from companion.core.clock import MINUTE_MS

FEW: Final = 5
"""Fewer people than that are not counted in public."""
STEP_MS: Final = 10_000
"""A count of ballots moves at most so often, in event time."""


def minute(at: int) -> int:
    """A moment as everybody may know it, ms: the full minute, which names nobody of those who did something in it."""
    return at // MINUTE_MS * MINUTE_MS


def told(n: int, least: int = FEW) -> int | None:
    """The number as everybody may know it; None where it is too few, nobody included."""
    return n if n >= least else None


def groups_told(onsite: int, remote: int, least: int = FEW) -> tuple[int | None, int | None]:
    """Both groups as everybody may know them: both, or neither. One with its sum would tell the other."""
    return (onsite, remote) if min(onsite, remote) >= least else (None, None)


def both_groups(onsite: Iterable[str], remote: Iterable[str], least: int = FEW) -> list[tuple[list[str], int]]:
    """The same for counts that the commit script takes from sets: the thresholds for `Commit.put`."""
    return [([*onsite], least), ([*remote], least)]
