"""A list of the organisers' own with everybody's personal link beside their row, for a program that writes e-mails.

Addresses are in the answer only: nothing of the file is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from companion.formats.checkin.roster.cells import tidy
from companion.formats.checkin.roster.columns import NAMES
from companion.formats.checkin.roster.contents import by_content
from companion.formats.checkin.roster.entries import Cells, entry_of
from companion.formats.checkin.roster.names import folded
from companion.formats.checkin.roster.problems import Notes, RosterError
from companion.formats.checkin.roster.reading import first_table, list_in
from companion.formats.checkin.roster.tables import tables


class NamedRow(msgspec.Struct, frozen=True):
    """A row as it stands in the file, and whom it is about."""

    cells: tuple[str, ...]
    name: str
    org: str


class NamedRows(msgspec.Struct, frozen=True):
    """The rows of a file that are about somebody, below its headers."""

    header: tuple[str, ...]
    rows: tuple[NamedRow, ...]


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


def links_for(rows: Iterable[NamedRow], people: Sequence[tuple[str, str, str]]) -> list[str]:
    """The link of each row's person, who is known by their name, and their organisation where two share it; else nothing.

    `people`: name, organisation, link.
    """
    by_name: dict[str, list[tuple[str, str]]] = {}
    for name, org, link in people:
        by_name.setdefault(folded(name), []).append((folded(org), link))
    return [_one(by_name.get(folded(row.name), []), folded(row.org)) for row in rows]


def _one(found: Sequence[tuple[str, str]], org: str) -> str:
    if len(found) > 1:
        found = [one for one in found if one[0] == org]
    return found[0][1] if len(found) == 1 else ""
