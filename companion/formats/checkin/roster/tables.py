"""A file as tables of text: every sheet of a workbook; of a text, one table for each way in which its lines could be parted.

Which of them is the list shows in their headers, so that is for others to decide. What kind of file it is, is seen in its
content: names of files tell lies.
"""

from __future__ import annotations

from typing import Final

from companion.formats.checkin.roster.cells import Rows, Table
from companion.formats.checkin.roster.csvs import read_text
from companion.formats.checkin.roster.problems import RosterError
from companion.formats.checkin.roster.sheets import read_workbook

MOST_BYTES: Final = 5_000_000
_ZIP: Final = b"PK"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"  # also a workbook with a password
_OTHERS: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")

__all__ = ["MOST_BYTES", "Rows", "Table", "tables"]


def tables(data: bytes, filename: str) -> list[Table]:
    """The tables in a file; at least one, each with at least one row.

    Raises:
        RosterError: `empty`, `too_large` (5 MB), `too_many` (rows), `old_excel`, `not_a_table` or `broken_file`.
    """
    if len(data) > MOST_BYTES:
        raise RosterError("too_large", MOST_BYTES // 1_000_000)
    if not data.strip():
        raise RosterError("empty")
    if data.startswith(_OLD_EXCEL):
        raise RosterError("old_excel", filename)
    if data.startswith(_OTHERS):
        raise RosterError("not_a_table", filename)
    found = read_workbook(data, filename) if data.startswith(_ZIP) else read_text(data, filename)
    if not found:
        raise RosterError("empty")
    return found
