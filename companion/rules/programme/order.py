"""Where items of the programme stand among the others."""

from __future__ import annotations

from companion.core.commit import Commit
from companion.core.table import Row, Table
from companion.rules.undo import Undoable


def make_place(table: Table, commit: Commit, before: str | None, start: int | None) -> int:
    """The `order` of a new item: before `before`, else behind all that begin by then; those behind it make room."""
    rows = in_order(table)
    behind = [row for row in rows if row.id == before] if before else []
    if start is not None and not behind:
        behind = [row for row in rows if row["start"] is not None and row["start"] > start]
    if not behind:
        return rows[-1]["order"] + 1 if rows else 0
    at: int = behind[0]["order"]
    for row in rows:
        if row["order"] >= at:
            commit.change(row, order=row["order"] + 1)
    return at


def move_before(table: Table, undoable: Undoable, row: Row, before: str) -> int:
    """Let an item stand before another one, or last; its own new `order`, which is not written yet."""
    rows = [other for other in in_order(table) if other.id != row.id]
    at = next((n for n, other in enumerate(rows) if other.id == before), len(rows))
    for n, other in enumerate(rows):
        order = n + (n >= at)
        if other["order"] != order:
            undoable.remember(other)
            undoable.commit.change(other, order=order)
    return at


def in_order(table: Table) -> list[Row]:
    """The items as they stand, without those that were taken away."""
    return sorted((row for row in table.all("session") if row.to), key=lambda row: (row["order"], row.id))
