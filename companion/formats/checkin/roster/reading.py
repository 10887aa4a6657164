"""Read an attendee list from a file: an export of pretix in either language, or a table that somebody has made by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from companion.formats.checkin.roster.assembling import assembled
from companion.formats.checkin.roster.cells import Rows, Table
from companion.formats.checkin.roster.columns import NAMES, SURE, headers_in, known
from companion.formats.checkin.roster.contents import by_content, with_blanks_told, with_choices_apart
from companion.formats.checkin.roster.entries import Cells, Entry, entry_of
from companion.formats.checkin.roster.headers import KNOWN, plain
from companion.formats.checkin.roster.model import Column, Roster
from companion.formats.checkin.roster.preview import as_told, with_samples
from companion.formats.checkin.roster.problems import Notes, RosterError
from companion.formats.checkin.roster.tables import tables

_PRETIX: Final = frozenset({"attention", "pseudonym", "addon_to", "valid_from"})
_FOOTER: Final = re.compile(r".*:|(summe|gesamt|anzahl|stand|seite|total|sum|count|as of|page)\b", re.IGNORECASE)


_HEADS: Final = 8
_LONGEST_HEAD: Final = 40


class _List(msgspec.Struct, frozen=True):
    columns: tuple[Column, ...]
    rows: Rows


def read_roster(data: bytes, filename: str, told: Mapping[int, str] | None = None) -> Roster:
    """The people of a list. What was left out, changed or guessed is in its notes; no address of anybody is kept.

    Args:
        data: a file as it came, at most 5 MB: XLSX, or text with commas, semicolons or tabs.
        filename: only used to name the file in errors.
        told: what columns are, by their number from 0, where whoever looked at the list says so.

    Raises:
        RosterError: if there is no list of at most 5,000 people in it, or no such column.
    """
    found = _list_in(tables(data, filename))
    source = "pretix" if _is_pretix(found.columns) else "list"
    notes = Notes()
    rows = _first_table(found, notes)
    settled = as_told([_settled(column, found.columns, source) for column in found.columns], told or {})
    if not any(column.field in NAMES for column in settled):
        raise RosterError("no_name_column")
    columns = with_samples(by_content(settled, rows, notes, told or {}), rows)
    rows = with_blanks_told(columns, with_choices_apart(columns, _finished(columns, rows, notes)))
    return assembled(_entries(columns, rows, notes), columns, notes, source)


def _list_in(found: Sequence[Table]) -> _List:
    """The table that has the most columns that are known: of pretix's three sheets that is the one of positions, of the
    ways in which a line could be parted the right one.
    """
    best: tuple[tuple[int, float], _List] | None = None
    for table in found:
        headers = headers_in(table.rows)
        if headers is None:
            continue
        index, columns = headers
        rows = table.rows[index + 1 :]
        fitting = sum(len(row) <= len(columns) for row in rows) / len(rows) if rows else 0.0
        if best is None or (known(columns), fitting) > best[0]:
            best = (known(columns), fitting), _List(columns, rows)
    if best is None:
        raise RosterError("no_name_column")
    return best[1]


def _first_table(found: _List, notes: Notes) -> Rows:
    """The rows up to the head of another table in the same file, such as that of the hosts below the guests. A list of several
    pages, or in several parts, repeats its headers: that is one table."""
    rows, headers = found.rows, [column.header for column in found.columns]
    for n, row in enumerate(rows):
        if _same(row, headers):
            continue
        fields = [KNOWN.get(plain(cell), "") for cell in row[:_HEADS] if cell and len(cell) < _LONGEST_HEAD]
        if len(list(filter(None, fields))) > 2 and NAMES & set(fields):
            for other in rows[n + 1 :]:
                notes.add("other_table", " ".join(filter(None, other)))
            return rows[:n]
    return rows


def _same(row: Sequence[str], headers: list[str]) -> bool:
    return [" ".join(cell.split()) for cell in row] == headers


def _finished(columns: Sequence[Column], rows: Rows, notes: Notes) -> Rows:
    """The rows of answers that were sent: exports of surveys also have those that somebody broke off."""
    at = next((n for n, column in enumerate(columns) if column.field == "submitted"), None)
    if at is None or not any(_is_date(row, at) for row in rows) or any(column.field == "status" for column in columns):
        return rows  # where invitations stand, who has not answered says so there
    kept = [row for row in rows if _is_date(row, at)]
    for _ in range(len(rows) - len(kept)):
        notes.add("unfinished")
    return kept


def _is_date(row: Sequence[str], at: int) -> bool:
    return len(row) > at and any(char.isdigit() for char in row[at])


def _is_pretix(columns: Iterable[Column]) -> bool:
    fields = {column.field for column in columns if column.confidence == SURE}
    return "order" in fields and bool(fields & _PRETIX)


def _settled(column: Column, columns: Iterable[Column], source: str) -> Column:
    """What pretix calls a comment is what organisers write about an order among themselves; elsewhere it is a note."""
    if column.field != "comment":
        return column
    noted = source == "pretix" or any(other.field == "note" for other in columns)
    return msgspec.structs.replace(column, field="private" if noted else "note")


def _entries(columns: tuple[Column, ...], rows: Rows, notes: Notes) -> Iterable[Entry]:
    headers = [column.header for column in columns]
    repeated = [_same(row, headers) for row in rows]
    for row, again, next_again in zip(rows, repeated, [*repeated[1:], False], strict=False):
        if again:
            continue
        if next_again and len(list(filter(None, row))) == 1:
            notes.add("no_name", " ".join(filter(None, row)))
            continue
        cells = Cells(columns, row)
        if not len(cells) or _is_footer(row, cells, len(columns)):
            notes.add("no_name", " ".join(filter(None, row)))
        else:
            yield entry_of(cells, notes)


def _is_footer(row: Sequence[str], cells: Cells, width: int) -> bool:
    """Below a list stand sums and dates, which fill one of several cells; so does somebody of whom only the name is known."""
    filled = [cell for cell in row if cell]
    return len(filled) == 1 and width > 2 and (not cells.named or bool(_FOOTER.match(filled[0])))
