"""A list of the organisers' own, to which personal links are put for a program that writes e-mails.

Addresses are in the answer only: nothing of the file is kept.
"""

from __future__ import annotations

from companion.formats.checkin.roster.cells import tidy
from companion.formats.checkin.roster.columns import NAMES
from companion.formats.checkin.roster.contents import by_content
from companion.formats.checkin.roster.entries import Cells, entry_of
from companion.formats.checkin.roster.named_rows import NamedRow, NamedRows
from companion.formats.checkin.roster.problems import Notes, RosterError
from companion.formats.checkin.roster.reading import first_table, list_in
from companion.formats.checkin.roster.tables import tables


def read_named_rows(data: bytes, filename: str) -> NamedRows:
    """The rows of a list of people with all their columns. Raises `RosterError` as `read_roster`."""
    found, notes = list_in(tables(data, filename)), Notes()
    if not any(column.field in NAMES for column in found.columns):
        raise RosterError("no_name_column")
    rows = first_table(found, notes)
    columns = by_content(found.columns, rows, notes, ())
    header = tuple(column.header for column in columns)
    kept = []
    for row in rows:
        cells = Cells(columns, row)
        if cells.named and [tidy(cell) for cell in row] != list(header):
            person = entry_of(cells, notes).person
            filled = (*row, *[""] * len(header))[: len(header)]
            kept.append(NamedRow(filled, person.name, person.org))
    return NamedRows(header, tuple(kept))
