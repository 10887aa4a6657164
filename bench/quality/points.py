"""Key points against a reader's: recall, precision, and what simpler choices would come to."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from statistics import mean
from typing import Final, NamedTuple

from bench.quality.readings import Reading
from companion.core.summaries import PARTS, Note
from workers.summaries.summarise import slot_draft

SEED: Final = 48
DRAWS: Final = 200
Choice = Sequence[Sequence[str]]
"""Lines, each as the ids of its notes."""


class Found(NamedTuple):
    """What share of the reader's was found, and what share of what was chosen found something."""

    recall: float
    precision: float


def by_programme(slot: str, notes: Sequence[Note], most: int) -> Choice:
    """The programme's key points."""
    return [line.sources for line in slot_draft(slot, notes, most=most).lines if line.part == "point"]


def first(slot: str, notes: Sequence[Note], most: int) -> Choice:
    """The notes that were written first."""
    return [(note.id,) for note in _said(notes)[:most]]


def longest(slot: str, notes: Sequence[Note], most: int) -> Choice:
    """The longest notes."""
    return [(note.id,) for note in sorted(_said(notes), key=lambda note: (-len(note.text), note.id))[:most]]


CHOICES: Final[dict[str, Callable[[str, Sequence[Note], int], Choice]]] = {
    "Companion": by_programme,
    "first notes": first,
    "longest notes": longest,
}


def points_found(choice: Choice, reading: Reading, points: Sequence[str]) -> Found:
    """How well a choice meets a reader's key points of a slot."""
    wanted = [reading.alike(point) for point in points]
    met = sum(any(one.intersection(line) for line in choice) for one in wanted)
    good = sum(any(one.intersection(line) for one in wanted) for line in choice)
    return Found(met / len(wanted), good / len(choice) if choice else 0.0)


def slot_row(slot: str, notes: Sequence[Note], readers: Sequence[Reading]) -> dict[str, dict[str, Found]]:
    """By choice and by reader (and `mean`) how well it meets the reader's key points of one slot."""
    row: dict[str, dict[str, Found]] = {}
    for name, choose in CHOICES.items():
        met = {
            one.reader: points_found(choose(slot, notes, len(one.slots[slot].points)), one, one.slots[slot].points)
            for one in readers
        }
        row[name] = {**met, "mean": average(list(met.values()))}
    return row


def by_chance(slot: str, notes: Sequence[Note], readers: Sequence[Reading]) -> Found:
    """What notes that were drawn would come to."""
    dice = random.Random(SEED)
    said = [(note.id,) for note in _said(notes)]
    wanted = [(one, one.slots[slot].points) for one in readers]
    return average(
        [points_found(dice.sample(said, len(points)), one, points) for _ in range(DRAWS) for one, points in wanted]
    )


def agreement(slot: str, readers: Sequence[Reading]) -> Found:
    """How well each reader's key points meet the others'."""
    return average(
        [
            points_found([(point,) for point in one.slots[slot].points], other, other.slots[slot].points)
            for one in readers
            for other in readers
            if one is not other
        ]
    )


def average(found: Sequence[Found]) -> Found:
    """The mean of both shares."""
    return Found(mean(one.recall for one in found), mean(one.precision for one in found)) if found else Found(0.0, 0.0)


def _said(notes: Sequence[Note]) -> list[Note]:
    return [note for note in notes if PARTS[note.kind] == "point"]
