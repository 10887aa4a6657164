"""What stands in a column decides whether it is what its header says: a column of numbers or of Yes and No is nobody's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from typing import Final

import msgspec

from companion.formats.checkin.roster.cells import Rows, tidy
from companion.formats.checkin.roster.columns import NAMES, SURE
from companion.formats.checkin.roster.headers import plain
from companion.formats.checkin.roster.model import Column
from companion.formats.checkin.roster.problems import Notes
from companion.formats.checkin.roster.values import answer_of, is_nobody, mode_of, state_of

_ANY_ANSWER: Final = frozenset(
    plain(header)
    for header in (
        "Antwort; Zustand; Zusage; Estado; Stato; Statut; Attending; Anmeldung; Rückmeldung; Bestätigung; Confirmation"
        "; Iscrizione; Potwierdzenie; Onay; Approval; Response; Stav; Stare"
    ).split("; ")
)
_LOOKED_AT: Final = 2000
BY_CONTENT: Final = 0.7
NOT_CONFIRMED: Final = "unconfirmed"
_SEVERAL: Final = re.compile(
    r"mehrere|mehrfach|several|multiple|select all|all that apply|plusieurs|varios|varias|più|vários|várias|kilka|více|meerdere"
    r"|birden fazla|декілька|кілька|несколько|több|multe|flera",
    re.IGNORECASE,
)
_GROUP: Final = re.compile(
    r"(?:forum|workshop|ws|ag|arbeitsgruppe|panel|session|atelier|taller|laboratorio|warsztat|gruppe|group|track)\s?(?:\d{1,2}|[a-h])\b",
    re.IGNORECASE,
)


def by_content(columns: Sequence[Column], rows: Rows, notes: Notes, told: Container[int] = ()) -> tuple[Column, ...]:
    """The columns, without a meaning where nothing in them has it; those that somebody has `told` stay."""
    return tuple(column if n in told else _checked(column, _values(rows, n), notes) for n, column in enumerate(columns))


def _values(rows: Rows, n: int) -> list[str]:
    return [text for row in rows[:_LOOKED_AT] if len(row) > n and (text := tidy(row[n]))]


def _checked(column: Column, values: list[str], notes: Notes) -> Column:
    if not values:
        return column
    if column.field in NAMES and all(map(is_nobody, values)):
        notes.add("not_names", column.header)
        return msgspec.structs.replace(column, field="unused", confidence=SURE)
    if not column.field and (field := _told_by(values)):
        return msgspec.structs.replace(column, field=field, confidence=BY_CONTENT)
    weak = column.confidence < SURE or plain(column.header) in _ANY_ANSWER
    if column.field == "status" and weak and not _mostly_states(column, values):
        return msgspec.structs.replace(column, field="", confidence=0.0)
    return column


def _mostly_states(column: Column, values: list[str]) -> bool:
    """Whether a column whose header only may be about coming or not is: at least one value says so, or most of them where a
    single word of the header is all there is to go by."""
    said = sum(state_of(value) is not None or mode_of(value) is not None for value in values)
    states = sum(state_of(value) is not None for value in values)
    return states > 0 and (column.confidence > BY_CONTENT or said * 10 >= len(values) * 6)


def _told_by(values: list[str]) -> str:
    """What a column is whose header is not known: nothing but words for states, or nothing but numbered groups."""
    words = Counter(value for value in values)
    states = {word for word in words if state_of(word) and answer_of(word) is None}
    if len(states) > 1 and sum(words[word] for word in words if state_of(word)) * 10 >= len(values) * 9:
        return "status"
    return "choice" if sum(bool(_GROUP.match(value)) for value in values) * 10 >= len(values) * 9 else ""


def with_blanks_told(columns: Sequence[Column], rows: Rows) -> Rows:
    """A column “Confirmed” in which only some are ticked: who is not ticked is not confirmed."""
    for n, column in enumerate(columns):
        cells = {tidy(row[n]) if len(row) > n else "" for row in rows}
        if column.field != "status" or "" not in cells or len(cells) < 2 or not all(map(answer_of, cells - {""})):
            continue
        for row in rows:
            row += [""] * (n + 1 - len(row))
            row[n] = row[n] or NOT_CONFIRMED
    return rows


def with_choices_apart(columns: Sequence[Column], rows: Rows) -> Rows:
    """Several choices in one cell on lines of their own, if commas part them: each then stands in other cells, too."""
    for n, column in enumerate(columns):
        if column.field != "choice" or column.option:
            continue
        cells = [row[n] for row in rows if len(row) > n and row[n]]
        seen = Counter(piece for cell in cells for piece in dict.fromkeys(_pieces(cell)))
        for row in rows:
            pieces = _pieces(row[n]) if len(row) > n else []
            if len(pieces) > 1 and (_SEVERAL.search(column.header) or all(seen[piece] > 1 for piece in pieces)):
                row[n] = "\n".join(pieces)
    return rows


def _pieces(cell: str) -> list[str]:
    return [piece for part in cell.split(",") if (piece := part.strip())]
