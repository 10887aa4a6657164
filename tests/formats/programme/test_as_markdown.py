"""The programme as text with tables: pasted again, it is the same programme."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings

from companion.base.i18n import words
from companion.core.text import pick
from companion.formats.programme.agenda.model import Item
from companion.formats.programme.agenda.reader import read_agenda
from companion.formats.programme.as_markdown import as_markdown
from companion.formats.programme.model import Person, Programme
from companion.formats.programme.read import load, parse
from tests.formats.programme.test_frab_out import programmes, table_of
from tests.rules.programme.scene import EVENTS

SLUG = "day-24"
ODD = """
title: Tag | Nacht
date: 2026-06-05
timezone: Europe/Berlin
languages: [de]
venue: Haus_der_Vielfalt
sessions:
  - {at: 09:00, kind: talk, title: "Migrant*innen – Raum 2 (EN) | Teil_1", minutes: 30, place: "Saal | Ost"}
  - {at: 09:30, kind: panel, title: "Ada Beispiel: Wie [weiter]?", people: [{name: Bo Muster, role: moderator}], minutes: 30}
  - {at: 10:00, kind: talk, title: Ein kleiner Satz. Und noch ein langer Satz dahinter., minutes: 15}
  - {at: 10:15, kind: plenary, title: Kaffeepause, minutes: 15, cancelled: true}
  - {at: 10:30, kind: closing, title: Kaffee, minutes: 15}
"""


def told(programme: Programme, lang: str = "de") -> list[tuple[Any, ...]]:
    """What the programme says, row by row, as an agenda has it."""
    zone = ZoneInfo(programme.tz)
    rooms = {room.id: room.title for room in programme.rooms}
    workshops = {workshop.id: workshop for workshop in programme.workshops}

    def clock(ms: int | None) -> str | None:
        return None if ms is None else f"{dt.datetime.fromtimestamp(ms / 1000, zone):%H:%M}"

    def row(of: Any, kind: str, when: tuple[Any, ...], room: Any, workshop: bool) -> tuple[Any, ...]:
        names = tuple(dict.fromkeys(one.name for one in of.people))
        return (*when, pick(of.title, lang), kind, names, tuple(of.languages), room and pick(room, lang), workshop)

    found = []
    for one in programme.sessions:
        if one.cancelled:
            continue
        when = (clock(one.start), clock(one.end))
        found.append(row(one, "workshop" if one.slots else one.kind, when, one.place, False))
        for slot in one.slots:
            found.append(row(workshops[slot.workshop], "workshop", when, rooms.get(slot.room or ""), True))
    return found


def understood(item: Item) -> tuple[Any, ...]:
    when = (item.start, item.end)
    return (*when, item.title, item.kind, item.people, item.languages, item.room, item.workshop is not None)


def again(programme: Programme, lang: str = "de") -> list[tuple[Any, ...]]:
    read = read_agenda(as_markdown(table_of(programme), SLUG, lang, words(lang).t), 2026)
    assert read.title == pick(programme.title, lang) and read.venue == (programme.venue and pick(programme.venue, lang))
    return [understood(item) for item in read.items]


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", ["nexsm24", "levelup4"])
def test_an_event_of_ours_is_read_again(name: str, lang: str) -> None:
    programme = load(EVENTS / f"{name}.yaml")
    assert again(programme, lang) == told(programme, lang)


def test_titles_are_what_they_were_whatever_stands_in_them() -> None:
    programme = parse(ODD.encode(), "odd.yaml")
    assert again(programme) == told(programme)


NAMES = {"A": "Ada Beispiel", "B": "Bo Muster"}


def named(programme: Programme) -> Programme:
    """The same with people whose names can be names, for the reader looks at what it reads."""

    def renamed(of: Any) -> Any:
        return msgspec.structs.replace(of, people=tuple(Person(NAMES[one.name], one.role) for one in of.people))

    title = "Tagung im Haus"
    sessions, workshops = (tuple(map(renamed, part)) for part in (programme.sessions, programme.workshops))
    return msgspec.structs.replace(programme, title=title, sessions=sessions, workshops=workshops)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(programmes())
def test_whatever_is_planned_is_read_again(programme: Programme) -> None:
    meant = named(programme)
    assert again(meant) == told(meant)
