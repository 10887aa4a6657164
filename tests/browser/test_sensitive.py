"""What a sensitive event forbids is not offered on any page; what stands there instead says why."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from companion.core.profiles import PROFILES
from companion.core.retention import MOST_DAYS
from companion.ops.refusals import codes_of
from companion.rules.registry import COMMANDS
from tests.browser.layout import too_wide
from tests.browser.panel import PanelEvent
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import People

WHY = "always, as the event protects who takes part"


def made(events: Events, profile: str, kind: type[ServedEvent] = ServedEvent) -> ServedEvent:
    event = events.make(kind)
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


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("profile", ["sensitive", "open"])
def test_a_poll_offers_only_terms_that_are_kept(events: Events, crowd: People, lang: str, profile: str) -> None:
    event = made(events, profile, PanelEvent)
    event.moderate("poll.create", session=event.session(), kind="text", title={"de": "Was fehlt?"})
    mo = crowd.laptop(lang)
    mo.has_role(event.secret("moderator")).open(event.path("moderate"))
    mo.connected()
    form, row = mo.page.locator(".poll-form"), mo.page.locator("[data-row]")
    mo.page.keyboard.press("y")
    expect(row).to_have_count(1)
    for key in ("n", "e"):
        row.first.focus()
        mo.page.keyboard.press(key)
        form.locator("input[name=kind][value=text]").check(force=True)
        expect(form.locator("select[name=results] option")).to_have_count(3 if profile == "open" else 1)
        switch = form.get_by_role("checkbox", name=mo.t("Answers wait for approval"))
        expect(switch).to_have_count(int(profile == "open"))
        expect(form.locator(".held-switch")).to_have_count(int(profile != "open"))
        assert too_wide(mo.page) == []
        mo.button("Cancel", form).click()
        expect(form).to_have_count(0)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("profile", ["sensitive", "small", "open"])
def test_an_organiser_is_offered_what_the_profile_allows(
    events: Events, crowd: People, lang: str, profile: str
) -> None:
    event, allows = made(events, profile), PROFILES[profile]
    organiser = crowd.laptop(lang)
    organiser.has_role(event.secret("organiser")).open(event.path("organise#about"))
    organiser.connected()
    organiser.button("Edit the event").click()
    form = organiser.page.locator("form.edit")
    expect(form.locator("[name=listed]")).to_have_count(int(allows.listed))
    expect(form.locator(".held-switch")).to_have_count(int(not allows.listed))
    form.locator("button.main").click()
    expect(form).to_have_count(0)
    organiser.page.evaluate("location.hash = 'end'")
    keeps = organiser.page.locator("form.keeps input")
    expect(keeps).to_have_count(len(allows.keeps))
    most = {name: str(days if allows.shortest else MOST_DAYS) for name, days in allows.keeps.items()}
    least = {name: str(int(allows.shortest)) for name in allows.keeps}
    assert keeps.evaluate_all("all => Object.fromEntries(all.map((one) => [one.name, one.max]))") == most
    assert keeps.evaluate_all("all => Object.fromEntries(all.map((one) => [one.name, one.min]))") == least
    organiser.page.evaluate("location.hash = 'folder'")
    lists = organiser.page.locator("select[name=lists] option")  # of the folder for a funder
    expect(lists).to_have_count(3 if profile != "sensitive" else 2)
    assert too_wide(organiser.page) == []


def test_whatever_a_profile_refuses_is_looked_for_here() -> None:
    """A command that a profile refuses something of has a switch somewhere: a new one needs a line in these tests."""
    assert {name for name in COMMANDS if "protected" in codes_of(name)} == {
        "event.edit",
        "folder.make",
        "parking_lot.set",
        "poll.create",
        "poll.edit",
        "retention.set",
        "session.qa",
        "slot.notes",
    }
