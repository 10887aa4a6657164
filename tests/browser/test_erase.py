"""A moderator erases a text that names somebody: asked first, gone for everybody, and its author is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.inspect import axe
from tests.browser.panel import PanelEvent
from tests.support.event.events import Events
from tests.support.people import LAPTOP, PHONE, People

NAMED = "Warum deckt Frau K. aus dem Vorstand das?"


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_question_is_erased_and_a_name_alone(events: Events, crowd: People, lang: str) -> None:
    event = events.make(PanelEvent)
    phone = crowd.person(lang, PHONE)
    assert phone.context.request.post(f"{phone.base}/e/{event.slug}/join", data={"mode": "onsite"}).ok
    phone.open(f"/e/{event.slug}/")
    phone.connected()
    other = event.ask("Wer bezahlt das?", queued=True, name="Kanarienname")
    asked = {"do": "question.ask", "cid": "one", "args": {"session": event.id, "text": NAMED}}
    reply = phone.context.request.post(f"{phone.base}/e/{event.slug}/do", data=asked)
    assert reply.ok, reply.text()
    id = reply.json()["result"]["id"]
    me = crowd.person(lang, LAPTOP).has_role(event.secret("moderator"))
    me.open(f"/e/{event.slug}/moderate")

    card = me.page.locator(f"[data-row='{id}']")
    card.focus()
    card.locator("[data-action=erase]").click()
    dialog = me.page.locator("dialog")
    expect(dialog.locator(".quote")).to_have_text(NAMED)
    expect(me.button("Keep it", dialog)).to_be_focused()
    assert not axe(me.page)
    me.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(card).to_be_visible()
    card.focus()
    me.page.keyboard.press("Delete")
    me.button("Erase for good", dialog).click()
    expect(card).to_have_count(0)
    phone.sees(phone.t("The team has removed it for good."))
    expect(phone.page.get_by_text(NAMED)).to_have_count(0)

    card = me.page.locator(f"[data-row='{other}']")
    expect(card).to_contain_text("Kanarienname")
    card.focus()
    me.page.keyboard.press("Delete")
    expect(dialog.locator(".quote")).to_have_text("Wer bezahlt das?")
    me.button("Erase only the name", dialog).click()
    expect(dialog).to_have_count(0)
    expect(card).to_contain_text("Wer bezahlt das?")
    expect(card).not_to_contain_text("Kanarienname")
