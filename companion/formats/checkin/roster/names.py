"""Find people by the beginning of their names, however these are written.

The desk finds them the same way without a server, so `tests/formats/checkin/roster/folding.json` holds for both.
The steps, in this order:

1. The `APOSTROPHES` go: O’Neill is one word.
2. NFKC, then lower case.
3. Letters that no accent can be taken from are replaced as in `LETTERS`.
4. NFD; the `MARKS` go: accents, Hebrew points, Arabic vowels and the Arabic tatweel; NFC.
5. `ae`, `oe`, `ue` become `a`, `o`, `u`, from left to right, so that Müller, Mueller and Muller are one.
6. All that is no letter, figure or mark (Unicode L, N, M) parts words.

Letters of other scripts stay what they are: nothing is transliterated.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LEAST: Final = 2
"""Letters of a query. Fewer would show half of the list to whoever looks over a shoulder; “Ay” is a whole name."""
LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ς": "σ"}
)
MARKS: Final = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]")
APOSTROPHES: Final = re.compile("['\u2019\u2018\u02bc\u02b9`\u00b4]")
_PARTING: Final = re.compile("[^A-Za-z0-9]+")
_SECOND: Final = re.compile("([aou])e")


def folded(text: str) -> str:
    """`text` as words that can be compared, parted by single blanks."""
    text = unicodedata.normalize("NFKC", APOSTROPHES.sub("", text)).lower().translate(LETTERS)
    text = unicodedata.normalize("NFC", MARKS.sub("", unicodedata.normalize("NFD", text)))
    return _words(_SECOND.sub(r"\1", text))


def matches(query: str, name: str, org: str = "") -> bool:
    """Whether every word of `query` begins a word of the name or of the organisation; never with fewer than two letters.

    The letters are counted as they were typed, after NFKC: `ue` are two, though they are folded into one.
    """
    typed = _words(unicodedata.normalize("NFKC", query))
    if len(typed.replace(" ", "")) < LEAST:
        return False
    asked, words = folded(query).split(), folded(f"{name} {org}").split()
    return bool(asked) and all(any(word.startswith(start) for word in words) for start in asked)


def _words(text: str) -> str:
    if text.isascii():
        return _PARTING.sub(" ", text).strip()
    return " ".join("".join(char if unicodedata.category(char)[0] in "LNM" else " " for char in text).split())
