"""People whose clocks show another time than the event's, and programmes of more than one day."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from companion.formats.programme.importing import import_file
from tests.browser.inspect import axe
from tests.browser.panel import PanelEvent
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import PHONE, People

TWO_DAYS = """
title: Zwei Tage
date: 2026-06-10
timezone: Europe/Berlin
languages: [de]
sessions:
  - {at: "20:00", minutes: 60, title: Abendessen, kind: break}
  - {at: "23:30", minutes: 60, title: Nachtkino, kind: talk}
  - {at: "01:00", minutes: 30, title: Heimweg, kind: talk}
  - {at: "09:00", minutes: 60, title: Morgenrunde, kind: plenary, date: 2026-06-11}
"""


@pytest.mark.parametrize("lang", ["de", "en"])
def test_who_is_elsewhere_reads_the_events_zone_and_the_own_time(events: Events, crowd: People, lang: str) -> None:
    panel = events.make(PanelEvent)
    lima = crowd.person(lang, PHONE, timezone_id="America/Lima")
    berlin = crowd.phone(lang)
    for person in (lima, berlin):
        person.open(panel.path("watch"))
        expect(person.page.locator(".on-now .until")).to_contain_text("11:40")
    now = lima.page.locator(".on-now .own-time")
    expect(now).to_contain_text("Berlin")
    expect(now).to_contain_text("04:40")
    lima.open(panel.path("#programme"))
    times = lima.page.locator(f"#s-{panel.id} .times")
    expect(times).to_contain_text("10:40")
    expect(times).to_contain_text("(03:40–04:40)")
    expect(lima.page.locator(".zone-note")).to_contain_text("Berlin")
    assert not axe(lima.page)
    berlin.open(panel.path("#programme"))
    expect(berlin.page.locator(f"#s-{panel.id} .times")).to_contain_text("10:40")
    berlin.page.wait_for_load_state("networkidle")
    expect(berlin.page.locator(".own-time, .zone-note")).to_have_count(0)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_each_day_has_its_date_above_and_the_night_stays_with_its_evening(
    events: Events, crowd: People, lang: str, tmp_path: Path
) -> None:
    event = events.make(ServedEvent, "levelup4")
    file = tmp_path / "days.yaml"
    file.write_text(TWO_DAYS)
    import_file(file, event.store, event.replica, event.commands, event=event.slug)
    phone = crowd.phone(lang)
    phone.open(event.path())
    phone.open(event.path("#programme"))
    dates = phone.page.locator(".programme h2.date")
    said = ["Mittwoch, 10. Juni", "Donnerstag, 11. Juni"] if lang == "de" else ["Wednesday 10 June", "Thursday 11 June"]
    expect(dates).to_have_text(said)
    days = phone.page.locator(".programme ol.day")
    expect(days.first).to_contain_text("Heimweg")
    expect(days.last.locator("h2")).to_have_text(["Morgenrunde"])
    assert not axe(phone.page)


def test_one_day_has_no_date_above(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    phone = crowd.phone("en")
    phone.open(panel.path("#programme"))
    expect(phone.page.locator(".programme ol.day")).to_have_count(1)
    expect(phone.page.locator("h2.date")).to_have_count(0)
