"""HTML as lines: rows of tables, entries of lists, paragraphs and headings, whatever is nested in them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

CELL: Final = "\ue000"  # between the cells of a row
IN: Final = "\ue001"  # italics begin
OUT: Final = "\ue002"  # and end
BREAK: Final = "\ue003"  # a new line within a cell
SAME: Final = "\ue004"  # a cell that reaches down from the row above
PIPE: Final = "\ue005"  # a "|" that divides no cells
_BLOCKS = frozenset(
    "p div ul ol dl table section article aside nav tbody thead tfoot caption header footer main dt dd address blockquote"
    " figure figcaption form fieldset details summary pre hr li h1 h2 h3 h4 h5 h6 tr td th".split()
)
_SKIPPED = frozenset({"script", "style", "head", "template", "noscript", "svg"})
_ITALIC = frozenset({"i", "em", "cite"})
_FIELDS = frozenset({"span", "time"})
_CELLS = frozenset({"td", "th"})
_BLANK_AFTER = frozenset({"p", "ul", "ol", "table"})
_MOST_SPANS: Final = 60
_BLOCK_TAG = re.compile(
    r"<(?:table|tr|li|ul|ol|p|div|span|time|h[1-6]|dl|dt|dd|section|article)\b[^<>]{0,2000}>", re.IGNORECASE
)
_BR = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)


def without_blocks(text: str) -> str:
    """The text, with HTML in it turned into lines; what has no blocks keeps its lines as they are."""
    if len(_BLOCK_TAG.findall(text[:200_000])) >= 2:
        return _from_html(text)
    if "<" not in text:
        return text
    return "\n".join(_BR.sub(BREAK if "|" in line or "\t" in line else "\n", line) for line in text.split("\n"))


def _from_html(text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    tagged = sum("<" in line for line in lines)
    if tagged * 2 >= len(lines):  # a page's source, where the end of a line means nothing
        text = text.replace("\n", " ")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return "\n".join(reader.lines())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line = ""
        self._row: list[str] | None = None
        self._cell = False
        self._spans: dict[int, tuple[int, str]] = {}
        self._down = self._across = 1
        self._depth = 0
        self._skip = 0
        self._named: list[bool] = []  # of the open spans: whether they have a class
        self._set_off = False
        self._beside = False

    def lines(self) -> list[str]:
        self._end_row()
        self._end()
        return self._lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skip += 1
        elif tag in _ITALIC:
            self._line += IN
        elif tag == "br":
            self._line += BREAK if self._row is not None else "\n"
        elif tag == "tr":
            self._end_row()
            self._end()
            self._row = []
        elif tag in _CELLS and self._row is not None:
            self._start_cell(dict(attrs))
        elif tag in _FIELDS and self._row is None:
            # Two side by side with nothing between them are fields, too; so is a time, whatever stands beside it.
            self._start_span(tag == "time" or self._beside or any(name == "class" for name, _ in attrs))
        elif tag == "table":
            self._end_row()
            self._end()
            self._spans = {}
        elif tag in _BLOCKS:
            self._start_block(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skip = max(0, self._skip - 1)
        elif tag in _ITALIC:
            self._line += OUT
        elif tag in _CELLS and self._row is not None:
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag in _FIELDS and self._named:
            self._set_off = self._named.pop() or self._set_off
            self._beside = True
        elif tag in ("ul", "ol"):
            self._depth = max(0, self._depth - 1)
        if tag in _BLOCKS and self._row is None:
            self._end()
            if tag in _BLANK_AFTER and self._depth == 0:
                self._lines.append("")
        elif tag in _BLOCKS and self._cell and tag not in _CELLS:
            self._line += BREAK

    def handle_data(self, data: str) -> None:
        if self._skip:
            return
        self._beside = False
        if self._set_off and data.strip():
            self._line += CELL if self._line.strip(" \n-") else ""
            self._set_off = False
        self._line += data

    def _start_block(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._depth += 1
        if self._row is not None:
            self._line += BREAK if self._line.strip() else ""
            self._line += "- " if tag == "li" else ""
            return
        self._end()
        if tag == "li":
            self._line = "    " * (max(1, self._depth) - 1) + "- "
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._line = "#" * int(tag[1]) + " "

    def _start_span(self, named: bool) -> None:
        """Spans with classes side by side are fields: the time, the title, who."""
        self._named.append(named)
        if named and self._line.strip(" \n-#"):
            self._set_off = True

    def _start_cell(self, attrs: dict[str, str | None]) -> None:
        if self._cell:
            self._end_cell()
        self._fill()
        self._line, self._cell = "", True
        self._down, self._across = (_number(attrs.get(name)) for name in ("rowspan", "colspan"))

    def _end_cell(self) -> None:
        assert self._row is not None
        for _ in range(self._across if self._cell else 0):
            if self._down > 1:
                self._spans[len(self._row)] = (self._down - 1, SAME + self._line)
            self._row.append(self._line)
            self._fill()
        self._line, self._cell = "", False

    def _fill(self) -> None:
        """Cells that reach down from a row above: a time for several rows stands in each of them."""
        assert self._row is not None
        while (column := len(self._row)) in self._spans:
            left, text = self._spans.pop(column)
            if left > 1:
                self._spans[column] = (left - 1, text)
            self._row.append(text)

    def _end_row(self) -> None:
        if self._row is None:
            return
        if self._cell:
            self._end_cell()
        self._fill()
        cells = [" ".join(cell.split()) for cell in self._row]
        if len(set(cells)) == 1:
            cells = cells[:1]  # one cell across the table is a heading in it
        if any(cells):
            self._lines.append(CELL.join(cells) if len(cells) > 1 else cells[0].replace(BREAK, "\n"))
        self._row, self._line, self._cell = None, "", False

    def _end(self) -> None:
        self._set_off = False
        if self._row is None and self._line.strip(f" \n#-{IN}{OUT}"):
            first, *rest = self._line.split("\n")
            indent = first[: len(first) - len(first.lstrip())] if first.lstrip().startswith("- ") else ""
            self._lines += [indent + " ".join(first.split()), *(" ".join(part.split()) for part in rest)]
        if self._row is None:
            self._line = ""


def _number(text: str | None) -> int:
    return max(1, min(int(text), _MOST_SPANS)) if text and text.isascii() and text.isdigit() else 1
