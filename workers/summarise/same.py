"""Which texts say nearly the same. They are grouped and never merged: all of a group are named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, Protocol

from workers.summarise.words import NEGATIONS, NUMBERS, content, forms

ALIKE: Final = 0.62
GRAM: Final = 4


class Text(Protocol):
    """Something that was written in some language."""

    @property
    def text(self) -> str: ...

    @property
    def lang(self) -> str: ...


def groups(texts: Sequence[Text]) -> list[list[int]]:
    """Indices of texts that say nearly the same, each index once, in the order of their first ones."""
    marks = [_Mark(one) for one in texts]
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    found: list[list[int]] = []
    at: dict[int, int] = {}
    for n, mark in enumerate(marks):
        near = {at[m] for word in mark.lemmas for m in by_word[word]}
        # A group takes in what is like its first text, so that it cannot drift from text to text.
        same = next((g for g in sorted(near) if marks[found[g][0]].like(mark)), None)
        if same is None:
            same = len(found)
            found.append([])
        found[same].append(n)
        at[n] = same
        if found[same][0] == n:
            for word in mark.lemmas:
                by_word[word].append(n)
    return found


class _Mark:
    def __init__(self, one: Text) -> None:
        plain = " ".join(one.text.lower().split())
        self.lemmas = frozenset(content(one.text, one.lang))
        self.grams = frozenset(plain[n : n + GRAM] for n in range(max(1, len(plain) - GRAM + 1)))
        every = forms(one.text)
        # "We need rules" and "We need no rules" are nearly the same letters.
        self.turns = (
            one.lang,
            every & NEGATIONS,
            frozenset(form for form in every if form[0].isdigit() or form in NUMBERS),
        )

    def like(self, other: _Mark) -> bool:
        return (
            self.turns == other.turns
            and max(_shared(self.grams, other.grams), _shared(self.lemmas, other.lemmas)) >= ALIKE
        )


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if len(one) > 2 and len(other) > 2 else float(one == other)
