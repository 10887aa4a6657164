"""A document as a PDF: A4, with bookmarks, numbered pages, and letters for every usual script.

Setting text is the work of libraries, and somebody will write what they cannot set. It is left out, said so in its place,
and told to whoever ordered the document; nothing else is lost by it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from companion.core.text import unbroken
from companion.formats.paper import LEADING, POINT_MM, Paper
from companion.formats.reports.blocks import Block, Grid, Heading, Item, Items, Text

MARGIN: Final = 22.0
FOOT: Final = 20.0
MOST_IN_CELL: Final = 1000
"""Characters. A row of a table cannot go on on the next page, so a table with more than this in a cell becomes a list."""
SIZES: Final = {1: 20.0, 2: 15.0, 3: 12.0, 4: 10.0}
ABOVE: Final = {1: 0.0, 2: 9.0, 3: 6.0, 4: 3.0}
BODY: Final = 10.0
SMALL: Final = 8.5
LINE: Final = 1.25
INK: Final = (27, 29, 34)
QUIET: Final = (89, 94, 104)
RULE: Final = (217, 220, 225)
Progress = Callable[[float], None]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Printed:
    """A document on paper; `unset` names the places of what could not be set."""

    data: bytes
    unset: tuple[str, ...]


def paper(
    blocks: Sequence[Block], lang: str, fonts: dict[str, Path], missing: str = "–", tell: Progress = lambda share: None
) -> Printed:
    """The document; `missing` stands where something could not be set, `tell` hears which share of it is on paper."""
    report = _Report(fonts, lang, missing)
    for n, block in enumerate(blocks):
        report.put(block)
        tell((n + 1) / len(blocks))
    return Printed(report.finished(), tuple(report.unset))


class _Report(Paper):
    def __init__(self, fonts: dict[str, Path], lang: str, missing: str) -> None:
        super().__init__(fonts)
        self.unset: list[str] = []
        self._missing, self._under, self._entry = missing, "", 0
        self.set_lang(lang)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, FOOT)
        self.add_page()

    def footer(self) -> None:
        self._style(SMALL, QUIET)
        self.set_y(-FOOT + 6)
        self.cell(0, 5, str(self.page_no()), align="R")

    def put(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._under, self._entry = unbroken(block.text), 0
            self._try(partial(self._heading, block))
        elif isinstance(block, Text):
            self._try(partial(self._text, block))
        elif isinstance(block, Items):
            for item in block.items:
                self._entry += 1
                self._try(partial(self._item, item))
            self.ln(1.5)
        else:
            self._entry += 1
            self._try(partial(self._grid, block))

    def _try(self, set_it: Callable[[], object]) -> None:
        """Set something, or say that it is missing."""
        try:
            set_it()
        except Exception as error:  # whatever the libraries do not foresee
            log.warning("something could not be set on paper: %s", type(error).__name__)
            self.unset.append(f"{self._under} ({self._entry})" if self._entry else self._under)
            self._style(SMALL, QUIET)
            self._flow(self._missing)
            self.ln(1.5)

    def _text(self, block: Text) -> None:
        self._style(SMALL if block.quiet else BODY, QUIET if block.quiet else INK)
        self._flow(block.text)
        self.ln(1.5)

    def _heading(self, block: Heading) -> None:
        self.ln(ABOVE[block.level])
        size = SIZES[block.level]
        if self.will_page_break(size * POINT_MM * LEADING + 14):  # a heading at the foot of a page heads nothing
            self.add_page()
        if block.level == 1:
            self.set_title(unbroken(block.text))
        self._style(size, INK if block.level < 4 else QUIET, bold=True)
        self.start_section(unbroken(block.text)[:120], level=block.level - 1, strict=False)
        self._flow(block.text)
        self.ln(1.5)

    def _item(self, item: Item) -> None:
        self._style(BODY, INK)
        height = BODY * POINT_MM * LINE
        if self.will_page_break(height):
            self.add_page()
        self.set_x(MARGIN)
        self.cell(5, height, "–")
        with self._indented(5):
            self._flow(item.text)
            if item.beside:
                self._style(SMALL, QUIET)
                self._flow(item.beside)
            for part in filter(str.strip, item.below.splitlines()):
                self._style(BODY, QUIET)
                with self._indented(4):
                    self._flow(part)
        self.ln(1)

    def _grid(self, grid: Grid) -> None:
        if any(len(cell) > MOST_IN_CELL for row in grid.rows for cell in row):
            return self.put(_listed(grid))
        self._style(SMALL, INK)
        self.set_draw_color(*RULE)
        align = ["RIGHT" if n in grid.numbers else "LEFT" for n in range(len(grid.header))]
        with self.table(
            col_widths=grid.widths,
            text_align=tuple(align),
            borders_layout="HORIZONTAL_LINES",
            headings_style=FontFace(emphasis="BOLD", color=QUIET),
            line_height=SMALL * POINT_MM * 1.45,
            padding=(1, 2, 1, 0),
        ) as table:
            for row in (grid.header, *grid.rows):
                cells = table.row()
                for cell in row:
                    cells.cell(unbroken(cell))
        self.ln(2)
        return None

    def _flow(self, text: str) -> None:
        height = self.font_size_pt * POINT_MM * LINE
        self.set_x(self.l_margin)
        self.multi_cell(0, height, unbroken(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _style(self, size: float, color: tuple[int, int, int], bold: bool = False) -> None:
        self.set_font("text", "B" if bold else "", size)
        self.set_text_color(*color)

    def _indented(self, by: float) -> _Indent:
        return _Indent(self, by)


def _listed(grid: Grid) -> Items:
    rows = (zip(grid.header, row, strict=True) for row in grid.rows)
    return Items(tuple(Item(" · ".join(f"{head}: {cell}" for head, cell in row if cell)) for row in rows))


class _Indent:
    def __init__(self, report: _Report, by: float) -> None:
        self._report, self._by = report, by

    def __enter__(self) -> None:
        self._report.set_left_margin(self._report.l_margin + self._by)

    def __exit__(self, *error: object) -> None:
        self._report.set_left_margin(self._report.l_margin - self._by)
