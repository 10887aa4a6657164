"""A rehearsal as an organiser begins, changes and ends it, and what everybody sees of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.inspect import Inspector, axe
from tests.browser.panel import PanelEvent
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import PHONE, People
from tests.support.until import until


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_day_is_rehearsed_and_all_is_as_it_was(events: Events, crowd: People, lang: str) -> None:
    event = events.make(ServedEvent)
    event.system("event.clock")  # as it really is
    event.do(event.organiser, "event.stream", url="https://example.org/before")
    me = crowd.laptop(lang).expects("422").has_role(event.secret("organiser"))
    me.open(event.path("organise#rehearsal"))
    me.connected()
    form = me.page.locator(".rehearse form")
    form.locator("[name=people]").select_option("0")
    form.locator("[name=at]").fill("10:45")
    form.locator("[name=name]").fill("Etwas anderes")
    me.button("Begin the rehearsal").click()
    expect(me.page.locator(".rehearse").get_by_role("alert")).to_be_visible()
    assert not event.all("rehearsal")
    form.locator("[name=name]").fill(event.slug)
    me.button("Begin the rehearsal").click()
    expect(me.page.locator(".banner").last).to_contain_text("10:45")
    assert not axe(me.page)

    phone = crowd.phone(lang)
    phone.open(event.path())
    expect(phone.page.locator(".banner")).to_contain_text(phone.t("Rehearsal — nothing here is real"))
    asked = event.join().do("question.ask", session=event.session(), text="Wer bezahlt das?")["result"]["id"]
    event.do(event.organiser, "event.stream", url="https://example.org/meanwhile")
    form.locator("[name=speed]").select_option("10")
    me.button("Change it").click()
    until(lambda: event.row("clock", event.slug)["speed"] == 10)

    me.button("End the rehearsal …").click()
    listed = me.page.locator(".rehearse .changes")
    expect(listed).to_contain_text(me.t("Questions"))
    expect(listed).to_contain_text(me.t("Programme and rooms"))
    assert not axe(me.page)
    me.button("End it, and bring everything back").click()
    expect(phone.page.locator(".banner")).to_have_count(0)
    until(lambda: event.row("event", event.slug)["stream"] == "https://example.org/before")
    assert asked not in event.all("question") and not event.row("clock", event.slug)["rehearsal"]
    expect(me.page.locator(".rehearse [name=name]")).to_be_visible()
    me.page.goto(event.path("organise#ready"))
    expect(me.page.locator(".ready [data-line=rehearsal]")).to_have_class("done")


def test_an_event_with_people_in_it_is_left_alone(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    panel.system("event.clock")
    phone = crowd.phone("de")
    phone.open(panel.path())
    until(lambda: any(row["onsite"] + row["remote"] for row in panel.all("team_presence").values()))
    me = crowd.laptop("de").expects("409").has_role(panel.secret("organiser"))
    me.open(panel.path("organise#rehearsal"))
    me.connected()
    me.page.locator(".rehearse [name=name]").fill(panel.slug)
    me.button("Begin the rehearsal").click()
    told = me.page.locator(".rehearse").get_by_role("alert")
    expect(told).to_contain_text("1")
    assert not panel.all("rehearsal") and not panel.row("clock", panel.slug)["rehearsal"]


def test_it_fits_on_the_narrowest_phone(events: Events, crowd: People) -> None:
    event = events.make(ServedEvent)
    event.system("event.clock")
    small = {**PHONE, "viewport": {"width": 320, "height": 640}}
    me = crowd.person("de", small).has_role(event.secret("organiser"))
    me.open(event.path("organise#rehearsal"))
    me.page.locator(".rehearse form").wait_for()
    look = Inspector(me)
    look.look("before it begins")
    assert not look.found, "\n".join(look.found)
