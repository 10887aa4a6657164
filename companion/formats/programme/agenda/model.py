"""What was understood from a pasted agenda."""

from __future__ import annotations

import msgspec


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One row. Times are `HH:MM` or None, `day` is a date or None; `confidence` is from 0 to 1.

    `round` is the number of the workshop round that this is, or is part of; `workshop` names the workshop held in it, the
    same in every round.
    """

    day: str | None
    start: str | None
    end: str | None
    end_inferred: bool
    title: str
    kind: str
    people: tuple[str, ...]
    languages: tuple[str, ...]
    round: int | None
    workshop: str | None
    confidence: float


class Agenda(msgspec.Struct, frozen=True):
    """A whole text. `ignored` are its lines that became nothing, so that nobody has to wonder where they went."""

    title: str | None
    date: str | None
    venue: str | None
    items: tuple[Item, ...]
    ignored: tuple[str, ...]
