"""Workbooks of Excel, LibreOffice and pretix (XLSX), read row by row and never more than a list can have."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable
from typing import Final

import openpyxl

from companion.formats.checkin.roster.cells import MOST_COLUMNS, MOST_ROWS, Table, table_of
from companion.formats.checkin.roster.problems import RosterError

MOST_UNPACKED: Final = 30_000_000  # bytes; 20,000 rows of an export have about 20 MB
MOST_CELLS: Final = 1_000_000
MOST_TEXTS: Final = 300_000
_CELL: Final = re.compile(rb"<(?:\w+:)?c[\s/>]")
_TEXT: Final = re.compile(rb"<(?:\w+:)?si[\s/>]")
MOST_PARTS: Final = 500
MOST_SHEETS: Final = 20
MOST_BLANK: Final = 1000  # empty rows in a row: what follows them is not part of a list
_DOCTYPE: Final = b"<!DOCTYPE"


def read_workbook(data: bytes, filename: str) -> list[Table]:
    """The sheets that hold anything.

    Raises `RosterError`: `not_a_table` for other archives, `too_large` when unpacked, `too_many_cells`, `too_many`,
    `broken_file`.
    """
    try:
        _check(data, filename)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that are not read
            return _sheets(data)
    except RosterError:
        raise
    except Exception as error:
        # A damaged workbook fails in the library wherever the damage is, with whatever error comes of it there.
        raise RosterError("broken_file", filename) from error


def _check(data: bytes, filename: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        # What a part says of its size is the most that is unpacked of it, so this cannot be understated.
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise RosterError("too_large", MOST_UNPACKED // 1_000_000)
        if "xl/workbook.xml" not in archive.namelist():
            raise RosterError("not_a_table", filename)
        cells = texts = 0
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                content = archive.read(part)
                if _DOCTYPE in content:
                    raise RosterError("broken_file", filename)
                # Whatever they hold, each costs the library its time, and an empty one packs to nothing.
                cells += sum(1 for _ in _CELL.finditer(content))
                texts += sum(1 for _ in _TEXT.finditer(content))
        if cells > MOST_CELLS or texts > MOST_TEXTS:
            raise RosterError("too_many_cells", MOST_CELLS if cells > MOST_CELLS else MOST_TEXTS)


def _sheets(data: bytes) -> list[Table]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        found = []
        for sheet in book.worksheets[:MOST_SHEETS]:
            if sheet.sheet_state != "visible":
                continue
            sheet.reset_dimensions()  # some programs write wrong ones, and rows would be missing
            rows = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=4 * MOST_ROWS, values_only=True)
            found.append(table_of(sheet.title, _until_blank(rows)))
        return [table for table in found if table.rows]
    finally:
        book.close()


def _until_blank(rows: Iterable[tuple[object, ...]]) -> Iterable[tuple[object, ...]]:
    blank = 0
    for row in rows:
        blank = 0 if any(cell not in (None, "") for cell in row) else blank + 1
        if blank > MOST_BLANK:
            return
        yield row
