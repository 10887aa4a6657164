"""Which sentences stand for all: near the middle of what was said, unlike each other, and rather demands than crumbs.

Sentence TF-IDF against the centroid with maximal marginal relevance (Carbonell and Goldstein, 1998).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from workers.summaries.words import CUES, content, forms

DIVERSITY: Final = 0.7
CUE: Final = 1.35
FEW: Final = 3
"""A text with so many words that carry weighs half as much as a very long one; more words count less and less."""
Vector = Mapping[str, float]


def weights(texts: Sequence[tuple[str, str]]) -> tuple[list[Vector], list[float]]:
    """For each (text, language) its vector, and how well it stands for all of them."""
    bags = [Counter(content(*one)) for one in texts]
    spread = Counter(lemma for bag in bags for lemma in bag)
    vectors: list[Vector] = [
        _unit({lemma: n * math.log(1 + len(bags) / spread[lemma]) for lemma, n in bag.items()}) for bag in bags
    ]
    middle: Counter[str] = Counter()
    for vector in vectors:
        middle.update(vector)
    centroid = _unit(middle)
    manner = [_manner(text, bag.total()) for bag, (text, _) in zip(bags, texts, strict=True)]
    return vectors, [near(vector, centroid) * weight for vector, weight in zip(vectors, manner, strict=True)]


def ranked(vectors: Sequence[Vector], worth: Sequence[float], most: int) -> list[int]:
    """At most `most` indices, the best first, each as unlike those before it as its worth allows."""
    chosen: list[int] = []
    top = max(worth, default=0.0) or 1.0
    likeness = [0.0] * len(vectors)
    left = set(range(len(vectors)))
    while left and len(chosen) < most:
        best = min(left, key=lambda n: (-(DIVERSITY * worth[n] / top - (1 - DIVERSITY) * likeness[n]), n))
        left.discard(best)
        chosen.append(best)
        for n in left:
            likeness[n] = max(likeness[n], near(vectors[n], vectors[best]))
    return chosen


def near(one: Vector, other: Vector) -> float:
    """The cosine of two unit vectors."""
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other.get(lemma, 0.0) for lemma, value in one.items())


def _manner(text: str, carrying: int) -> float:
    return (CUE if forms(text) & CUES else 1.0) * carrying / (carrying + FEW)


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {lemma: value / length for lemma, value in vector.items()} if length else {}
