"""What the columns of a table are: by its header row, else by what stands in them."""

from __future__ import annotations

import re
from typing import Final

from companion.programme.agenda.clock import leading, length
from companion.programme.agenda.lines import Line, plain
from companion.programme.agenda.people import only_people
from companion.programme.agenda.words import kind_of

_ROLES: Final = [
    (
        "time",
        r"(?:uhr)?zeit(?:en|raum|plan)?|time(?:s|slot)?|wann|when|beginn|start(?:zeit| time)?|von|from|anfang|uhr",
    ),
    ("end", r"ende?|end(?:e|zeit| time)?|bis|until|to"),
    ("length", r"dauer(?: \(?min\.?\)?)?|duration|länge|length|min\.?|minuten|minutes"),
    ("day", r"tag|day|datum|date"),
    (
        "people",
        r"referent.*|speakers?|wer|who|person(?:en)?|people|vortragende.*|mitwirkende.*|moderation"
        r"|leitung|facilitators?|presenters?|namen?|names?|hosts?|beteiligte|gäste|redner.*|by"
        r"|sprecher.*|chair|durch",
    ),
    ("place", r"raum|räume|rooms?|ort|location|wo|where|place|venue|saal"),
    ("language", r"sprachen?|languages?"),
    ("kind", r"art|type|kind|format"),
    (
        "title",
        r"titel|title|themen?|topics?|programm(?:punkt)?|program(?:me)?|inhalte?|content|was|what"
        r"|session|veranstaltung|item|agenda(?:punkt)?|activity|aktivität|tagesordnungspunkt|top"
        r"|beitrag|vortrag|event|ablauf|details?|beschreibung|description|programme item",
    ),
]
_PATTERNS: Final = [(role, re.compile(rf"(?:{words})\s*:?", re.IGNORECASE)) for role, words in _ROLES]
_PLACE = re.compile(
    r"^(?:Raum|Room|Saal|Foyer|Hall|Atrium|Plenum|Aula|Online|Zoom|Café|Cafe|Garten|Kantine|Mensa|R\.?\s?\d)\b", re.I
)


def header(line: Line) -> list[str] | None:
    """The role of each column, if a line is the header of a table; columns of parallel tracks are titles."""
    cells = [plain(cell) for cell in line.cells]
    if not line.table or len(cells) < 2 or any(leading(cell) for cell in cells):
        return None
    roles = [_role(cell) for cell in cells]
    if roles[0] not in ("time", "day", "title") or "time" not in roles[:3]:
        return None
    if "title" not in roles and ("" in roles or roles.count("place") > 1):
        roles = ["title" if role == "place" else role for role in roles]  # tracks, named by their rooms
    titles = [n for n, role in enumerate(roles) if role in ("title", "")]
    if not titles:
        return None
    return [role or "title" for role in roles]


def _role(cell: str) -> str:
    return next((role for role, pattern in _PATTERNS if pattern.fullmatch(cell.strip())), "")


def titles_and_people(cells: list[str], roles: list[str] | None) -> tuple[list[str], str]:
    """The titles in a row (several side by side if it has parallel tracks), and the cell that says who."""
    if roles:
        pairs = list(zip(cells, roles, strict=False))
        titles = [cell for cell, role in pairs if role == "title" and plain(cell)]
        people = "; ".join(cell for cell, role in pairs if role == "people" and plain(cell))
        if roles.count("title") == 2 and len(titles) == 2 and _described(roles, titles):
            titles = titles[:1]
        return titles, people
    full = [cell for cell in cells if plain(cell)]
    if not full:
        return [], ""
    if len(full) > 1 and _PLACE.match(plain(full[0])) and len(plain(full[0])) < 25 and not only_people(full[1]):
        full = full[1:]  # the room stands before what is in it
    title, people = full[0], ""
    for cell in full[1:]:
        text = plain(cell)
        if only_people(cell):
            people = f"{people}; {cell}" if people else cell
        elif (
            len(plain(title).split()) <= 2
            and kind_of(plain(title))[1] > 0.9
            and not _PLACE.match(text)
            and length(text) is None
        ):
            title = f"{title}: {cell}"
    return [title], people


def _described(roles: list[str], titles: list[str]) -> bool:
    """Whether the second of two columns only says more about the first."""
    return len(plain(titles[1])) > 2 * len(plain(titles[0])) + 40
