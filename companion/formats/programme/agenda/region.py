"""Where in a text the agenda is: a run of lines with times, a table, or a list behind a word such as “Agenda:”."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from companion.formats.programme.agenda.clock import Span, trailing
from companion.formats.programme.agenda.inline import plain
from companion.formats.programme.agenda.lines import Line, is_named
from companion.formats.programme.agenda.meta import LEAD, is_label
from companion.formats.programme.agenda.people import only_people
from companion.formats.programme.agenda.prose import is_prose, is_sentence, is_stop_text
from companion.formats.programme.agenda.words import round_of

_MOST_DESCRIBING: Final = 5
Shape = Literal["leading", "trailing", "above", "rows", "list"]


@dataclass(frozen=True, slots=True)
class Region:
    """Lines `span` of a text hold the agenda; `shape`: how its items are told apart."""

    span: range
    shape: Shape


def find(lines: list[Line]) -> Region:
    """The agenda of a text; an empty span if there is none."""
    timed = [n for n, line in enumerate(lines) if is_timed(line)]
    behind = [n for n, line in enumerate(lines) if not line.table and trailing_time(line)]
    if len(timed) >= 2 or (timed and (len(lines) <= 6 or _is_clear(lines[timed[0]]))):
        if len(behind) <= 2 * len(timed):
            if _titles_above(lines, timed):
                return Region(range(max(0, _block(lines, timed[0])), _end(lines, timed[-1]) + 1), "above")
            # A round may stand before the first time in front: “Workshop-Phase 1, 10:45–12:15”.
            early = [n for n in behind if n < timed[0] and _is_round(lines[n])]
            return Region(range(_begin(lines, min([*early, timed[0]])), _end(lines, timed[-1]) + 1), "leading")
    if len(behind) >= 2:
        return Region(range(behind[0], _end(lines, behind[-1]) + 1), "trailing")
    rows = [n for n, line in enumerate(lines) if line.agenda and line.titles]
    if len(rows) >= 2:
        return Region(range(rows[0], rows[-1] + 1), "rows")
    entries = _list(lines)
    return Region(entries or range(len(lines), len(lines)), "list")


def is_timed(line: Line) -> bool:
    """Whether a line is an item that begins with its time."""
    if line.span is None or is_label(line.text):
        return False
    return line.table or not line.titles or not is_prose(plain(line.titles[0]), bool(line.heading))


def is_stop(line: Line) -> bool:
    """Whether a line begins what comes after the agenda."""
    return is_stop_text(line.text) and line.span is None and not (line.number and is_named(line))


def trailing_time(line: Line) -> tuple[Span, str] | None:
    """The time that a line ends with, and the title before it."""
    found = trailing(line.text)
    return found if found is not None and not is_sentence(line.text) and not is_label(line.text) else None


def _is_round(line: Line) -> bool:
    found = trailing_time(line)
    return found is not None and found[0].end is not None and round_of(found[1]) is not None


def _is_clear(line: Line) -> bool:
    """Whether a line can be the only one with a time of an agenda."""
    ranged = line.span is not None and line.span.end is not None and bool(line.titles)
    return line.table or (ranged and len(line.text) < 80)


def _titles_above(lines: list[Line], timed: list[int]) -> bool:
    """Whether times stand alone and below their titles: each is in a block of its own, and begins none."""
    if any(lines[n].titles or lines[n].people or lines[n].table for n in timed):
        return False
    blocks = {_block(lines, n) for n in timed}
    return len(blocks) == len(timed) and not blocks & set(timed)


def _block(lines: list[Line], n: int) -> int:
    """The first line of the block of lines that line `n` is in."""
    while n > 0 and not lines[n].after_blank:
        n -= 1
    return n


def _begin(lines: list[Line], first: int) -> int:
    """Go back over what belongs to the first item: a header row, a day, the header of a round."""
    while first > 0:
        line = lines[first - 1]
        if line.header or (round_of(line.text) is not None and not is_sentence(line.text)):
            first -= 1
        elif line.table and not line.cells[0] and lines[first].table:
            first -= 1
        else:
            break
    return first


def _end(lines: list[Line], last: int) -> int:
    """Go on over what belongs to the last item."""
    grouped = any(
        round_of(plain(text)) is not None for text in (*lines[last].titles, *lines[last].cells, lines[last].text)
    )
    last = _last_of_groups(lines, last) if grouped else last
    while last + 1 < len(lines):
        line = lines[last + 1]
        if is_stop(line) or line.heading or is_sentence(line.text):
            break
        if (
            only_people(line.cells[-1])
            or line.number
            or line.then
            or (line.bullet and line.depth)
            or (line.table and lines[last].table)
        ):
            last += 1
        elif (grouped and (line.bullet or line.number)) or (
            not line.after_blank and lines[last].cells[-1].rstrip().endswith(":")
        ):
            last += 1
        elif lines[last].span is not None and not lines[last].titles:
            last += 1
        elif line.after_blank and not grouped:
            break
        elif grouped and not line.after_blank and len(line.text) < 160:
            last += 1
        else:
            break
    return last


def _last_of_groups(lines: list[Line], last: int) -> int:
    """The last numbered group below the header of a round; what describes one stands between it and the next."""
    n = last
    while n + 1 < len(lines) and n - last <= _MOST_DESCRIBING:
        n += 1
        if lines[n].heading or is_stop(lines[n]):
            break
        if lines[n].bullet or (lines[n].number and is_named(lines[n])):
            last = n
    return last


def _list(lines: list[Line]) -> range:
    """The list behind a word such as “Agenda”, else one that is nearly the whole text."""
    for n, line in enumerate(lines):
        if LEAD.search(line.text) and len(line.text) < 140 and not (line.bullet or line.number):
            found = _entries(lines, n + 1)
            if len(found) >= 2:
                return found
    marked = [n for n, line in enumerate(lines) if line.bullet or line.number]
    if (
        len(marked) >= 3
        and len(marked) * 10 >= len(lines) * 7
        and not any(is_stop(line) for line in lines[: marked[0] + 1])
    ):
        return _entries(lines, marked[0])
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
