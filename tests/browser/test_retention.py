"""The end of an event as an organiser sets it: days for each part, what participants read, and deleting it now."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.inspect import axe
from tests.browser.layout import overhang
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import SMALL, People
from tests.support.until import until


@pytest.mark.parametrize("lang", ["de", "en"])
def test_days_are_set_and_participants_read_them(events: Events, crowd: People, lang: str) -> None:
    event = events.make(ServedEvent)
    organiser, phone = crowd.laptop(lang), crowd.phone(lang)
    organiser.has_role(event.secret("organiser"))
    organiser.open(event.path("organise") + "#end")
    form = organiser.page.locator("form.keeps")
    note = form.locator("label", has=organiser.page.locator("[name=texts]")).locator(".note")
    before = note.inner_text()
    form.locator("[name=texts]").fill("2")
    organiser.button("Save", form).click()
    expect(form.get_by_role("status")).to_have_text(organiser.t("Saved."))
    expect(note).not_to_have_text(before)
    day = re.sub(r"^\S+ ", "", note.inner_text())  # without the word for until
    assert not axe(organiser.page)
    phone.undecided().open(event.path())
    phone.page.get_by_role("link", name=phone.t("What is stored here")).first.click()
    expect(phone.page.locator(".stored dd").first).to_contain_text(day)
    assert not axe(phone.page)
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_statement_is_handed_out_with_the_deletion(events: Events, crowd: People, lang: str) -> None:
    event = events.make(ServedEvent)
    phone = crowd.person(lang, SMALL).has_role(event.secret("organiser")).expects("404")
    phone.open(event.path("organise") + "#end")
    phone.page.get_by_text(phone.t("Delete everything now")).click()
    form = phone.page.locator(".retention form").last
    form.locator("[name=name]").fill(event.slug)
    form.get_by_label(phone.t("Give me a statement of what was deleted, when and by which rule")).check()
    assert not axe(phone.page) and not overhang(phone.page)
    phone.button("Delete for good", form).click()
    link = phone.page.get_by_role("link", name=phone.t("Download the statement"))
    with phone.page.expect_download() as begun:
        link.click()
    said = begun.value.path().read_text()
    assert phone.t("Statement of deletion") in said and event.slug in said
    assert begun.value.suggested_filename == f"{event.slug}-deleted.html"
    assert not axe(phone.page) and not overhang(phone.page)
    assert event.slug not in event.store.events()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_organisers_choose_what_is_read_afterwards(events: Events, crowd: People, lang: str) -> None:
    event = events.make(ServedEvent)
    phone = crowd.person(lang, SMALL).has_role(event.secret("organiser"))
    phone.open(event.path("organise") + "#close")
    phone.page.get_by_text(phone.t("What everybody can still read then")).click()
    form = phone.page.locator("form[data-draft=memory]")
    form.get_by_label(phone.t("Topics"), exact=True).uncheck()
    assert not axe(phone.page) and not overhang(phone.page)
    phone.button("Save", form).click()
    expect(form.get_by_role("status")).to_have_text(phone.t("Saved."))
    until(lambda: event.row("memory_settings", event.slug)["hidden"] == ["topics"])
    event.system("event.seal")
    expect(form.get_by_label(phone.t("Topics"), exact=True)).to_be_disabled()
    phone.page.get_by_text(phone.t("What everybody can still read then")).click()  # it is another page by now
    form.get_by_label(phone.t("Polls and results")).uncheck()
    phone.button("Save", form).click()
    until(lambda: event.row("memory_settings", event.slug)["hidden"] == ["polls", "topics"])
    assert not axe(phone.page) and not overhang(phone.page)


def test_it_is_deleted_by_its_name_and_gone_on_every_screen(events: Events, crowd: People) -> None:
    event = events.make(ServedEvent)
    organiser, phone = crowd.laptop("de").expects("422"), crowd.phone("de").expects("404")
    phone.open(event.path())
    organiser.has_role(event.secret("organiser"))
    organiser.open(event.path("organise") + "#end")
    organiser.page.get_by_text(organiser.t("Delete everything now")).click()
    name = organiser.page.locator(".retention [name=name]")
    name.fill("etwas anderes")
    organiser.button("Delete for good").click()
    expect(organiser.page.locator(".retention").get_by_role("alert")).to_be_visible()
    assert event.slug in event.store.events()
    name.fill(event.slug)
    organiser.button("Delete for good").click()
    organiser.page.wait_for_url(lambda url: url.endswith("/"))
    until(lambda: phone.page.reload().status == 404)  # the other process hears of it a moment later
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(phone.t("Not found"))
