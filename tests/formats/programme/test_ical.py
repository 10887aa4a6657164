"""The calendar, read back as a calendar program would."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from companion.core.actors import SYSTEM
from companion.core.table import Row, Table
from companion.core.text import line
from companion.formats.programme.ical import Feed, calendar
from companion.formats.programme.outline import outline, plenary
from tests.rules.programme.scene import EVENTS, bring, edited, moderator
from tests.support.event.fixture import START, EventFixture

BASE = "https://live.example.org"
STREAM = ("venue: Atrium", "stream: https://video.example.org/live\nvenue: Atrium")


def read(
    event: EventFixture, lang: str = "de", origin: str = "companion", wanted: set[str] | None = None
) -> tuple[Calendar, dict[str, Event]]:
    data = calendar(event.table, event.slug, Feed(BASE, lang, origin=origin), START, wanted)
    found = Calendar.from_ical(data)
    return found, {str(entry["uid"]): entry for entry in found.walk("VEVENT")}


def uid(event: EventFixture, what: str) -> str:
    return f"{what}.{event.slug}@companion"


def test_a_session_has_what_a_calendar_shows(event: EventFixture) -> None:
    bring(event, edited(STREAM))
    whole, events = read(event)
    assert str(whole["x-wr-calname"]).startswith("Fachtagung #NexSM24")
    data = calendar(event.table, event.slug, Feed(BASE, "de"), START)
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT30M\r\n" in data and b"X-PUBLISHED-TTL:PT30M\r\n" in data
    assert b"DTSTART:20240604T084000Z\r\n" in data and b"VTIMEZONE" not in data and b"TZID" not in data
    panel = events[uid(event, "session-panel-1")]
    assert panel.start == datetime(2024, 6, 4, 10, 40, tzinfo=ZoneInfo("Europe/Berlin"))
    assert (panel.end - panel.start).total_seconds() == 3600
    assert (panel["status"], panel["sequence"]) == ("TENTATIVE", 0)
    assert "Jasper Tjaden (on the panel)" in panel["description"] and "de / en" in panel["description"]
    assert str(panel["location"]).startswith("Atrium, Robert Bosch Stiftung")
    assert panel["url"] == f"{BASE}/e/{event.slug}/" and panel.categories == ["panel"]
    assert str(panel["conference"]) == "https://video.example.org/live"
    assert panel["conference"].params == {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": "Stream"}


def test_a_round_is_told_by_its_workshops(event: EventFixture) -> None:
    bring(event)
    _, events = read(event)
    assert len(events) == 13 + 10 and uid(event, "session-round-1") not in events
    slot = events[uid(event, "slot-krisenzeiten-1")]
    assert str(slot["location"]).startswith("Raum 3, Atrium") and slot["url"].endswith(f"/e/{event.slug}/rooms/raum-3")
    assert "Vira Bushanska (facilitation), Arian Darat (facilitation)" in slot["description"]
    assert "conference" not in slot
    _, english = read(event, "en")
    assert str(english[uid(event, "slot-krisenzeiten-1")]["location"]).startswith("Room 3")


def test_no_meeting_link_is_ever_in_it(event: EventFixture) -> None:
    text = edited(
        (
            "    round: 1\n",
            "    round: 1\n    slots: [{workshop: krisenzeiten, meeting: https://meet.example.org/secret}]\n",
        )
    )
    bring(event, text)
    for row in event.table.all("slot"):
        event.do(moderator(event), "session.start", id=row["session"], changes=None)
    assert b"meet.example.org" not in calendar(event.table, event.slug, Feed(BASE, "de"), START)


def test_what_moves_counts_up_and_what_is_cancelled_stays(event: EventFixture) -> None:
    bring(event, edited(("provisional: true", "provisional: false")))
    event.do(SYSTEM, "programme.advance")
    event.do(moderator(event), "programme.shift", **{"from": "panel-1"}, minutes=25)
    event.do(moderator(event), "session.cancel", id="panel-2")
    _, events = read(event)
    for what, seq in {
        "session-panel-1": 1, "session-coffee": 1, "slot-krisenzeiten-1": 1, "slot-krisenzeiten-2": 0,
    }.items():  # fmt: skip
        assert events[uid(event, what)]["sequence"] == seq, what
    assert f"{events[uid(event, 'slot-krisenzeiten-1')].start:%H:%M}" == "10:15"  # in UTC
    cancelled = events[uid(event, "session-panel-2")]
    assert (cancelled["status"], cancelled["sequence"]) == ("CANCELLED", 1)
    assert str(cancelled["summary"]).startswith("Cancelled: ")
    assert events[uid(event, "session-closing")]["status"] == "CONFIRMED"
    cut = edited()
    bring(event, cut[: cut.index("  - id: closing")])
    assert read(event)[1][uid(event, "session-closing")]["status"] == "CANCELLED"


def test_some_of_it(event: EventFixture) -> None:
    bring(event)
    _, events = read(event, wanted={"lunch", "krisenzeiten-2"}, origin="example.net")
    assert set(events) == {f"session-lunch.{event.slug}@example.net", f"slot-krisenzeiten-2.{event.slug}@example.net"}


def test_an_event_whose_items_have_no_times_is_one_entry_that_lists_them(event: EventFixture) -> None:
    bring(event, (EVENTS / "levelup4.yaml").read_text())
    whole, events = read(event)
    assert list(events) == [f"event.{event.slug}@companion"] and str(whole["x-wr-calname"])
    (one,) = events.values()
    titles = [str(row["title"]) for row in event.table.all("session")]
    assert len(titles) > 3 and str(one["description"]).count("\n") + 1 == len(titles)
    assert (one["dtend"].dt - one["dtstart"].dt).days == 1


NIGHT = "date: 2026-{day}\ntimezone: Europe/Berlin\nlanguages: [de]\ntitle: T\nsessions:\n{items}"


def test_the_night_when_the_clocks_go_back_is_right_in_every_reader(event: EventFixture) -> None:
    items = (
        "  - {at: 23:30, kind: talk, title: A, minutes: 180}\n"
        "  - {at: 02:30, kind: talk, title: B, minutes: 30}\n"
        "  - {at: 03:30, kind: talk, title: C, minutes: 30}\n"
    )
    bring(event, NIGHT.format(day="10-24", items=items))
    data = calendar(event.table, event.slug, Feed(BASE, "de"), START)
    wanted = {str(row["title"]): (row["start"] // 1000, row["end"] // 1000) for row in event.table.all("session")}
    for name, reader in READERS.items():
        assert reader(data) == wanted, name
    assert all(end > start for start, end in wanted.values())


def with_icalendar(data: bytes) -> dict[str, tuple[int, int]]:
    entries = Calendar.from_ical(data).walk("VEVENT")
    return {str(e["summary"]): (round(e.start.timestamp()), round(e.end.timestamp())) for e in entries}


def with_vobject(data: bytes) -> dict[str, tuple[int, int]]:
    pytest.importorskip("vobject")  # locked for developers, and not in older environments
    import vobject

    entries = vobject.readOne(data.decode()).vevent_list
    return {e.summary.value: (round(e.dtstart.value.timestamp()), round(e.dtend.value.timestamp())) for e in entries}


def with_recurring(data: bytes) -> dict[str, tuple[int, int]]:
    pytest.importorskip("recurring_ical_events")
    import recurring_ical_events

    entries = recurring_ical_events.of(Calendar.from_ical(data)).between((2020, 1, 1), (2030, 1, 1))
    return {str(e["SUMMARY"]): (round(e.start.timestamp()), round(e.end.timestamp())) for e in entries}


READERS = {"icalendar": with_icalendar, "vobject": with_vobject, "recurring-ical-events": with_recurring}


def test_what_is_for_everybody(event: EventFixture) -> None:
    one = "date: 2024-06-04\ntimezone: Europe/Berlin\nlanguages: [de]\ntitle: T\nsessions:\n"
    items = (
        "  - {at: 09:00, kind: opening, title: A, place: Saal}\n"
        "  - {at: 10:00, kind: talk, title: B, place: Saal, minutes: 60}\n"
        "  - {at: 10:30, kind: talk, title: C, place: Foyer, minutes: 60}\n"
        "  - {at: 12:00, kind: closing, title: D, minutes: 60}\n"
    )
    bring(event, one + items)
    assert [entry.id for entry in plenary(outline(event.table))] == ["a", "d"]


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=120).map(line).filter(bool), st.text(max_size=300).map(line))
def test_any_words_come_through(title: str, venue: str) -> None:
    session = {
        "kind": "talk", "title": {"de": title}, "start": START, "end": START + 60_000, "people": [], "languages": ["de"],
        "order": 0, "state": "planned", "round": None, "place": None, "seq": 3,
    }  # fmt: skip
    fields = {"title": title, "tz": "Europe/Berlin", "venue": venue or None, "provisional": False, "stream": None}
    table = Table()
    rows = [
        Row(kind, "x", 1, "stage", {}, msgspec.json.encode(f)) for kind, f in (("session", session), ("event", fields))
    ]
    table.apply(1, rows)
    found = Calendar.from_ical(calendar(table, "x", Feed(BASE, "de"), START))
    (item,) = found.walk("VEVENT")
    assert item["summary"] == title and found["x-wr-calname"] == title and item.get("location", "") == venue
    assert item["sequence"] == 3
