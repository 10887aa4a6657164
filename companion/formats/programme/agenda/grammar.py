"""Gives each line what it says on its own: the time it is at, its titles, its people. Tables are read by their columns."""

from __future__ import annotations

import re
from typing import Final

from companion.formats.programme.agenda.clock import leading, only
from companion.formats.programme.agenda.columns import TIME_HEAD, by_content, header_roles, is_day, read_row
from companion.formats.programme.agenda.inline import plain
from companion.formats.programme.agenda.lines import Line
from companion.formats.programme.agenda.listings import join_people
from companion.formats.programme.agenda.markup import SAME
from companion.formats.programme.agenda.meta import is_label
from companion.formats.programme.agenda.prose import is_sentence
from companion.formats.programme.agenda.records import join_records
from companion.formats.programme.agenda.roles import Role, role_of
from companion.formats.programme.agenda.tongues import any_of, fold, words
from companion.formats.programme.agenda.words import THEN

_MOST_BETWEEN: Final = 2
_COMPLETE: Final = frozenset({"title", "kind", "place", "people", "language"})
_THEN: Final = re.compile(rf"{THEN.pattern}(?:[\s:,–—-]+)(?=\S)")
_GOES_ON: Final = re.compile(rf"[\W_]*{any_of(words('goes_on'))}[\W_]*|[↓⇓⬇″〃…]+")
_MARK: Final = re.compile(r"^(?:[A-Z]|\d{1,2})[.):]?$")


def understand(lines: list[Line]) -> list[Line]:
    """Read every line of a text. Lines that are one record come back as one."""
    lines = join_people(join_records(lines))
    for line in lines:
        if not line.table:
            _read_plain(line)
    for block in _blocks(lines):
        _read_table(block)
    return lines


def _read_plain(line: Line) -> None:
    cell = line.cells[0]
    found = leading(plain(cell))
    if found is None or is_label(line.text):
        then = _THEN.match(fold(plain(cell)))
        line.then = bool(then) and len(plain(cell)) < 80 and not is_sentence(plain(cell))
        line.titles = [plain(cell)[then.end() :] if then and line.then else cell]
        return
    line.span, rest = found
    if not line.bullet and not line.number:
        rest = line.reshape(rest)
    line.titles = [_with_marks(cell, rest)] if rest.strip() else []


def _with_marks(cell: str, rest: str) -> str:
    """The end of a cell with its marks of italics, when what it says is `rest`."""
    at = cell.find(rest[:12])
    return cell[at:] if at >= 0 else rest


def _blocks(lines: list[Line]) -> list[list[Line]]:
    """Rows that belong to one table. A line or two between them, such as a day, do not end it."""
    found: list[list[Line]] = []
    between = _MOST_BETWEEN + 1
    for line in lines:
        if not line.table or line.span is not None:
            between += 1
        elif between > _MOST_BETWEEN or (line.after_blank and between and header_roles(line)):
            found.append([line])
            between = 0
        else:
            found[-1].append(line)
            between = 0
    return found


def _read_table(block: list[Line]) -> None:
    _name_columns(block)
    at = [n for n, line in enumerate(block) if header_roles(line)]
    at = [n for n in at if n == at[0] or not _goes_below(block[n], block[at[0]])]
    starts = sorted({0, *at})
    for start, end in zip(starts, [*starts[1:], len(block)], strict=True):
        roles = header_roles(block[start])
        rows = block[start + 1 : end] if roles else block[start:end]
        block[start].header = roles is not None
        found = leading(plain(block[0].cells[0])) if len(block) == 1 and roles is None else None
        if found is not None and found[1].strip():
            _read_single(block[0])
            _read_plain(block[0])
            continue
        if len(block) == 1 and roles is None and not any(leading(plain(cell)) for cell in block[0].cells[:2]):
            _read_single(block[0])
            continue
        if rows:
            _lettered(rows)
            heads = [plain(cell) for cell in block[start].cells] if roles else []
            _read_rows(rows, by_content(rows, roles), heads if sum(map(is_day, heads)) > 1 else None)


def _goes_below(line: Line, head: Line) -> bool:
    """Whether a row without a time is no head of its own, although its cells are words for columns: “Workshop”, “Raum 2”."""
    return bool(plain(head.cells[0])) and not plain(line.cells[0]) and "start" in (header_roles(head) or [])[:1]


def _read_single(line: Line) -> None:
    """One line with fields among others without is no table."""
    line.cells, line.table = [" | ".join(cell for cell in line.cells if cell)], False
    line.titles = list(line.cells)


def _name_columns(block: list[Line]) -> None:
    """A first row without anything in its corner, above a column of times, names the columns: rooms, most of the time."""
    first, rows = block[0], block[1:]
    heads = [plain(cell) for cell in first.cells]
    timed = sum(only(plain(line.cells[0])) is not None for line in rows)
    named = [head for head in heads[1:] if head]
    if heads[0] or len(named) < 2 or timed * 2 <= len(rows) or any(leading(head) or len(head) > 40 for head in named):
        return
    if not any(role_of(head) in ("title", "people") for head in named):
        first.cells[0] = TIME_HEAD


def _lettered(rows: list[Line]) -> None:
    """Rows that begin with a letter or a number instead of a time, where others have their titles: groups of a round."""
    for line in rows:
        at = next((n for n, cell in enumerate(line.cells) if plain(cell)), 0)
        if not at or len(line.cells) <= at + 1 or not _MARK.match(plain(line.cells[at])):
            continue
        timed = [plain(row.cells[at]) for row in rows if len(row.cells) > at and plain(row.cells[0])]
        if timed and not any(_MARK.match(cell) for cell in timed):
            line.number, line.prefix = True, plain(line.cells.pop(at))


def _continued(rows: list[Line], roles: list[Role]) -> None:
    """A cell such as “(continues)” says that what stands above it in the column goes on."""
    for n, role in enumerate(roles):
        above = ""
        for line in rows:
            cell = line.cells[n] if role in ("title", "track") and n < len(line.cells) else ""
            if above and _GOES_ON.fullmatch(fold(plain(cell))):
                line.cells[n] = f"{SAME}{above}"
            elif plain(cell):
                above = cell.removeprefix(SAME)


def _read_rows(rows: list[Line], roles: list[Role], days: list[str] | None) -> None:
    _continued(rows, roles)
    for line in rows:
        line.take(read_row(line, roles, days))
    bare = sum(line.span is not None and not line.titles and not line.down for line in rows)
    for line in rows:
        line.grid = bare > 1 or "track" in roles
        line.complete = set(roles) >= _COMPLETE
        line.agenda = "title" in roles and ("length" in roles or "number" in roles or "people" in roles)
