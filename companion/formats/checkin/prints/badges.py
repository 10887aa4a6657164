"""Badges: several to a sheet of labels, the name in letters that are read at two metres.

A capital of 7 mm is read at 2 m without effort (1/300 of the distance is what good eyes need, three times that is easy).
Each format's measures add up to A4; they are those printed on the packets.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from companion.base import qr
from companion.formats.checkin.prints.model import Holder, Occasion
from companion.formats.paper import Box, Paper

INSIDE: Final = 4.0  # mm that no letter comes closer to an edge: printers and punches are not exact
NAME_PT: Final = 40.0
MODULE_MM: Final = 0.42
LEAST_CODE: Final = 20.0


class Label(NamedTuple):
    """A sheet of labels, in mm: how many across and down, the size of one, where the first begins, the gaps between."""

    words: str
    across: int
    down: int
    width: float
    height: float
    left: float
    top: float
    gap_x: float = 0.0
    gap_y: float = 0.0


LABELS: Final[dict[str, Label]] = {
    "L7165": Label("Avery L7165 · 99,1 × 67,7 mm · 8", 2, 4, 99.1, 67.7, 4.65, 13.1, 2.5),
    "L7163": Label("Avery L7163 · 99,1 × 38,1 mm · 14", 2, 7, 99.1, 38.1, 4.65, 15.15, 2.5),
    "C32011": Label("Avery C32011 · 85 × 54 mm · 10", 2, 5, 85.0, 54.0, 15.0, 13.5, 10.0),
    "A7": Label("A7 · 105 × 74 mm · 8", 2, 4, 105.0, 74.25, 0.0, 0.0),
    "A6": Label("A6 · 105 × 148 mm · 4", 2, 2, 105.0, 148.5, 0.0, 0.0),
}


def badges(
    holders: Iterable[Holder], occasion: Occasion, label: Label, fonts: dict[str, Path], first: int = 1
) -> bytes:
    """One PDF; the first badge goes onto label number `first` of a sheet that is partly used."""
    paper = Paper(fonts)
    paper.set_title(occasion.title)
    on_sheet = label.across * label.down
    for n, holder in enumerate(holders, max(1, min(first, on_sheet)) - 1):
        if n % on_sheet == 0 or not paper.page:
            paper.add_page()
        row, column = divmod(n % on_sheet, label.across)
        x = label.left + column * (label.width + label.gap_x)
        y = label.top + row * (label.height + label.gap_y)
        _badge(paper, holder, occasion, label, x, y)
    return paper.finished()


def code_mm(text: str) -> float:
    """How wide a code has to be so that a phone reads it from a badge that moves."""
    return max(LEAST_CODE, len(qr.modules(text)) * MODULE_MM)


def _badge(paper: Paper, holder: Holder, occasion: Occasion, label: Label, x: float, y: float) -> None:
    x, y, width, height = x + INSIDE, y + INSIDE, label.width - 2 * INSIDE, label.height - 2 * INSIDE
    code = code_mm(holder.url)
    upright = label.height > label.width
    paper.draw_qr(holder.url, x + width - code, y + height - code, code)
    beside = width if upright else width - code - 3
    paper.set_text_color(84, 89, 99)
    down = paper.write_box(occasion.title, Box(x, y, beside if height < 40 else width, height * 0.16), 8) + 1
    paper.set_text_color(27, 29, 34)
    below = y + height if not upright else y + height - code - 4
    left = below - down
    name = Box(x, down, beside if height < 60 else width, left * 0.62)
    down = paper.write_box(holder.name, name, NAME_PT, bold=True) + 1
    if holder.org:
        paper.set_text_color(84, 89, 99)
        paper.write_box(holder.org, Box(x, down, beside, max(3.0, below - down)), 14)
