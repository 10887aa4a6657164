"""From drafts to items: ends inferred, rounds numbered, workshops recognised again, kinds and languages read from titles."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Final

from companion.core.event import DAY_BEGINS
from companion.formats.programme.agenda.brackets import read_brackets
from companion.formats.programme.agenda.clock import Span, beginning_length, ending_length, show
from companion.formats.programme.agenda.inline import plain
from companion.formats.programme.agenda.lines import Line
from companion.formats.programme.agenda.model import Item, Question, QuestionCode
from companion.formats.programme.agenda.places import split_place
from companion.formats.programme.agenda.prose import is_sentence
from companion.formats.programme.agenda.title_people import split_people
from companion.formats.programme.agenda.words import kind_of, language_codes, languages_in
from companion.formats.programme.names import slug

QUOTES: Final = "„“”\"'«»‚‘’"
_SENTENCES = re.compile(r"^(.{0,150}?[a-zäöüß]{3}[.!?])\s+(?=[A-ZÄÖÜ])(.+)$")
_FULL_STOP: Final = re.compile(r"[^\W\d_]{4}\.$")
_MOST_LAYERS: Final = 5
_ASKED: Final = 0.5
_NIGHT_ENDS: Final = DAY_BEGINS * 60
_SMALL_HOURS: Final = 300
_MORNING: Final = 360
_EVENING: Final = 1140
CALM: Final = frozenset({"break", "reception"})


@dataclass(slots=True)
class Draft:
    """An item in the making. Times are minutes of the day. `slot`: a workshop in the round `header`;
    `reaches`: a later time at which it still goes on; `row`: it stands in a row of a table;
    `asks`: what a person has to say about it; `night`: it is on the day after `day`;
    `padded`: its hour is written with a zero in front; `room`: where it is; `complete`: the title is nothing but that."""

    title: str
    start: int | None = None
    end: int | None = None
    half: bool = False
    day: dt.date | None = None
    day_number: int = 0
    people: list[str] = field(default_factory=list)
    languages: tuple[str, ...] = ()
    round: int | None = None
    slot: bool = False
    header: Draft | None = None
    confidence: float = 0.95
    kind: str | None = None
    hint: str = ""
    reaches: int = 0
    row: bool = False
    asks: list[QuestionCode] = field(default_factory=list)
    night: bool = False
    padded: bool = False
    room: str = ""
    complete: bool = False

    def told(self, line: Line) -> None:
        """Take what the columns of its row say."""
        self.hint, self.languages, self.row = line.kind, language_codes(line.languages), line.table
        self.room, self.complete = line.place, line.complete


def finish(drafts: list[Draft], hours: Span | None, base: dt.date | None) -> tuple[Item, ...]:
    """The items that drafts stand for; `hours` are those of the event, `base` is its first day."""
    for draft in drafts:
        _read_title(draft)
    _twelve_hours(drafts, hours)
    _number_rounds(drafts)
    _nights(drafts)
    inferred = _ends(drafts, hours)
    return tuple(_item(draft, id(draft) in inferred, base) for draft in drafts)


def questions(drafts: list[Draft]) -> tuple[Question, ...]:
    """What the text leaves open, by the numbers of its items."""
    timed = any(draft.start is not None for draft in drafts)
    asked = [Question(row=n, code=code) for n, draft in enumerate(drafts) for code in dict.fromkeys(draft.asks)]
    untimed = [Question(row=n, code="no_time") for n, draft in enumerate(drafts) if timed and draft.start is None]
    return tuple(sorted([*asked, *untimed], key=lambda question: question.row))


def _nights(drafts: list[Draft]) -> None:
    """What begins early in the morning below an item of the evening is on the next day. Before 04:00 the day of the programme
    is still the one that stands above both."""
    evening: Draft | None = None
    for draft in drafts:
        if draft.start is None or draft.slot:
            continue
        same = evening is not None and (draft.day, draft.day_number) == (evening.day, evening.day_number)
        if same and _NIGHT_ENDS <= draft.start < _MORNING and evening is not None and evening.start is not None:
            draft.night = True
            draft.asks.append("next_day")
        elif draft.start >= _EVENING:
            evening = draft
        elif not same:
            evening = None


def _read_title(draft: Draft) -> None:
    title, people = (plain(draft.title), list[str]()) if draft.complete else _peeled(draft)
    kind, sure = kind_of(draft.hint) if draft.hint else ("talk", 0.0)
    if sure < 0.9 or (
        kind == "plenary" and not draft.complete
    ):  # a column may call everything plenary that all take part in
        by_title = kind_of(title)
        kind, sure = by_title if by_title[1] > 0.9 or sure < 0.9 else (kind, sure)
    draft.kind = "workshop" if draft.slot or draft.round is not None else kind
    if draft.kind in CALM and not any(" " in name for name in people):
        people = []
    # “Kaffeepause für Vernetzung” in italics is no person.
    calm = draft.kind == "break" and not draft.complete
    draft.people = [] if calm else list(dict.fromkeys([*draft.people, *people]))
    if sure < 0.9 and not draft.slot and draft.round is None:
        draft.confidence -= 0.15
    draft.title = title if draft.complete else _bare(title)


def _peeled(draft: Draft) -> tuple[str, list[str]]:
    """The title without what stands around it: languages, a length, the room, people, in any order."""
    title, people = draft.title, list[str]()
    for _ in range(_MOST_LAYERS):
        before = title
        title, minutes, languages, names = read_brackets(title)
        people = [*names, *people]
        draft.languages = draft.languages or languages
        title, languages = languages_in(title)
        draft.languages = draft.languages or languages
        title, ending = ending_length(title)
        title, beginning = beginning_length(title)
        minutes = minutes or ending or beginning
        if minutes and draft.start is not None and draft.end is None:
            draft.end = draft.start + minutes
        title = title[:-1] if title.endswith(").") else title
        title, room = split_place(title)
        draft.room = draft.room or room
        title, names = split_people(title, known=bool(draft.people or people))
        people = [*names, *people]
        if title == before:
            break
    return _first_sentence(title), people


def _first_sentence(title: str) -> str:
    """A title without the sentences that describe it."""
    match = _SENTENCES.match(title)
    if match and len(match[2].split()) >= 4 and match[2].rstrip().endswith((".", "!", "…")):
        return match[1].removesuffix(".")
    head, dash, rest = title.partition(" – ") if " – " in title else title.partition(" - ")
    return head if dash and is_sentence(rest) and len(head.split()) <= 8 else title


def _bare(title: str) -> str:
    title = title.strip(" –—-|·•,;").rstrip(":").strip()
    if _FULL_STOP.search(title) and len(title.split()) <= 14:
        title = title[:-1]
    if len(title) > 2 and title[0] in QUOTES and title[-1] in QUOTES and not any(q in title[1:-1] for q in '„“”"'):
        title = title[1:-1].strip()
    return title


def _twelve_hours(drafts: list[Draft], hours: Span | None) -> None:
    """“9:00, 11:00, 1:00, 2:30”: what follows a noon without saying so lies in the afternoon; so does a day of small hours."""
    starts = [draft.start for draft in drafts if draft.start is not None and not draft.half]
    late = hours is not None and hours.start >= 720
    small = bool(starts) and 60 <= min(starts) < 360 and max(starts) < 480 and (hours is None or late)
    if small or (late and hours and starts and max(starts) < 720 and min(starts) + 780 >= hours.start):
        for draft in drafts:
            if draft.start is not None and draft.start < 720 and not draft.half:
                draft.start += 720
                draft.end = draft.end + 720 if draft.end is not None and draft.end < 720 else draft.end
        return
    for day in {(draft.day, draft.day_number): None for draft in drafts}:
        _day_of_twelve_hours(
            [draft for draft in drafts if (draft.day, draft.day_number) == day and draft.start is not None]
        )


def _day_of_twelve_hours(drafts: list[Draft]) -> None:
    starts = [draft.start for draft in drafts if draft.start is not None and not draft.half]
    evening = bool(starts) and 60 <= min(starts) < _SMALL_HOURS and max(starts) < 600 and len(starts) == len(drafts) > 2
    shift = 720 if evening and not any(draft.padded for draft in drafts) else 0
    last = 0
    for draft in drafts:
        assert draft.start is not None
        if draft.half:
            last = max(last, draft.start)
            continue
        if shift == 0 and last >= 600 and 60 <= draft.start < 480 and draft.start + 720 >= last:
            shift = 720
        if shift and draft.start < 720:
            draft.start += shift
            draft.end = draft.end + shift if draft.end is not None and draft.end < 720 else draft.end
        elif draft.end is not None and draft.end <= draft.start and draft.end + 720 > draft.start:
            draft.end += 720
        last = max(last, draft.start)


def _number_rounds(drafts: list[Draft]) -> None:
    n = 0
    for draft in drafts:
        if draft.round is not None and not draft.slot:
            n = draft.round = draft.round or n + 1
    for draft in drafts:
        if draft.slot and draft.header is not None:
            draft.round = draft.header.round
            draft.start, draft.day, draft.day_number = draft.header.start, draft.header.day, draft.header.day_number


def _ends(drafts: list[Draft], hours: Span | None) -> set[int]:
    """Give ends to those without one: the next start of the day, or the official end. The ids of those that got one."""
    inferred = set()
    rows = [draft for draft in drafts if not draft.slot]
    days = [(draft.day, draft.day_number, draft.night) for draft in rows]
    for n, draft in enumerate(rows):
        if draft.start is None or draft.end is not None:
            continue
        later = [
            row.start
            for row, day in zip(rows[n + 1 :], days[n + 1 :], strict=True)
            if day == days[n] and row.start is not None
        ]
        found = next((start for start in later if start > max(draft.start, draft.reaches)), None)
        if found is None and hours is not None and hours.end is not None and hours.end > draft.start:
            found = hours.end
        if found is not None:
            draft.end = found
            inferred.add(id(draft))
    for draft in drafts:
        if draft.slot and draft.header is not None and draft.end is None and draft.header.end is not None:
            draft.end = draft.header.end
            inferred.add(id(draft))
    return inferred


def _item(draft: Draft, inferred: bool, base: dt.date | None) -> Item:
    day = draft.day
    if day is None and base is not None:
        day = base + dt.timedelta(days=max(0, draft.day_number - 1))
    if day is not None and draft.night:
        day += dt.timedelta(days=1)
    return Item(
        day=day.isoformat() if day else None,
        start=show(draft.start),
        end=show(draft.end),
        end_inferred=inferred,
        title=draft.title,
        kind=draft.kind or "talk",
        people=tuple(draft.people),
        languages=draft.languages,
        round=draft.round,
        workshop=slug(draft.title, 60) if draft.slot else None,
        room=draft.room or None,
        confidence=round(max(0.1, min(_ASKED if draft.asks else 1.0, draft.confidence)), 2),
    )
