"""Which of the older encodings a text was written in, by the letters that it would have: no word has a sign within it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

ENCODINGS: Final = ("cp1252", "cp1250", "cp1254", "cp1251", "cp1253", "mac_roman", "cp850", "cp1255", "cp1256")
_WORD: Final = re.compile(r"[^\s;,|\t\"()@/<>]*[^\x00-\x7f\s][^\s;,|\t\"()@/<>]*")
_USUAL: Final[dict[str, frozenset[str]]] = {
    "cp1252": frozenset("äöüßÄÖÜéèêëçñáíóúàâîïôûùìòãõåøæœÉÀÈÇÅØÑ’“”–„"),
    "cp1250": frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉÍŘŠŤÚŽőűŐŰöüÖÜăâîşĂÂÎŞäß’–„”"),
    "cp1254": frozenset("ğıİşŞĞçÇöÖüÜâîéä’–"),
    "mac_roman": frozenset("äöüßÄÖÜéèêëçñáíóúàâîïôûùìòãõåøæÉÀÇÅØÑ’“”–"),
    "cp850": frozenset("äöüßÄÖÜéèêëçñáíóúàâîïôûùìòãõåøæÉÀÇÅØÑ"),
}
_RARE_GREEK: Final = frozenset("ΰΐϊϋ")
_TURKISH: Final = frozenset("ğşĞŞİ")
_ENOUGH: Final = 600  # words
_SAMPLE: Final = 60_000  # bytes


def best_encoding(data: bytes) -> str:
    """The encoding in which the words of these bytes look most like words."""
    told = b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:_SAMPLE]
    scores = {name: _score(told.decode(name, errors="replace"), name) for name in ENCODINGS}
    return max(ENCODINGS, key=lambda name: scores[name])


def mended(text: str) -> str:
    """A text that was taken for western European and encoded a second time, as it was: `MÃ¼ller`."""
    if not any(sign in text for sign in "ÃÂÅÄÐÑ"):
        return text
    return "\n".join(_mended_line(line) for line in text.split("\n"))


def _mended_line(line: str) -> str:
    try:
        return line.encode("cp1252").decode("utf-8") if not line.isascii() else line
    except UnicodeError:
        return line


def _score(text: str, encoding: str) -> float:
    words = _WORD.findall(text)[:_ENOUGH]
    # Bytes that are Turkish letters here are others in central Europe, where they hardly stand together.
    turkish = encoding == "cp1254" and any(char in _TURKISH for char in text)
    return sum(_word(word, encoding) for word in words) + turkish


def _word(word: str, encoding: str) -> float:
    odd = [char for char in word if not char.isascii()]
    letters = [char for char in word if char.isalpha()]
    scripts = {_script(char) for char in letters}
    score = -3.0 * sum(not (char.isalpha() or unicodedata.category(char) in ("Mn", "Pi", "Pf", "Pd")) for char in odd)
    if len(scripts) > 1:
        return score - 3.0
    score -= 2.0 * sum(char.isupper() and not char.isascii() for char in word[1:]) * (not word.isupper())
    if scripts == {"latin"}:
        if len(letters) > 4 and sum(not char.isascii() for char in letters) * 5 > len(letters) * 3:
            score -= 4.0
        return score + sum(0.5 if char in _USUAL.get(encoding, ()) else -1.0 for char in odd if char.isalpha())
    score -= sum(char in _RARE_GREEK for char in odd) + 1.5 * ("ς" in word[:-1])
    return score + 0.4 * len(letters)


def _script(char: str) -> str:
    return "latin" if char.isascii() else unicodedata.name(char, "?").split(" ")[0].lower()
