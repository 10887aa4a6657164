"""Markup within a line: Markdown, tags, footnotes. Italics are kept as marks, since they often tell people from titles."""

from __future__ import annotations

import html
import re

from companion.formats.programme.agenda.markup import BREAK, IN, OUT, PIPE, SAME

_SAYS = re.compile(r"[^\W_]")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
_INLINE = re.compile(r"</?(?:b|strong|span|u|a|font|small|sup|sub|mark)(?:\s[^<>]*)?>", re.IGNORECASE)
_ITALIC_IN = re.compile(r"<(?:i|em|cite)(?:\s[^<>]*)?>", re.IGNORECASE)
_ITALIC_OUT = re.compile(r"</(?:i|em|cite)>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*_]{1,400}?)(?<=[^\s*_\\])\1(?![\w*])")
_STRUCK = re.compile(r"~~(?=\S)[^~]{1,400}~~")
_ESCAPED = re.compile(r"\\([*_#\[\]().!+\-|~&<>])")
_FOOTNOTE = re.compile(r"(?<=[\w”“\"'?!)])(?:[¹²³⁴-⁹†‡]|\*{1,3}(?=\s|$)|\[\d{1,2}\])")
_MAIL = re.compile(r"<?\b[\w.+%-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+>?")
_ADDRESS = re.compile(r"<?\bhttps?://\S{1,500}")


def without_markup(text: str) -> str:
    """A line whose markup is gone, but for the marks of italics and of new lines within a cell."""
    text = text.replace("\\|", PIPE)
    if "<" in text:
        text = _ITALIC_IN.sub(IN, _ITALIC_OUT.sub(OUT, _INLINE.sub("", text)))
        text = _TAG.sub(" ", text)
    text = html.unescape(text).replace("\u00a0", " ")
    text = _LINK.sub(r"\1", text)
    text = _BOLD.sub(r"\2", text)
    text = _EMPHASIS.sub(lambda m: f"{IN}{m[2]}{OUT}", text)
    text = _STRUCK.sub(" ", text).replace("`", "")
    return _ESCAPED.sub(r"\1", text)


def tidy(cell: str) -> str:
    """A cell without addresses and footnotes, and with single spaces."""
    cell = _ADDRESS.sub(" ", _MAIL.sub(" ", _FOOTNOTE.sub("", cell)))
    parts = (" ".join(part.split()).strip(" |") for part in cell.split(BREAK))
    return BREAK.join(part for part in parts if part.strip(IN + OUT + SAME + " ")).replace(PIPE, "|")


def plain(text: str) -> str:
    """A text without the marks of italics."""
    for mark in (IN, OUT, BREAK):
        text = text.replace(mark, " ")
    return " ".join(text.replace(SAME, "").split())


def says(text: str) -> bool:
    """Whether there is anything in a text to call something by: a dash and its like are nothing."""
    return bool(_SAYS.search(text))


def parts_of(cell: str) -> list[str]:
    """The lines within a cell."""
    return [part for part in cell.replace(SAME, "").split(BREAK) if plain(part)]
