"""Agendas whose items are records of labelled lines: “Time: 9:00”, “Session: Opening”, “Speaker: Ada Beispiel”."""

from __future__ import annotations

import re

from companion.formats.programme.agenda.columns import read_row
from companion.formats.programme.agenda.lines import Line
from companion.formats.programme.agenda.roles import Role, role_of

_LABELLED = re.compile(r"^([^\W\d][\w */(&-]{0,28}?)\s?:\s+(\S.*)$")


def join_records(lines: list[Line]) -> list[Line]:
    """The lines with each record made one row, if there are two records at least; else the lines as they are."""
    found: list[Line] = []
    records = 0
    n = 0
    while n < len(lines):
        length, row = _record(lines, n)
        if row is None:
            found.append(lines[n])
            n += 1
        else:
            found.append(row)
            records += 1
            n += length
    return found if records > 1 else lines


def _record(lines: list[Line], first: int) -> tuple[int, Line | None]:
    """How many lines from `first` on are one record, and its row."""
    roles: list[Role] = []
    cells: list[str] = []
    n = first
    while n < len(lines) and (n == first or not lines[n].after_blank):
        match = _LABELLED.match(lines[n].cells[0]) if not lines[n].table else None
        role = role_of(match[1]) if match else ""
        if match is None or not role or (role in roles and role in ("start", "title")):
            break
        roles.append("title" if role == "track" else role)
        cells.append(match[2])
        n += 1
    if not {"start", "title"} <= set(roles):
        return 0, None
    # A row reads its beginning before its end, whatever the order of its labels.
    order = sorted(range(len(roles)), key=lambda k: roles[k] not in ("date", "start"))
    line = Line([cells[k] for k in order], " / ".join(line.raw for line in lines[first:n]), table=True)
    line.after_blank = lines[first].after_blank
    row = read_row(line, [roles[k] for k in order])
    if row.span is None:
        return 0, None
    line.take(row)
    return n - first, line
