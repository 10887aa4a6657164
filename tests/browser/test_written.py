"""A question that nobody came to: from the moderator by a link to a panellist, and back to the asker's phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.inspect import axe, too_wide
from tests.browser.panel import PanelEvent
from tests.browser.polls import attends
from tests.browser.test_keyboard import Keyboard
from tests.support.event.events import Events
from tests.support.people import PHONE, People
from tests.support.until import until

NARROW = {**PHONE, "viewport": {"width": 320, "height": 700}}


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_panellist_answers_and_the_asker_reads_it(events: Events, crowd: People, lang: str) -> None:
    panel = events.make(PanelEvent)
    asker = attends(panel, crowd.phone(lang))
    asker.page.locator("textarea").fill("Wer hört den Jugendlichen zu?")
    asker.page.locator("textarea").press("Control+Enter")
    until(lambda: len(panel.questions()) == 1)
    [question] = panel.all("question")
    panel.moderate("question.approve", id=question)

    me = Keyboard(panel, crowd.laptop(lang))
    sheet = me.page.get_by_role("dialog")
    me.press(",")
    expect(sheet.get_by_text("Wer hört den Jugendlichen zu?")).to_be_visible()
    assert not axe(me.page)
    sheet.get_by_label(me.person.t("Name of the panellist")).fill("Dr. Amal Haddad")
    me.person.button("Make the link", sheet).click()
    link = sheet.locator(".copy input")
    expect(link).to_have_value(re.compile("/written/"))
    assert not axe(me.page)

    amal = crowd.person(lang, NARROW)
    amal.open("/e/" + link.input_value().split("/e/")[1])
    expect(amal.page.locator("h1")).to_contain_text("Dr. Amal Haddad")
    assert not axe(amal.page) and too_wide(amal.page) == []
    amal.page.locator("textarea").fill("Niemand allein. Deshalb fragen wir sie.")
    amal.button("Send the answers").click()
    expect(amal.page.locator(".told")).to_contain_text(amal.t("Thank you, your answers have arrived."))
    expect(amal.page.locator(".field")).to_contain_text(amal.t("Everybody can read your answer."))
    assert not axe(amal.page)
    expect(reply_on(asker.page.locator("main"))).to_contain_text("Dr. Amal Haddad")
    expect(reply_on(asker.page.locator("main"))).to_contain_text("Niemand allein.")
    assert not axe(asker.page) and too_wide(asker.page) == []

    amal.page.locator("textarea").fill("Ruft mich an: 0176 12345678")
    amal.button("Send the answers").click()
    expect(amal.page.locator(".field")).to_contain_text(
        amal.t("Your answer waits until somebody of the team has looked at it.")
    )
    expect(sheet).to_contain_text("0176 12345678")
    assert not axe(me.page)
    me.person.button("Do not show", sheet).click()
    expect(sheet).not_to_contain_text("0176 12345678")
    assert "12345678" not in asker.page.content()
    panel.moderate("handover.end", id=next(iter(panel.all("handover"))))
    amal.expects("404").page.reload()
    expect(amal.page.locator("textarea")).to_have_count(0)


def reply_on(within: Locator) -> Locator:
    return within.locator("blockquote.reply").first
