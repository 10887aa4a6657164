"""The programme to take away: what each address gives, to whom, and what is on paper."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar, Event

from companion.formats.programme.read import load, parse
from tests.rules.programme.scene import EVENTS
from tests.support.event.events import Events
from tests.support.event.fixture import START
from tests.support.event.served import ServedEvent


def calendar(data: bytes) -> dict[str, Event]:
    return {str(event["uid"]).split("@")[0]: event for event in Calendar.from_ical(data).walk("VEVENT")}


def words(page: str) -> str:
    """What is written on a page."""
    body = page[page.index("<body") : page.index("</body")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def open_signup(event: ServedEvent) -> None:
    event.system("signup.switch", open=True)


def test_the_whole_programme_as_a_calendar(event: ServedEvent) -> None:
    status, data, headers = event.visitor().request(
        "GET", f"/e/{event.slug}/programme.ics", headers={"Accept-Language": "en"}
    )
    assert status == 200 and headers["content-type"].startswith("text/calendar")
    assert f'filename="{event.slug}.ics"' in headers["content-disposition"]
    found = calendar(data)
    assert len(found) == 23
    slot = found[f"slot-krisenzeiten-1.{event.slug}"]
    assert str(slot["location"]).startswith("Room 3") and "(facilitation)" in slot["description"]
    german = calendar(
        event.visitor().request("GET", f"/e/{event.slug}/programme.ics", headers={"Accept-Language": "de"})[1]
    )
    assert "(Leitung)" in german[f"slot-krisenzeiten-1.{event.slug}"]["description"]


def test_my_calendar_has_my_workshops_and_nobody_elses(event: ServedEvent) -> None:
    open_signup(event)
    ada, bo = event.join(), event.join()
    assert ada.do("signup.take", id="krisenzeiten-1")["ok"] and bo.do("signup.take", id="datenanalyse-1")["ok"]
    status, data, headers = ada.request("GET", f"/e/{event.slug}/mine.ics")
    assert status == 200 and headers["cache-control"] == "private, no-store"
    slots = {uid for uid in calendar(data) if uid.startswith("slot-")}
    assert slots == {f"slot-krisenzeiten-1.{event.slug}"} and len(calendar(data)) == 14
    assert ada.do("signup.leave", id="krisenzeiten-1")["ok"]
    assert len(calendar(ada.request("GET", f"/e/{event.slug}/mine.ics")[1])) == 13
    assert event.visitor().request("GET", f"/e/{event.slug}/mine.ics")[0] == 401


def test_the_programme_as_text_is_for_all_and_as_a_file_for_organisers(event: ServedEvent) -> None:
    text = event.visitor().request("GET", f"/e/{event.slug}/programme.md?lang=en")
    assert text[0] == 200 and b"| Time | Title | Kind | Room | People | Language |" in text[1]
    assert event.visitor().request("GET", f"/e/{event.slug}/organise/programme.yaml")[0] == 403
    status, data, headers = event.staff("organiser").request("GET", f"/e/{event.slug}/organise/programme.yaml")
    assert status == 200 and "attachment" in headers["content-disposition"]
    assert parse(data, "x.yaml").title == load(EVENTS / "nexsm24.yaml").title


def test_the_schedule_is_public_json(event: ServedEvent) -> None:
    status, data, headers = event.visitor().request("GET", f"/e/{event.slug}/schedule.json")
    assert status == 200 and headers["content-type"] == "application/json"
    assert headers["access-control-allow-origin"] == "*"
    conference = json.loads(data)["schedule"]["conference"]
    items = [item for room in conference["days"][0]["rooms"].values() for item in room]
    assert len(items) == 23 and items[0]["url"].endswith(f"/e/{event.slug}/")


def test_what_is_taken_away_holds_what_was_acknowledged_though_the_process_is_behind(
    event: ServedEvent, client: FlaskClient
) -> None:
    event.system("event.clock", at=START)
    moderator = event.staff("moderator")
    follower = client.application.extensions["companion"].replica.follower(event.slug)
    with follower.lock:  # what follows the log waits for this thread, which also asks for the page
        moderator.do("session.move", id="closing", minutes=10)
        page = words(client.get(f"/e/{event.slug}/print", headers={"Accept-Language": "de"}).get_data(as_text=True))
    assert "16:10–16:40 (geplant 16:00)" in page


def test_the_day_on_paper(event: ServedEvent) -> None:
    event.system("event.clock", at=START)
    moderator = event.staff("moderator")
    moderator.do("session.move", id="closing", minutes=10)
    moderator.do("session.cancel", id="panel-2")
    status, page = event.visitor().page(f"/e/{event.slug}/print")
    text = words(page)
    assert status == 200 and "Dienstag, 4. Juni 2024" in text
    assert "16:10–16:40 (geplant 16:00)" in text
    assert "10:40–11:40" in text and "Jasper Tjaden (Podium)" in text and "DE / EN" in text
    assert "Raum 3" in text and "Programm, Fassung 1 vom" in text and "Änderungen vorbehalten" in text
    off = re.search(r'<tr class="panel off">.*?</tr>', page, re.S)
    assert off and "entfällt" in off[0]
    english = words(event.visitor().page(f"/e/{event.slug}/print", "en")[1])
    assert "Tuesday, June 4, 2024" in english and "(planned 16:00)" in english and "Room 3" in english


def test_a_sheet_for_a_door(event: ServedEvent) -> None:
    status, page = event.visitor().page(f"/e/{event.slug}/print/raum-3")
    text = words(page)
    assert status == 200 and '<h1 dir="auto">Raum 3</h1>' in page
    assert text.count("Digitale Unterstützungsnetzwerke") == 2 and "Datenanalyse" not in text
    assert "12:00–12:45" in text and "14:00–14:45" in text
    assert "data:image/svg+xml" in page and re.search(r"/j/[A-Z0-9]+/raum-3", text)
    assert event.visitor().page(f"/e/{event.slug}/print/nowhere")[0] == 404


def test_a_programme_without_times_has_a_paper_and_one_entry_in_the_calendar(events: Events) -> None:
    event = events.make(ServedEvent, "levelup4")
    status, page = event.visitor().page(f"/e/{event.slug}/print")
    assert status == 200 and "Fazit und Ausblick" in words(page)
    (one,) = calendar(event.visitor().request("GET", f"/e/{event.slug}/programme.ics")[1]).values()
    assert "Fazit und Ausblick" in one["description"]


@pytest.mark.parametrize("path", ["programme.ics", "schedule.json", "print", "print/raum-1"])
def test_no_event_no_paper(event: ServedEvent, path: str) -> None:
    assert event.visitor().request("GET", f"/e/nowhere-at-all/{path}")[0] == 404


@pytest.mark.parametrize("path", ["print", "print/raum-1"])
def test_paper_runs_only_our_own_script(event: ServedEvent, path: str) -> None:
    _, data, headers = event.visitor().request("GET", f"/e/{event.slug}/{path}", headers={"Accept": "text/html"})
    page = data.decode()
    assert "style=" not in page and "onclick" not in page and page.count("<script") == 1
    assert "unsafe" not in headers["content-security-policy"]
