"""Cleaning of what people type, before it is stored or shown to anybody."""

from __future__ import annotations

import re
import unicodedata

from companion.core.errors import Refusal

# Bidi overrides and isolates can make a sentence read backwards on a projector. ZWJ and ZWNJ stay: Persian and emoji need
# them; so do the marks that only say which way the next character reads, which Hebrew and Arabic need beside figures.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\u2028\u2029]")
_MARKS_OF_DIRECTION = re.compile("[\u200e\u200f\u061c]+")
# Not seen by anybody, so they could carry what no moderator has read, or make two different questions look the same.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_HIDING = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_FLAG_OF_A_REGION = re.compile("(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f)")
_VISIBLE = re.compile(r"[^\s\u200c-\u200f\u061c\u2800\ufe00-\ufe0f]")
_SPACES = re.compile(r"[ \t\u00a0]+")
_BREAKS = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_MARKS = 4


def clean(text: str) -> str:
    """`text` in NFC, without control, overriding and unseen characters, spaces folded, marks per letter capped."""
    text = unicodedata.normalize("NFC", _capped(text.replace("\r\n", "\n").replace("\r", "\n")))
    # The letters of a flag are unseen anywhere else.
    parts = _FLAG_OF_A_REGION.split(_BIDI.sub("", text))
    text = "".join(part if n % 2 else _UNSEEN.sub("", part) for n, part in enumerate(parts))
    text = _MARKS_OF_DIRECTION.sub(lambda marks: marks[0][0], text)
    kept: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if (
            marks <= _MARKS
            and (category not in ("Cc", "Cs", "Co") or char == "\n" or char == "\t")
            and not _is_none(char)
        ):
            kept.append(char)
    return _BLANK_LINES.sub("\n\n", _SPACES.sub(" ", "".join(kept))).strip()


def _is_none(char: str) -> bool:
    """Whether a character will never be one. Others that this Python does not know may be of a newer Unicode."""
    code = ord(char)
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def _capped(text: str) -> str:
    """At most twice the marks in a row that will stay: to put thousands in order takes the square of their number."""
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= 2 * _MARKS:
            kept.append(char)
    return "".join(kept)


def unhidden(text: str) -> str:
    """`text` without characters that control or turn round what stands beside them; all else stays as it is."""
    return _HIDING.sub("", text)


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
