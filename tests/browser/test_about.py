"""The event itself in the organiser's page: described, moved to another day, promised anew, by two at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.inspect import Inspector, axe
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import PHONE, People
from tests.support.until import until


@pytest.mark.parametrize("lang", ["de", "en"])
def test_an_organiser_describes_the_event_and_moves_it(events: Events, crowd: People, lang: str) -> None:
    event = events.make(ServedEvent)
    me, phone = crowd.laptop(lang), crowd.phone(lang)
    me.has_role(event.secret("organiser")).open(event.path("organise#about"))
    me.connected()
    me.button("Edit the event").click()
    form = me.page.locator("form.edit")
    form.locator("[name=title-de]").fill("Netze knüpfen")
    form.locator("[name=short-de]").fill("Netze")
    form.locator("[name=date]").fill("2031-06-10")
    form.locator("[name=last]").fill("2031-06-09")
    form.locator("[name=responsible]").fill("Verein für Netze")
    form.locator("[name=contact]").fill("info@netze.example")
    form.locator("[name=series]").fill("Netze & Knüpfen!")
    form.locator("button.main").click()
    expect(form.get_by_role("alert")).to_have_text(me.t("The end must come after the beginning."))
    form.locator("[name=last]").fill("2031-06-10")
    assert not axe(me.page)
    form.locator("button.main").click()
    expect(form).to_have_count(0)
    expect(me.page.locator(".about")).to_contain_text("2031")
    about = event.row("event", event.slug)
    assert about["series"] == "netze-knuepfen" and about["title"] != "Netze knüpfen", "the English title stays"
    until(lambda: {row["state"] for row in event.table.all("session")} == {"planned"})
    phone.open(event.path("#programme"))
    expect(phone.page.locator("header").first).to_contain_text("Netze")
    phone.sees(phone.t("Responsible: {who}", who="Verein für Netze, info@netze.example"))


def test_two_organisers_lose_nothing_of_each_other(events: Events, crowd: People) -> None:
    event = events.make(ServedEvent)
    one, two = crowd.laptop("de"), crowd.laptop("en").expects("409")
    for person in (one, two):
        person.has_role(event.secret("organiser")).open(event.path("organise#about"))
        person.connected()
        person.button("Edit the event").click()
    forms = [person.page.locator("form.edit") for person in (one, two)]
    forms[0].locator("[name=venue-de]").fill("Aula")
    forms[0].locator("button.main").click()
    expect(forms[0]).to_have_count(0)
    forms[1].locator("[name=venue-de]").fill("Mensa")
    forms[1].locator("[name=contact]").fill("030 123")
    forms[1].locator("button.main").click()
    expect(forms[1].get_by_role("alert")).to_be_visible()
    expect(forms[1]).to_contain_text("Aula")
    expect(forms[1].locator("[name=venue-de]")).to_have_value("Mensa")
    forms[1].locator("button.main").click()
    expect(forms[1]).to_have_count(0)
    expect(one.page.locator(".about")).to_contain_text("030 123")
    assert "Mensa" in str(event.row("event", event.slug)["venue"])


@pytest.mark.parametrize("lang", ["de", "en"])
def test_another_promise_is_looked_at_before_it_is_made(events: Events, crowd: People, lang: str) -> None:
    event = events.make(ServedEvent)
    me = crowd.laptop(lang).has_role(event.secret("organiser"))
    me.open(event.path("organise#about"))
    me.connected()
    me.page.get_by_role("radio", name=me.t("Sensitive")).check()
    me.button("Look what would change").click()
    told = me.page.locator(".understood .changes")
    expect(told).to_contain_text(me.t("Nobody can put a name beside a question."))
    assert not axe(me.page)
    assert event.row("event", event.slug)["profile"] == "open", "it was only looked at"
    me.button("Change it").click()
    expect(told).to_have_count(0)
    until(lambda: event.row("event", event.slug)["profile"] == "sensitive")
    expect(me.page.get_by_role("radio", name=me.t("Sensitive"))).to_be_checked()


def test_it_fits_on_the_narrowest_phone(events: Events, crowd: People) -> None:
    event = events.make(ServedEvent)
    device = {**PHONE, "viewport": {"width": 320, "height": 640}}
    for lang in ("de", "en"):
        me = crowd.person(lang, device).has_role(event.secret("organiser"))
        me.open(event.path("organise#about"))
        me.connected()
        look = Inspector(me)
        look.look("what there is")
        me.button("Look what would change").click()
        me.page.locator(".understood").wait_for()
        me.button("Edit the event").click()
        look.look("the form", large=True)
        assert not look.found, "\n".join(look.found)
