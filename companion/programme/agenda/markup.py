"""HTML as lines: rows of tables, entries of lists, paragraphs and headings, whatever is nested in them."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

CELL: Final = "\ue000"
IN: Final = "\ue001"
OUT: Final = "\ue002"
BREAK: Final = "\ue003"
_BLOCKS = {
    "p",
    "div",
    "ul",
    "ol",
    "dl",
    "table",
    "section",
    "article",
    "tbody",
    "thead",
    "header",
    "footer",
    "main",
    "dt",
    "dd",
}
_SKIPPED = {"script", "style", "head", "template", "noscript"}
_MOST_SPANS: Final = 60


def from_html(text: str) -> str:
    """The text of a piece of HTML, a line for each thing."""
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
        self._spans: dict[int, tuple[int, str]] = {}
        self._span = 1
        self._skip = 0

    def lines(self) -> list[str]:
        self._end()
        return self._lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skip += 1
        elif tag in ("i", "em", "cite"):
            self._line += IN
        elif tag == "br":
            self._line += BREAK if self._row is not None else "\n"
        elif tag == "tr":
            self._end()
            self._row = []
        elif tag in ("td", "th") and self._row is not None:
            self._fill()
            self._line = ""
            value = dict(attrs).get("rowspan") or "1"
            self._span = min(int(value), _MOST_SPANS) if value.isdigit() else 1
        elif self._row is None:
            self._start(tag)
        elif tag in ("li", "p", "div") and self._line.strip():
            self._line += BREAK

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skip = max(0, self._skip - 1)
        elif tag in ("i", "em", "cite"):
            self._line += OUT
        elif tag in ("td", "th") and self._row is not None:
            if self._span > 1:
                self._spans[len(self._row)] = (self._span - 1, self._line)
            self._row.append(self._line)
            self._line = ""
        elif tag == "tr" and self._row is not None:
            self._fill()
            self._lines.append(CELL.join(" ".join(cell.split()) for cell in self._row))
            self._row, self._line = None, ""
        elif self._row is None and (tag in _BLOCKS or tag == "li" or tag[:1] == "h"):
            self._end()
            if tag in ("p", "ul", "ol", "table"):
                self._lines.append("")

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self._line += data

    def _start(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end()
        elif tag == "li":
            self._end()
            self._line = "- "
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._end()
            self._line = "#" * int(tag[1]) + " "

    def _fill(self) -> None:
        """Cells that reach down from a row above: a time for several rows stands in each of them."""
        assert self._row is not None
        while (column := len(self._row)) in self._spans:
            left, text = self._spans.pop(column)
            if left > 1:
                self._spans[column] = (left - 1, text)
            self._row.append(text)

    def _end(self) -> None:
        if self._row is None and self._line.strip(" \n#-"):
            self._lines += [" ".join(part.split()) for part in self._line.split("\n")]
        self._line = ""
