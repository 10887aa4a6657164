"""A poll that opens comes to the reader: two taps to vote on any part of the page, and what was being written stays."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.attendees import box
from tests.browser.inspect import axe, too_wide
from tests.browser.panel import PanelEvent
from tests.browser.polls import Poll, attends, is_told
from tests.support.event.events import Events
from tests.support.people import PHONE, People, Person

DRAFT = "Wer bezahlt die Ehrenamtlichen, die jeden"
TAPS = "addEventListener('pointerdown', () => { globalThis.taps = (globalThis.taps ?? 0) + 1; }, true)"


def sheet(person: Person) -> Locator:
    """What has come to the reader."""
    return person.page.locator(".poll-sheet")


@pytest.mark.parametrize("part", ["questions", "programme"])
def test_two_taps_vote_in_a_poll_that_opens(events: Events, crowd: People, part: str) -> None:
    panel = events.make(PanelEvent)
    phone = attends(panel, crowd.phone())
    phone.page.evaluate(f"location.hash = '#{part}'")
    expect(phone.page.locator(f'.tabs [href="#{part}"]')).to_have_attribute("aria-current", "page")
    phone.page.evaluate(TAPS)
    poll = Poll(panel).open()
    is_told(phone, phone.t("A poll is open: {title}").split("{")[0])
    expect(sheet(phone)).to_be_focused()
    poll.on(phone).get_by_text("Zeit").tap()
    phone.button("Vote", sheet(phone)).tap()
    is_told(phone, phone.t("Your ballot is saved."))
    expect(sheet(phone)).to_have_count(0)
    assert phone.page.evaluate("taps") == 2
    assert phone.page.evaluate("location.hash") == f"#{part}", "no jump"
    expect(phone.page.locator(".call")).to_contain_text(phone.t("To the poll"))


def test_it_waits_while_somebody_writes_and_the_draft_stays(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    phone = attends(panel, crowd.phone())
    box(phone).tap()
    phone.page.keyboard.type(DRAFT)
    poll = Poll(panel).open()
    expect(phone.button("Vote now")).to_be_visible()
    expect(box(phone)).to_be_focused()
    expect(sheet(phone)).to_have_count(0)
    phone.page.keyboard.type(" Tag?")
    phone.button("Vote now").tap()
    poll.on(phone).get_by_text("Zeit").tap()
    phone.button("Vote", sheet(phone)).tap()
    expect(sheet(phone)).to_have_count(0)
    expect(box(phone)).to_have_value(f"{DRAFT} Tag?")


@pytest.mark.parametrize(("lang", "width", "scheme"), [("de", 390, "light"), ("en", 320, "dark")])
def test_put_off_it_is_one_line_and_comes_back(
    events: Events, crowd: People, lang: str, width: int, scheme: str
) -> None:
    panel = events.make(PanelEvent)
    device = {**PHONE, "viewport": {"width": width, "height": 640}}
    phone = attends(panel, crowd.person(lang, device, color_scheme=scheme))
    focused = phone.page.locator('.tabs [href="#questions"]')
    focused.focus()
    Poll(panel).open()
    expect(sheet(phone)).to_be_focused()
    assert not axe(phone.page) and too_wide(phone.page) == []
    phone.page.keyboard.press("Escape")
    expect(sheet(phone)).to_have_count(0)
    expect(focused).to_be_focused()
    assert not axe(phone.page) and too_wide(phone.page) == []
    phone.page.reload()
    phone.connected()
    expect(phone.button("Vote now")).to_be_visible()
    expect(sheet(phone)).to_have_count(0)
    phone.button("Vote now").tap()
    expect(sheet(phone)).to_be_visible()
