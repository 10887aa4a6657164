"""From a pasted text to lines with cells: Markdown, HTML, tabs, CSV and plain text all come out alike.

Italics are kept as marks, since they often tell people from titles; all other markup is dropped.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from companion.programme.agenda.clock import leading
from companion.programme.agenda.markup import BREAK, CELL, IN, OUT, from_html

MAX_LINES: Final = 3000
MAX_LINE: Final = 1500
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
_BLOCKS = re.compile(r"<(?:table|tr|li|ul|ol|p|div|h[1-6]|dl|dt|dd|section|article|br)\b", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:b|strong|span|u|a|font|small|sup|sub|mark)(?:\s[^<>]*)?>", re.IGNORECASE)
_ITALIC_IN = re.compile(r"<(?:i|em|cite)(?:\s[^<>]*)?>", re.IGNORECASE)
_ITALIC_OUT = re.compile(r"</(?:i|em|cite)>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*_]{1,400}?)(?<=[^\s*_\\])\1(?![\w*])")
_BULLET = re.compile(r"^(\s*)(?:[-–—•▪●◦‣·∙○■□➢➤►*+]|\\-)\s+")
_NUMBER = re.compile(
    r"^(\s*)(?:(?:WS|AG|Workshop|Arbeitsgruppe|Forum|Themeninsel|Session"
    r"|Breakout)\s*#?\s*(?:\d{1,2}|[A-Z])\s*[:.)–—-]\s+"
    r"|\(?(?:\d{1,2}|[A-Ha-h])[.)]\s+(?!\d{1,2}\b[.:]))"
)
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+")
_RULE = re.compile(r"^\s*\|?[\s:|=_*-]{3,}\|?\s*$")
_FOOTNOTE = re.compile(r"(?<=[\w”“\"'?!)])(?:[¹²³⁴-⁹†‡]|\*{1,3}(?=\s|$)|\[\d{1,2}\])")
_MAIL = re.compile(r"\S+@\S+\.\w{2,}")


@dataclass(slots=True)
class Line:
    """One line: its cells, where it stood, and what its shape says. `number`: it was enumerated, by `prefix`; `depth`:
    how far it was indented.
    """

    cells: list[str]
    raw: str
    bullet: bool = False
    prefix: str = ""
    number: bool = False
    heading: int = 0
    depth: int = 0
    table: bool = False
    after_blank: bool = False

    @property
    def text(self) -> str:
        """All cells as one text, without marks of italics."""
        return " ".join(plain(cell) for cell in self.cells if cell).strip()


def plain(text: str) -> str:
    """A text without the marks of italics."""
    return " ".join(text.replace(IN, " ").replace(OUT, " ").split())


def split_lines(text: str) -> list[Line]:
    """The lines of a text that say something."""
    text = _CONTROL.sub("", _UNSEEN.sub("", unicodedata.normalize("NFC", text)))
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
        .replace("\u2028", "\n")
    )
    if len(_BLOCKS.findall(text[:200_000])) >= 2:
        text = from_html(text)
    separator = _separator(text)
    found: list[Line] = []
    blank = True
    for raw in text.split("\n")[:MAX_LINES]:
        line = _line(raw[:MAX_LINE], separator)
        if line is not None and line.text:
            line.after_blank = blank
            found.append(line)
            blank = False
        elif not _RULE.match(raw) or not raw.strip():
            blank = True
    return found


def _line(raw: str, separator: str | None) -> Line | None:
    if not raw.strip() or _RULE.match(raw):
        return None
    heading = _HEADING.match(raw)
    text = raw[heading.end() :].rstrip("# ") if heading else raw
    text = _inline(text)
    line = Line([], raw.strip(), heading=len(heading[1]) if heading else 0)
    stripped = text.strip()
    if CELL in text:
        line.cells, line.table = text.split(CELL), True
    elif stripped.count("|") >= 2 and stripped.startswith("|"):
        line.cells, line.table = stripped.strip("|").split("|"), True
    elif "\t" in text.strip("\n "):
        line.cells, line.table = text.split("\t"), True
    elif separator and separator in text:
        line.cells, line.table = _fields(text, separator), True
    elif " | " in stripped:
        line.cells, line.table = stripped.split(" | "), True
    else:
        line.cells = [text]
    # An enumeration stands at the beginning of what is said: of the line, or of the first cell that says something.
    for n, cell in enumerate(line.cells):
        if cell.strip():
            line.cells[n] = _shape(line, cell)
            break
    if line.table and len(line.cells) > 1 and leading(plain(line.cells[0])):
        line.cells[1] = _shape(line, line.cells[1])
    line.cells = [_clean(cell) for cell in line.cells]
    while len(line.cells) > 1 and not line.cells[-1]:
        line.cells.pop()
    for n, cell in enumerate(line.cells[1:3], 1):
        if line.table and not line.number and not line.cells[0]:
            line.cells[n] = _clean(_shape(line, cell))
    return line


def _shape(line: Line, cell: str) -> str:
    """The cell without its bullet or number, which the line remembers."""
    for pattern, name in ((_BULLET, "bullet"), (_NUMBER, "number")):
        match = pattern.match(cell)
        if match and cell[match.end() :].strip():
            setattr(line, name, True)
            line.prefix = match[0].strip() if name == "number" else line.prefix
            line.depth = max(line.depth, len(match[1].expandtabs(4)))
            cell = cell[match.end() :]
    return cell


def _inline(text: str) -> str:
    """Markup inside a line: italics marked, everything else dropped."""
    if "<" in text:
        text = _ITALIC_IN.sub(IN, _ITALIC_OUT.sub(OUT, _INLINE.sub("", text)))
        text = _TAG.sub(" ", text.replace("<br>", BREAK).replace("<br/>", BREAK))
    text = html.unescape(text).replace("\u00a0", " ")
    text = _LINK.sub(r"\1", text)
    text = _BOLD.sub(r"\2", text)
    text = _EMPHASIS.sub(lambda m: f"{IN}{m[2]}{OUT}", text)
    return re.sub(r"\\([*_#\[\]().!+\-|~])", r"\1", text)


def _clean(cell: str) -> str:
    cell = _MAIL.sub(" ", _FOOTNOTE.sub("", cell))
    return " ".join(cell.replace(BREAK, " ").split()).strip(" |")


def _separator(text: str) -> str | None:
    """What separates the fields of a text that is a CSV file, else None."""
    lines = [line for line in text.split("\n")[:40] if line.strip()]
    for separator in (";", ","):
        counts = [line.count(separator) for line in lines]
        head = lines[0].lower() if lines else ""
        named = any(word in head for word in ("zeit", "time", "beginn", "start", "von"))
        if len(lines) >= 3 and named and min(counts) >= 1 and max(counts) <= 12:
            return separator
    return None


def _fields(text: str, separator: str) -> list[str]:
    found, quoted = [""], False
    for char in text:
        if char == '"':
            quoted = not quoted
        elif char == separator and not quoted:
            found.append("")
        else:
            found[-1] += char
    return found
