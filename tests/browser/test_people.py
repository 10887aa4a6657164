"""The organiser's list of people: brought in, looked at, printed and forgotten; nobody else's page shows any of it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.inspect import axe
from tests.browser.round import RoundEvent
from tests.browser.test_arrival import SMALL
from tests.support.event.events import Events
from tests.support.people import People
from tests.support.until import until
from tests.web.checkin.test_people_lists import CSV

# A phone zooms out where something is too wide, so the page's own width tells nothing.
BEYOND = """() => [...document.querySelectorAll('.people *')]
  .filter((e) => e.getBoundingClientRect().right > 320).map((e) => e.outerHTML)"""


def test_a_list_is_brought_in_printed_and_forgotten(events: Events, crowd: People, tmp_path: Path) -> None:
    round = events.make(RoundEvent)
    file = tmp_path / "liste.csv"
    file.write_text(CSV)
    organiser, phone = crowd.laptop("de").has_role(round.secret("organiser")), crowd.phone("de")
    organiser.open(round.path("organise"))
    section = organiser.page.locator("section.people")
    section.locator("input[type=file]").set_input_files(file)
    expect(section.locator(".changes")).to_contain_text("Aylin Díaz (Solidarnetz), Bo Østergård")
    expect(section.locator(".ignored")).to_contain_text("E-Mail")
    assert not axe(organiser.page)
    organiser.button("Take it over", within=section).click()
    expect(section).to_contain_text(organiser.tn("{n} person on the list", "{n} people on the list", 2))
    with organiser.page.expect_download() as download:
        organiser.page.get_by_role("link", name=organiser.t("Tickets to print (PDF)")).click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    with organiser.page.expect_download() as download:
        organiser.button("Badges (PDF)", within=section).click()
    assert download.value.path().read_bytes().startswith(b"%PDF")

    organiser.page.get_by_label(organiser.t("People check in on their own phones")).check()
    phone.open(f"/T/{_ticket(round)}")
    phone.button("Check in").click()
    expect(phone.page.locator(".arrive")).to_have_count(0)
    desk = round.staff("desk")
    until(lambda: desk.rows("desk")["checkin_count", round.slug]["onsite"] == 1)

    organiser.button("Forget the list", within=section).click()
    organiser.button("Really forget everybody on the list", within=section).click()
    expect(section).not_to_contain_text(organiser.t("Tickets and badges"))
    assert not any(kind == "attendee" for kind, _ in desk.rows("desk"))
    assert desk.rows("desk")["checkin_count", round.slug]["onsite"] == 1


def test_what_a_column_was_read_as_can_be_changed_before_anything_is_taken(
    events: Events, crowd: People, tmp_path: Path
) -> None:
    round = events.make(RoundEvent)
    file = tmp_path / "liste.csv"
    file.write_text(
        "Name;Chor;E-Mail;Kommst du?\nAda Probe;Alt;ada@example.org;ja\nBo Muster;Bass;bo@example.org;jein\n"
    )
    organiser = crowd.laptop("de").expects("422").has_role(round.secret("organiser"))
    organiser.open(round.path("organise"))
    section = organiser.page.locator("section.people")
    section.locator("input[type=file]").set_input_files(file)
    column = section.locator(".read-columns li")
    expect(column.filter(has_text="Chor").locator("select")).to_have_value("")
    expect(column.filter(has_text="Chor")).to_contain_text("Alt · Bass")
    private = column.filter(has_text="E-Mail")
    expect(private).to_contain_text(organiser.t("private, not kept"))
    expect(private.locator("select")).to_have_count(0)
    expect(private).not_to_contain_text("example.org")
    assert not axe(organiser.page)
    column.filter(has_text="Chor").locator("select").select_option("org")
    expect(section.locator(".changes")).to_contain_text("Ada Probe (Alt), Bo Muster (Bass)")
    column.filter(has_text="Alt").locator("select").select_option("")
    expect(section.locator(".changes")).not_to_contain_text("Alt")
    column.filter(has_text="Chor").locator("select").select_option("org")
    expect(section.locator(".changes")).to_contain_text("Bo Muster (Bass)")
    column.filter(has_text="Ada Probe").locator("select").select_option("")
    expect(section.locator("[role=alert]")).to_contain_text("Spalte")
    expect(column.filter(has_text="Ada Probe").locator("select")).to_have_value("name")
    assert not any(kind == "attendee" for kind, _ in round.staff("desk").rows("desk")), "looking changes nothing"
    organiser.button("Take it over", within=section).click()
    expect(section).to_contain_text(organiser.tn("{n} person on the list", "{n} people on the list", 2))
    rows = [row for (kind, _), row in round.staff("desk").rows("desk").items() if kind == "attendee"]
    assert {(row["name"], row["org"], row["state"]) for row in rows} == {
        ("Ada Probe", "Alt", "valid"),
        ("Bo Muster", "Bass", "unapproved"),
    }


def test_the_section_fits_a_small_phone_in_both_languages(events: Events, crowd: People, tmp_path: Path) -> None:
    round = events.make(RoundEvent)
    file = tmp_path / "liste.csv"
    file.write_text(CSV)
    for lang in ("de", "en"):
        organiser = crowd.person(lang, SMALL).has_role(round.secret("organiser"))
        organiser.open(round.path("organise"))
        organiser.page.locator("section.people input[type=file]").set_input_files(file)
        expect(organiser.page.locator("section.people .changes")).to_be_visible()
        expect(organiser.page.locator("section.people .read-columns")).to_be_visible()
        assert organiser.page.evaluate(BEYOND) == [] and not axe(organiser.page)
        box = organiser.page.locator("section.people .understood").bounding_box()
        assert box is not None and box["width"] > 250
        organiser.button("Discard").click()
        organiser.button("Take it over", within=organiser.page.locator("section.people")).wait_for(state="detached")


def test_what_is_no_list_is_said_in_the_readers_language(events: Events, crowd: People, tmp_path: Path) -> None:
    round = events.make(RoundEvent)
    file = tmp_path / "x.csv"
    file.write_text("a;b\n1;2\n")
    organiser = crowd.laptop("de").expects("422").has_role(round.secret("organiser"))
    organiser.open(round.path("organise"))
    organiser.page.locator("section.people input[type=file]").set_input_files(file)
    expect(organiser.page.locator("section.people [role=alert]")).to_contain_text("Spalte")


def _ticket(round: RoundEvent) -> str:
    from companion.core.ticket_codes import attendee_code

    id = next(
        id for (kind, id), row in round.rows("desk").items() if kind == "attendee" and row["name"].startswith("Bo")
    )
    return attendee_code(round.key, round.slug, id, 0)
