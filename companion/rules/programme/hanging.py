"""Whether anything of people hangs on an item of the programme by now, so that taking it away would lose it."""

from __future__ import annotations

from typing import Final

from companion.core.rows import KINDS
from companion.core.table import Table

PROGRAMME: Final = frozenset({"session", "slot", "round", "workshop", "meeting", "qa", "chosen_topic"})
"""What the programme itself consists of, and goes with an item."""
NAMED: Final = ("session", "slot", "room")
"""Fields that name what something belongs to."""
ABOUT: Final = frozenset({"headcount", "reactions", "summary", "draft", "help_call"})
"""Kinds of rows that have the id of what they are about."""


def is_used(table: Table, id: str) -> bool:
    """Whether a row that is no part of the programme is about this session, slot or room, or belongs to it."""
    chosen = table.get("chosen_topic", id)
    if chosen is not None and chosen["topic"] is not None:
        return True
    for kind, fields in KINDS.items():
        if kind in PROGRAMME:
            continue
        if kind in ABOUT and table.get(kind, id) is not None:
            return True
        names = [name for name in NAMED if name in fields]
        if names and any(row.fields.get(name) == id for row in table.all(kind) for name in names):
            return True
    return False
