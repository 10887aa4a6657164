"""Goes through the lines of an agenda and makes drafts of items: what has a time, what belongs to a round, who is named."""

from __future__ import annotations

import datetime as dt

from companion.programme.agenda.clock import Span
from companion.programme.agenda.dates import day_header
from companion.programme.agenda.drafts import GROUPED, GUESSED, SURE, UNTIMED, Drafts
from companion.programme.agenda.inline import parts_of, plain
from companion.programme.agenda.items import Draft
from companion.programme.agenda.lines import Line, inner_line
from companion.programme.agenda.meta import is_label
from companion.programme.agenda.people import names_in, only_people
from companion.programme.agenda.places import is_place
from companion.programme.agenda.prose import LONGEST_TITLE, is_sentence
from companion.programme.agenda.region import Region, is_stop, is_timed, trailing_time
from companion.programme.agenda.several import several
from companion.programme.agenda.words import kind_of, round_of


class Walk:
    """One reading. `used` are the numbers of lines that became something."""

    def __init__(self, lines: list[Line], region: Region, date: dt.date | None, year: int | None) -> None:
        self._lines, self._region, self._year = lines, region, year or (date.year if date else None)
        self._date = date
        self._found = Drafts()
        self._pending: Span | None = None
        self._above: Line | None = None
        self.used: set[int] = set()

    def run(self) -> list[Draft]:
        """The drafts, in the order of the text."""
        self._days_before()
        read = {
            "leading": self._leading, "trailing": self._trailing, "above": self._titled_above, "rows": self._rows,
            "list": self._listed,
        }  # fmt: skip
        self.used |= {n for n, line in enumerate(self._lines) if line.header and self._region.span}
        for n in self._region.span:
            line = self._lines[n]
            if self._begins_day(line) or read[self._region.shape](line, n):
                self.used.add(n)
        return self._found.all

    # by shape

    def _leading(self, line: Line, n: int) -> bool:
        if line.header:
            return True
        if is_timed(line):
            return self._timed(line, self._lines[n + 1 : n + 5] if n + 1 in self._region.span else [])
        if self._no_item(line):
            return False
        return self._untimed(line, self._lines[n + 1 : n + 5] if n + 1 in self._region.span else [])

    def _trailing(self, line: Line, n: int) -> bool:
        found = trailing_time(line)
        if found is None or is_sentence(line.text):
            return self._found.people(line.text)
        span, title = found
        return self._found.item(title, span, [], SURE - 0.05)

    def _titled_above(self, line: Line, n: int) -> bool:
        """Blocks of lines in which the time stands below the title."""
        if line.after_blank or self._above is None:
            self._above = line
        if is_timed(line) and not line.titles and self._above is not line:
            return self._found.item(self._above.cells[0], line.span, [], SURE - 0.1)
        if line is self._above:
            return True
        return self._found.people(line.text) if self._found.all and not self._no_item(line) else False

    def _rows(self, line: Line, n: int) -> bool:
        if line.header:
            return True
        people = names_in(line.people, sure=True) if line.people else []
        return bool(line.titles) and self._found.item(" ".join(line.titles[0].split()), None, people, UNTIMED, line)

    def _listed(self, line: Line, n: int) -> bool:
        if not (line.bullet or line.number) and only_people(line.text) and self._found.all:
            return self._found.people(line.text)
        first = self._lines[self._region.span.start]
        if line.depth > first.depth and self._found.all:
            return self._found.people(line.text)
        self._found.item(" ".join(line.cells), None, [], UNTIMED, line)
        if self._found.all and round_of(line.text) is not None:
            self._found.all[-1].round = round_of(line.text)
        return True

    # lines with a time

    def _timed(self, line: Line, following: list[Line]) -> bool:
        span, found = line.span, self._found
        assert span is not None
        if line.date:
            self._begins_day(Line([line.date], line.date))
        people = names_in(line.people, sure=True) if line.people else []
        self._reaches_down(line.down, span)
        if not line.titles:
            return bool(line.down) or self._bare_time(span, people)
        self._pending = None
        if found.round is not None and line.number and round_of(plain(line.titles[0])) is None and not _named(line):
            return found.entry(line.titles[0], people, span)
        parts = several(line.titles[0])
        inner = [inner_line(part) for part in parts[1:]]
        if len(line.titles) == 1 and self._begins_round(parts[0], [*inner, *following]):
            found.start_round(parts[0], span, SURE, people)
            self._inner(inner, span)
            return True
        found.round = None
        done = False
        for n, title in enumerate(line.titles):
            parts = several(title)
            first = f"{line.prefix} {parts[0]}" if _named(line) and n == 0 else parts[0]
            sure = SURE if line.table else SURE - 0.03
            done = found.item(first, span, people if n == 0 else [], sure, line) or done
            self._inner([inner_line(part) for part in parts[1:]], span)
        return done

    def _inner(self, inner: list[Line], span: Span) -> None:
        """The further lines of a cell."""
        for n, line in enumerate(inner):
            if self._found.round is None and line.number and _named(line):
                self._found.item(f"{line.prefix} {line.cells[0]}", span, [], SURE - 0.1)
            elif not self._no_item(line):
                self._untimed(line, inner[n + 1 :], within=True)

    def _bare_time(self, span: Span, people: list[str]) -> bool:
        if people:
            return self._found.item("", span, people, GUESSED)
        if span.end is not None and span.end - span.start >= 240 and not self._found.all:
            return False  # the hours of the whole event
        waiting = self._pending
        if waiting is not None and waiting.end is None and span.end is None and span.start > waiting.start:
            span = Span(waiting.start, span.start, waiting.half)  # the end stands on a line of its own
        self._found.round = None
        self._pending = span
        return True

    def _reaches_down(self, titles: list[str], span: Span) -> None:
        """A title that goes over several rows with times lasts until the end of the last."""
        for title in titles:
            known = [draft for draft in self._found.all if plain(draft.title) == plain(parts_of(title)[0])]
            if known:
                known[-1].end, known[-1].reaches = span.end, span.start

    # lines without one

    def _untimed(self, line: Line, following: list[Line], within: bool = False) -> bool:
        found = self._found
        cell = next((cell for cell in line.titles if plain(cell)), line.cells[0])
        people = names_in(line.people, sure=True) if line.people else []
        if self._pending is not None and plain(cell):
            waiting, self._pending = self._pending, None
            parts = several(cell)
            if self._begins_round(parts[0], [*map(inner_line, parts[1:]), *following]):
                return found.start_round(parts[0], waiting, SURE - 0.05)
            return found.item(parts[0], waiting, people, SURE - 0.05, line)
        if round_of(plain(cell)) is not None and not line.number and self._begins_round(cell, following):
            return found.start_round(cell, None, GROUPED)
        if found.round is not None:
            return self._in_round(line, cell, people)
        if found.people(line.cells[-1]) or is_place(line.text) or found.goes_on(line, within):
            return True
        if line.table and found.last is not None and not line.bullet and len(line.text) < LONGEST_TITLE:
            span = Span(found.last.start, None) if found.last.start is not None else None
            done = [
                found.item(parts_of(title)[0], span, people, GUESSED, line) for title in line.titles if plain(title)
            ]
            return any(done)
        return False

    def _in_round(self, line: Line, cell: str, people: list[str]) -> bool:
        found = self._found
        entries = found.entries
        if not (line.number or line.bullet) and entries and found.people(line.cells[-1]):
            return True
        if line.number or line.bullet or line.table:
            if line.bullet and not line.number and entries and line.depth > 3 and only_people(cell):
                return found.people(cell)
            return found.entry(cell, people, None)
        if is_place(line.text):
            return True
        if (not entries or found.plain_entries) and len(line.text) < 160 and not line.text.endswith("."):
            found.plain_entries = True
            return found.entry(cell, people, None)
        return False

    def _begins_round(self, title: str, following: list[Line]) -> bool:
        text = plain(title)
        if only_people(title):
            return False
        number = round_of(text)
        enumerated = [line for line in following[:3] if _is_entry(line)]
        listed = bool(following) and following[0] in enumerated
        if number is not None:
            plain_ = [line for line in following[:2] if _could_be_entry(line)]
            return number > 0 or listed or len(plain_) == 2 or (bool(following) and _is_row(following[0]))
        is_workshop = kind_of(text)[0] == "workshop" and len(text) < 60
        return is_workshop and listed and len(enumerated) >= 2

    def _no_item(self, line: Line) -> bool:
        if is_stop(line):
            self._found.round = None
            return True
        return is_label(line.text) or (is_sentence(line.text) and not line.number)

    # days

    def _begins_day(self, line: Line) -> bool:
        if line.table and len([cell for cell in line.cells if plain(cell)]) > 1:
            return False
        found = day_header(line.text, self._year)
        if found is None or is_timed(line):
            return False
        date, number = found
        known = self._found
        if date is not None and date == known.day:
            return True
        known.number = number or (known.number + 1 if date is None or known.day else 1)
        known.day = date or (self._date + dt.timedelta(days=known.number - 1) if self._date else None)
        known.round = self._pending = None
        return True

    def _days_before(self) -> None:
        """The day that stands right above the first item."""
        start = self._region.span.start
        for n in range(max(0, start - 2), start):
            line = self._lines[n]
            if not is_label(line.text) and len(line.text) < 90 and self._begins_day(line):
                self.used.add(n)


def _is_entry(line: Line) -> bool:
    """Whether a line below the header of a round looks like one of its workshops."""
    if line.span is not None:
        return False
    return (line.number and _named(line)) or ((line.number or line.bullet) and not only_people(line.text))


def _could_be_entry(line: Line) -> bool:
    """The same, where workshops are not enumerated."""
    text = line.text
    return not (
        line.span or line.after_blank or is_stop(line) or is_sentence(text) or only_people(text) or is_place(text)
    )


def _is_row(line: Line) -> bool:
    return line.table and line.span is None and bool(line.titles)


def _named(line: Line) -> bool:
    """Whether an enumeration says more than a number: “Workshop A:” is part of a title, “1.” is not."""
    return len(line.prefix) > 3 and not line.prefix.upper().startswith(("TOP", "PUNKT", "ITEM", "Ö", "NÖ"))
