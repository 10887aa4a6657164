"""Bringing a programme in from the organiser's page: pasted or as a file, looked at, corrected, taken over."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from companion.base.paths import ROOT
from companion.core.event import day_of
from tests.support.event.served import ServedEvent

BERLIN = ZoneInfo("Europe/Berlin")
AGENDAS = ROOT / "tests/formats/programme/agendas"


def bring(event: ServedEvent, role: str = "organiser", **asked: Any) -> Any:
    return event.staff(role).json("POST", f"/e/{event.slug}/organise/programme", asked)[1]


def test_a_pasted_agenda_is_looked_at_corrected_and_taken_over(event: ServedEvent) -> None:
    text = (AGENDAS / "nexsm24.pasted").read_text(encoding="utf-8")
    looked = bring(event, text=text)
    assert looked["ok"] and len(looked["agenda"]["items"]) == 25
    assert "release" in looked and looked["release"] is None
    # What stands in both is the same thing: the file calls it by other words, but means the same items and slots.
    assert {change["what"] for change in looked["changes"]} <= {"renamed", "changed"}
    items = [{k: v for k, v in item.items() if k != "confidence"} for item in looked["agenda"]["items"]]
    lunch = next(item for item in items if item["title"] == "Mittagspause")
    lunch["title"], lunch["end"] = "Mittagessen", "13:30"
    preview = bring(event, items=items)
    assert {(c["what"], c["id"]) for c in preview["changes"]} >= {("moved", "lunch")}
    assert bring(event, items=items, apply=True)["release"] == 2
    assert event.row("session", "lunch")["title"] == "Mittagessen"
    assert len([slot for slot in event.table.all("slot") if slot["state"] != "cancelled"]) == 10


def test_files_and_their_mistakes(event: ServedEvent) -> None:
    wrong = bring(event, text="title: X\nsessions: []\n", name="x.yaml")
    assert not wrong["ok"] and wrong["problems"][0]["message"] and wrong["problems"][0]["line"] >= 1
    schedule = (ROOT / "tests/formats/programme/schedules/stadttag.json").read_text()
    looked = bring(event, text=schedule, name="stadttag.json")
    assert looked["ok"] and looked["notes"]
    assert {"new", "cancelled"} <= {change["what"] for change in looked["changes"]}


def test_only_organisers_bring_a_programme(event: ServedEvent) -> None:
    assert bring(event, role="moderator", text="10:00 A\n11:00 B")["code"] == "not_allowed"
    assert bring(event, text="nothing here")["agenda"]["items"] == []
    bad = [{"day": None, "start": "25:99", "end": None, "title": "X", "kind": "talk"}]
    assert bring(event, items=bad)["code"] == "bad_args"
    assert bring(event, items=[{**bad[0], "start": None, "kind": "party"}])["code"] == "bad_args"


def test_a_time_that_the_night_does_not_have_leaves_the_rows_to_be_corrected(event: str) -> None:
    text = "Samstag, 28. März 2026\n20:00 Beginn\n23:30–01:45 Lange Nacht\n02:30–03:00 Halb drei"
    answer = bring(event, text=text, taken={"date": "2026-03-28"})
    assert [item["title"] for item in answer["agenda"]["items"]] == ["Beginn", "Lange Nacht", "Halb drei"]
    assert answer["ok"] and answer["changes"] == [] and len(answer["notes"]) == 1


def test_another_programme_is_asked_about_and_a_pasted_file_is_one(event: ServedEvent) -> None:
    schedule = (ROOT / "tests/formats/programme/schedules/stadttag.json").read_text()
    looked = bring(event, text=schedule)  # pasted, without a name
    assert looked["ok"] and looked["agenda"] is None and looked["doubt"]
    refused = bring(event, text=schedule, apply=True)
    assert not refused["ok"] and refused["problems"][0]["message"] == looked["doubt"]
    assert event.row("session", "lunch")["state"] != "cancelled"
    assert bring(event, text=schedule, apply=True, sure=True)["release"] == 2
    assert event.row("session", "lunch")["state"] == "cancelled"


def test_one_pasted_line_is_added_unless_it_is_the_whole_programme(event: ServedEvent) -> None:
    before = event.all("session")
    looked = bring(event, text="16:15 Musik zum Ausklang")
    assert looked["ok"] and looked["whole"] is False and not looked["doubt"]
    assert [change["what"] for change in looked["changes"]] == ["new"]
    items = [{k: v for k, v in item.items() if k != "confidence"} for item in looked["agenda"]["items"]]
    done = bring(event, items=items, apply=True)
    after = event.all("session")
    assert len(after) == len(before) + 1 and not [row for row in after.values() if row["state"] == "cancelled"]
    assert bring(event, items=items, whole=True)["doubt"], (
        "the control: as the whole programme it would cancel the rest"
    )
    # and what an import did is taken back
    event.do(event.organiser, "undo", id=done["undo"])
    shown = {row.id for row in event.table.all("session") if row.to}
    assert shown == before.keys()


def test_the_date_and_the_title_of_a_text_are_taken_by_choice(event: ServedEvent) -> None:
    event.do(event.organiser, "event.edit", **later(event))
    text = (AGENDAS / "nexsm24.pasted").read_text(encoding="utf-8")
    looked = bring(event, text=text)
    assert looked["agenda"]["date"] == "2024-06-04" and not looked["doubt"]
    items = [{k: v for k, v in item.items() if k != "confidence"} for item in looked["agenda"]["items"]]
    title = event.row("event", event.slug)["title"]
    assert bring(event, items=items, apply=True)["release"]
    assert {day_of(row["start"], BERLIN).year for row in event.table.all("session")} == {2031}, "it keeps its own day"
    assert event.row("event", event.slug)["title"] == title
    taken = {"title": "Netze", "venue": "Aula", "date": "2024-06-04"}
    asked = bring(event, items=items, taken=taken)
    assert asked["doubt"] and {"title", "venue"} <= {change["title"] for change in asked["changes"]}
    assert not bring(event, items=items, taken=taken, apply=True)["ok"], "a date in the past is asked about"
    assert bring(event, items=items, taken=taken | {"date": "2032-01-10"}, apply=True)["ok"]
    about = event.row("event", event.slug)
    assert (about["title"], about["venue"]) == ("Netze", "Aula")
    assert day_of(about["start"], BERLIN).isoformat() == "2032-01-10"
    assert bring(event, items=items, taken={"date": "soon"})["code"] == "bad_args"


def later(event: ServedEvent) -> dict[str, Any]:
    """Its hours on a day to come."""
    start = int(dt.datetime(2031, 6, 4, 9, 30, tzinfo=BERLIN).timestamp() * 1000)
    return {"start": start, "end": start + 7 * 3_600_000}


def test_what_would_change_is_told_of_everything(event: ServedEvent) -> None:
    text = (ROOT / "events" / "nexsm24.yaml").read_text()
    for old, new, what in (
        ("title: {de: Raum 1,", "title: {de: Saal 1,", ("detail", "room", "title")),
        ("languages: [de, en]\n", "languages: [de]\n", ("detail", "event", "languages")),
    ):
        assert old in text, old
        looked = bring(event, text=text.replace(old, new, 1), name="x.yaml")
        told = {(change["what"], change["kind"], change["title"]) for change in looked["changes"]}
        assert what in told
