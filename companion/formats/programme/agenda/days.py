"""Which day of the event the lines of an agenda are about."""

from __future__ import annotations

import datetime as dt

from companion.formats.programme.agenda.dates import day_header, weekday_in
from companion.formats.programme.agenda.drafts import Drafts
from companion.formats.programme.agenda.inline import plain
from companion.formats.programme.agenda.lines import Line
from companion.formats.programme.agenda.meta import is_label
from companion.formats.programme.agenda.region import is_timed


class Days:
    """Keeps the day of what is found next; `date` is the first day of the event."""

    def __init__(self, found: Drafts, date: dt.date | None, year: int | None) -> None:
        self._found, self._date = found, date
        self._year = year or (date.year if date else None)

    def begins(self, line: Line) -> bool:
        """Whether a line does nothing but say what day it is; then that is the day."""
        if line.table and len([cell for cell in line.cells if plain(cell)]) > 1:
            return False
        header = day_header(line.text, self._year)
        if header is None or is_timed(line):
            return False
        date, number = header
        found = self._found
        if date is None and number is None and (named := self._on_weekday(line.text)):
            found.number += named != found.day
            found.day = named
        elif date is None or date != found.day:
            found.number = number or (found.number + 1 if date is None or found.day else 1)
            found.day = date or self._nth(found.number - 1)
        return True

    def column(self, n: int, head: str) -> None:
        """What follows is in the column of day `n`."""
        header = day_header(head, self._year)
        self._found.number = n + 1
        self._found.day = (header[0] if header else None) or self._nth(n)

    def before(self, lines: list[Line], first: int) -> set[int]:
        """The numbers of those lines right above the first item that say what day it is; `lines` begin at `first`."""
        return {
            n
            for n, line in enumerate(lines, first)
            if not is_label(line.text) and len(line.text) < 90 and self.begins(line)
        }

    def _on_weekday(self, text: str) -> dt.date | None:
        """The first day of that name that is not before the one before, if the event's day is known."""
        weekday, since = weekday_in(text), self._found.day or self._date
        return since + dt.timedelta(days=(weekday - since.weekday()) % 7) if weekday is not None and since else None

    def _nth(self, n: int) -> dt.date | None:
        return self._date + dt.timedelta(days=n) if self._date else None
