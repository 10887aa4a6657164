"""Lists as text with commas, semicolons or tabs, in the encodings that programs on all systems write."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from typing import Final

from companion.formats.checkin.roster.cells import Table, table_of
from companion.formats.checkin.roster.letters import best_encoding, mended
from companion.formats.checkin.roster.problems import RosterError

DELIMITERS: Final = (";", ",", "\t", "|")
_SAMPLE: Final = 2000  # bytes, enough to see zeros between letters
_SEP: Final = re.compile(r"sep=([;,\t|])\r?\n", re.IGNORECASE)  # Excel's own first line


def read_text(data: bytes, filename: str) -> list[Table]:
    """One table for each delimiter that the text has, the most regular first, and one of whole lines.

    Raises `RosterError`: `not_a_table`, `too_many`.
    """
    text = decoded(data, filename)
    named = _SEP.match(text)
    if named:
        text = text[named.end() :]
    delimiters = [named[1]] if named else [d for d in DELIMITERS if d in text]
    found = [table for delimiter in delimiters if (table := _parted(text, delimiter)) and table.rows]
    found.sort(key=_regularity, reverse=True)
    lines = table_of("", ([line] for line in text.splitlines() if line.strip("".join(DELIMITERS))))
    return [*found, *([lines] if lines.rows else [])]


def decoded(data: bytes, filename: str) -> str:
    """The text of a file: UTF-8 or UTF-16 if it is that, else in the older encoding whose letters make words of it. Lines that
    do not fit into a file of UTF-8 are read so each on its own.

    Raises `RosterError("not_a_table")` for what is no text.
    """
    try:
        return mended(data.decode(_encoding(data)).replace("\x00", ""))
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        raise RosterError("not_a_table", filename)
    lines = data.split(b"\n")
    wide = [line for line in lines if not line.isascii() and _is_utf8(line)]
    odd = b"\n".join(line for line in lines if not _is_utf8(line))
    encoding = best_encoding(odd)
    if not wide:
        return data.decode(encoding, errors="replace")
    return "\n".join(line.decode("utf-8-sig" if _is_utf8(line) else encoding, errors="replace") for line in lines)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:_SAMPLE]
    if sample[1::2].count(0) * 3 > len(sample):
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) * 3 > len(sample) else "utf-8-sig"


def _parted(text: str, delimiter: str) -> Table | None:
    if text.count('"') % 2:  # with a quote that never ends, the rest of the list would be one cell
        text = text.replace('"', "")
    try:
        return table_of("", csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return None  # a cell longer than any text: this is not the delimiter


def _regularity(table: Table) -> tuple[float, int]:
    """The share of rows that have the usual number of cells, and that number."""
    widths = Counter(len(row) for row in table.rows if len(row) > 1)
    if not widths:
        return 0, 0
    width, rows = widths.most_common(1)[0]
    return round(rows / len(table.rows), 1), width
