"""Fonts for scripts that the letters of all papers do not have, chosen for each run of characters; and what none of them has.

DejaVu Sans sets Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian and Georgian. The others come from packages, each read
only where a text needs it, and what a PDF holds of it are the characters that it uses.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from fontTools.ttLib import TTFont

from companion.base.assets import Assets
from companion.base.paths import ROOT

LETTERS: Final = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}


class Family(NamedTuple):
    """Letters of a script; `bold` is missing where a family has one weight only."""

    name: str
    regular: str
    bold: str | None = None

    def file(self, bold: bool) -> tuple[str, Path]:
        """The style that there is ("B" or nothing), and its file."""
        if bold and self.bold:
            return "B", _path(self.bold)
        return "", _path(self.regular)


FAMILIES: Final = (
    Family("devanagari", "NotoSansDevanagari.ttf", "NotoSansDevanagari-Bold.ttf"),
    Family("bengali", "NotoSansBengali.ttf", "NotoSansBengali-Bold.ttf"),
    Family("tamil", "NotoSansTamil.ttf", "NotoSansTamil-Bold.ttf"),
    Family("thai", "NotoSansThai.ttf", "NotoSansThai-Bold.ttf"),
    Family("ethiopic", "NotoSansEthiopic.ttf", "NotoSansEthiopic-Bold.ttf"),
    Family("hangul", "NanumGothic.ttf", "NanumGothic-Bold.ttf"),
    Family("han", "ChocolateClassicalSans.ttf"),  # the largest, so it is asked last
)
"""In the order in which they are asked. Names are in small letters, as fpdf2 tells styles by capitals."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Co", "Cn"})


@lru_cache(maxsize=1 << 14)
def family_of(char: str) -> Family | None:
    """The family that sets a character which the usual letters do not have; None: no font has it."""
    return next((family for family in FAMILIES if ord(char) in _covered(_path(family.regular))), None)


def unprintable(text: str) -> str:
    """The characters of `text` that no font has, each once, in their order."""
    letters = _covered(_path(LETTERS[""]))
    missing = (char for char in text if ord(char) not in letters and unicodedata.category(char) not in _UNSEEN)
    return "".join(dict.fromkeys(char for char in missing if family_of(char) is None))


def unprintable_names(names: Iterable[str]) -> list[str]:
    """Those of `names` that cannot be printed whole."""
    return [name for name in names if unprintable(name)]


@cache
def _path(name: str) -> Path:
    return Assets(ROOT / "static" / "dist").path(name)


@cache
def _covered(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
