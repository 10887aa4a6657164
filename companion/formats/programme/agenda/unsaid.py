"""What lines say that became items, and no item says: nothing of a text may vanish without a word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from companion.formats.programme.agenda.clock import only
from companion.formats.programme.agenda.dates import day_header
from companion.formats.programme.agenda.inline import parts_of, plain
from companion.formats.programme.agenda.lines import Line
from companion.formats.programme.agenda.model import Agenda
from companion.formats.programme.agenda.roles import role_of
from companion.formats.programme.agenda.words import is_language, kind_of

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_BETWEEN: Final = re.compile(r"\s*[,;:|()\[\]]\s*|\s[–—-]\s")
_TIME_WORDS: Final = ("uhr", "bis", "von", "hrs", "til", "kl")
_FEW: Final = 0.25
"""Up to this share of its words, what is missing are labels: “Moderation:”, “Uhr”."""


def unsaid(lines: Iterable[Line], agenda: Agenda) -> list[str]:
    """The cells of these lines that are not in the items, or only in part; each once."""
    said = {*_TIME_WORDS, *_words(f"{agenda.title} {agenda.venue}")}
    for item in agenda.items:
        said.update(_words(item.title), *map(_words, item.people))
    found: dict[str, None] = {}
    for line in lines:
        if not line.header:
            found |= {
                lost: None for cell in line.cells for part in parts_of(cell) if (lost := _lost(plain(part), said))
            }
    return list(found)


def _lost(text: str, said: set[str]) -> str:
    """What of a text is in no item: all of it, or the parts between its commas and dashes."""
    parts = [part for part in _BETWEEN.split(text) if _WORD.search(part)]
    lost = [part for part in parts if _is_lost(part, said)]
    return text if len(lost) == len(parts) and lost else ", ".join(lost)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _is_lost(text: str, said: set[str]) -> bool:
    words = _words(text)
    missing = [word for word in words if word not in said]
    if len(missing) <= _FEW * len(words) or only(text) or day_header(text, None):
        return False
    return not (is_language(text) or role_of(text) or (len(words) < 3 and kind_of(text)[1] > 0.9))
