"""How the lines of a text are divided into fields: by tabs, pipes, semicolons, commas, or columns of spaces."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from companion.formats.programme.agenda.clock import only
from companion.formats.programme.agenda.markup import CELL
from companion.formats.programme.agenda.roles import role_of

_GAP = re.compile(r"(?<=\S)\s{2,}(?=\S)")
_MOST_FIELDS: Final = 16


class Splitter:
    """Divides the lines of one text. CSV and aligned columns are recognised by all lines together."""

    def __init__(self, raws: list[str]) -> None:
        self._csv = next((found for sep in ";," if (found := _csv_lines(raws, sep))), None)
        self._aligned = _aligned(raws) if self._csv is None else {}
        piped = [raw.strip() for raw in raws if raw.count("|") > 1]
        self._framed = sum(raw.startswith("|") for raw in piped) * 2 > len(piped)

    def cells(self, n: int, text: str) -> list[str]:
        """The fields of line `n`, whose text is without markup; one if it is no row of a table."""
        stripped = text.strip()
        if CELL in text:
            return text.split(CELL)
        if stripped.count("|") >= 2 and stripped.startswith("|"):
            return (stripped.removeprefix("|").removesuffix("|") if self._framed else stripped).split("|")
        if "\t" in text.strip("\n "):
            return [_unquoted(cell) for cell in text.split("\t")]
        if self._csv and n in self._csv[1]:
            return _fields(text, self._csv[0])
        if " | " in stripped:
            return stripped.split(" | ")
        if n in self._aligned:
            return _at(text, self._aligned[n])
        return [text]


def _csv_lines(raws: list[str], separator: str) -> tuple[str, range] | None:
    """The lines of a CSV file: those from its header on, or a run of lines that all begin with a time and divide alike."""
    for n, raw in enumerate(raws[:40]):
        if raw.count(separator) and "\t" not in raw and "|" not in raw:
            cells = _fields(raw, separator)
            roles = [role_of(cell) for cell in cells]
            named = len(cells) <= _MOST_FIELDS and sum(map(bool, roles)) * 2 > len(cells) and len(cells) > 1
            if named and ({"start", "date"} & set(roles)) and all(len(cell) < 40 for cell in cells):
                return separator, range(n, _run(raws, n, separator))
    first = next((n for n, raw in enumerate(raws) if raw.count(separator) and only(_fields(raw, separator)[0])), None)
    if first is None:
        return None
    run = range(first, _run(raws, first, separator))
    rows = [_fields(raws[n], separator) for n in run if raws[n].strip()]
    timed = sum(only(row[0]) is not None for row in rows)
    alike = Counter(map(len, rows)).most_common(1)[0]
    ok = len(rows) >= 3 and timed * 10 >= len(rows) * 8 and alike[1] * 10 >= len(rows) * 8
    return (separator, run) if ok and alike[0] >= (3 if separator == "," else 2) else None


def _run(raws: list[str], first: int, separator: str) -> int:
    """The end of the lines that have this separator; blank ones do not end it, two others in a row do."""
    last, without = first, 0
    for n in range(first, len(raws)):
        if separator in raws[n]:
            last, without = n, 0
        elif raws[n].strip():
            without += 1
            if without > 1:
                break
    return last + 1


def _fields(text: str, separator: str) -> list[str]:
    found, quoted = [""], False
    for char in text:
        if char == '"':
            quoted = not quoted
        elif char == separator and not quoted:
            found.append("")
        else:
            found[-1] += char
    return found


def _unquoted(cell: str) -> str:
    bare = cell.strip()
    return bare[1:-1].replace('""', '"') if len(bare) > 1 and bare[0] == bare[-1] == '"' else cell


def _aligned(raws: list[str]) -> dict[int, list[int]]:
    """Where columns begin in lines whose fields are set apart by spaces, if times in the first one make them a table."""
    starts: dict[int, list[int]] = {}
    for n, raw in enumerate(raws):
        if "\t" not in raw and "|" not in raw and CELL not in raw and "  " in raw.strip() and len(raw) < 300:
            starts[n] = [len(raw) - len(raw.lstrip()), *(match.end() for match in _GAP.finditer(raw))]
    timed = [n for n in starts if only(raws[n][: starts[n][1]]) is not None]
    if len(timed) < 3 or sum(len(starts[n]) >= 3 for n in timed) * 3 < len(timed):
        return {}
    seen = Counter(at for n in starts for at in starts[n][1:])
    columns = [0, *sorted(at for at, count in seen.items() if count * 4 >= len(timed))]
    if len(columns) < 3:
        return {}
    region = range(min(timed) - 1, max(timed) + 8)
    return {n: columns for n in starts if n in region}


def _at(text: str, columns: list[int]) -> list[str]:
    found = [""] * len(columns)
    begin = 0
    for match in [*_GAP.finditer(text), None]:
        piece = text[begin : match.start() if match else len(text)]
        indent = len(piece) - len(piece.lstrip())
        column = max((k for k, at in enumerate(columns) if at <= begin + indent + 1), default=0)
        found[column] = f"{found[column]} {piece.strip()}".strip()
        begin = match.end() if match else begin
    return found
