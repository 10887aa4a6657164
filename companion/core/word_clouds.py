"""Which answers of a word cloud are one word. Screens count in the same way; `tests/core/texts/words.json` holds for both.

One word are spellings that differ by case, by normal form, by ß or an umlaut written as two letters, by the form of
apostrophes and hyphens, by a # before it, by smileys made of signs and punctuation around it. Accents count.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Final

_LETTERS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SIGNS: Final = str.maketrans({**dict.fromkeys("’‘ʼ´`", "'"), **dict.fromkeys("‐‑‒–—", "-"), "\ufe0f": None})
_SMILEY: Final = re.compile(r"\s+[:;=8][-o^']?[()DPpO/\\|*3]+$")
_AROUND: Final = "\\s\"'„“”‚‘’«»‹›.,;:!?…()\\[\\]*_~"
_BEFORE: Final = re.compile(f"^[#{_AROUND}]+")
_AFTER: Final = re.compile(f"[{_AROUND}]+$")


def bare(text: str) -> str:
    """A word as it is shown: in one form and spacing, without what stands around it; empty if nothing is left."""
    text = _SMILEY.sub("", " ".join(unicodedata.normalize("NFC", text).split()))
    return _AFTER.sub("", _BEFORE.sub("", text))


def word_key(text: str) -> str:
    """What all spellings of one word have in common; empty for no word."""
    plain = unicodedata.normalize("NFKC", bare(text).translate(_SIGNS)).lower()
    return unicodedata.normalize("NFC", plain).translate(_LETTERS)


def counted(texts: Iterable[str]) -> list[tuple[str, int]]:
    """Each word in its most usual spelling and how often it was sent, the most frequent first, equals by the alphabet."""
    found: dict[str, Counter[str]] = {}
    for text in texts:
        if key := word_key(text):
            found.setdefault(key, Counter())[bare(text)] += 1
    ordered = sorted(found.items(), key=lambda item: (-item[1].total(), item[0]))
    return [(min(words, key=lambda text: (-words[text], text)), words.total()) for _, words in ordered]
