"""Who has just come, and how the moderator meets too many of them: the code's field, the banner of a flood, muted devices."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from companion.core.actors import SYSTEM
from tests.browser.inspect import axe
from tests.browser.layout import too_wide
from tests.browser.panel import PanelEvent
from tests.support.event.events import Events
from tests.support.people import SMALL, People
from tests.support.until import until


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("mode", ["onsite", "remote"])
def test_who_came_without_the_code_types_it_and_is_where_they_said(
    events: Events, crowd: People, lang: str, mode: str
) -> None:
    panel = events.make(PanelEvent)
    panel.moderate("write_access.set", who="code")
    where = {"onsite": "I’m in the room", "remote": "I’m remote"}[mode]
    other = {"onsite": "remote", "remote": "onsite"}[mode]
    phone = crowd.person(lang, SMALL).undecided()
    page = phone.open(panel.path())
    phone.connected()
    field = page.get_by_label(phone.t("Code of the event"))
    expect(phone.button(where).first).to_be_visible()
    expect(field).to_have_count(0)  # first things first
    phone.button(where).first.click()
    expect(field).to_be_visible()
    expect(page.locator("textarea")).to_have_count(0)
    assert not axe(page) and too_wide(page) == []

    phone.expects("404")
    field.fill("NO0000")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(field).to_have_value("NO0000")
    page.go_back()
    field.fill(f" {str(panel.code).lower()} ")
    field.press("Enter")
    phone.connected()
    expect(page.locator("textarea")).to_be_visible()
    expect(field).to_have_count(0)
    assert page.url.endswith(panel.path("watch" if mode == "remote" else ""))
    page.locator("textarea").fill("Wer bezahlt das?")
    page.locator("textarea").press("Control+Enter")
    [asked] = until(panel.questions)
    assert asked["text"] == "Wer bezahlt das?"
    modes = {row["mode"] for (kind, _), row in panel.rows().items() if kind == "qmod"}
    assert modes == {mode} and other not in modes


def event_now(panel: PanelEvent) -> int:
    return panel.commands.event_now(panel.slug)


def flooded(panel: PanelEvent, n: int) -> list[str]:
    """Questions from so many devices, after which the brake goes on; their ids."""
    ids = [panel.ask(f"Flut {i}", queued=True) for i in range(n)]
    panel.do(SYSTEM, "brake.press")
    return ids


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_flood_is_told_cleared_away_with_one_tap_and_taken_back(events: Events, crowd: People, lang: str) -> None:
    panel = events.make(PanelEvent)
    before = panel.ask("Wer war vorher da?", queued=True)
    me = crowd.laptop(lang).has_role(panel.secret("moderator"))
    page = me.open(panel.path("moderate"))
    me.connected()
    card = page.locator(f"[data-row='{before}']")
    expect(card).to_be_visible()
    banner = page.get_by_role("region", name=me.t("Many new devices"))
    expect(banner).to_have_count(0)

    panel.put({f"qmod/{before}": {**panel.row("qmod", before).fields, "at": event_now(panel) - 60_000}}, to="team")
    ids = flooded(panel, 3)
    expect(banner.get_by_role("status")).to_contain_text(
        me.t("Much comes from new devices. Who has come since then waits a moment; who was here before does not.")
    )
    assert not axe(page) and too_wide(page) == []
    me.button("Who may write", banner).click()
    expect(page.get_by_label(me.t("Who may write")).first).to_be_visible()
    page.keyboard.press("Escape")
    words = me.tn("Dismiss {n} question since then", "Dismiss {n} questions since then", 3)
    banner.get_by_role("button", name=words).click()
    for id in ids:
        expect(page.locator(f"[data-row='{id}']")).to_have_count(0)
    expect(card).to_be_visible()
    assert [panel.row("question", id)["state"] for id in (before, *ids)] == ["queued", *["dismissed"] * 3]
    page.keyboard.press("u")
    for id in ids:
        expect(page.locator(f"[data-row='{id}']")).to_be_visible()

    brake = panel.row("brake", panel.slug)
    panel.put({f"brake/{panel.slug}": {**brake.fields, "until": panel.wall - 1}})
    expect(banner).to_have_count(0)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_muted_devices_are_seen_and_may_write_again(events: Events, crowd: People, lang: str) -> None:
    panel = events.make(PanelEvent)
    panel.moderate("session.qa", id=panel.id, moderated=False)
    loud = panel.join()
    ids = [loud.do("question.ask", session=panel.id, text=f"Unfug {n}")["result"]["id"] for n in range(2)]
    other = panel.join().do("question.ask", session=panel.id, text="Wer bezahlt das?")["result"]["id"]
    me = crowd.laptop(lang).has_role(panel.secret("moderator"))
    page = me.open(panel.path("moderate"))
    me.connected()
    page.locator(f"[data-row='{ids[0]}']").focus()
    page.keyboard.press("q")
    for id in ids:
        expect(page.locator(f"[data-row='{id}']")).to_have_count(0)
    expect(page.locator(f"[data-row='{other}']")).to_be_visible()

    fold = page.get_by_role("button", name=me.t("Muted devices"))
    expect(fold).to_contain_text("1")
    fold.click()
    expect(page.locator(".mutes")).to_contain_text(me.tn("{n} text hidden", "{n} texts hidden", 2))
    assert loud.pid not in page.content()
    assert not axe(page) and too_wide(page) == []
    assert loud.do("question.ask", session=panel.id, text="Noch mehr")["result"]["state"] == "queued"
    me.button("Let it write again", page.locator(".mutes")).click()
    expect(fold).to_have_count(0)
    assert loud.do("question.ask", session=panel.id, text="Wieder da")["result"]["state"] == "live"
    for id in ids:
        expect(page.locator(f"[data-row='{id}']")).to_have_count(0)
