"""The words of agendas in the languages that they come in: `tongues/*.toml`. A folded text is as long as the text itself."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

_FOLDER: Final = Path(__file__).parent / "tongues"
_PLAIN: Final = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "’": "'", "‘": "'",
    "أ": "ا", "إ": "ا", "آ": "ا", "ي": "ی", "ك": "ک", "ة": "ه",
}  # fmt: skip
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_WILD: Final = {"*": "[\\w’'\u200c-]*", "·": "[·.]"}


@lru_cache(maxsize=8192)
def _letter(char: str) -> str:
    char = _PLAIN.get(char, char)
    plain = unicodedata.normalize("NFD", _PLAIN.get(char.lower(), char).lower())[:1] or char
    return _PLAIN.get(plain, plain)


def fold(text: str) -> str:
    """Small letters without accents, one for each letter of the text."""
    return text.lower() if text.isascii() else "".join(map(_letter, text))


def western_digits(text: str) -> str:
    """Arabic and Persian digits as the others write them."""
    return text if text.isascii() else text.translate(_DIGITS)


@lru_cache(maxsize=1)
def tongues() -> tuple[dict[str, Any], ...]:
    """What each language says; those of the product first."""
    files = sorted(_FOLDER.glob("??.toml"), key=lambda file: (file.stem not in ("de", "en"), file.stem))
    return tuple(tomllib.loads(file.read_text(encoding="utf-8")) for file in files)


def words(*keys: str) -> list[str]:
    """The words of all languages under these keys, such as `words("kinds", "break")`."""
    found: list[str] = []
    for tongue in tongues():
        entry: Any = tongue
        for key in keys:
            entry = entry.get(key, {})
        found += list(entry)
    return list(dict.fromkeys(found))


def shared(key: str) -> list[str]:
    """The words that are the same for all languages: `offices`, `streets`, `groups`."""
    return list(tomllib.loads((_FOLDER / "shared.toml").read_text(encoding="utf-8"))[key])


def any_of(entries: list[str]) -> str:
    """A pattern for folded texts that matches one of these words, the longest first; nothing if there are none."""
    patterns = sorted({_pattern(fold(word)) for word in entries}, key=lambda one: (-len(one), one))
    return rf"(?:{'|'.join(patterns)})" if patterns else r"(?!)"


def _pattern(word: str) -> str:
    return "".join(r"\s+" if c in " _" else _WILD.get(c) or re.escape(c) for c in word)


def whole(entries: list[str]) -> re.Pattern[str]:
    """A pattern for folded texts that finds one of these words on its own."""
    return re.compile(rf"(?<!\w){any_of(entries)}(?!-?\w)")


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """The number of the month that a folded word names."""
    return _numbered("months")


@lru_cache(maxsize=1)
def weekdays() -> dict[str, int]:
    """The number of the day, Monday is 0."""
    return _numbered("weekdays")


def _numbered(key: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for tongue in tongues():
        for n, names in enumerate(tongue[key]):
            for name in names.split():
                found.setdefault(fold(name.replace("_", " ")), n + (key == "months"))
    return found
