"""Themes against a reader's: recall, precision, and what plain nouns would come to."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from bench.quality.points import Found, average
from bench.quality.readings import Reading, Slots, drafts, workshop
from workers.summaries.words import words

SEED: Final = 48
DRAWS: Final = 200
Themes = Sequence[frozenset[str]]
"""Each as the ids of its notes."""


def of_programme(slots: Slots) -> dict[str, frozenset[str]]:
    """The programme's themes, by label."""
    return {" / ".join(theme.label.values()): frozenset(theme.notes) for theme in drafts(slots).plenary.themes}


def nouns(slots: Slots) -> dict[str, frozenset[str]]:
    """Every noun that at least two workshops say, with its notes; those of most notes first."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for note in (note for notes in slots.values() for note in notes):
        for word in words(note.text, note.lang):
            if word.kind == "N":
                found[word.lemma].add(note.id)
    shared = {noun: frozenset(notes) for noun, notes in found.items() if _workshops(notes) > 1}
    return dict(sorted(shared.items(), key=lambda item: (-len(item[1]), item[0])))


def themes_found(themes: Themes, reading: Reading, slots: Slots) -> Found:
    """How well themes meet a reader's; only the notes of `slots` count."""
    here = {note.id for notes in slots.values() for note in notes}
    wanted = [notes for subject in reading.themes if _workshops(notes := here.intersection(subject.notes)) > 1]
    met = sum(any(_meet(theme, one) for theme in themes) for one in wanted)
    good = sum(any(_meet(theme, one) for one in wanted) for theme in themes)
    return Found(met / len(wanted), good / len(themes) if themes else 0.0)


def theme_rows(slots: Slots, readers: Sequence[Reading]) -> dict[str, dict[str, Found]]:
    """By choice and by reader (and `mean`) how well it meets the reader's themes; as many nouns as there are themes."""
    own = list(of_programme(slots).values())
    shared = list(nouns(slots).values())
    dice = random.Random(SEED)
    drawn = [dice.sample(shared, min(len(own), len(shared))) for _ in range(DRAWS)]
    rows = {
        "Companion": {one.reader: themes_found(own, one, slots) for one in readers},
        "most frequent nouns": {one.reader: themes_found(shared[: len(own)], one, slots) for one in readers},
        "random nouns": {one.reader: average([themes_found(some, one, slots) for some in drawn]) for one in readers},
    }
    if len(readers) > 1:
        rows["the other reader"] = {one.reader: _others(one, readers, slots) for one in readers}
    return {name: {**row, "mean": average(list(row.values()))} for name, row in rows.items()}


def _others(one: Reading, readers: Sequence[Reading], slots: Slots) -> Found:
    others = [[frozenset(subject.notes) for subject in other.themes] for other in readers if other is not one]
    return average([themes_found(themes, one, slots) for themes in others])


def _meet(theme: frozenset[str], wanted: set[str] | frozenset[str]) -> bool:
    shared = len(theme & wanted)
    return shared > 1 and 2 * shared > len(theme)


def _workshops(notes: Iterable[str]) -> int:
    return len({workshop(note.partition("/")[0]) for note in notes})
