"""Sheets for other programs, in which no cell can become a formula.

A cell that begins like one is led by an apostrophe: https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

MOST: Final = 32_000  # characters that a cell of a workbook holds
_FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")


def safe(text: str) -> str:
    """`text` as a cell that every program takes for text."""
    return f"'{text}" if _FORMULA.match(text) or text.startswith(("\t", "\r", "\n")) else text


def csv_of(header: Sequence[str], rows: Sequence[Sequence[str]], lang: str = "en") -> bytes:
    """UTF-8 with the mark that Excel needs; with semicolons in German, where the comma is for numbers."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if lang == "de" else ",", lineterminator="\r\n")
    writer.writerows([safe(cell) for cell in row] for row in (header, *rows))
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook of one sheet in which every cell is a text, with columns as wide as what is in them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for n, column in enumerate(zip(header, *rows, strict=True), 1):
        sheet.column_dimensions[get_column_letter(n)].width = min(60, max(map(len, column)) + 2)
    sheet.freeze_panes = "A2"
    for bold, row in ((True, header), *((False, row) for row in rows)):
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:MOST])
            cell.data_type = "s"  # else what begins with an equals sign is a formula
            cell.font = Font(bold=bold)
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
