"""The programme to take along: calendars, schedule.json, paper; and bringing one in from the organiser's page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from icalendar import Calendar

from companion.actors import SYSTEM
from tests.support.visitor import Visitor
from tests.web.conftest import Site

AGENDAS = Path(__file__).parents[1] / "programme" / "agendas"
SLOT = "datenanalyse-1"


def get(visitor: Visitor, path: str, lang: str = "de") -> tuple[int, str]:
    return visitor.page(f"/e/{visitor.event}/{path}", lang)


def summaries(text: str) -> set[str]:
    return {str(event["SUMMARY"]) for event in Calendar.from_ical(text).walk("VEVENT")}


def test_calendars_for_all_and_for_oneself(site: Site) -> None:
    site.staff("organiser").do("signup.switch", open=True)
    ada = site.attendee()
    assert ada.do("signup.take", id=SLOT)["result"]["state"] == "in"
    status, data, headers = ada.request("GET", f"/e/{site.slug}/programme.ics")
    assert status == 200 and headers["content-type"].startswith("text/calendar")
    assert len(summaries(data.decode())) == 13 + 5
    mine, other = summaries(get(ada, "mine.ics")[1]), summaries(get(site.attendee(), "mine.ics")[1])
    assert mine - other == {"Datenanalyse mit KI"} and "Mittagspause" in other


def test_the_schedule_for_apps(site: Site) -> None:
    found = json.loads(get(site.visitor(), "schedule.json")[1])
    assert found["schedule"]["conference"]["days"][0]["date"] == "2024-06-04"
    assert found["schedule"]["version"] == "1"


def test_paper_says_what_has_changed(site: Site) -> None:
    at = {"at": 1_717_490_520_000, "speed": 1, "rehearsal": True}
    site.commands.run(site.slug, SYSTEM, "event.clock", "morning", at)
    for name, args in (("session.move", {"id": "panel-2", "minutes": 20}), ("slot.cancel", {"id": SLOT})):
        answer = site.staff("moderator").do(name, **args)
        assert answer["ok"], answer
    page = get(site.visitor(), "print")[1]
    assert "15:20" in page and "geplant 15:00" in page and "Entfällt" in page and "Julia Teek (Gast)" in page
    sheet = get(site.visitor(), "print/raum-1", "en")[1]
    assert "Room 1" in sheet and "12:00" in sheet and f"/e/{site.slug}/rooms/raum-1" in sheet
    assert get(site.visitor(), "print/nowhere")[0] == 404


def bring(site: Site, role: str = "organiser", **asked: Any) -> Any:
    return site.staff(role).json("POST", f"/e/{site.slug}/organise/programme", asked)[1]


def test_a_pasted_agenda_is_looked_at_corrected_and_taken_over(site: Site) -> None:
    text = (AGENDAS / "nexsm24.pasted").read_text(encoding="utf-8")
    looked = bring(site, text=text)
    assert looked["ok"] and len(looked["agenda"]["items"]) == 25
    assert "release" in looked and looked["release"] is None
    # What stands in both is the same thing: the file calls it by other words, but means the same items and slots.
    assert {change["what"] for change in looked["changes"]} <= {"renamed", "changed"}
    items = [{k: v for k, v in item.items() if k != "confidence"} for item in looked["agenda"]["items"]]
    lunch = next(item for item in items if item["title"] == "Mittagspause")
    lunch["title"], lunch["end"] = "Mittagessen", "13:30"
    preview = bring(site, items=items)
    assert {(c["what"], c["id"]) for c in preview["changes"]} >= {("moved", "lunch")}
    assert bring(site, items=items, apply=True)["release"] == 2
    follower = site.replica.follower(site.slug)
    follower.catch_up()
    row = follower.table.get("session", "lunch")
    assert row is not None and row["title"] == "Mittagessen"
    assert len([slot for slot in follower.table.all("slot") if slot["state"] != "cancelled"]) == 10


def test_files_and_their_mistakes(site: Site) -> None:
    wrong = bring(site, text="title: X\nsessions: []\n", name="x.yaml")
    assert not wrong["ok"] and wrong["problems"][0]["message"] and wrong["problems"][0]["line"] >= 1
    schedule = (Path(__file__).parents[1] / "programme" / "schedules" / "small.json").read_text()
    looked = bring(site, text=schedule, name="small.json")
    assert looked["ok"] and len(looked["notes"]) == 4
    assert {"new", "cancelled"} <= {change["what"] for change in looked["changes"]}


def test_only_organisers_bring_a_programme(site: Site) -> None:
    assert bring(site, role="moderator", text="10:00 A\n11:00 B")["code"] == "not_allowed"
    assert bring(site, text="nothing here")["agenda"]["items"] == []
    bad = [{"day": None, "start": "25:99", "end": None, "title": "X", "kind": "talk"}]
    assert bring(site, items=bad)["code"] == "bad_args"
    assert bring(site, items=[{**bad[0], "start": None, "kind": "party"}])["code"] == "bad_args"
