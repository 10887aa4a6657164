"""Goes through the lines of an agenda and makes drafts of items: what has a time, what belongs to a round, who is named."""

from __future__ import annotations

import datetime as dt

from companion.formats.programme.agenda.clock import Span
from companion.formats.programme.agenda.days import Days
from companion.formats.programme.agenda.drafts import GROUPED, GUESSED, SURE, UNTIMED, Drafts
from companion.formats.programme.agenda.inline import parts_of, plain, says
from companion.formats.programme.agenda.items import QUOTES, Draft
from companion.formats.programme.agenda.labels import begins_section, stands_alone
from companion.formats.programme.agenda.lines import Line, inner_line, is_named
from companion.formats.programme.agenda.meta import is_label
from companion.formats.programme.agenda.model import MOST_ITEMS
from companion.formats.programme.agenda.names import is_organisation
from companion.formats.programme.agenda.people import names_in, only_people
from companion.formats.programme.agenda.prose import LONGEST_TITLE, is_sentence
from companion.formats.programme.agenda.region import Region, is_stop, is_timed, trailing_time
from companion.formats.programme.agenda.rounds import begins_round, title_follows
from companion.formats.programme.agenda.several import several
from companion.formats.programme.agenda.words import kind_of, round_of


class Walk:
    """One reading. `used` are the numbers of lines that became something."""

    def __init__(self, lines: list[Line], region: Region, date: dt.date | None, year: int | None) -> None:
        self._lines, self._region = lines, region
        self._found = Drafts()
        self._days = Days(self._found, date, year)
        self._pending: Span | None = None
        self._ahead: list[str] = []
        self._above: Line | None = None
        self._section = False
        self._beside: Span | None = None
        self.used: set[int] = set()

    def run(self) -> list[Draft]:
        """The drafts, in the order of the text."""
        first = self._region.span.start
        self.used |= self._days.before(self._lines[max(0, first - 2) : first], max(0, first - 2))
        read = {
            "leading": self._leading, "trailing": self._trailing, "above": self._titled_above, "rows": self._rows,
            "list": self._listed,
        }  # fmt: skip
        self.used |= {n for n, line in enumerate(self._lines) if line.header and self._region.span}
        for n in self._region.span:
            line = self._lines[n]
            if len(self._found.all) >= MOST_ITEMS:
                break
            if self._begins_day(line) or read[self._region.shape](line, n):
                self.used.add(n)
        if any(self._lines[n].days for n in self._region.span):
            self._found.all.sort(key=lambda draft: draft.day_number)
        return self._found.all

    # by shape

    def _leading(self, line: Line, n: int) -> bool:
        if line.header:
            return True
        if is_timed(line):
            return self._timed(line, self._lines[n + 1 : n + 5] if n + 1 in self._region.span else [])
        if self._no_item(line):
            return False
        if line.then and line.titles and self._found.all:
            self._found.round = self._pending = None
            return self._found.item(line.titles[0], None, names_in(line.people, sure=True), GUESSED, line)
        behind = trailing_time(line)
        following = self._lines[n + 1 : n + 5]
        if (
            behind is not None
            and behind[0].end is not None
            and round_of(behind[1])
            and begins_round(behind[1], following)
        ):
            return self._found.start_round(behind[1], behind[0], SURE - 0.05)
        if behind is not None and self._pending is None and kind_of(behind[1])[1] > 0.9 and behind[0].end is not None:
            return self._found.item(behind[1], behind[0], [], SURE - 0.1)  # “Pause: 10:30–11:00”
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
        self._section = False
        self._beside = None
        assert span is not None
        if line.date:
            self._begins_day(Line([line.date], line.date))
        people = names_in(line.people, sure=True) if line.people else []
        self._reaches_down(line.down, span)
        if not line.titles:
            return bool(line.down) or self._goes_on(line, span) or self._bare_time(span, people, following)
        self._pending = None
        if found.round is not None and line.number and round_of(plain(line.titles[0])) is None and not is_named(line):
            return found.entry(line.titles[0], people, span, line)
        parts = several(line.titles[0])
        inner = [inner_line(part) for part in parts[1:]]
        if len(line.titles) == 1 and not line.days and begins_round(parts[0], [*inner, *following], line.kind):
            head = f"{line.prefix} {parts[0]}" if is_named(line) else parts[0]
            found.start_round(head, span, SURE, people, line)
            self._inner(inner, span)
            return True
        found.round = None
        done = False
        for n, title in enumerate(line.titles):
            if line.days:
                self._days.column(*line.days[n])
            parts = several(title)
            first = f"{line.prefix} {parts[0]}" if is_named(line) and n == 0 else parts[0]
            sure = SURE if line.table else SURE - 0.03
            done = found.item(first, span, people if n == 0 else [], sure, line) or done
            self._inner([inner_line(part) for part in parts[1:]], span)
        return done

    def _inner(self, inner: list[Line], span: Span) -> None:
        """The further lines of a cell."""
        for n, line in enumerate(inner):
            if self._found.round is None and line.number and is_named(line):
                self._found.item(f"{line.prefix} {line.cells[0]}", span, [], SURE - 0.1)
            elif not self._no_item(line):
                self._untimed(line, inner[n + 1 :], within=True)

    def _goes_on(self, line: Line, span: Span) -> bool:
        """A row that has nothing but a time: what stands in the row above lasts until then."""
        last = [draft for draft in self._found.all if draft.end == span.start and not draft.slot and draft.row]
        if not line.grid or span.end is None or not last:
            return False
        for draft in last:
            draft.end = span.end
        return True

    def _bare_time(self, span: Span, people: list[str], following: list[Line]) -> bool:
        if people:
            return self._found.item("", span, people, GUESSED)
        title_below = bool(following) and following[0].span is None and not following[0].after_blank
        if span.end is not None and span.end - span.start >= 240 and not self._found.all and not title_below:
            return False  # the hours of the whole event
        waiting = self._pending
        if waiting is not None and waiting.end is None and span.end is None and span.start > waiting.start:
            span = Span(waiting.start, span.start, waiting.half)  # the end stands on a line of its own
        self._found.round = None
        self._pending, self._ahead = span, []
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
        if self._beside is not None and line.number and is_named(line):
            return found.item(cell, self._beside, people, SURE - 0.05, line)
        self._beside = None
        if self._pending is not None and says(plain(cell)):
            if line.number and is_named(line) and round_of(plain(cell)) is None:
                self._beside, self._pending = self._pending, None  # “Track A: …” and its like, all at that time
                return found.item(cell, self._beside, people, SURE - 0.05, line)
            names = only_people(cell)
            if (names and title_follows(following)) or (
                self._ahead and is_organisation(line.text) and line.text[:1] not in QUOTES
            ):
                self._ahead += names  # who speaks stands above what about
                return True
            waiting, self._pending = self._pending, None
            people, self._ahead = [*self._ahead, *people], []
            parts = several(cell)
            if begins_round(parts[0], [*map(inner_line, parts[1:]), *following]):
                return found.start_round(parts[0], waiting, SURE - 0.05)
            return found.item(parts[0], waiting, people, SURE - 0.05, line)
        head = begins_section(f"{line.prefix} {line.text}")
        self._section = self._section or (line.after_blank and not line.table and head)
        if self._section and found.round is None and not line.bullet and (head or only_people(line.text)):
            return False  # who chairs what follows belongs to no item
        if round_of(plain(cell)) is not None and not line.number and begins_round(cell, following):
            return found.start_round(cell, None, GROUPED)
        if found.round is not None:
            return self._in_round(line, cell, people)
        if (
            stands_alone(line.text)
            or found.people(line.cells[-1])
            or found.placed(line.text)
            or found.speaker(line)
            or found.goes_on(line, within)
        ):
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
            return found.entry(cell, people, None, line)
        if found.placed(line.text):
            return True
        if (not entries or found.plain_entries) and len(line.text) < 160 and not line.text.endswith("."):
            found.plain_entries = True
            return found.entry(cell, people, None, line)
        return False

    def _no_item(self, line: Line) -> bool:
        if is_stop(line):
            self._found.round = None
            return True
        return is_label(line.text) or (is_sentence(line.text) and not line.number)

    def _begins_day(self, line: Line) -> bool:
        if not self._days.begins(line):
            return False
        self._found.round = self._pending = None
        return True
