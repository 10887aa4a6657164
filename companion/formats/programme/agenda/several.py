"""Several things that one cell or title lists: on lines of their own, enumerated, or set apart by semicolons."""

from __future__ import annotations

import re

from companion.formats.programme.agenda.inline import parts_of, plain
from companion.formats.programme.agenda.words import round_of

_ENUMERATED = re.compile(
    r"(?:^|(?<=[;:,/|–-])\s|(?<=[.)“”\"])\s|^\s|\s(?=\(?(?:\d|[A-Ha-h])\)\s))(?=(?:(?:WS|Workshop|AG|Arbeitsgruppe|Forum|Group|Gruppe"
    r"|Session)\s?(?:\d{1,2}|[A-H])\s?[:.)–-]"
    r"|\(?(?:\d|[A-Ha-h])\)|(?:\d|[A-H])\.)\s)"
)


def several(cell: str) -> list[str]:
    """The lines that a cell says, the first of which is its title; at least one."""
    parts = [piece for part in parts_of(cell) for piece in _pieces(part)]
    return parts or [cell]


def _pieces(text: str) -> list[str]:
    head, colon, rest = text.partition(":")
    mark = next((mark for mark in (";", " | ", " / ", " • ", " · ") if mark in rest), None)
    led = mark is not None and rest.count("(") > 1 and all(piece.strip().endswith(")") for piece in rest.split(mark))
    if colon and mark and (led or round_of(plain(head)) is not None):
        return [head, *(f"- {piece.strip()}" for piece in rest.split(mark) if piece.strip())]
    at = [match.end() for match in _ENUMERATED.finditer(text)]
    if len(at) < 2:
        return [text]
    bounds = sorted({0, *at, len(text)})
    pieces = [text[a:b].strip(" ;,/|–-") for a, b in zip(bounds, bounds[1:], strict=False)]
    return [piece for piece in pieces if piece]
