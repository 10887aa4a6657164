"""A first look at what people type, before a person does: addresses, numbers, and words from a list. It hides nothing for
good: a text with a reason waits for a moderator, who is told the reason.

Words are compared whole, whatever their case, accents, spacing and figures for letters; one that ends in `*` is a stem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final

_PATTERNS: Final = {
    "link": re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|de|org|net|info|eu|io)\b", re.IGNORECASE),
    "mail": re.compile(r"[\w.+-]+@[\w-]+\.\w"),
    "iban": re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"),
    "phone": re.compile(r"(?:\+|00)?\d[\d /().-]{6,}\d"),
}
_YEARS: Final = re.compile(r"\b(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d\b")
_TOKEN: Final = re.compile(r"[^\W_]+(?:[@$!][^\W_]+)*")
_FIGURES: Final = str.maketrans("0134578@$!", "oieastbasi")
_UMLAUTS: Final = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ß", "ss"))
MAX_WORDS: Final = 500
MAX_WORD: Final = 60


def reasons(text: str, words: Iterable[str]) -> list[str]:
    """Why somebody should look at `text` first: `link`, `mail`, `iban`, `phone`, `word`; none if nobody need."""
    found = [name for name, pattern in _PATTERNS.items() if pattern.search(_YEARS.sub("", text))]
    if "iban" in found and "phone" in found:
        found.remove("phone")  # the same digits
    if "mail" in found and "link" in found and not re.search(r"https?://|www\.", text, re.IGNORECASE):
        found.remove("link")  # the domain of the address
    return [*found, "word"] if _listed(text, words) else found


def cleaned(words: Iterable[str]) -> list[str]:
    """A list of words as it is kept: without blanks, doubles and what could match everything, sorted."""
    kept = {" ".join(word.split()).lower() for word in words}
    return sorted(word for word in kept if len(folded(word.rstrip("*"))) > 1)


@lru_cache(maxsize=8)
def default_words(lang: str) -> tuple[str, ...]:
    """The list that a language begins with; empty for one without."""
    path = files("companion.core").joinpath("blocklists", f"{lang}.txt")
    return tuple(path.read_text("utf-8").split()) if lang in ("de", "en") else ()


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """A word by its bare letters: no case, accents or umlauts, and letters where figures stand for them."""
    plain = word.casefold()
    for old, new in _UMLAUTS:
        plain = plain.replace(old, new)
    plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return plain if plain.isdigit() else plain.translate(_FIGURES)


def _listed(text: str, words: Iterable[str]) -> bool:
    whole: set[str] = set()
    stems: list[str] = []
    for word in words:
        parts = tuple(folded(token) for token in _TOKEN.findall(word.rstrip("*")))
        if word.endswith("*"):
            stems.append("".join(parts))
        elif parts:
            whole.add("".join(parts))
    return any(token in whole or any(token.startswith(stem) for stem in stems) for token in _tokens(text))


def _tokens(text: str) -> Iterator[str]:
    """The words of a text, and those that were spelt out letter by letter."""
    spelt = ""
    for token in _TOKEN.findall(text):
        plain = folded(token)
        yield plain
        if len(plain) == 1:
            spelt += plain
        else:
            yield spelt
            spelt = ""
    yield spelt
