"""The items in the making, in the order of the text, and the round of workshops that is being listed."""

from __future__ import annotations

import datetime as dt
from typing import Final

from companion.formats.programme.agenda.clock import Span
from companion.formats.programme.agenda.inline import plain, says
from companion.formats.programme.agenda.items import CALM, Draft
from companion.formats.programme.agenda.labels import is_address, led_by_what
from companion.formats.programme.agenda.lines import Line
from companion.formats.programme.agenda.names import is_certain
from companion.formats.programme.agenda.people import only_people
from companion.formats.programme.agenda.places import bare_place, is_place
from companion.formats.programme.agenda.prose import LONGEST_TITLE, is_sentence
from companion.formats.programme.agenda.words import kind_of, round_of

SURE: Final = 0.95
GROUPED: Final = 0.75
UNTIMED: Final = 0.7
GUESSED: Final = 0.5


class Drafts:
    """What has been found so far. `round`: the header that workshops are now listed below."""

    def __init__(self) -> None:
        self.all: list[Draft] = []
        self.round: Draft | None = None
        self.day: dt.date | None = None
        self.number = 0
        self.plain_entries = False

    @property
    def last(self) -> Draft | None:
        """The newest one."""
        return self.all[-1] if self.all else None

    @property
    def entries(self) -> list[Draft]:
        """The workshops of the round that is being listed."""
        return [draft for draft in self.all if draft.header is not None and draft.header is self.round]

    def item(
        self, title: str, span: Span | None, people: list[str], confidence: float, line: Line | None = None
    ) -> bool:
        """Add an item, unless there is nothing to call it by."""
        text = plain(title)
        if len(text) > LONGEST_TITLE:
            title = text = text[:LONGEST_TITLE].rsplit(" ", 1)[0]
            confidence -= 0.2
        if not says(text) and not people:
            return False
        draft = Draft(title, people=people, confidence=confidence)
        if line is not None:
            draft.told(line)
        self._add(draft, span)
        return True

    def entry(self, title: str, people: list[str], span: Span | None, line: Line) -> bool:
        """Add a workshop of the round; a time among its workshops is the round's."""
        if not says(plain(title)) or self.round is None:
            return False
        if span is not None and self.round.start is None:
            self.round.start, self.round.end, self.round.half = span.start, span.end, span.half
        confidence = SURE - 0.1 if self.round.confidence > GROUPED else GROUPED
        draft = Draft(title, slot=True, header=self.round, people=people, confidence=confidence)
        draft.told(line)
        self._add(draft, None)
        return True

    def placed(self, text: str) -> bool:
        """A room on a line of its own is where that is which stands above it."""
        if not is_place(text):
            return False
        if self.last is not None and not self.last.room and len(text) <= 40 and not is_address(text):
            self.last.room = bare_place(text)
        return True

    def start_round(
        self,
        title: str,
        span: Span | None,
        confidence: float,
        people: list[str] | None = None,
        line: Line | None = None,
    ) -> bool:
        """Add the header of a round; what follows are its workshops."""
        draft = Draft(title, round=round_of(plain(title)) or 0, people=people or [], confidence=confidence)
        if line is not None:
            draft.told(line)
        self._add(draft, span)
        self.round, self.plain_entries = draft, False
        return True

    def people(self, text: str) -> bool:
        """Who is named on a line of their own belongs to what stands above it."""
        names, last = only_people(text) or only_people(text[led_by_what(plain(text)) :]), self.last
        if not names or last is None or kind_of(plain(last.title))[0] == "break":
            return False
        last.people = list(dict.fromkeys([*last.people, *names]))
        return True

    def speaker(self, line: Line) -> bool:
        """“Ada Beispiel: Neue Wege” on a line of its own: who speaks in what stands above it, and what about."""
        name, colon, about = line.text.partition(": ")
        last = self.last
        names = only_people(name) if colon and last is not None and not line.table and len(name) < 60 else []
        if last is None or not names or not all(map(is_certain, names)) or kind_of(plain(last.title))[0] in CALM:
            return False
        last.people = list(dict.fromkeys([*last.people, *names]))
        line.unused.append(about.strip())
        return True

    def goes_on(self, line: Line, within: bool = False) -> bool:
        """Whether a line is the rest of a title that was broken in two; it then becomes part of it.
        `within`: both stand in one cell.
        """
        last = self.last
        if last is None or line.after_blank or line.bullet or line.number or line.heading or is_sentence(line.text):
            return False
        title = plain(last.title)
        broken = (
            title.endswith((":", "–", "-", ",", "&", " und", " and"))
            or title.count("„") > title.count("“") + title.count("”")
            or title.count("(") > title.count(")")
        )
        if broken and len(title) + len(line.text) < LONGEST_TITLE:
            last.title = f"{last.title} {line.cells[-1]}"
            return True
        kind, sure = kind_of(title)
        if (
            len(title.split()) <= 2
            and sure > 0.9
            and kind not in CALM
            and (within or not last.people)
            and len(line.text) < 160
        ):
            last.title = f"{title}: {line.cells[-1]}"  # “Keynote”, and below it what about
            return True
        return False

    def _add(self, draft: Draft, span: Span | None) -> None:
        if span is not None:
            draft.start, draft.end, draft.half = span.start, span.end, span.half
            draft.padded = span.padded
            if span.backwards:
                draft.asks.append("end_before_start")
        draft.day, draft.day_number = self.day, self.number
        self.all.append(draft)
