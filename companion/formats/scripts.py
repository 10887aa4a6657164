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

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from companion.base.assets import Assets
from companion.base.paths import ROOT

ALWAYS: Final = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2013, 0x200E)))
"""Characters that papers put in by themselves, such as figures."""
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


def lean_fonts(text: str, folder: Path) -> dict[str, Path]:
    """Small copies in `folder` of the fonts that set `text`: for many papers, each of which reads them again. Their names are
    the styles of the letters, and for other scripts the family with its style.
    """
    files = {style: _path(name) for style, name in LETTERS.items()}
    for family in {found for char in set(text) if (found := _needed(char))}:
        files |= {f"{family.name}{style}": path for style, path in (family.file(False), family.file(True))}
    return {key: _lean(path, text, folder / f"{key or 'text'}.ttf") for key, path in files.items()}


def _needed(char: str) -> Family | None:
    return None if ord(char) in _covered(_path(LETTERS[""])) else family_of(char)


def _lean(path: Path, text: str, target: Path) -> Path:
    with TTFont(path) as font:
        options = Options(layout_features=["*"], notdef_outline=True, name_IDs=["*"], hinting=False)
        options.drop_tables += ["FFTM", "meta"]
        wanted = Subsetter(options)
        wanted.populate(text=text + ALWAYS)
        wanted.subset(font)
        font.save(target)
    return target


@cache
def _path(name: str) -> Path:
    return Assets(ROOT / "static" / "dist").path(name)


@cache
def _covered(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
