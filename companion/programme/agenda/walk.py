"""Goes through the lines of an agenda and makes drafts of items: what has a time, what belongs to a round, who is named."""

from __future__ import annotations

import datetime as dt
from typing import Final

from companion.programme.agenda.clock import Span, ending_length, leading, length, trailing
from companion.programme.agenda.columns import header, titles_and_people
from companion.programme.agenda.dates import day_header
from companion.programme.agenda.items import CALM, Draft
from companion.programme.agenda.lines import Line, plain
from companion.programme.agenda.meta import is_label
from companion.programme.agenda.people import names_in, only_people
from companion.programme.agenda.region import Region, is_sentence, is_stop, is_timed, time_cell
from companion.programme.agenda.words import kind_of, round_of

SURE: Final = 0.95
GROUPED: Final = 0.75
UNTIMED: Final = 0.7
GUESSED: Final = 0.5
LONGEST_TITLE: Final = 240


class Walk:
    """One reading. `used` are the numbers of lines that became something."""

    def __init__(self, lines: list[Line], region: Region, date: dt.date | None, year: int | None) -> None:
        self._lines, self._region, self._year = lines, region, year or (date.year if date else None)
        self._date = date
        self._day: dt.date | None = None
        self._number = 0
        self._roles: list[str] | None = None
        self._round: Draft | None = None
        self._plain_entries = False
        self._pending: Span | None = None
        self._drafts: list[Draft] = []
        self.used: set[int] = set()

    def run(self) -> list[Draft]:
        """The drafts, in the order of the text."""
        self._days_before()
        span = self._region.span
        read = {"leading": self._leading, "trailing": self._trailing, "list": self._listed, "none": self._nothing}
        for n in span:
            line = self._lines[n]
            if self._begins_day(line) or read[self._region.shape](line, n):
                self.used.add(n)
        return self._drafts

    # by shape

    def _leading(self, line: Line, n: int) -> bool:
        roles = header(line)
        if roles is not None:
            self._roles = roles
            return True
        if is_timed(line):
            return self._timed(line, n)
        if self._no_item(line, n):
            return False
        return self._untimed(line, n)

    def _trailing(self, line: Line, n: int) -> bool:
        found = trailing(line.text)
        if found is None or is_sentence(line.text):
            return self._people(line)
        span, title = found
        return self._item(title, span, [], SURE - 0.05)

    def _listed(self, line: Line, n: int) -> bool:
        if not (line.bullet or line.number) and only_people(line.text) and self._drafts:
            return self._people(line)
        first = self._region.span.start
        if line.depth > self._lines[first].depth and self._drafts:
            return self._people(line) if only_people(line.text) else False
        number = round_of(line.text)
        draft = Draft(" ".join(line.cells), confidence=UNTIMED, round=number)
        self._add(draft)
        return True

    def _nothing(self, line: Line, n: int) -> bool:
        return False

    # lines with a time

    def _timed(self, line: Line, n: int) -> bool:
        at = time_cell(line)
        assert at is not None
        found = leading(plain(line.cells[at]))
        assert found is not None
        span, rest = found
        cells = list(line.cells)
        if at > 0 and not self._begins_day(Line([cells[0]], cells[0])):
            at = 0 if not plain(cells[0]) else at
        cells[at] = leading_rest(line.cells[at], rest)
        span, cells = self._more_times(span, cells, at)
        roles = self._roles if self._roles and len(self._roles) >= len(line.cells) - 1 else None
        cells = [cell for n_, cell in enumerate(cells) if n_ != at or plain(cell)] if not roles else cells
        if roles and plain(cells[at]):
            roles = [*roles[:at], "title", *roles[at + 1 :]]
        titles, people = titles_and_people(cells, roles)
        if not titles:
            if people:
                return self._item("", span, names_in(people, sure=True), GUESSED)
            if span.end is not None and span.end - span.start >= 240 and not self._drafts:
                return False  # the hours of the whole event
            self._round = None
            self._pending = span
            return True
        self._pending = None
        if self._round is not None and line.number and round_of(plain(titles[0])) is None:
            return self._entry(titles, people, span)
        if self._begins_round(titles, n):
            return self._start_round(titles[0], span, SURE)
        self._round = None
        done = False
        if len(line.prefix) > 3:  # “Workshop A:” is part of a title, “1.” is not
            titles = [f"{line.prefix} {titles[0]}", *titles[1:]]
        for title in titles:
            done = (
                self._item(
                    title, span, names_in(people, sure=True) if people else [], SURE if line.table else SURE - 0.03
                )
                or done
            )
        return done

    def _more_times(self, span: Span, cells: list[str], at: int) -> tuple[Span, list[str]]:
        """An end or a length that stands in a column of its own."""
        if span.end is None and len(cells) > at + 1:
            role = self._roles[at + 1] if self._roles and len(self._roles) > at + 1 else ""
            text = plain(cells[at + 1])
            other = leading(text)
            if (
                other is not None
                and not other[1].strip()
                and other[0].end is None
                and (role in ("end", "") and other[0].start > span.start)
            ):
                return Span(span.start, other[0].start, span.half), [*cells[: at + 1], "", *cells[at + 2 :]]
        for n, cell in enumerate(cells[at + 1 :], at + 1):
            role = self._roles[n] if self._roles and len(self._roles) > n else ""
            text = plain(cell)
            minutes = length(text) or (int(text) if role == "length" and text.isdigit() else None)
            if minutes and span.end is None:
                return Span(span.start, span.start + minutes, span.half), [*cells[:n], "", *cells[n + 1 :]]
        return span, cells

    # lines without one

    def _untimed(self, line: Line, n: int) -> bool:
        text = line.text
        cell = next((cell for cell in line.cells if plain(cell)), "")
        if self._pending is not None:
            waiting, self._pending = self._pending, None
            if self._begins_round([cell], n):
                return self._start_round(cell, waiting, SURE - 0.05)
            rest = [c for c in line.cells if plain(c)]
            titles, people = titles_and_people(rest, None)
            return self._item(titles[0], waiting, names_in(people, sure=True) if people else [], SURE - 0.05)
        if round_of(plain(cell)) is not None and not line.number and self._begins_round([cell], n):
            return self._start_round(cell, None, GROUPED)
        if self._round is not None:
            return self._in_round(line, cell)
        if only_people(line.cells[-1]) and self._people(line):
            return True
        if self._goes_on(line):
            return True
        if line.table and not plain(line.cells[0]) and self._drafts and not line.bullet and len(text) < LONGEST_TITLE:
            last = self._drafts[-1]
            titles, people = titles_and_people(line.cells, self._roles)
            span = Span(last.start, None) if last.start is not None else None
            return bool(titles) and self._item(titles[0], span, names_in(people, sure=True) if people else [], GUESSED)
        return False

    def _in_round(self, line: Line, cell: str) -> bool:
        entries = [draft for draft in self._drafts if draft.header is self._round]
        if not (line.number or line.bullet) and entries and only_people(line.cells[-1]):
            return self._people(line)
        if line.number or line.bullet or line.table:
            if line.bullet and not line.number and entries and line.depth > 3 and only_people(cell):
                return self._people(line)
            titles, people = titles_and_people(line.cells, None)
            return self._entry(titles, people, None)
        if (not entries or self._plain_entries) and len(line.text) < 160 and not line.text.endswith("."):
            self._plain_entries = True
            return self._entry([cell], "", None)
        return False

    def _entry(self, titles: list[str], people: str, span: Span | None) -> bool:
        """A workshop in the round; a time among its workshops is the round's."""
        if not titles or self._round is None:
            return False
        if span is not None and self._round.start is None:
            self._round.start, self._round.end, self._round.half = span.start, span.end, span.half
        confidence = SURE - 0.1 if self._round.confidence > GROUPED else GROUPED
        self._add(
            Draft(
                titles[0],
                slot=True,
                header=self._round,
                people=names_in(people, sure=True) if people else [],
                confidence=confidence,
            )
        )
        return True

    def _begins_round(self, titles: list[str], n: int) -> bool:
        title = plain(titles[0])
        if len(titles) > 1 or only_people(titles[0]):
            return False
        number = round_of(title)
        following = [line for line in self._lines[n + 1 : n + 4] if n + 1 in self._region.span]
        enumerated = [line for line in following if (line.number or line.bullet) and not only_people(line.text)]
        listed = bool(following) and following[0] in enumerated
        if number is not None:
            return number > 0 or listed or (bool(following) and following[0].table and not plain(following[0].cells[0]))
        is_workshop = kind_of(title)[0] == "workshop" and len(title) < 60
        return is_workshop and listed and len(enumerated) >= 2

    def _start_round(self, title: str, span: Span | None, confidence: float) -> bool:
        number = round_of(plain(title))
        draft = Draft(title, round=number or 0, confidence=confidence)
        if span is not None:
            draft.start, draft.end, draft.half = span.start, span.end, span.half
        self._add(draft)
        self._round, self._plain_entries = draft, False
        return True

    # shared

    def _item(self, title: str, span: Span | None, people: list[str], confidence: float) -> bool:
        text = plain(title)
        if len(text) > LONGEST_TITLE:
            title = text = text[:LONGEST_TITLE].rsplit(" ", 1)[0]
            confidence -= 0.2
        if not text and not people:
            return False
        title, minutes = ending_length(title)
        if minutes and span is not None and span.end is None:
            span = Span(span.start, span.start + minutes, span.half)
        draft = Draft(title, people=people, confidence=confidence)
        if span is not None:
            draft.start, draft.end, draft.half = span.start, span.end, span.half
        self._add(draft)
        return True

    def _add(self, draft: Draft) -> None:
        draft.day, draft.day_number = self._day, self._number
        self._drafts.append(draft)

    def _people(self, line: Line) -> bool:
        """Who is named on a line of their own belongs to what stands above it."""
        names = only_people(line.cells[-1]) or only_people(line.text)
        if not names or not self._drafts:
            return False
        last = self._drafts[-1]
        if kind_of(plain(last.title))[0] == "break":
            return False
        last.people = list(dict.fromkeys([*last.people, *names]))
        return True

    def _goes_on(self, line: Line) -> bool:
        """A title that was broken in two."""
        last = self._drafts[-1] if self._drafts else None
        if last is None or line.after_blank or line.bullet or line.number or line.heading or is_sentence(line.text):
            return False
        title = plain(last.title)
        broken = (
            title.endswith((":", "–", "-", ",", "&", " und", " and"))
            or title.count("„") > title.count("“")
            or title.count("(") > title.count(")")
        )
        if broken and len(title) + len(line.text) < LONGEST_TITLE:
            last.title = f"{last.title} {line.cells[-1]}"
            return True
        kind, sure = kind_of(title)
        if len(title.split()) <= 2 and sure > 0.9 and kind not in CALM and not last.people and len(line.text) < 160:
            last.title = f"{title}: {line.cells[-1]}"  # “Keynote”, and below it what about
            return True
        return False

    def _no_item(self, line: Line, n: int) -> bool:
        if is_stop(line):
            self._round = None
            return True
        return is_label(line.text) or (is_sentence(line.text) and not line.number)

    def _begins_day(self, line: Line) -> bool:
        if line.table and len([cell for cell in line.cells if plain(cell)]) > 1:
            return False
        found = day_header(line.text, self._year)
        if found is None or is_timed(line):
            return False
        date, number = found
        self._number = number or (self._number + 1 if date is None or self._day else 1)
        self._day = date or (self._date + dt.timedelta(days=self._number - 1) if self._date else None)
        self._round = self._pending = None
        return True

    def _days_before(self) -> None:
        """The day that stands right above the first item."""
        start = self._region.span.start
        for n in range(max(0, start - 2), start):
            line = self._lines[n]
            if not is_label(line.text) and len(line.text) < 90 and self._begins_day(line):
                self.used.add(n)


def leading_rest(cell: str, rest: str) -> str:
    """The end of a cell with its marks of italics, when what it says is `rest`."""
    at = cell.find(rest[:12]) if rest else -1
    return cell[at:] if at >= 0 else rest
