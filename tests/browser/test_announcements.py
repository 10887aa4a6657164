"""One announcement on everything at once: it says itself once, covers nothing that is typed, and is gone when it ends."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.attendees import box
from tests.browser.inspect import Inspector
from tests.browser.layout import drawn
from tests.browser.panel import START, PanelEvent
from tests.browser.polls import attends
from tests.support.event.events import Events
from tests.support.people import PHONE, People

NARROW = {**PHONE, "viewport": {"width": 320, "height": 700}}
TEXT = {
    "de": "Das Mittagessen steht heute im Hof, nicht im Saal.",
    "en": "Lunch is in the courtyard today, not in the hall.",
}


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_moderator_tells_everybody_something(events: Events, crowd: People, lang: str) -> None:
    panel = events.make(PanelEvent)
    phone, wall = attends(panel, crowd.person(lang, NARROW)), crowd.projector(lang)
    wall.open(panel.path("screen/main"))
    overlay = crowd.projector(lang)
    overlay.open(panel.path("screen/main?overlay=1"))
    me = crowd.laptop(lang).has_role(panel.secret("moderator"))
    me.open(panel.path("moderate"))
    field = box(phone)
    field.click()
    field.fill("Wer zahlt")

    me.page.get_by_text(me.t("Write an announcement")).click()
    me.page.get_by_label(me.t("In German")).fill(TEXT["de"])
    me.page.get_by_label(me.t("In English")).fill(TEXT["en"])
    me.page.get_by_label(me.t("Urgent: phones vibrate")).check()
    me.button("Tell everybody").click()

    banner = phone.page.get_by_role("region", name=phone.t("Urgent announcement"))
    expect(banner).to_contain_text(TEXT[lang])
    expect(phone.page.locator("#status")).to_contain_text(TEXT[lang])
    expect(field).to_be_focused()
    expect(field).to_have_value("Wer zahlt")
    drawn(phone.page)
    above, typed = banner.bounding_box(), field.bounding_box()
    assert (
        above and typed and (above["y"] + above["height"] <= typed["y"] or above["y"] >= typed["y"] + typed["height"])
    )
    for screen in (wall, overlay):
        expect(screen.page.locator(".announced")).to_contain_text(TEXT["de"])
        expect(screen.page.locator(".announced")).to_contain_text(TEXT["en"])
    expect(me.page.locator(".holding")).to_contain_text(re.compile(TEXT[lang]))
    for each in (phone, wall, me):
        look = Inspector(each)
        look.look("announcement")
        assert not look.found

    banner.get_by_role("button").click()
    expect(banner).to_have_count(0)
    phone.page.reload()
    expect(box(phone)).to_be_visible()
    expect(banner).to_have_count(0)
    phone.page.goto(f"{phone.page.url.split('#')[0]}#programme")
    phone.page.get_by_text(phone.t("Announcements")).click()
    expect(phone.page.locator(".announcements li")).to_contain_text(TEXT[lang])
    me.button("Take it off").click()
    for screen in (wall, overlay):
        expect(screen.page.locator(".announced")).to_have_count(0)
    expect(me.page.locator(".holding")).to_have_count(0)


def test_who_comes_later_and_who_watches_see_it_until_its_time(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    panel.moderate("announcement.post", text={"en": "We start again at eleven."}, until=START + 10 * 60_000)
    watcher = crowd.laptop("en")
    watcher.open(panel.path("watch"))
    banner = watcher.page.get_by_role("region", name="Announcement")
    expect(banner).to_contain_text("We start again at eleven.")
    panel.clock(START + 10 * 60_000)
    expect(banner).to_have_count(0)
