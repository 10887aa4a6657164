"""The reader: finds the agenda in a text, and makes items of its lines. A text that may be of several shapes is read in each,
and the reading that leaves least unsaid is taken."""

from __future__ import annotations

import datetime as dt

import msgspec

from companion.formats.programme.agenda.grammar import understand
from companion.formats.programme.agenda.items import Draft, finish, questions
from companion.formats.programme.agenda.lines import Line, split_lines
from companion.formats.programme.agenda.meta import read_about
from companion.formats.programme.agenda.model import Agenda
from companion.formats.programme.agenda.reading import worth
from companion.formats.programme.agenda.region import find
from companion.formats.programme.agenda.shapes import SHAPES
from companion.formats.programme.agenda.source import source_lines
from companion.formats.programme.agenda.unsaid import unsaid
from companion.formats.programme.agenda.walk import Walk


def read_agenda(text: str, year: int | None = None, first_day: dt.date | None = None) -> Agenda:
    """Understand an agenda as somebody has pasted it.

    `year` completes dates that have none; `first_day` is that of the event, for days that are only counted. Never fails: what
    is not understood is in `ignored`.
    """
    lines, beyond = source_lines(text)
    readings = [_read(lines, year, first_day)]
    for shape in SHAPES:
        other = shape(lines)
        if other is not None:
            readings.append(_read(other, year, first_day))
    found, used = max(readings, key=lambda reading: worth(reading[0]))
    return msgspec.structs.replace(found, ignored=(*found.ignored, *unsaid(used, found), *beyond))


def _read(raws: list[str], year: int | None, first_day: dt.date | None) -> tuple[Agenda, list[Line]]:
    lines = understand(split_lines(raws))
    region = find(lines)
    about = read_about(lines, region.span, year)
    walk = Walk(lines, region, about.date, year)
    drafts = walk.run()
    items = finish(drafts, about.hours, _base(about.date, drafts, first_day))
    used = walk.used | about.used
    ignored = [line.raw for n, line in enumerate(lines) if n not in used]
    ignored += [cell for n, line in enumerate(lines) if n in used for cell in line.unused]
    first = next((draft.day for draft in drafts if draft.day), None)
    date = about.date or first
    day = date.isoformat() if date else None
    agenda = Agenda(about.title, day, about.venue, items, tuple(ignored), questions(drafts))
    return agenda, [line for n, line in enumerate(lines) if n in used]


def _base(date: dt.date | None, drafts: list[Draft], first_day: dt.date | None) -> dt.date | None:
    counted = any(draft.day_number > 1 for draft in drafts)
    return date or next((draft.day for draft in drafts if draft.day), None) or (first_day if counted else None)
