"""The reader: finds the agenda in a text, and makes items of its lines."""

from __future__ import annotations

import datetime as dt

from companion.formats.programme.agenda.grammar import understand
from companion.formats.programme.agenda.items import Draft, finish
from companion.formats.programme.agenda.lines import split_lines
from companion.formats.programme.agenda.meta import read_about
from companion.formats.programme.agenda.model import Agenda
from companion.formats.programme.agenda.region import find
from companion.formats.programme.agenda.walk import Walk

MOST_IGNORED = 400


def read_agenda(text: str, year: int | None = None) -> Agenda:
    """Understand an agenda as somebody has pasted it.

    `year` completes dates that have none. Never fails: what is not understood is in `ignored`.
    """
    lines = understand(split_lines(text))
    region = find(lines)
    about = read_about(lines, region.span, year)
    walk = Walk(lines, region, about.date, year)
    drafts = walk.run()
    items = finish(drafts, about.hours, _base(about.date, drafts))
    used = walk.used | about.used
    ignored = tuple(line.raw for n, line in enumerate(lines) if n not in used)[:MOST_IGNORED]
    first = next((draft.day for draft in drafts if draft.day), None)
    date = about.date or first
    return Agenda(about.title, date.isoformat() if date else None, about.venue, items, ignored)


def _base(date: dt.date | None, drafts: list[Draft]) -> dt.date | None:
    return date or next((draft.day for draft in drafts if draft.day), None)
