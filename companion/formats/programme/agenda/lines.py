"""From a pasted text to lines with cells: Markdown, HTML, tabs, CSV and plain text all come out alike."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from companion.formats.programme.agenda.clock import Span, leading, only
from companion.formats.programme.agenda.fields import Splitter
from companion.formats.programme.agenda.inline import plain, tidy, without_markup
from companion.formats.programme.agenda.markup import CELL
from companion.formats.programme.agenda.tongues import any_of, fold, months, shared

_BULLET = re.compile(r"^(\s*)(?:[-–—•▪●◦‣·∙○■□➢➤►✓✔→*+]|\\-)\s+")
_GROUP = any_of(shared("groups"))
_NUMBER = re.compile(
    rf"^(\s*)(?:{_GROUP}(?:\s*#?\s*\d{{1,2}}(?:\.\d{{1,2}}|[a-h])?|\s+#?\s?[a-z]\d?)(?:\s*\([^()]{{2,40}}\))?\s*[:.)–—-]\s+"
    rf"|{_GROUP}\s\d{{1,2}}\.\d{{1,2}}\s+(?=\S)"
    r"|(?:ws|ag)\s?\d{1,2}\s+(?=\S)"
    r"|\(?(?:\d{1,2}|[a-h])[.)/]\s+(?!\d{1,2}\.(?:\s|\d{4}|$))"
    rf"(?!{any_of(list(months()))}(?!\w))"
    r"|(?:top|o|no|punkt|item)\s?\d{1,2}(?:\.\d{1,2})?\s*[:.)–—-]?\s+)"
)
_LETTER = re.compile(r"^(\s*)[A-H](?::\s+(?=\S)|\s{2,}(?=[A-ZÄÖÜ„“\"]))")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+")
_RULE = re.compile(r"^\s*\|?[\s:|=_*+-]{3,}\|?\s*$")


@dataclass(slots=True)
class Row:
    """A row of a table as its columns tell it. `down`: titles that reach down from the row above."""

    span: Span | None = None
    date: str = ""
    place: str = ""
    titles: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    kind: str = ""
    languages: str = ""
    down: list[str] = field(default_factory=list)
    days: list[tuple[int, str]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    then: bool = False


@dataclass(slots=True)
class Line:
    """One line: its cells, where it stood, and what its shape says. `number`: it was enumerated, by `prefix`; `depth`:
    how far it was indented. What follows is what it says, by `grammar`: `span`, the time that it is at, the `titles` and
    `people` then; `header`: it is the head of a table, `down`: titles that reach down to it from the row above, `agenda`: the
    columns of its table are those of an agenda; `unused`:
    cells that nothing is made of; `grid`: a row without a title in its table goes on with what stands above;
    `then`: it comes after what stands above, at no time that is said; `place`: where it is; `complete`: its table has a column
    for all that may stand in a title, so that a title is nothing else.
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
    span: Span | None = None
    titles: list[str] = field(default_factory=list)
    people: str = ""
    date: str = ""
    kind: str = ""
    languages: str = ""
    header: bool = False
    down: list[str] = field(default_factory=list)
    days: list[tuple[int, str]] = field(default_factory=list)
    agenda: bool = False
    unused: list[str] = field(default_factory=list)
    grid: bool = False
    then: bool = False
    place: str = ""
    complete: bool = False

    @property
    def text(self) -> str:
        """All cells as one text, without marks of italics."""
        return " ".join(plain(cell) for cell in self.cells if cell).strip()

    def take(self, row: Row) -> None:
        """Translate what a row of a table says."""
        self.span, self.titles, self.people = row.span, row.titles, "; ".join(row.people)
        self.days, self.unused, self.then, self.place = row.days, row.unused, row.then, row.place
        self.date, self.kind, self.languages, self.down = row.date, row.kind, row.languages, row.down

    def reshape(self, text: str) -> str:
        """The text behind a time without the bullet or number that stands there, which the line remembers."""
        return _shape(self, text)


def split_lines(raws: list[str]) -> list[Line]:
    """Those of the lines that say something."""
    found: list[Line] = []
    blank = True
    splitter = Splitter(raws)
    for n, raw in enumerate(raws):
        line = _line(raw, splitter, n)
        if line is not None and line.text:
            line.after_blank = blank
            found.append(line)
            blank = False
        elif not _RULE.match(raw) or not raw.strip():
            blank = True
    return found


def _line(raw: str, splitter: Splitter, n: int) -> Line | None:
    if not raw.strip() or _RULE.match(raw):
        return None
    heading = _HEADING.match(raw)
    text = raw[heading.end() :].rstrip("# ") if heading else raw
    line = Line([], plain(raw.replace(CELL, " | ")), heading=len(heading[1]) if heading else 0)
    line.cells = splitter.cells(n, without_markup(text))
    line.table = len(line.cells) > 1
    if text.strip().startswith("|") and not line.table and only(plain(text.strip(" |"))) is not None:
        line.cells, line.table = [text.strip(" |")], True
    # An enumeration stands at the beginning of what is said: of the line, or of the first cell that says something.
    for at, cell in enumerate(line.cells):
        if cell.strip():
            line.cells[at] = _shape(line, cell)
            break
    if len(line.cells) > 1 and leading(plain(line.cells[0])):
        line.cells[1] = _shape(line, line.cells[1])
    line.cells = [tidy(cell) for cell in line.cells]
    while len(line.cells) > 1 and not line.cells[-1]:
        line.cells.pop()
    for at, cell in enumerate(line.cells[1:3], 1):
        if line.table and not line.number and not line.cells[0]:
            line.cells[at] = tidy(_shape(line, cell))
    return line


def _shape(line: Line, cell: str) -> str:
    """The cell without its bullet or number, which the line remembers."""
    for pattern, name in ((_BULLET, "bullet"), (_NUMBER, "number"), (_LETTER, "number")):
        match = pattern.match(fold(cell[:80]) if pattern is _NUMBER else cell)
        if match and cell[match.end() :].strip():
            setattr(line, name, True)
            line.prefix = cell[: match.end()].strip() if name == "number" else line.prefix
            line.depth = max(line.depth, len(match[1].expandtabs(4)))
            cell = cell[match.end() :]
    return cell


def inner_line(text: str) -> Line:
    """A line that stands within a cell."""
    line = Line([], plain(text))
    line.cells = [tidy(_shape(line, text))]
    line.titles = list(line.cells)
    return line


def is_named(line: Line) -> bool:
    """Whether an enumeration says more than a number: “Workshop A:” is part of a title, “1.” is not."""
    return len(line.prefix) > 3 and not line.prefix.upper().startswith(("TOP", "PUNKT", "ITEM", "Ö", "NÖ"))
