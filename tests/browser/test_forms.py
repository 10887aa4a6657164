"""A questionnaire from the organiser's desk to an organisation's phone and back into the report."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import expect

from tests.browser.inspect import axe
from tests.browser.layout import overhang
from tests.browser.report import write_report
from tests.browser.round import RoundEvent
from tests.formats.hidden import CANARY, SEEN, everything, pdf
from tests.support.event.events import Events
from tests.support.people import SMALL, People

HOSTILE = "<img src=x onerror=document.title='owned'> =HYPERLINK(1) \u202egnp"


@pytest.mark.parametrize("lang", ["de", "en"])
def test_an_organisation_answers_and_it_stands_in_the_report(
    events: Events, crowd: People, lang: str, tmp_path: Path
) -> None:
    round = events.make(RoundEvent)
    organiser, phone = crowd.laptop(lang).has_role(round.secret("organiser")), crowd.person(lang, SMALL)
    organiser.open(round.path("organise"))
    organiser.connected()
    section = organiser.page.locator("section.forms")
    organiser.button("New questionnaire", within=section).click()
    assert not axe(organiser.page)
    section.get_by_label(organiser.t("Title"), exact=True).fill("Gute Praxis 2024")
    section.get_by_label(organiser.t("Organisations, one on each line")).fill("Solidarnetz Köln\nHaus der Vielfalt")
    section.get_by_label(organiser.t("Answers are due on (optional)")).fill("2030-07-01")
    organiser.button("Make the questionnaire", within=section).click()
    row = section.locator(".form-row")
    expect(row).to_contain_text(organiser.t("{n} of {all} have answered", n=0, all=2))
    row.get_by_role("button", name=organiser.t("Link for {org}", org="Solidarnetz Köln")).click()
    link = row.locator(".copy input").input_value()

    phone.open("/" + link.split("/", 3)[3])
    expect(phone.page.locator("h1")).to_have_text("Gute Praxis 2024")
    assert not axe(phone.page)
    assert not overhang(phone.page)
    phone.page.locator("textarea").fill(f"Viel gelernt. {HOSTILE}")
    wrong, right = tmp_path / "bild.png", tmp_path / "Größe.pdf"
    wrong.write_bytes(b"<script>")
    right.write_bytes(pdf())
    phone.expects("422")
    phone.page.locator("input[type=file]").set_input_files(wrong)
    phone.button("Send the answers").click()
    expect(phone.page.get_by_role("alert")).to_contain_text("PDF, PNG, JPG")
    expect(phone.page.locator("textarea")).to_have_value(f"Viel gelernt. {HOSTILE}")
    phone.page.locator("input[type=file]").set_input_files(right)
    phone.button("Send the answers").click()
    expect(phone.page.locator(".told")).to_contain_text(phone.t("Thank you, your answers have arrived."))
    expect(phone.page.locator(".there")).to_contain_text("Groesse.pdf")
    assert phone.page.title() != "owned" and not axe(phone.page)

    expect(row).to_contain_text(organiser.t("{n} of {all} have answered", n=1, all=2))
    row.locator("summary").click()
    expect(row.locator("dl")).to_contain_text("Viel gelernt. <img")
    with organiser.page.expect_download() as download:
        row.get_by_role("link", name="Groesse.pdf").click()
    clean = download.value.path().read_bytes()
    assert SEEN in pdfium.PdfDocument(clean)[0].get_textpage().get_text_bounded()
    assert CANARY.encode() not in everything(clean)

    report = organiser.page.locator("[aria-labelledby=h-report]")
    organiser.button("Make the report", within=report).click()
    expect(report.locator(".work")).to_be_visible()
    write_report(round)
    with organiser.page.expect_download() as download:
        report.get_by_role("link", name=organiser.t("Everything in one file (ZIP)")).click()
    with zipfile.ZipFile(download.value.path()) as bundle:
        assert bundle.read("files/1-1-q3-Groesse.pdf") == clean
        text = bundle.read(f"{round.slug}-report.md").decode()
    assert "## Gute Praxis 2024" in text and "### Solidarnetz Köln" in text and "Viel gelernt." in text
    assert "Haus der Vielfalt" not in text, "who has not answered is not named"


def test_without_a_script_it_works_all_the_same(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent)
    organiser = round.staff("organiser")
    questions = [{"kind": "text", "title": {"de": "Was hat es gebracht?"}, "required": True}]
    args = {"title": {"de": "Gute Praxis"}, "questions": questions, "organisations": ["Netz"]}
    form = organiser.do("form.make", **args)["result"]["id"]
    _, (link,) = organiser.json("GET", f"/e/{round.slug}/organise/forms/{form}/links")
    phone = crowd.phone("de", java_script_enabled=False)
    phone.open("/e/" + link["url"].split("/e/")[1])
    phone.page.locator("textarea").fill("Viel.")
    phone.page.locator("#send").click()
    expect(phone.page.locator(".told")).to_contain_text(phone.t("Thank you, your answers have arrived."))
    phone.expects("404")
    organiser.do("form.renew", id=link["id"])
    phone.page.reload()
    expect(phone.page.locator("h1")).to_have_text(phone.t("Not found"))
