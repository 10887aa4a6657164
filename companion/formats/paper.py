"""Paper: a PDF with letters for names in every usual script, text that fits its box, and QR codes as drawings."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from companion.base import qr
from companion.base.assets import Assets
from companion.base.paths import ROOT
from companion.core.text import line
from companion.formats.scripts import LETTERS, family_of

POINT_MM: Final = 25.4 / 72
LEADING: Final = 1.18
LEAST_PT: Final = 6.0
MEASURED_PT: Final = 100.0
MOST_WITHOUT_DIRECTION: Final = 100
"""Characters in a row. fpdf2 looks for the next one with a direction by calling itself, and breaks off at some 900."""
_LEFT_TO_RIGHT: Final = "\u200e"


def fonts() -> dict[str, Path]:
    """The files of the regular and the bold letters. Raises `KeyError` if nothing was built."""
    assets = Assets(ROOT / "static" / "dist")
    return {style: assets.path(name) for style, name in LETTERS.items()}


Measured = dict[tuple[str, bool], float]
"""How wide texts are, in mm for each point of their size, by text and whether it is bold."""


class Box(NamedTuple):
    """A place on a page, in mm from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


class Paper(FPDF):
    """Pages in millimetres; `fonts` are the files of the regular and the bold letters, or what `lean_fonts` gives.

    `measured` is kept from paper to paper where many have the same fonts; `size` is A4 or A3.
    """

    def __init__(
        self, fonts: dict[str, Path], landscape: bool = False, measured: Measured | None = None, size: str = "A4"
    ) -> None:
        super().__init__(orientation="L" if landscape else "P", unit="mm", format=size)
        self._files, self._measured = fonts, {} if measured is None else measured
        for style in LETTERS:
            self.add_font("text", style, fonts[style])
        self.set_text_shaping(use_shaping_engine=True)
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.c_margin = 0
        self.set_creator("Companion")

    def normalize_text(self, text: str) -> str:
        """What fpdf2 sets wherever it is given a text: with an unseen mark of direction in long rows of signs."""
        return str(super().normalize_text(settable(text)))

    def get_fallback_font(self, char: str, style: str = "") -> str | None:
        """The font that sets a character which the letters do not have; it is read when it is first needed."""
        family = family_of(char)
        if family is None:
            return None
        style, path = family.file(bold="B" in style)
        key = f"{family.name}{style}"
        if key not in self.fonts:
            self.add_font(family.name, style, self._files.get(key, path))
        return key

    def finished(self) -> bytes:
        """The PDF; nothing more can be written."""
        try:
            return bytes(self.output())
        finally:
            for font in self.fonts.values():
                if isinstance(font, TTFFont):
                    font.ttfont.close()  # fpdf leaves that to the garbage collector

    def write_line(self, text: str, x: float, y: float, width: float, size: float, bold: bool = False) -> float:
        """One line, made smaller until it fits; returns where the next one begins."""
        return self._put([line(text)], x, y, width, size, bold)

    def write_box(self, text: str, box: Box, size: float, bold: bool = False) -> float:
        """Text in as many lines as it takes, as large as fits the box and at most `size`; never cut. Returns as above."""
        words = line(text).split(" ")
        widths = [self._width(word, bold) for word in words]
        blank = self._width(" ", bold)
        while True:
            lines = _wrapped(words, widths, blank, box.width / size)
            if len(lines) * size * POINT_MM * LEADING <= box.height or size <= LEAST_PT:
                return self._put(lines, box.x, box.y, box.width, size, bold)
            size *= 0.94

    def draw_qr(self, text: str, x: float, y: float, size: float) -> float:
        """A code with its quiet zone, `size` mm wide in all; returns how wide one module is in mm."""
        modules = qr.modules(text)
        module = size / len(modules)
        self.set_fill_color(255)
        self.rect(x, y, size, size, style="F")
        self.set_fill_color(0)
        for row, cells in enumerate(modules):
            for first, last in _runs(cells):
                # A hair wider than they are, since printers leave white lines between shapes that touch.
                self.rect(
                    x + first * module, y + row * module, (last - first) * module + 0.01, module + 0.01, style="F"
                )
        return module

    def _put(self, lines: list[str], x: float, y: float, width: float, size: float, bold: bool) -> float:
        widest = max(self._width(each, bold) for each in lines) * size
        if widest > width:
            size *= width / widest * 0.995
        self.set_font("text", "B" if bold else "", size)
        for each in lines:
            self.set_xy(x, y)
            self.cell(width, size * POINT_MM * LEADING, each, new_x=XPos.LEFT, new_y=YPos.NEXT)
            y += size * POINT_MM * LEADING
        return y

    def _width(self, text: str, bold: bool) -> float:
        """How wide a text is in mm, for each point of its size."""
        if (text, bold) not in self._measured:
            self.set_font("text", "B" if bold else "", MEASURED_PT)
            self._measured[text, bold] = float(self.get_string_width(text)) / MEASURED_PT
        return self._measured[text, bold]


def settable(text: str) -> str:
    """`text`, with a mark of direction after every so many characters that have none."""
    if len(text) <= MOST_WITHOUT_DIRECTION:
        return text
    parts, since = [], 0
    for char in text:
        since = 0 if _has_direction(char) else since + 1
        parts.append(char if since % MOST_WITHOUT_DIRECTION or not since else char + _LEFT_TO_RIGHT)
    return "".join(parts)


@cache
def _has_direction(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("L", "R", "AL")


def _wrapped(words: list[str], widths: list[float], blank: float, width: float) -> list[str]:
    """Words in lines of at most `width`, where a word that is wider has a line of its own."""
    lines, filled = [words[0]], widths[0]
    for word, wide in zip(words[1:], widths[1:], strict=True):
        if filled + blank + wide <= width:
            lines[-1], filled = f"{lines[-1]} {word}", filled + blank + wide
        else:
            lines.append(word)
            filled = wide
    return lines


def _runs(cells: list[bool]) -> list[tuple[int, int]]:
    """Where dark modules stand together: (first, one past the last)."""
    found: list[tuple[int, int]] = []
    for n, dark in enumerate(cells):
        if dark and found and found[-1][1] == n:
            found[-1] = (found[-1][0], n + 1)
        elif dark:
            found.append((n, n + 1))
    return found
