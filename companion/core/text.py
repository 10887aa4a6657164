"""Cleaning of what people type, before it is stored or shown to anybody."""

from __future__ import annotations

import re
import unicodedata

from companion.core.errors import Refusal

# Bidi overrides and isolates can make a sentence read backwards on a projector. ZWJ and ZWNJ stay: Persian and emoji need them.
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff\u2028\u2029]")
# Not seen by anybody, so they could carry what no moderator has read, or make two different questions look the same.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_VISIBLE = re.compile(r"[^\s\u200c\u200d\u2800\ufe00-\ufe0f]")
_SPACES = re.compile(r"[ \t\u00a0]+")
_BREAKS = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_MARKS = 4


def clean(text: str) -> str:
    """`text` in NFC, without control, direction and unseen characters, spaces folded, marks per letter capped."""
    text = unicodedata.normalize("NFC", _capped(text.replace("\r\n", "\n").replace("\r", "\n")))
    text = _UNSEEN.sub("", _BIDI.sub("", text))
    kept: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= _MARKS and (category not in ("Cc", "Cs", "Co", "Cn") or char == "\n" or char == "\t"):
            kept.append(char)
    return _BLANK_LINES.sub("\n\n", _SPACES.sub(" ", "".join(kept))).strip()


def _capped(text: str) -> str:
    """At most twice the marks in a row that will stay: to put thousands in order takes the square of their number."""
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= 2 * _MARKS:
            kept.append(char)
    return "".join(kept)


def line(text: str) -> str:
    """`text` cleaned and on one line."""
    return " ".join(clean(text).split())


def unbroken(text: str) -> str:
    """`text` on one line; spaces that hold a number and its noun together stay."""
    return _BREAKS.sub(" ", text).strip()


def pick(words: str | dict[str, str], lang: str) -> str:
    """A title in `lang`, or in the first language that it has; plain titles are as they are."""
    if isinstance(words, str):
        return words
    return words.get(lang) or next(iter(words.values()), "")


def required(text: str, limit: int) -> str:
    """`text` cleaned. Raises `Refusal` `empty`, or `too_long` if it has more than `limit` characters."""
    text = clean(text)
    if not _VISIBLE.search(text):
        raise Refusal("empty")
    return limited(text, limit)


def limited(text: str, limit: int) -> str:
    """`text` as it is. Raises `Refusal("too_long")` if it has more than `limit` characters."""
    if len(text) > limit:
        raise Refusal("too_long", limit)
    return text
