"""The evening before: what is printed, who is on the list, and what people are written."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import zxingcpp
from playwright.sync_api import expect

from companion.base import qr
from tests.browser.inspect import Inspector, axe
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import PHONE, People
from tests.support.until import until

PEOPLE = [
    {"key": "1", "name": "Aylin Díaz", "org": "Solidarnetz"},
    {"key": "2", "name": "Bo Østergård", "mode": "remote"},
    {"key": "3", "name": "Cem Ay", "state": "unpaid"},
]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_posters_come_from_one_door_in_either_language(events: Events, crowd: People, lang: str) -> None:
    event = events.make(ServedEvent)
    me = crowd.laptop(lang).has_role(event.secret("organiser"))
    me.open(event.path("organise#join"))
    me.connected()
    papers = me.page.locator(".papers")
    expect(papers.locator(".trouble")).to_be_visible()  # the test's server is on this machine alone
    other = "en" if lang == "de" else "de"
    papers.locator("[name=language]").select_option(other)
    papers.locator("[name=size]").select_option("A3")
    with me.page.expect_download() as download:
        papers.get_by_role("button", name=me.t("Poster for the entrance")).click()
    assert download.value.suggested_filename == f"{event.slug}-poster-{other}.pdf"
    page = pdfium.PdfDocument(download.value.path())[0]
    assert round(page.get_size()[0] / 72 * 25.4) == 297
    assert me.page.evaluate("document.documentElement.lang") == lang, "the page itself stays in its language"
    me.page.reload()
    assert me.page.evaluate("document.documentElement.lang") == lang
    found = [one.text for one in zxingcpp.read_barcodes(page.render(scale=0.8).to_pil().convert("L"))]
    assert found == [qr.compact(f"{event.server.base}/j/{event.row('event', event.slug)['code']}")]
    assert not axe(me.page)


def test_the_list_of_people_is_looked_through_and_corrected(events: Events, crowd: People) -> None:
    event = events.make(ServedEvent)
    event.system("attendees.load", people=PEOPLE)
    me = crowd.laptop("de").has_role(event.secret("organiser"))
    me.open(event.path("organise#people"))
    me.connected()
    listed = me.page.locator(".people-list")
    rows = listed.locator(".persons li")
    expect(rows).to_have_count(3)
    listed.get_by_role("searchbox").fill("solid")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Aylin Díaz")
    listed.get_by_role("searchbox").fill("")
    listed.locator("select").first.select_option("barred")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Cem Ay")
    assert not axe(me.page)
    rows.get_by_role("button").click()
    form = rows.locator("form")
    form.locator("[name=name]").fill("Cem Aydın")
    form.locator("[name=state]").select_option("valid")
    assert not axe(me.page)
    form.locator("button.main").click()
    until(lambda: "Cem Aydın" in {row["name"] for row in event.table.all("attendee") if row["state"] == "valid"})
    expect(rows).to_have_count(0)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_an_invitation_is_written_and_links_are_merged(
    events: Events, crowd: People, tmp_path: Path, lang: str
) -> None:
    event = events.make(ServedEvent)
    event.system("attendees.load", people=PEOPLE)
    me = crowd.laptop(lang).has_role(event.secret("organiser"))
    me.open(event.path("organise#invite"))
    me.connected()
    me.button("Write the text").click()
    text = me.page.locator(".invite textarea").first
    expect(text).not_to_have_value("")
    written = text.input_value()
    assert (
        event.row("event", event.slug)["code"] in written and "/privacy" in written and "save-the-date.ics" in written
    )
    own = tmp_path / "meine.csv"
    own.write_text("Name;E-Mail\nAylin Díaz;aylin@example.org\nZora Neu;n@example.org\n")
    me.page.locator(".invite input[type=file]").set_input_files(own)
    with me.page.expect_download() as download:
        me.page.get_by_role("link", name=me.t("Save the list")).click()
    data = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(data), delimiter=";" if lang == "de" else ","))
    assert rows[1][:2] == ["Aylin Díaz", "aylin@example.org"] and "/t/" in rows[1][2]
    assert rows[2] == ["Zora Neu", "n@example.org", ""]
    assert not axe(me.page)


def test_the_evening_before_fits_on_the_narrowest_phone(events: Events, crowd: People) -> None:
    event = events.make(ServedEvent)
    event.system("attendees.load", people=PEOPLE)
    small = {**PHONE, "viewport": {"width": 320, "height": 640}}
    me = crowd.person("de", small).has_role(event.secret("organiser"))
    look = Inspector(me)
    for chapter, shown in (("join", ".papers"), ("people", ".people-list"), ("invite", ".invite")):
        me.open(event.path(f"organise#{chapter}"))
        me.page.locator(shown).wait_for()
        look.look(chapter)
    assert not look.found, "\n".join(look.found)
