"""An organiser has the report made, sees how far it is, and takes it away."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from companion.core.work import REPORT
from companion.rules.orders import ORDERS
from tests.browser.inspect import axe
from tests.browser.layout import overhang
from tests.browser.report import write_report
from tests.browser.round import RoundEvent
from tests.support.event.events import Events
from tests.support.people import SMALL, People
from tests.support.until import until

FILES = 6
"""PDF, web page, tables, text, data, and all of them in one."""
WORK = {"id": REPORT, "version": 1, "attempt": 1}


def breaks(*_: object) -> None:
    raise RecursionError


@pytest.mark.parametrize("lang", ["de", "en"])
def test_what_the_paper_leaves_out_is_told(
    events: Events, crowd: People, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = events.make(RoundEvent)
    phone = crowd.person(lang, SMALL).has_role(round.secret("organiser"))
    phone.open(round.path("organise"))
    phone.connected()
    section = phone.page.locator("[aria-labelledby=h-report]")
    monkeypatch.setattr("companion.formats.reports.paper._Report._grid", breaks)
    phone.button("Make the report", within=section).click()
    expect(section.locator(".work")).to_contain_text(phone.t("Waits to be written"))
    write_report(round)
    expect(section.locator(".downloads li")).to_have_count(FILES)
    expect(section.locator(".made .warn li")).not_to_have_count(0)
    assert not overhang(phone.page) and not axe(phone.page)
    monkeypatch.setattr("workers.reports.job.paper", None)
    phone.button("Make it anew", within=section).click()
    until(lambda: ORDERS[REPORT].pending(round.table))
    write_report(round)
    expect(section.locator(".downloads li")).to_have_count(FILES - 1)
    expect(section.locator(".made .warn")).to_have_text(
        phone.t("The PDF could not be made. The other files are complete.")
    )


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_report_is_made_on_two_screens_at_once(events: Events, crowd: People, lang: str) -> None:
    round = events.make(RoundEvent)
    laptop, phone = (who.has_role(round.secret("organiser")) for who in (crowd.laptop(lang), crowd.person(lang, SMALL)))
    sections = []
    for who in (laptop, phone):
        who.open(round.path("organise"))
        who.connected()
        sections.append(who.page.locator("[aria-labelledby=h-report]"))
    here, there = sections
    here.locator("summary").click()
    here.get_by_label(laptop.t("Opening sentences")).fill("Zum vierten Mal trafen sich alle.")
    here.get_by_label(laptop.t("Who has funded it")).fill("Gefördert von allen")
    here.get_by_label(laptop.t("In the room"), exact=True).fill("6")
    here.get_by_label(laptop.t("Remote"), exact=True).fill("7")
    laptop.button("Save", within=here).click()
    expect(here.locator(".told")).to_have_text(laptop.t("Saved."))
    laptop.button("Make the report", within=here).click()
    expect(there.locator(".work")).to_contain_text(phone.t("Waits to be written"))
    round.system("work.report", **WORK, state="running", percent=40)
    expect(there.locator(".work")).to_contain_text(phone.t("Being written: {n} %", n=40))
    round.system("work.report", **WORK, state="failed", code="internal")
    phone.button("Try again", within=there).click()
    until(lambda: round.staff("organiser").rows("team")["work", REPORT]["state"] == "again")
    write_report(round)
    for who, section in ((laptop, here), (phone, there)):
        expect(section.locator(".downloads li")).to_have_count(FILES)
        assert not axe(who.page)
    assert not overhang(phone.page)
    with laptop.page.expect_download() as download:
        here.get_by_role("link", name=laptop.t("Text to go on writing (Markdown)")).click()
    text = download.value.path().read_text()
    assert "Zum vierten Mal trafen sich alle." in text and "Gefördert von allen" in text
    assert (
        "13\u00a0Personen haben teilgenommen, 7\u00a0davon remote" if lang == "de" else "13 people took part, 7 of them"
    ) in text
