"""Sheets for other programs, in which no cell can become a formula.

A cell that begins like one is led by an apostrophe: https://owasp.org/www-community/attacks/CSV_Injection
So is what a program would take for the beginning of one because it parts cells at another sign than we do.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST: Final = 32_000  # characters that a cell of a workbook holds
WIDEST: Final = 60  # characters of a column, beyond which its texts go on in further lines
Cell = str | int | None
"""A text, a number, or nothing."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a name: letters, as it is a file's name and that of a workbook's sheet."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


_SIGNS = "[=+\\-@＝＋－＠]"
_FORMULA = re.compile(rf"[\s\"]*{_SIGNS}")
_PARTED = re.compile(rf"([,;\t\r\n][\s\"]*)(?={_SIGNS})")


def safe(text: str) -> str:
    """`text` as a cell that every program takes for text, whichever of comma, semicolon, tab and line it parts cells at."""
    text = _PARTED.sub(r"\1'", text)
    return f"'{text}" if _FORMULA.match(text) or text.startswith(("\t", "\r", "\n")) else text


def csv_of(header: Sequence[str], rows: Sequence[Sequence[Cell]], lang: str = "en") -> bytes:
    """UTF-8 with the mark that Excel needs; with semicolons in German, where the comma is for numbers."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if lang == "de" else ",", lineterminator="\r\n")
    writer.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in (header, *rows))
    return out.getvalue().encode("utf-8-sig")


def workbook_of(sheets: Sequence[Sheet]) -> bytes:
    """A workbook in which texts are texts and numbers are numbers, with columns as wide as what is in them."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(page: Any, sheet: Sheet) -> None:
    for n, column in enumerate(zip(sheet.header, *sheet.rows, strict=True), 1):
        longest = max(len("" if cell is None else str(cell)) for cell in column)
        page.column_dimensions[get_column_letter(n)].width = min(WIDEST, longest + 2)
    page.freeze_panes = "A2"
    for bold, row in ((True, sheet.header), *((False, row) for row in sheet.rows)):
        page.append([_cell(page, value, bold) for value in row])


def _cell(page: Any, value: Cell, bold: bool) -> Any:
    if not isinstance(value, str):
        return WriteOnlyCell(page, value)
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST])
    cell.data_type = "s"  # else what begins with an equals sign is a formula
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=len(value) > WIDEST, vertical="top")
    return cell
