"""Before an event opens, while it is open, and after its organisers have closed it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from companion.core.clock import DAY_MS
from tests.browser.inspect import Inspector, axe
from tests.browser.panel import START, PanelEvent
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import PHONE, People
from tests.support.until import until


@pytest.mark.parametrize("lang", ["de", "en"])
def test_before_the_day_pages_say_when_it_begins_and_nobody_checks_in(events: Events, crowd: People, lang: str) -> None:
    event = events.make(ServedEvent)
    event.clock(START - 7 * DAY_MS)
    event.do(event.organiser, "registration.set", own=True, list=False)
    phone = crowd.phone(lang)
    phone.mode = "onsite"
    lima = crowd.person(lang, timezone_id="America/Lima")
    phone.open(event.path())
    lima.open(event.path("watch"))
    told = phone.page.locator(".eve")
    expect(told).to_contain_text("2024")
    expect(told).to_contain_text("09:30")
    expect(told).to_contain_text("Atrium")
    expect(lima.page.locator(".eve")).to_contain_text("02:30")
    expect(phone.page.locator(".arrive")).to_have_count(0)
    assert not axe(phone.page)

    me = crowd.laptop(lang).has_role(event.secret("organiser"))
    me.open(event.path("organise#ready"))
    me.connected()
    me.button("Go live now").click()
    me.button("Really go live now?").click()
    expect(me.page.locator(".ready [data-line=live]")).to_have_class("done")
    expect(told).to_have_count(0)
    phone.button("Check in").click()
    until(lambda: [row["onsite"] for row in event.all("checkin_count").values()] == [1])
    expect(phone.page.locator(".arrive .act")).to_have_count(0)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_what_is_closed_is_only_read(events: Events, crowd: People, lang: str) -> None:
    panel = events.make(PanelEvent)
    panel.ask("Wer bezahlt das?", votes=1)
    phone, wall = crowd.phone(lang), crowd.projector(lang)
    phone.open(panel.path())
    wall.open(panel.path("screen/main"))
    expect(phone.page.locator(".compose")).to_be_visible()
    me = crowd.laptop(lang).has_role(panel.secret("organiser"))
    me.open(panel.path("organise#close"))
    me.connected()
    me.button("Close the event").click()
    assert panel.row("event", panel.slug)["closed"] is None, "it is asked about once"
    me.button("Really close it for everybody?").click()
    phone.sees(phone.t("The event is over. Everything can be read here, and nothing more can be sent."))
    phone.sees("Wer bezahlt das?")
    expect(phone.page.locator(".compose")).to_have_count(0)
    expect(phone.page.locator(".vote:enabled")).to_have_count(0)
    wall.sees(wall.t("That was the programme. Thank you for being here."))
    assert panel.join().do("question.ask", session=panel.id, text="Noch eine?")["code"] == "event_closed"
    assert not axe(phone.page) and not axe(me.page)
    me.button("Open it again").click()
    me.button("Really open it again?").click()
    until(lambda: panel.row("event", panel.slug)["closed"] is None)


def test_both_fit_on_the_narrowest_phone(events: Events, crowd: People) -> None:
    event = events.make(ServedEvent)
    event.clock(START - 7 * DAY_MS)
    small = {**PHONE, "viewport": {"width": 320, "height": 640}}
    me = crowd.person("de", small)
    me.open(event.path())
    me.page.locator(".eve").wait_for()
    look = Inspector(me)
    look.look("ahead")
    event.do(event.organiser, "event.close")
    me.page.locator(".gate").wait_for()
    look.look("closed")
    assert not look.found, "\n".join(look.found)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_what_is_closed_for_good_is_a_memory(events: Events, crowd: People, lang: str) -> None:
    panel = events.make(PanelEvent)
    panel.ask("Wer bezahlt das?", votes=1)
    phone, me = crowd.phone(lang), crowd.laptop(lang).expects("422").has_role(panel.secret("organiser"))
    panel.secret("moderator")
    phone.open(panel.path())
    me.open(panel.path("organise#close"))
    me.connected()
    me.page.locator("#h-close ~ details:has([data-draft=seal]) summary").click()
    form = me.page.locator("#h-close ~ details [data-draft=seal]")
    form.locator("[name=name]").fill("etwas anderes")
    me.button("Close for good", form).click()
    expect(form.get_by_role("alert")).to_be_visible()
    assert not axe(me.page)
    form.locator("[name=name]").fill(panel.slug)
    me.button("Close for good", form).click()
    expect(me.page.locator("#h-close ~ [role=status]")).to_be_visible()
    expect(me.page.get_by_role("button", name=me.t("Open it again"))).to_have_count(0)
    phone.sees("Wer bezahlt das?")
    expect(phone.page.locator(".compose")).to_have_count(0)
    assert panel.join().do("question.ask", session=panel.id, text="Noch eine?")["code"] == "event_closed"
    until(lambda: {row["role"] for row in panel.table.all("link") if not row["revoked"]} == {"organiser"})
    assert not axe(me.page)
