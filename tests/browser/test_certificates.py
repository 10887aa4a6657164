"""Certificates of attendance: from the organiser's page to a ZIP, from the desk, by the own ticket, and checked by anybody."""

from __future__ import annotations

import zipfile

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import expect

from companion.core.work import CERTIFICATES
from companion.rules.orders import ORDERS
from companion.store.files import Files
from tests.browser.inspect import axe
from tests.browser.layout import overhang
from tests.browser.round import RoundEvent
from tests.support.event.events import Events
from tests.support.people import SMALL, People
from tests.support.server import KEY
from workers.checkin.certificates import CertificatesWork
from workers.work import Task


def write(round: RoundEvent) -> None:
    """What a worker does."""
    (work,) = ORDERS[CERTIFICATES].pending(round.table)
    files = Files(round.server.folder / "files")
    secret = KEY
    CertificatesWork(files, round.replica, round.commands, Task(round.slug, CERTIFICATES, work.version), secret).run()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_all_are_made_and_one_is_checked(events: Events, crowd: People, lang: str) -> None:
    round = events.make(RoundEvent)
    desk = round.staff("desk")
    for n, name in enumerate(("Amina Hussein", "王小明")):
        desk.do("attendee.add", name=name, nonce=f"walk-{n}")
    organiser = crowd.laptop(lang).has_role(round.secret("organiser"))
    organiser.open(round.path("organise"))
    organiser.connected()
    section = organiser.page.locator("section.certificates")
    section.get_by_label(organiser.t("Issued by")).fill("Solidarnetz Köln")
    section.get_by_label(organiser.t("People fetch theirs by their own ticket link")).check()
    organiser.button("Save", within=section).click()
    expect(section.locator(".told")).to_have_text(organiser.t("Saved."))
    assert not axe(organiser.page)
    organiser.button("Make all certificates (ZIP)", within=section).click()
    expect(section.locator(".work")).to_be_visible()
    write(round)
    with organiser.page.expect_download() as download:
        section.locator("a[download]").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.namelist() == ["0001-amina-hussein.pdf", "0002-ticket.pdf", "index.csv"]
        text = pdfium.PdfDocument(archive.read("0001-amina-hussein.pdf"))[0].get_textpage().get_text_bounded()
        sheet = archive.read("index.csv").decode("utf-8-sig")
    assert "Amina Hussein" in text and "Solidarnetz Köln" in text and "王小明" in sheet
    code = next(line for line in text.splitlines() if line.count("-") == 5).strip()
    phone = crowd.person(lang, SMALL)
    phone.open(round.path("certificate"))
    assert not axe(phone.page) and not overhang(phone.page)
    phone.page.locator("#code").fill(code)
    phone.page.locator("form button.main").click()
    expect(phone.page.locator("h1")).to_have_text(phone.t("This certificate is genuine"))
    expect(phone.page.locator("main")).to_contain_text("Solidarnetz Köln")
    assert "Amina" not in phone.page.content() and not axe(phone.page)
    phone.expects("404")
    phone.open(round.path(f"certificate/{'A' * 24}"))
    expect(phone.page.locator("h1")).to_have_text(phone.t("Not found"))


def test_one_at_the_desk_or_by_the_own_ticket_and_by_nobody_else(events: Events) -> None:
    round = events.make(RoundEvent)
    desk, organiser = round.staff("desk"), round.staff("organiser")
    id = desk.do("attendee.add", name="Amina Hussein", nonce="walk")["result"]["id"]
    status, data, _ = desk.request("GET", f"/e/{round.slug}/organise/people/{id}/certificate.pdf")
    assert status == 200 and data.startswith(b"%PDF")
    _, ticket = organiser.json("GET", f"/e/{round.slug}/organise/people/{id}/ticket")
    own, other = round.visitor(), round.join()
    own.request("GET", "/t/" + ticket["url"].split("/t/")[1], headers={"Sec-Fetch-Site": "none"})
    own.request(
        "POST", "/t/" + ticket["url"].split("/t/")[1], headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    path = f"/e/{round.slug}/certificate.pdf"
    assert own.request("GET", path)[0] == 404, "as long as organisers have not allowed it"
    organiser.do("certificate.about", own=True)
    status, data, _ = own.request("GET", path)
    assert status == 200 and data.startswith(b"%PDF")
    assert other.request("GET", path)[0] == 404
    assert other.request("GET", f"/e/{round.slug}/organise/people/{id}/certificate.pdf")[0] == 403
