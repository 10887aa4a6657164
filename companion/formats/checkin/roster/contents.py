"""What stands in a column decides whether it is what its header says: a column of numbers or of Yes and No is nobody's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import msgspec

from companion.formats.checkin.roster.cells import Rows, tidy
from companion.formats.checkin.roster.columns import NAMES, SURE
from companion.formats.checkin.roster.headers import plain
from companion.formats.checkin.roster.model import Column
from companion.formats.checkin.roster.problems import Notes
from companion.formats.checkin.roster.values import is_nobody, state_of

_ANY_ANSWER: Final = frozenset(
    plain(header) for header in ("Antwort", "Zustand", "Zusage", "Estado", "Stato", "Statut", "Attending")
)
_LOOKED_AT: Final = 2000


def by_content(columns: Sequence[Column], rows: Rows, notes: Notes) -> tuple[Column, ...]:
    """The columns, without a meaning where nothing in them has it."""
    return tuple(_checked(column, _values(rows, n), notes) for n, column in enumerate(columns))


def _values(rows: Rows, n: int) -> list[str]:
    return [text for row in rows[:_LOOKED_AT] if len(row) > n and (text := tidy(row[n]))]


def _checked(column: Column, values: list[str], notes: Notes) -> Column:
    if not values:
        return column
    if column.field in NAMES and all(map(is_nobody, values)):
        notes.add("not_names", column.header)
        return msgspec.structs.replace(column, field="unused", confidence=SURE)
    weak = column.confidence < SURE or plain(column.header) in _ANY_ANSWER
    if column.field == "status" and weak and not any(map(state_of, values)):
        return msgspec.structs.replace(column, field="", confidence=0.0)
    return column


def with_choices_apart(columns: Sequence[Column], rows: Rows) -> Rows:
    """Several choices in one cell on lines of their own, if commas part them: each then stands in other cells, too."""
    for n, column in enumerate(columns):
        if column.field != "choice" or column.option:
            continue
        cells = [row[n] for row in rows if len(row) > n and row[n]]
        seen = Counter(piece for cell in cells for piece in dict.fromkeys(_pieces(cell)))
        for row in rows:
            pieces = _pieces(row[n]) if len(row) > n else []
            if len(pieces) > 1 and all(seen[piece] > 1 for piece in pieces):
                row[n] = "\n".join(pieces)
    return rows


def _pieces(cell: str) -> list[str]:
    return [piece for part in cell.split(",") if (piece := part.strip())]
