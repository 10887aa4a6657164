"""The calendar: stable ids, a sequence that rises with each move, cancelled items that stay."""

from __future__ import annotations

from typing import Any

import pytest
from icalendar import Calendar

from companion.actors import SYSTEM
from companion.programme.ical import calendar
from tests.rules.test_programme import bring, moderator
from tests.support.world import World

BASE = "https://live.example.org:8443"


@pytest.fixture
def day(world: World) -> World:
    bring(world)
    world.do(SYSTEM, "programme.advance")
    return world


def items(world: World, **more: Any) -> dict[str, Any]:
    data = calendar(world.table, world.slug, BASE, "de", **more)
    return {str(e["UID"]).split(".")[0]: e for e in Calendar.from_ical(data).walk("VEVENT")}


def test_every_item_and_slot_is_there_with_its_zone(day: World) -> None:
    found = items(day)
    assert len(found) == 13 + 10 and "session-round-1" not in found
    panel = found["session-panel-1"]
    assert str(panel["UID"]) == f"session-panel-1.{day.slug}@live.example.org"
    assert str(panel["DTSTART"].params["TZID"]) == "Europe/Berlin"
    assert panel.decoded("DTSTART").strftime("%H:%M %z") == "10:40 +0200"
    assert (str(panel["STATUS"]), int(panel["SEQUENCE"])) == ("TENTATIVE", 0)
    assert "Torben Steffan" in str(panel["DESCRIPTION"])
    slot = found["slot-datenanalyse-1"]
    assert str(slot["LOCATION"]).startswith("Raum 5, Atrium") and str(slot["URL"]).endswith("/rooms/datenanalyse-1")
    text = calendar(day.table, day.slug, BASE, "de").decode()
    assert "BEGIN:VTIMEZONE" in text and "REFRESH-INTERVAL;VALUE=DURATION:PT30M" in text
    assert calendar(day.table, day.slug, BASE, "de").decode() == text, "nothing in it depends on when it is asked for"


def test_a_move_counts_up_and_cancelled_stays(day: World) -> None:
    mo = moderator(day)
    day.do(mo, "programme.shift", **{"from": "panel-1"}, minutes=25)
    day.do(mo, "slot.change", id="datenanalyse-2", room="raum-1")
    day.do(mo, "session.cancel", id="keynote-2")
    found = items(day)
    assert found["session-coffee"].decoded("DTSTART").strftime("%H:%M") == "12:05"
    moved = {name: int(e["SEQUENCE"]) for name, e in found.items() if int(e["SEQUENCE"])}
    assert moved == {
        "session-panel-1": 1, "session-coffee": 1, "session-lunch": 1, "session-keynote-2": 1, "slot-datenanalyse-2": 1,
        **{f"slot-{workshop.id}-1": 1 for workshop in day.table.all("workshop")},
    }  # fmt: skip
    assert str(found["session-keynote-2"]["STATUS"]) == "CANCELLED"
    day.do(mo, "session.restore", id="keynote-2")
    assert int(items(day)["session-keynote-2"]["SEQUENCE"]) == 2


def test_a_meeting_is_in_no_calendar(day: World) -> None:
    day.do(moderator(day), "slot.meeting", id="datenanalyse-1", url="https://meet.example.org/secret")
    assert b"meet.example.org" not in calendar(day.table, day.slug, BASE, "de")


def test_only_some(day: World) -> None:
    assert set(items(day, only={"panel-1", "datenanalyse-1"})) == {"session-panel-1", "slot-datenanalyse-1"}


def test_a_programme_without_times_has_an_empty_calendar(world: World) -> None:
    from pathlib import Path

    from companion.programme.read import load
    from companion.programme.rows import rows

    programme = load(Path(__file__).parents[2] / "events" / "levelup4.yaml")
    world.do(SYSTEM, "programme.load", event=world.slug, rows=rows(programme, world.slug), code="ACDEF")
    assert items(world) == {}
