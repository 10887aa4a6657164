"""What a screen reader is told when things go: the keyboard stays near, the connection's loss and return are said once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.panel import PanelEvent
from tests.support.event.events import Events
from tests.support.people import PHONE, People
from tests.support.proxy import Mode, Proxy

SAID = """() => {
  window.said = [];
  const region = document.getElementById('status');
  new MutationObserver(() => {
    const text = region.textContent.trim();
    if (text && window.said.at(-1) !== text) window.said.push(text);
  }).observe(region, { childList: true, characterData: true, subtree: true });
}"""
WHERE = "() => document.activeElement.closest('li')?.textContent ?? document.activeElement.tagName"


@pytest.mark.parametrize("what", ["merge", "archive", "dismiss"])
def test_the_keyboard_goes_on_to_the_next_question_when_its_own_goes(events: Events, crowd: People, what: str) -> None:
    panel = events.make(PanelEvent)
    first = panel.ask("Die erste Frage?", votes=2)
    second = panel.ask("Die zweite Frage?", votes=1)
    phone = crowd.laptop("en")
    page = phone.open(panel.path())
    phone.connected()
    page.locator(f"#q-{first} button.vote").focus()
    panel.moderate(f"question.{what}", **({"into": second, "ids": [first]} if what == "merge" else {"id": first}))
    expect(page.locator(f"#q-{first} button.vote")).to_have_count(0)
    assert "Die zweite Frage?" in page.evaluate(WHERE)
    panel.moderate("question.archive", id=second)
    expect(page.locator(f"#q-{second} button.vote")).to_have_count(0)
    assert page.evaluate("() => document.activeElement !== document.body"), "the list's heading at last"


def test_loss_and_return_of_the_connection_are_said_once(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    with Proxy(panel.server.port) as proxy:
        base = f"http://127.0.0.1:{proxy.port}"
        phone = crowd.person("en", PHONE, base=base).has_bad_network()
        mod = crowd.laptop("en", base=base).has_bad_network().has_role(panel.secret("moderator"))
        pages = [phone.open(panel.path()), mod.open(panel.path("moderate"))]
        for page in pages:
            page.wait_for_function("() => document.querySelector('.link.on')")
            page.evaluate(SAID)
        proxy.mode = Mode.DOWN
        gone = phone.t("The connection is gone. What is sent now is kept and goes out when it is back.")
        back = phone.t("The connection is back.")
        for page in pages:
            page.wait_for_function("(text) => window.said.includes(text)", arg=gone, timeout=15_000)
        pages[0].wait_for_timeout(6000)
        proxy.mode = Mode.PASS
        for page in pages:
            page.wait_for_function("(text) => window.said.includes(text)", arg=back, timeout=40_000)
            said = [text for text in page.evaluate("() => window.said") if re.search("connection", text)]
            assert said == [gone, back]


def test_a_short_gap_is_no_news_and_the_next_item_is(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    with Proxy(panel.server.port) as proxy:
        phone = crowd.person("en", PHONE, base=f"http://127.0.0.1:{proxy.port}").has_bad_network()
        page = phone.open(panel.path())
        phone.connected()
        page.evaluate(SAID)
        proxy.cut()
        phone.connected(20)
        panel.moderate("session.start", id="coffee")
        page.wait_for_function("() => window.said.some((text) => text.startsWith('Now: '))")
        assert not [text for text in page.evaluate("() => window.said") if "connection" in text]
