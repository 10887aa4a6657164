"""Cells as text, and the limits of a table."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

import msgspec

from companion.core.text import clean
from companion.formats.checkin.roster.problems import RosterError

MOST_ROWS: Final = 20_000  # positions of orders: several for each of the 5,000 people
MOST_COLUMNS: Final = 250  # an export has one for each answer of each question
MOST_LETTERS: Final = 2_000

_BLANKS: Final = re.compile("  +")
_MARKS: Final = re.compile("[\u200e\u200f\u061c]")

Rows = list[list[str]]


class Table(msgspec.Struct, frozen=True):
    """Rows of text as it stands there, to be cleaned where it is kept; none of them empty, not all of the same length."""

    title: str
    rows: Rows


def table_of(title: str, rows: Iterable[Iterable[object]]) -> Table:
    """A table of these rows; empty ones are left out. Raises `RosterError("too_many")`."""
    kept: Rows = []
    for row in rows:
        cells = [text_of(cell) for _, cell in zip(range(MOST_COLUMNS), row, strict=False)]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            kept.append(cells)
        if len(kept) > MOST_ROWS:
            raise RosterError("too_many", MOST_ROWS)
    return Table(title, kept)


def text_of(cell: object) -> str:
    """A cell as people read it: whole numbers without a point, moments as ISO, yes and no as words."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(timespec="minutes")
    return str(cell)[:MOST_LETTERS].strip()


def tidy(text: str) -> str:
    """`text` cleaned, as all texts that are kept, and without marks of direction, which come along from address books and
    would make two of one name. Nearly all cells have only letters in which nothing can hide: quickly.
    """
    if text.isascii() and text.isprintable():
        return _BLANKS.sub(" ", text).strip()
    return _MARKS.sub("", clean(text)).strip()


def one_line(text: str) -> str:
    """A cleaned text on one line."""
    return " ".join(text.split())
