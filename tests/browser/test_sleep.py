"""Phones sleep, and clocks are put forward and back: a page is fresh when it is looked at, and its times go on evenly."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.attendees import on_list
from tests.browser.gates import GateEvent, call, shows
from tests.browser.panel import PanelEvent
from tests.support.event.events import Events
from tests.support.people import PHONE, People
from tests.support.proxy import Proxy

SEEN = """(state) => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
  document.dispatchEvent(new Event('visibilitychange'));
}"""
FRESH_MS = 5000
HOUR_MS = 3600_000
MOVE_CLOCK = """(by) => {
  const real = Date.now.bind(Date);
  Date.now = () => real() + by;
}"""


def sleep(page: Page, seconds: float) -> None:
    """The screen goes dark and the page is frozen."""
    page.evaluate(SEEN, "hidden")
    session = page.context.new_cdp_session(page)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    time.sleep(seconds)
    session.send("Page.setWebLifecycleState", {"state": "active"})
    session.detach()


@pytest.mark.parametrize("seconds", [0.5, 4, 8])
def test_after_a_short_sleep_a_page_with_a_dead_line_is_fresh_in_5_s(
    events: Events, crowd: People, seconds: float
) -> None:
    panel = events.make(PanelEvent)
    with Proxy(panel.server.port) as proxy:
        base = f"http://127.0.0.1:{proxy.port}"
        phone = crowd.person("en", PHONE, base=base).has_bad_network()
        page = phone.open(panel.path())
        phone.connected()
        proxy.lose_connections()
        sleep(page, seconds)
        panel.ask("Asked while the phone slept?")
        page.evaluate(SEEN, "visible")
        expect(on_list(phone, "Asked while the phone slept?")).to_be_visible(timeout=FRESH_MS)
        phone.connected(5)
        assert page.evaluate("() => document.querySelectorAll('ul.questions > li').length") == 1


def test_a_page_whose_line_is_dead_does_not_say_that_it_is_connected(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    with Proxy(panel.server.port) as proxy:
        phone = crowd.person("en", PHONE, base=f"http://127.0.0.1:{proxy.port}").has_bad_network()
        page = phone.open(panel.path())
        phone.connected()
        page.evaluate(SEEN, "hidden")
        proxy.lose_connections()
        proxy.black_hole(12)
        page.evaluate(SEEN, "visible")
        expect(page.locator(".link.on")).to_have_count(0, timeout=2000)
        phone.connected(30)


@pytest.mark.parametrize("by", [HOUR_MS, -HOUR_MS])
def test_a_clock_that_is_moved_neither_hides_a_poll_nor_changes_what_is_left(
    events: Events, crowd: People, by: int
) -> None:
    panel = events.make(PanelEvent)
    phone = crowd.phone("en")
    page = phone.open(panel.path())
    phone.connected()
    expect(page.get_by_text("min left").first).to_be_visible()
    before = page.locator("main").inner_text()
    page.evaluate(MOVE_CLOCK, by)
    panel.ask("So that everything is drawn again?")
    expect(on_list(phone, "So that everything is drawn again?")).to_be_visible()
    after = page.locator("main").inner_text()
    assert [line for line in before.splitlines() if "min left" in line] == [
        line for line in after.splitlines() if "min left" in line
    ]


@pytest.mark.parametrize("by", [HOUR_MS, -HOUR_MS])
def test_a_desk_without_a_network_keeps_the_time_of_the_event(events: Events, crowd: People, by: int) -> None:
    desk = events.make(GateEvent)
    page = desk.open(crowd.laptop("en"))
    page.context.set_offline(True)
    page.evaluate(MOVE_CLOCK, by)
    began = desk.table.get("clock", desk.slug)
    assert began is not None
    assert call(page, "scan", {"secret": desk.code("Aylin"), "nonce": "moved"})["status"] == "noted"
    page.context.set_offline(False)
    shows(page, 40, pending=0)
    (check,) = desk.checks("entry")
    real = began["at"] + (time.time() * 1000 - began["wall"]) * began["speed"]
    assert abs(check["at"] - real) < 120_000, "event time, whatever the tablet says"
