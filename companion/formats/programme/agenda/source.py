"""A pasted text without what the paste put around it: quote marks of mails, senders of chats, unseen characters, HTML."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from companion.formats.programme.agenda.inline import plain
from companion.formats.programme.agenda.markup import BREAK, without_blocks
from companion.formats.programme.agenda.shapes import day_in_one_line, with_colons, with_plain_dates
from companion.formats.programme.agenda.spoken import plain_times

MAX_LINES: Final = 3000
MOST_OF_LINE: Final = 6000  # which may hold a whole day, and is then cut into its items
MAX_LINE: Final = 1500

_UNSEEN = re.compile("[\u00ad\u200b\u200d\u200e\u200f\u2060\ufe0f\ufeff\u202a-\u202e\u2066-\u2069]")
_JOINER = re.compile("(?<![\u0600-\u06ff])\u200c|\u200c(?![\u0600-\u06ff])")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ue000-\ue005]")
_ODD: Final = {"\r\n": "\n", "\r": "\n", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2028": "\n", "\u2029": "\n",
    "\x0b": "\n", "\x0c": "\n"}  # fmt: skip
_QUOTED = re.compile(r"^\s{0,3}(?:>\s?)+")
_CHAT_DATE = r"\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}"
_CHAT_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[APap]\.?[Mm]\.?)?"
_CHAT = re.compile(
    rf"^\s*(?:\[{_CHAT_DATE},?\s{_CHAT_TIME}\]\s?|{_CHAT_DATE},?\s{_CHAT_TIME}\s[-–]\s)(?:~\s?)?(?=[^:\n]*[^\W\d])[^:\n]{{1,60}}:\s?"
)
_GLUED = re.compile(r"^(\W{0,6}\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?)(?=[^\W\d_]{3})", re.IGNORECASE)
_OPEN_FIELD = re.compile(r'(?:^|[\t;,])"(?:[^"]|"")*$')
_MOST_JOINED: Final = 20
_GAP: Final = re.compile(r"[^\S\n]{100,}|([^\w\s])\1{60,}")  # what no agenda has, and takes long to look through


def source_lines(text: str) -> tuple[list[str], list[str]]:
    """The lines of a pasted text, as they were before they were quoted, forwarded, or marked up in HTML; and what is beyond the
    length up to which lines and texts are read."""
    text = unicodedata.normalize("NFC", text)
    for odd, usual in _ODD.items():
        text = text.replace(odd, usual)
    text = _CONTROL.sub("", _JOINER.sub("", _UNSEEN.sub("", text)))
    text = _GAP.sub(lambda gap: gap[0][:60], text)
    lines = _unquoted(text.split("\n"))
    lines = [_GLUED.sub(r"\1 ", line) for line in _joined(without_blocks("\n".join(lines)).split("\n"))]
    beyond = [*(line[MOST_OF_LINE:] for line in lines[:MAX_LINES]), *lines[MAX_LINES:]]
    lines = [line[:MOST_OF_LINE] for line in lines[:MAX_LINES]]
    lines = with_plain_dates([plain_times(line) for line in with_colons(lines)])
    in_one = day_in_one_line(lines)
    lines = [plain_times(line) for line in in_one] if in_one else lines
    beyond += [line[MAX_LINE:] for line in lines]
    return [line[:MAX_LINE] for line in lines], [plain(rest) for rest in beyond if rest.strip()]


def _unquoted(lines: list[str]) -> list[str]:
    quoted = sum(bool(_QUOTED.match(line)) for line in lines)
    lines = [_QUOTED.sub("", line) for line in lines] if quoted >= 2 else lines
    chat = sum(bool(_CHAT.match(line)) for line in lines)
    return [_CHAT.sub("", line) for line in lines] if chat else lines


def _joined(lines: list[str]) -> list[str]:
    """Quoted fields of spreadsheets may go over several lines: those belong to one row."""
    found: list[str] = []
    n = 0
    while n < len(lines):
        line, last = lines[n], n
        if '"' in line and _OPEN_FIELD.search(line[-2000:]):
            last = next((k for k in range(n + 1, min(n + _MOST_JOINED, len(lines))) if lines[k].count('"') % 2), n)
            line = BREAK.join(part.strip(" \r") for part in lines[n : last + 1])
        found.append(line)
        n = last + 1
    return found
