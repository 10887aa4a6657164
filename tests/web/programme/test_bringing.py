"""Bringing a programme in from the organiser's page: pasted or as a file, looked at, corrected, taken over."""

from __future__ import annotations

from typing import Any

from companion.base.paths import ROOT
from tests.web.conftest import Site

AGENDAS = ROOT / "tests/formats/programme/agendas"


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
    schedule = (ROOT / "tests/formats/programme/schedules/stadttag.json").read_text()
    looked = bring(site, text=schedule, name="stadttag.json")
    assert looked["ok"] and looked["notes"]
    assert {"new", "cancelled"} <= {change["what"] for change in looked["changes"]}


def test_only_organisers_bring_a_programme(site: Site) -> None:
    assert bring(site, role="moderator", text="10:00 A\n11:00 B")["code"] == "not_allowed"
    assert bring(site, text="nothing here")["agenda"]["items"] == []
    bad = [{"day": None, "start": "25:99", "end": None, "title": "X", "kind": "talk"}]
    assert bring(site, items=bad)["code"] == "bad_args"
    assert bring(site, items=[{**bad[0], "start": None, "kind": "party"}])["code"] == "bad_args"
