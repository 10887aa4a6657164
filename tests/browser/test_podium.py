"""The podium: a tablet in front of those who speak, legible from 5 m, and a line from the chair until it is seen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.inspect import axe
from tests.browser.layout import drawn, off_the_wall
from tests.browser.panel import START, PanelEvent
from tests.support.event.events import Events
from tests.support.people import People

TABLET = {"viewport": {"width": 1024, "height": 768}, "has_touch": True}
HALL = {"viewport": {"width": 1920, "height": 1080}}
MINUTE = 60_000
SIZES = """(root) => [...root.querySelectorAll('*')]
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && e.checkVisibility())
  .map((e) => [parseFloat(getComputedStyle(e).fontSize), e.textContent.trim()])"""


def small(page: Page) -> list[str]:
    """Letters that nobody reads from 5 m: below a 28th of a tablet's width, or of what a monitor has in proportion."""
    viewport = page.viewport_size
    assert viewport
    least = min(viewport["width"] / 28, viewport["height"] / 21) * 0.9
    found = page.locator(".slide.podium").evaluate(SIZES)
    return [f"{size:.0f} px: {text}" for size, text in found if size < least]


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("device", [TABLET, HALL], ids=["tablet", "monitor"])
def test_the_time_who_speaks_and_who_is_next(
    events: Events, crowd: People, lang: str, device: dict[str, object]
) -> None:
    panel = events.make(PanelEvent)
    podium = crowd.person(lang, device).has_role(panel.link("podium")["secret"])
    podium.open(panel.path("podium"))
    slide = podium.page.locator(".slide.podium")
    expect(slide.locator(".left")).to_have_text(re.compile(r"^\d+:\d\d$"))
    asked = [panel.ask(f"Wer bezahlt die Räume im nächsten Jahr, und wer entscheidet darüber? ({n})") for n in range(3)]
    expect(slide.locator("li")).to_have_count(2)
    panel.moderate("question.answer", id=asked[0])
    expect(slide.locator(".now")).to_contain_text("Wer bezahlt")
    drawn(podium.page)
    assert not small(podium.page) and not off_the_wall(podium.page)

    panel.moderate("floor.open", session=panel.id, rules=["came"], seconds=60)
    for mode in ("onsite", "remote"):
        assert panel.join(mode).do("hand.raise", session=panel.id, name="Ana")["ok"]
    panel.system("floor.settle", session=panel.id)
    panel.moderate("floor.next", session=panel.id)
    expect(slide.locator(".now .sign")).to_have_count(1)
    expect(slide.locator(".turn-left")).to_be_visible()
    expect(slide.locator("li .sign")).to_have_count(1)
    assert "Ana" not in slide.inner_text(), "names are for the chair"
    panel.moderate("crew.say", to="podium", phrase="minutes")
    line = slide.locator(".chair-line")
    expect(line).to_contain_text(podium.t("Two more minutes."))
    drawn(podium.page)
    assert not small(podium.page) and not off_the_wall(podium.page) and not axe(podium.page)

    end = panel.row("session", panel.id)["end"]
    panel.clock(end + 2 * MINUTE)
    expect(slide.locator(".left")).to_have_text(re.compile(r"^\+2:0\d$"))
    podium.button("Seen", line).click()
    expect(line).to_have_count(0)
    assert [row["by"] for row in panel.all("crew_seen").values()] == ["podium"]


def test_a_screen_of_the_hall_can_be_the_podium_and_follows_the_day(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    me = crowd.laptop().has_role(panel.secret("moderator"))
    me.open(panel.path("moderate"))
    panel.moderate("screen.show", screen="podium", what="podium")
    linked = crowd.projector().has_role(panel.link("screen")["secret"])
    plain = crowd.projector()
    for wall in (linked, plain):
        wall.open(panel.path("screen/podium"))
        expect(wall.page.locator(".slide.podium h1")).to_contain_text(panel.title)
    me.page.keyboard.press("f")
    podium = me.page.locator(".podium-line")
    me.button("Please come to an end.", podium).click()
    expect(linked.page.locator(".chair-line")).to_contain_text(linked.t("Please come to an end."))
    expect(podium).to_contain_text(me.t("not seen yet"))
    assert plain.page.locator(".chair-line").count() == 0, "who has no link reads no line"
    linked.page.reload()
    expect(linked.page.locator(".chair-line")).to_be_visible()
    me.button("Take back", podium).click()
    expect(linked.page.locator(".chair-line")).to_have_count(0)
    panel.moderate("session.end", id=panel.id)
    nxt = next(
        row
        for row in sorted(panel.all("session").items(), key=lambda row: row[1]["start"])
        if row[1]["state"] == "planned"
    )
    panel.clock(START + 60 * MINUTE)
    panel.moderate("session.start", id=nxt[0])
    expect(linked.page.locator(".slide.podium h1")).not_to_contain_text(panel.title)
    expect(linked.page.locator(".slide.podium")).to_have_count(1)
