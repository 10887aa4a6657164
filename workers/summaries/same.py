"""Which texts say nearly the same. They are grouped and never merged: all of a group are named.

Two texts say the same if, word by word, one of them has a few harmless words more here, the other there. Where both have
another word at the same place, or one has a word that turns the sense, they say different things, however alike they look.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from typing import Final, Protocol

from rapidfuzz.distance import OSA, Indel

from workers.summaries.tagger import MODELS
from workers.summaries.turns import NEGATIONS, SIDES, carries, opposite, said, turns
from workers.summaries.words import MAX_READ

ALIKE: Final = 0.62
MAYBE: Final = 0.3
"""Texts that share fewer of their words are not looked at, whatever was misspelt."""
SPELT: Final = 6
"""Shorter words are not taken for misspelt ones."""
Gap = tuple[tuple[str, ...], tuple[str, ...]]


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
    for n, mark in enumerate(marks):
        shared = Counter(chain.from_iterable(by_word[word] for word in mark.about))
        # A group takes in what is like its first text, so that it cannot drift from text to text.
        near = sorted(g for g, count in shared.items() if mark.may_be_like(marks[found[g][0]], count))
        same = next((g for g in near if marks[found[g][0]].like(mark)), None)
        if same is not None:
            found[same].append(n)
            continue
        for word in mark.about:
            by_word[word].append(len(found))
        found.append([n])
    return found


def opposed(texts: Sequence[Text]) -> Iterator[tuple[int, int]]:
    """Indices of each two texts that formally contradict each other: the same words, and an opposite turn."""
    marks = [_Mark(one) for one in texts]
    for (n, one), (m, other) in combinations(enumerate(marks), 2):
        if one.may_be_like(other, len(one.about & other.about)) and one.opposed(other):
            yield n, m


class _Mark:
    def __init__(self, one: Text) -> None:
        self.lang = one.lang
        self.rest = one.text[MAX_READ:]
        self.said = said(one.text, one.lang)
        self.turned = tuple(word for word in self.said if turns(word))
        self.about = frozenset(word for word in self.said if carries(word)) or frozenset(self.said)

    def may_be_like(self, other: _Mark, shared: int) -> bool:
        return self.lang == other.lang and shared >= MAYBE * (len(self.about) + len(other.about) - shared)

    def like(self, other: _Mark) -> bool:
        if self.lang != other.lang:
            return False
        if self.said == other.said:
            return self.rest == other.rest
        # Of other languages it is not known what turns the sense, and of long texts what else they say.
        if self.turned != other.turned or self.lang not in MODELS or self.rest or other.rest:
            return False
        gaps = list(_gaps(self.said, other.said))
        # A word that stands elsewhere moves the sense as well: “not all need it”, “all need it not”.
        moved = {word for mine, _ in gaps for word in mine} & {word for _, yours in gaps for word in yours}
        return not moved and all(map(_harmless, gaps)) and self._shares_enough(other, gaps)

    def opposed(self, other: _Mark) -> bool:
        gaps = list(_gaps(self.said, other.said))
        mine, yours = ({word for gap in gaps for word in gap[side]} for side in (0, 1))
        pairs = [(m, y) for m in mine for y in yours if opposite(m, y)]
        turned = bool(pairs) or not (NEGATIONS.isdisjoint(mine | yours) and SIDES.isdisjoint(mine & yours))
        shared = len(self.about & other.about) + sum(carries(m) and carries(y) for m, y in pairs)
        enough = shared >= ALIKE * (len(self.about) + len(other.about) - shared)
        return turned and enough

    def _shares_enough(self, other: _Mark, gaps: Sequence[Gap]) -> bool:
        more = sum(carries(word) for mine, yours in gaps if not (mine and yours) for word in (*mine, *yours))
        mine, yours = (sum(map(carries, one.said)) for one in (self, other))
        both = (mine + yours - more) // 2
        return both > 1 and both >= ALIKE * (both + more)


def _gaps(one: tuple[str, ...], other: tuple[str, ...]) -> Iterator[Gap]:
    """What stands between the words that both have, in their order."""
    mine: tuple[str, ...] = ()
    yours: tuple[str, ...] = ()
    for step in Indel.opcodes(one, other):
        if step.tag == "equal":
            if mine or yours:
                yield mine, yours
            mine, yours = (), ()
        else:
            mine += one[step.src_start : step.src_end]
            yours += other[step.dest_start : step.dest_end]
    if mine or yours:
        yield mine, yours


def _harmless(gap: Gap) -> bool:
    mine, yours = gap
    return not (mine and yours) or (len(mine) == len(yours) and all(map(_spelt_alike, mine, yours)))


def _spelt_alike(one: str, other: str) -> bool:
    """Whether one word is the other, misspelt: a letter more, or two in the wrong order, and not at its beginning."""
    if min(len(one), len(other)) < SPELT or one[:4] != other[:4] or turns(one) or turns(other):
        return False
    swapped = len(one) == len(other) and sorted(one) == sorted(other)
    return (swapped or abs(len(one) - len(other)) == 1) and OSA.distance(one, other) == 1
