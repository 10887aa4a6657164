"""How well a reading explains a text: what is an item, what of it is odd, and what with a time in it was left out."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from companion.formats.programme.agenda.model import Agenda, Item
from companion.formats.programme.agenda.words import kind_of

_TIME: Final = re.compile(r"(?<![\d.,:/])(?:2[0-4]|[01]?\d)[:.h][0-5]\d(?!\d|[.:]\d)")
_LABEL: Final = re.compile(r"^[^\W\d][\w -]{1,24}?\s?:(?=\s*\S{1,12}$)")  # “Code: X7”
_SAYS: Final = re.compile(r"[^\W\d_]{2}|[^\W\d_a-zA-Z]")


def worth(agenda: Agenda) -> float:
    """The more, the better; of two that are worth the same, the first is taken."""
    labels = Counter(match[0] for item in agenda.items if (match := _LABEL.match(item.title)))
    coded = sum(count for label, count in labels.items() if count > 1 and not kind_of(label)[1] > 0.9)
    found = sum(_of(item) for item in agenda.items) - 2.0 * coded
    left = sum(0.5 if _TIME.search(line) else 0.1 for line in agenda.ignored)
    return found - left - _disorder(agenda.items)


def _of(item: Item) -> float:
    if not _SAYS.search(item.title):
        return -0.5 if not item.people else 0.2
    if _TIME.search(item.title) or len(item.title) > 160:
        return 0.1
    return 1.0 if item.start else 0.4


def _disorder(items: tuple[Item, ...]) -> float:
    """What comes before the item above it, on the same day, was hardly meant so."""
    pairs = zip(items, items[1:], strict=False)
    return sum(0.5 for one, two in pairs if one.start and two.start and one.day == two.day and two.start < one.start)
