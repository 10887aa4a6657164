"""What the columns of a table are, by its header row and by what stands in them; and the rows read with that."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from companion.formats.programme.agenda.clock import later, leading, length, only
from companion.formats.programme.agenda.dates import day_header
from companion.formats.programme.agenda.inline import plain, says
from companion.formats.programme.agenda.lines import Line, Row
from companion.formats.programme.agenda.markup import SAME
from companion.formats.programme.agenda.people import only_people
from companion.formats.programme.agenda.places import is_place
from companion.formats.programme.agenda.roles import Role, role_of
from companion.formats.programme.agenda.tongues import fold
from companion.formats.programme.agenda.words import THEN, is_language, kind_of

_NUMBER = re.compile(
    r"^(?:TOP\s*)?#?\d{1,3}[.)]?$|^[A-Z]\d{0,2}$|^(?:WS|AG|Workshop|Forum|Gruppe|Group|Session|Atelier|Taller|Mesa)\s?#?\d{1,2}$",
    re.IGNORECASE,
)
_A_ROOM = re.compile(r"(?:\w+ )?(?:saal|hall|stage|bühne|aula|plenum|foyer)(?: \w{1,3})?", re.IGNORECASE)
TIME_HEAD: Final = "Time"  # what the corner of a table would say
_TEXT: Final = frozenset({"title", "track"})


def header_roles(line: Line) -> list[Role] | None:
    """The role of each column, if a line is the header of a table; columns of parallel tracks are `track`."""
    cells = [plain(cell) for cell in line.cells]
    full = [cell for cell in cells if cell]
    if not line.table or len(full) < 2 or any(only(cell) or len(cell) > 60 for cell in full):
        return None
    roles = [role_of(cell) for cell in cells]
    if sum(is_day(cell) for cell in cells) > 1:
        return ["track" if is_day(cell) else role for cell, role in zip(cells, roles, strict=True)]
    known = [role for role in roles if role]
    if len(set(known)) < 2 and not (len(set(known)) == 1 and known[0] == "start"):
        return None
    if "start" not in roles[:4] and "date" not in roles[:3] and len(known) * 3 < len(full) * 2:
        return None
    if "start" not in roles and "length" not in roles and len(set(known)) < 3:
        return None
    return _settled(roles, cells)


def is_day(head: str) -> bool:
    """Whether a column is a day of its own."""
    return len(head) < 40 and bool(head) and day_header(head, None) is not None


def _settled(roles: list[Role], cells: list[str]) -> list[Role]:
    """Roles with what only the whole header can tell: rooms are tracks if nothing else is a title."""
    if "title" not in roles:
        places = roles.count("place")
        roles = ["track" if role == "place" and (places > 1 or "track" in roles) else role for role in roles]
        unknown = [n for n, role in enumerate(roles) if role == "" and cells[n]]
        if len(unknown) > 1:  # “Saal” beside “Bibliothek” and “Werkraum” is a room, and not where all is
            roles = [
                "track" if role == "place" and _A_ROOM.fullmatch(cells[n]) else role for n, role in enumerate(roles)
            ]
        for n in unknown:
            roles[n] = "track" if len(unknown) > 1 or "track" in roles else "title"
        if not _TEXT & set(roles):
            spare: tuple[Role, ...] = ("kind", "note", "number")
            role = next((role for role in spare if role in roles), None)
            if role:
                roles[roles.index(role)] = "title"
    elif "track" in roles:
        tracks = roles.count("track")
        single: Role = "track" if tracks > 1 else "place"
        roles = [single if role == "track" else role for role in roles]
    return roles


def by_content(rows: list[Line], known: list[Role] | None) -> list[Role]:
    """The role of each column, by what stands in it where the header does not say."""
    width = max(len(row.cells) for row in rows)
    unknown: list[Role] = [""] * width
    roles = [*(known or []), *unknown][:width]
    for n in range(width):
        marked = [row.cells[n] for row in rows if len(row.cells) > n and says(row.cells[n])]
        cells = [plain(cell) for cell in marked]
        if roles[n] == "title" and roles.count("title") > 1 and cells and all(map(_NUMBER.match, cells)):
            roles[n] = "number"
        if cells and not roles[n]:
            roles[n] = _by_cells(cells, marked, n, roles)
            if roles[n] == "kind" and not any(_titles(rows, other) for other in range(n + 1, width)):
                roles[n] = "title"  # “Begrüßung”, “Vortrag”: what stands behind them are notes
    if not _TEXT & set(roles):
        free = [
            n
            for n, role in enumerate(roles)
            if role == "" and any(len(row.cells) > n and says(row.cells[n]) for row in rows)
        ]
        if free:
            roles[free[0]] = "title"
    if "place" in roles and 0 < sum(bool(_filled(rows, n)) for n, role in enumerate(roles) if role in _TEXT):
        place = roles.index("place")
        titled = max(_filled(rows, n) for n, role in enumerate(roles) if role in _TEXT)
        if titled * 2 < len(rows) and _filled(rows, place) * 5 >= len(rows) * 4:
            roles = ["track" if role in ("place", "title") else role for role in roles]  # “Hall” heads what is on there
    return [role or "note" for role in roles]


def _filled(rows: list[Line], n: int) -> int:
    """How many rows have something in a column."""
    return sum(len(row.cells) > n and says(row.cells[n]) for row in rows)


def _titles(rows: list[Line], n: int) -> bool:
    """Whether a column can be that of the titles: most rows have something there, and it begins large."""
    cells = [text for row in rows if len(row.cells) > n and (text := plain(row.cells[n]))]
    large = sum(not text[0].islower() for text in cells)
    return len(cells) * 2 > len(rows) and large * 5 >= len(cells) * 4


def _by_cells(cells: list[str], marked: list[str], n: int, roles: list[Role]) -> Role:
    def most(test: Callable[[str], object], among: list[str] = cells, share: float = 0.6) -> bool:
        return sum(bool(test(cell)) for cell in among) >= share * len(among)

    if most(only, share=0.5):
        return "end" if "start" in roles else "start"
    if most(lambda cell: day_header(cell, None)) and "title" not in roles:
        return "date"
    if most(length, share=0.5):
        return "length"
    if most(_NUMBER.match) and "title" not in roles:
        return "number"
    if most(is_place):
        return "place"
    if most(is_language):
        return "language"
    if most(only_people, marked, 0.5):
        return "people"
    if most(lambda cell: len(cell.split()) <= 2 and kind_of(cell)[1] > 0.9 and kind_of(cell)[0] != "break", share=0.7):
        return "kind" if "title" not in roles else "note"
    return "title" if not _TEXT & set(roles) else ""


def read_row(line: Line, roles: list[Role], days: list[str] | None = None) -> Row:
    """One row. Cells that a column does not foresee, as a name behind a title, are taken for what they look like.
    `days`: the heads of the columns, if each is a day.
    """
    row = Row()
    for n, cell in enumerate(line.cells):
        text, role = plain(cell), roles[n] if n < len(roles) else "note"
        if not says(text):
            continue
        if role in ("start", "end"):
            _time(row, cell, text, role)
        elif role == "length":
            minutes = length(text) or (int(text) if text.isdigit() and int(text) < 721 else None)
            if minutes and row.span is not None and row.span.end is None:
                row.span = replace(row.span, end=row.span.start + minutes)
        elif role == "date":
            row.date = text
        elif role == "people":
            if text not in [plain(title) for title in row.titles]:
                row.people.append(cell)
        elif role in _TEXT:
            if days and is_day(days[n]):
                row.titles.append(cell)
                row.days.append((sum(map(is_day, days[:n])), days[n]))
            else:
                _title(row, cell, role)
        elif role == "kind":
            row.kind = text
        elif role == "language":
            row.languages = text
        elif role in ("note", "place") and (roles.count("people") == 0 or n >= len(roles)) and only_people(cell):
            row.people.append(cell)
        elif role == "place":
            row.place = text
        elif role == "note":
            row.unused.append(text)
    if not any(cell.startswith(SAME) for cell, role in zip(line.cells, roles, strict=False) if role == "start"):
        row.down = [title for title in row.titles if title.startswith(SAME)]
        row.titles = [title for title in row.titles if not title.startswith(SAME)]
    if row.kind and not row.titles and not row.down:
        row.titles = [row.kind]
    return row


def _time(row: Row, cell: str, text: str, role: Role) -> None:
    span = only(text)
    if span is None:
        found = leading(text)
        if found is None:
            if role == "start" and THEN.fullmatch(fold(text)):
                row.then = True
            elif role == "start" and not row.titles and not length(text):
                row.titles.append(cell)  # what stands where times should, such as “Pause”
            return
        span, rest = found
        row.titles.append(rest)
    if row.span is None:
        row.span = span
    elif role == "end" and row.span.end is None:
        end = span.start if span.start > row.span.start else later(row.span.start, span.start)
        row.span = replace(row.span, end=end, backwards=end is None)


def _title(row: Row, cell: str, role: Role) -> None:
    """Take a cell as a title, unless it only repeats one or says more about it."""
    known = [plain(title) for title in row.titles]
    if role == "title" and known:
        kind, sure = kind_of(known[0])
        if len(known[0].split()) <= 2 and sure > 0.9 and kind not in ("break", "reception") and plain(cell) != known[0]:
            row.titles[0] = f"{row.titles[0]}: {cell}"
    elif plain(cell) not in known:
        row.titles.append(cell)
