"""Texts and words as an eye reads them, whatever characters they are made of. Only for comparing: nothing folded is stored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

WORD: Final = re.compile(r"[^\W_]+(?:[@$!][^\W_]+)*")
# Superscripts that would turn into letters of the word before them.
_SIGNS: Final = re.compile("[™℠®©]")
_ENCLOSED_LETTERS: Final = {
    first + n: chr(ord("A") + n) for first in (0x1F150, 0x1F170, 0x1F1E6) for n in range(26)
}  # white on black, and those that flags are made of
_PICTURE_IN_A_WORD: Final = re.compile("(?<=[^\\W_])[\U0001f000-\U0001faff\u2190-\u2bff]+(?=[^\\W_])")
_STRETCHED: Final = re.compile(r"([^\W\d_])\1{2,}")
_LATIN: Final = re.compile(r"LATIN (?:SMALL |CAPITAL )?LETTER (?:\w+ )*?([A-Z])(?: WITH .*)?")
_BY_HAND: Final = {"ß": "ß", "ι": "i", "ɩ": "i"}
_FIGURES: Final = str.maketrans("0134578@$!l", "oieastbasii")  # a capital I and a small l look the same
_UMLAUTS: Final = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ß", "ss"))


@lru_cache(maxsize=256)
def revealed(text: str) -> str:
    """`text` in plain letters and figures: without accents, joiners, marks around characters and pictures inside words, letters
    of other scripts that look like Latin ones as those, all figures as 0 to 9.
    """
    text = unicodedata.normalize("NFKD", _SIGNS.sub("", text).translate(_ENCLOSED_LETTERS))
    return _PICTURE_IN_A_WORD.sub("", "".join(map(_plain, text)))


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """A word by its bare letters: no case, accents or umlauts, no letter thrice, and letters where figures stand for them."""
    plain = revealed(word).casefold()
    for old, new in _UMLAUTS:
        plain = plain.replace(old, new)
    return plain if plain.isdigit() else _STRETCHED.sub(r"\1", plain.translate(_FIGURES))


def words_of(text: str) -> Iterator[str]:
    """The words of a text, folded, and those that were spelt out letter by letter."""
    spelt = ""
    for token in WORD.findall(revealed(text)):
        plain = folded(token)
        yield plain
        if len(plain) == 1:
            spelt += plain
        else:
            yield spelt
            spelt = ""
    yield spelt


@cache
def _plain(char: str) -> str:
    """What a character looks like, if that is a Latin letter or a figure; nothing for one that is not seen by itself."""
    if char.isascii():
        return char
    category = unicodedata.category(char)
    if category in ("Cf", "Me", "Mn"):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    return _latin_twin(char) if category[0] == "L" else char


def _latin_twin(char: str) -> str:
    # Reading the table takes a moment, and most texts need none of it.
    from confusable_homoglyphs.confusables import is_confusable

    if char in _BY_HAND:
        return _BY_HAND[char]
    names = [unicodedata.name(char, "")]
    # Either case, so that a word reads the same in capitals; small Cyrillic letters have the shape of their capitals.
    variants = (char.upper(), char.lower()) if names[0].startswith("CYRILLIC") else (char, char.swapcase())
    for variant in variants:
        found = is_confusable(variant, preferred_aliases=["latin"]) or []
        names += [twin["n"] for one in found for twin in one["homoglyphs"]]
    letter = next((match[1] for match in map(_LATIN.fullmatch, names) if match), None)
    return char if letter is None else letter if char.isupper() else letter.lower()
