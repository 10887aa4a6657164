"""The schedule for other programs: it is what the format allows, and reads back to the same programme."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.core.kinds import SESSION_KINDS
from companion.core.table import Row, Table
from companion.core.text import pick
from companion.formats.programme.frab.reader import parse
from companion.formats.programme.frab.writer import acronym, guid, schedule
from companion.formats.programme.importing import read_file
from companion.formats.programme.model import Person, Programme, Room, Session, Slot, Workshop
from companion.formats.programme.read import load
from companion.formats.programme.rows import rows
from companion.rules.programme.load import LIVE
from tests.rules.programme.scene import EVENTS, bring, edited, moderator
from tests.support.event.fixture import START, EventFixture

SCHEMA = Path(os.environ.get("SCHEDULES", "none")) / "voc_schema.json"
BASE = "https://live.example.org"
STADTTAG = Path(__file__).parent / "schedules" / "stadttag.json"
UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def table_of(programme: Programme, slug: str = "day-24") -> Table:
    """The programme as a table, without a store."""
    table = Table()
    fields = [(kind, id, {**fields, **LIVE.get(kind, {})}) for kind, id, fields in rows(programme, slug)]
    table.apply(1, [Row(kind, id, 1, "stage", {}, msgspec.json.encode(row)) for kind, id, row in fields])
    return table


def items(made: dict[str, Any]) -> list[dict[str, Any]]:
    days = made["schedule"]["conference"]["days"]
    return [item for day in days for room in day["rooms"].values() for item in room]


def sound(made: dict[str, Any]) -> None:
    """What the format asks for, as far as programs rely on it."""
    conference = made["schedule"]["conference"]
    assert re.fullmatch("[a-z0-9_-][a-z0-9_]{3,}", conference["acronym"])
    assert conference["daysCount"] >= len(conference["days"])
    found = items(made)
    for key in ("id", "guid", "slug"):
        assert len({item[key] for item in found}) == len(found), key
    names = [room["name"] for room in conference["rooms"]]
    assert len(set(names)) == len(names) and len({room["guid"] for room in conference["rooms"]}) == len(names)
    for item in found:
        assert item["room"] in names and re.fullmatch("[a-z0-9_-]+[a-z0-9]", item["slug"])
        assert re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", item["start"]) and item["date"][11:16] == item["start"]
        assert re.fullmatch("[0-9]+:[0-9]{2}", item["duration"]) and item["id"] > 0
    for day in conference["days"]:
        for room in day["rooms"].values():
            assert all(day["day_start"] <= item["date"] < day["day_end"] for item in room)
    if SCHEMA.exists():
        jsonschema.Draft6Validator(json.loads(SCHEMA.read_text())).validate(made)


def again(made: dict[str, Any]) -> Programme:
    return parse(json.dumps(made).encode(), "again.json")[0]


def gist(programme: Programme, lang: str = "de") -> list[Any]:
    """What people would say a programme is, leaving ids out."""
    workshops = {workshop.id: workshop for workshop in programme.workshops}

    def people(of: Any) -> list[Person]:
        return list(of.people)

    return [
        (
            session.kind, pick(session.title, lang), session.start, session.end, session.place, people(session), session.round,
            session.languages if session.round is None else None,
            sorted(
                (pick(workshops[slot.workshop].title, lang), slot.room, people(workshops[slot.workshop]))
                for slot in session.slots
            ),
        )
        for session in programme.sessions
    ]  # fmt: skip


def test_a_real_day_reads_back_to_the_same_day(event: EventFixture) -> None:
    bring(event)
    made = schedule(event.table, event.slug, BASE, "de", START)
    sound(made)
    programme, read = load(EVENTS / "nexsm24.yaml"), again(made)
    assert gist(read) == gist(programme)
    assert (read.title, read.tz, read.venue) == (pick(programme.title, "de"), programme.tz, programme.venue)
    assert [room.id for room in read.rooms] == [room.id for room in programme.rooms]


def test_a_schedule_that_came_from_elsewhere_keeps_its_ids() -> None:
    programme, _ = read_file(STADTTAG)
    made = schedule(table_of(programme), "day-24", BASE, "de", START)
    sound(made)
    read = again(made)
    assert gist(read) == gist(programme)
    assert [session.id for session in read.sessions] == [session.id for session in programme.sessions]
    night = next(item for item in items(made) if item["title"] == "Nachtgespräch")
    assert night["date"] == "2026-06-06T00:30:00+02:00"
    first = made["schedule"]["conference"]["days"][0]
    assert first["date"] == "2026-06-05" and night in first["rooms"]["Saal"]


def test_guids_stay_whatever_happens_on_the_day(event: EventFixture) -> None:
    bring(event, edited(("venue: Atrium", "stream: https://video.example.org/live\nvenue: Atrium")))
    before = {item["guid"]: item["start"] for item in items(schedule(event.table, event.slug, BASE, "de", START))}
    event.do(moderator(event), "session.move", id="closing", minutes=10)
    event.do(moderator(event), "session.cancel", id="panel-2")
    made = schedule(event.table, event.slug, "https://other.example.org", "en", START)
    sound(made)
    after = {item["guid"]: item["start"] for item in items(made)}
    gone, closing = guid(event.slug, "session", "panel-2"), guid(event.slug, "session", "closing")
    assert before.keys() - after.keys() == {gone} and after[closing] == "16:10" and UUID.fullmatch(closing)
    online = made["schedule"]["conference"]["rooms"][-1]
    assert (online["type"], online["url"]) == ("online", "https://video.example.org/live")
    assert again(made).stream == "https://video.example.org/live"


def test_a_programme_without_times_has_no_items(event: EventFixture) -> None:
    bring(event, (EVENTS / "levelup4.yaml").read_text())
    made = schedule(event.table, event.slug, BASE, "de", START)
    sound(made)
    assert items(made) == [] and made["schedule"]["conference"]["start"] == "2024-06-04"


@pytest.mark.parametrize("slug, name", [("nexsm24", "nexsm24"), ("nexsm-24", "nexsm24"), ("io", "io_event")])
def test_names_that_the_format_allows(slug: str, name: str) -> None:
    assert acronym(slug) == name


TITLES = st.sampled_from(["Begrüßung", "Über Räume & „Karten“", "<b>", "日本語", "Q", "Radio: machen?"])


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """Days of single items, one after the other or side by side in several places."""
    at, sessions = START, []
    for n in range(draw(st.integers(1, 8))):
        at += draw(st.integers(0, 9)) * 60 * 60_000
        places = draw(st.lists(st.sampled_from([None, "Saal", "Foyer", "Garten"]), min_size=1, max_size=3, unique=True))
        for m, place in enumerate(sorted(places, key=str)):
            minutes = draw(st.integers(5, 300))
            kind = draw(st.sampled_from(sorted(SESSION_KINDS)))
            people = tuple(Person(name, "moderator") for name in draw(st.lists(st.sampled_from("AB"), unique=True)))
            sessions.append(
                Session(
                    id=draw(st.sampled_from([f"s-{n}-{m}", f"{n * 10 + m + 1}", f"S.{n}_{m}"])), named=True, kind=kind,
                    title=f"{draw(TITLES)} {n} {m}", start=at, end=at + minutes * 60_000, end_inferred=False, people=people,
                    languages=draw(st.sampled_from([("de",), ("de", "en")])), place=place, questions="closed",
                    cancelled=False, choose=False, pinned=False, parent=None, round=None, slots=(),
                )
            )  # fmt: skip
    rooms = tuple(Room(f"r-{n}", f"Raum {n}", None) for n in range(3))
    workshops = tuple(Workshop(f"w-{n}", f"W {n}", (Person("A", "facilitator"),), ("de",)) for n in range(3))
    for n in range(1, draw(st.integers(0, 3)) + 1):
        at += 60 * 60_000
        held = draw(st.lists(st.sampled_from(range(3)), min_size=1, unique=True))
        slots = tuple(Slot(f"w-{w}-{n}", f"w-{w}", f"r-{room}", None) for room, w in enumerate(held))
        head = msgspec.structs.replace(
            sessions[0], id=f"round-{n}", kind="workshop", title=f"Runde {n}", start=at, end=at + 45 * 60_000, people=(),
            place=None, round=n, slots=slots,
        )  # fmt: skip
        sessions.append(head)
    return Programme(
        title="T", short=None, subtitle=None,
        tz=draw(st.sampled_from(["Europe/Berlin", "UTC", "America/New_York", "Asia/Kolkata"])),
        languages=("de",), series=None, mode="clock", venue=draw(st.sampled_from([None, "Saal", "Haus"])), code=None,
        provisional=False, signup=False, stream=None, profile="open", listed=False, formal=False, start=None, end=None,
        rooms=rooms, workshops=workshops, sessions=tuple(sessions),
    )  # fmt: skip


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(programmes())
def test_whatever_is_planned_is_valid_and_reads_back(programme: Programme) -> None:
    made = schedule(table_of(programme), "day-24", BASE, "de", START)
    sound(made)
    read = again(made)

    def order(entries: list[Any]) -> list[Any]:
        return sorted(entries, key=lambda entry: (entry[2], str(entry[4]), entry[1]))

    assert order(gist(read)) == order(gist(programme))
    assert (read.tz, read.venue) == (programme.tz, programme.venue)
