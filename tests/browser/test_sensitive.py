"""What a sensitive event forbids is not offered on any page; what stands there instead says why."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.layout import too_wide
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import People

WHY = "always, as the event protects who takes part"


def made(events: Events, profile: str) -> ServedEvent:
    event = events.make(ServedEvent)
    event.put({f"event/{event.slug}": {**event.row("event", event.slug).fields, "profile": profile}})
    event.moderate("session.qa", id=event.session(), open=True)
    event.moderate("parking_lot.set", open=True)
    return event


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("profile", ["sensitive", "open"])
def test_switches_that_are_refused_are_not_drawn(events: Events, crowd: People, lang: str, profile: str) -> None:
    event = made(events, profile)
    is_open = profile == "open"
    mo, fay = crowd.laptop(lang), crowd.phone(lang)
    mo.has_role(event.secret("moderator")).open(event.path("moderate"))
    mo.connected()
    held = mo.page.locator(".held-switch")
    switch = mo.page.get_by_role("switch", name=mo.t("Review before publishing"))
    assert (switch.count() > 0, held.count() > 0) == (is_open, not is_open)
    if not is_open:
        expect(held.first).to_contain_text(mo.t(WHY))
        mo.page.keyboard.press("v")  # the key does nothing, rather than being refused
        expect(mo.page.locator(".trouble")).to_have_count(0)
    mo.page.keyboard.press("y")
    fay.has_role(event.secret("facilitator", "raum-1")).open(event.path("rooms/online-offline-1"))
    fay.connected()
    fay.page.get_by_text(fay.t("Settings of this room")).click()
    boxes = fay.page.get_by_role("checkbox", name=fay.t("I look at them first"))
    expect(boxes).to_have_count(int(is_open))
    assert too_wide(fay.page) == [] and too_wide(mo.page) == []
    organiser = crowd.laptop(lang)
    organiser.has_role(event.secret("organiser")).open(event.path("organise"))
    organiser.connected()
    expect(organiser.page.get_by_role("checkbox", name=organiser.t("Review before publishing"))).to_have_count(
        organiser.page.get_by_role("checkbox", name=organiser.t("Questions open"), checked=True).count() * is_open
    )
