"""Where in a text the agenda is: a run of lines with times, a table, or a list behind a word such as “Agenda:”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from companion.programme.agenda.clock import leading, trailing
from companion.programme.agenda.columns import header
from companion.programme.agenda.lines import Line, plain
from companion.programme.agenda.meta import LEAD, is_label
from companion.programme.agenda.people import only_people
from companion.programme.agenda.words import round_of

Shape = Literal["leading", "trailing", "list", "none"]
_SENTENCE = re.compile(
    r"\b(?:wir|ihr|sie|werden|wird|wurde|wurden|können|möchten|laden|freuen|ist|sind|hat|haben|we"
    r"|you|our|will|are|is|was|were|please|bitte|can)\b",
    re.I,
)
_STOP = re.compile(
    r"^\W*(?:kontakt|contact|anmeldung|registration|registrierung\s*:|anfahrt|directions|gefördert"
    r"|funded|sponsor|partner|förder|hinweise?|note|veranstalter"
    r"|organi[sz]er|impressum|datenschutz|anmelden|teilnahme(?:gebühr)?|kosten|mitzubringen"
    r"|bitte mitbringen|bring|what to bring|über uns|about)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Region:
    """Lines `span` of a text hold the agenda; `shape`: how its items are told apart."""

    span: range
    shape: Shape


def find(lines: list[Line]) -> Region:
    """The agenda of a text; an empty span if there is none."""
    timed = [n for n, line in enumerate(lines) if is_timed(line)]
    if len(timed) >= 2 or (timed and (lines[timed[0]].table or len(lines) <= 6)):
        return Region(range(_begin(lines, timed[0]), _end(lines, timed[-1]) + 1), "leading")
    behind = [n for n, line in enumerate(lines) if not line.table and len(line.text) < 200 and _ends_with_time(line)]
    if len(behind) >= 2:
        return Region(range(behind[0], _end(lines, behind[-1]) + 1), "trailing")
    listed = _list(lines)
    return Region(listed, "list") if listed else Region(range(len(lines), len(lines)), "none")


def time_cell(line: Line) -> int | None:
    """The cell of a line that a time stands in: the first one that says something, or the one after a day."""
    full = [n for n, cell in enumerate(line.cells) if plain(cell)]
    for n in full[: 2 if line.table else 1]:
        if leading(plain(line.cells[n])):
            return n
    return None


def is_timed(line: Line) -> bool:
    """Whether a line is an item that begins with its time."""
    cell = time_cell(line)
    if cell is None or is_label(line.text):
        return False
    found = leading(plain(line.cells[cell]))
    assert found is not None
    rest = found[1]
    if line.table and len(line.cells) > 1:
        return True
    return not is_prose(rest, line)


def is_prose(rest: str, line: Line) -> bool:
    """Whether what follows a time at the beginning of a line goes on as a sentence."""
    words = rest.split()
    if not words:
        return False
    small = rest[:1].islower() and (len(words) > 6 or rest.rstrip().endswith(".") or bool(_SENTENCE.search(rest)))
    long = len(rest) > 220 and not line.heading
    return small or long


def is_sentence(text: str) -> bool:
    """Whether a line is running text rather than a title."""
    words = text.split()
    return len(words) > 30 or (len(words) > 9 and text.rstrip().endswith((".", "!")) and bool(_SENTENCE.search(text)))


def is_stop(line: Line) -> bool:
    """Whether a line begins what comes after the agenda."""
    return bool(_STOP.match(line.text)) and len(line.text) < 90 and time_cell(line) is None


def _ends_with_time(line: Line) -> bool:
    found = trailing(line.text)
    return found is not None and not is_sentence(line.text) and not is_label(line.text)


def _begin(lines: list[Line], first: int) -> int:
    """Go back over what belongs to the first item: a header row, a day, the header of a round."""
    while first > 0:
        line = lines[first - 1]
        if header(line) or (round_of(line.text) is not None and not is_sentence(line.text)):
            first -= 1
        elif line.table and not line.cells[0] and lines[first].table:
            first -= 1
        else:
            break
    return first


def _end(lines: list[Line], last: int) -> int:
    """Go on over what belongs to the last item."""
    grouped = round_of(lines[last].text) is not None or any(
        round_of(plain(cell)) is not None for cell in lines[last].cells
    )
    while last + 1 < len(lines):
        line = lines[last + 1]
        if is_stop(line) or line.heading or is_sentence(line.text):
            break
        if (
            only_people(line.cells[-1])
            or line.number
            or (line.bullet and line.depth)
            or (line.table and lines[last].table)
        ):
            last += 1
        elif (grouped and (line.bullet or line.number)) or (
            not line.after_blank and lines[last].cells[-1].rstrip().endswith(":")
        ):
            last += 1
        elif not line.after_blank and _bare_time(lines[last]):
            last += 1
        elif line.after_blank and not grouped:
            break
        elif grouped and not line.after_blank and len(line.text) < 160:
            last += 1
        else:
            break
    return last


def _bare_time(line: Line) -> bool:
    cell = time_cell(line)
    found = leading(plain(line.cells[cell])) if cell is not None else None
    return found is not None and not found[1].strip() and len([c for c in line.cells if plain(c)]) == 1


def _list(lines: list[Line]) -> range:
    """The list behind a word such as “Agenda”, else one that is nearly the whole text."""
    for n, line in enumerate(lines):
        if LEAD.search(line.text) and len(line.text) < 140 and not (line.bullet or line.number):
            found = _entries(lines, n + 1)
            if len(found) >= 2:
                return found
    listed = [n for n, line in enumerate(lines) if line.bullet or line.number]
    if (
        len(listed) >= 3
        and len(listed) * 10 >= len(lines) * 7
        and not any(is_stop(line) for line in lines[: listed[0] + 1])
    ):
        return _entries(lines, listed[0])
    return range(0)


def _entries(lines: list[Line], first: int) -> range:
    """Entries of one list from `first` on: bulleted or numbered ones, else short lines one below the other."""
    last = first
    marked = first < len(lines) and (lines[first].bullet or lines[first].number)
    while last < len(lines):
        line = lines[last]
        if marked and not (line.bullet or line.number or only_people(line.text)):
            break
        if not marked and (
            line.heading
            or len(line.text) > 110
            or is_sentence(line.text)
            or is_stop(line)
            or (line.after_blank and last > first)
        ):
            break
        last += 1
    return range(first, last) if marked or last - first >= 3 else range(0)
