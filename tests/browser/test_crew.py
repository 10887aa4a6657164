"""The crew line between moderator, room and desk; whoever takes part never hears of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.inspect import Inspector
from tests.browser.panel import PanelEvent
from tests.browser.round import RoundEvent
from tests.support.event.events import Events
from tests.support.people import PHONE, People, Person
from tests.support.until import until

AT_ONCE = """keys => keys.forEach(key =>
    document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})))"""
FRAMES = (
    "() => new Promise(done => { let n = 5; const next = () => n-- ? requestAnimationFrame(next) : done(); next() })"
)
"""Wait until whatever was to follow the drawing has followed."""
NARROW = {**PHONE, "viewport": {"width": 320, "height": 700}}


def news(person: Person) -> Locator:
    return person.page.locator(".crew-news p")


def line(person: Person) -> Locator:
    """The crew line, unfolded."""
    found = person.page.locator(".crew-line")
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_room_is_told_and_the_moderator_reads_who_has_seen_it(events: Events, crowd: People, lang: str) -> None:
    round = events.make(RoundEvent)
    me = crowd.laptop(lang).has_role(round.secret("moderator"))
    fay = crowd.person("en", NARROW).has_role(round.secret("facilitator", room="raum-3"))
    door = crowd.phone(lang).has_role(round.secret("desk"))
    guest = crowd.phone(lang)
    guest.mode = "onsite"
    me.open(round.path("moderate"))
    fay.open(round.path("rooms/raum-3"))
    door.open(round.path("desk"))
    guest.open(round.path("rooms/raum-3"))

    mine = line(me)
    mine.locator("select").select_option("raum-3")
    me.button("Two more minutes.", mine).click()
    expect(news(fay)).to_have_count(1)
    expect(news(fay)).to_contain_text(re.compile("Moderators.*Two more minutes", re.S))
    expect(news(door)).to_have_count(0)
    for person in (me, fay, door):
        look = Inspector(person)
        look.look("crew line")
        assert not look.found
    fay.button("Seen", news(fay)).click()
    expect(news(fay)).to_have_count(0)
    expect(mine.locator("li").first).to_contain_text(
        re.compile(f"{me.t('seen by {who}, {time}', who='(Raum|Room) 3', time='.*')}")
    )

    theirs = line(fay)
    theirs.locator("select").select_option("desk")
    theirs.get_by_role("textbox").fill("Two chairs are missing")
    theirs.get_by_role("textbox").press("Enter")
    expect(news(door)).to_contain_text("Two chairs are missing")
    expect(theirs.get_by_role("textbox")).to_have_value("")
    assert not axe_of(door)

    door.page.locator(".crew-line summary").tap()
    door.button("Write back", line(door).locator("li").first).tap()
    expect(line(door).locator("select")).to_have_value("raum-3")
    door.button("I am on my way.", line(door)).tap()
    expect(news(fay)).to_contain_text("I am on my way.")
    everything = guest.page.content() + guest.page.evaluate("JSON.stringify(window.app?.table?.all?.('crew') ?? [])")
    assert "Two chairs" not in everything and guest.page.locator(".crew-line, .crew-news").count() == 0


def axe_of(person: Person) -> list[str]:
    look = Inspector(person)
    look.look("crew news")
    return look.found


def test_a_call_for_help_is_on_the_line_and_stands_once(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent)
    me = crowd.laptop().has_role(round.secret("moderator"))
    me.open(round.path("moderate"))
    assert round.facilitator("raum-1").do("slot.help", id="online-offline-1")["ok"]
    expect(me.page.locator(".calls p")).to_have_count(1)
    expect(news(me)).to_have_count(0)
    me.button("I take care of it").click()
    expect(line(me).locator("li").first).to_contain_text(me.t("Please come and help."))
    until(lambda: round.row("help_call", "online-offline-1")["state"] == "coming")
    expect(line(me).locator("li").first.locator(".note")).to_contain_text(re.compile(me.t("Moderators")))


def test_the_technician_sees_whose_microphone_is_next_and_what_comes(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    tess = crowd.laptop().has_role(panel.link("crew")["secret"])
    panel.moderate("floor.open", session=panel.id, rules=["came"], seconds=90)
    for name, mode in (("Ana, zweite Reihe", "onsite"), ("Ben", "remote")):
        assert panel.join(mode).do("hand.raise", session=panel.id, name=name)["ok"]
    panel.system("floor.settle", session=panel.id)
    tess.open(panel.path("crew"))
    spot = tess.page.locator(".spot")
    expect(spot).to_have_count(1)
    expect(spot.locator("ol li").first).to_contain_text("Ana, zweite Reihe")
    panel.moderate("floor.next", session=panel.id)
    expect(spot.locator(".speaker")).to_contain_text("Ana, zweite Reihe")
    expect(spot.locator(".speaker")).to_contain_text(tess.t("in the room"))
    expect(spot.locator("ol li")).to_contain_text(re.compile(f"Ben.*{tess.t('remote')}", re.S))
    panel.moderate("screen.show", screen="main", what="blank")
    expect(tess.page.locator(".tech-screens")).to_contain_text(tess.t("Black screen"))
    expect(tess.page.locator(".tech-next li")).to_have_count(3)
    panel.moderate("crew.say", to="crew", phrase="louder")
    expect(news(tess)).to_contain_text(tess.t("Louder, please."))
    look = Inspector(tess)
    look.look("technician")
    tess.page.set_viewport_size({"width": 390, "height": 844})
    look.look("technician on a phone")
    assert not look.found
    tess.button("Seen", news(tess)).click()
    expect(news(tess)).to_have_count(0)


def test_one_key_leads_to_the_line(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    me = crowd.laptop().has_role(panel.secret("moderator"))
    me.open(panel.path("moderate"))
    me.connected()
    for view in ("f", "y"):
        me.page.evaluate(AT_ONCE, [view, "."])  # before the view that the first key opens is drawn
        me.page.evaluate(FRAMES)
        expect(me.page.locator(".crew-line input[name=text]")).to_be_focused()
        me.page.locator(".crew-line summary").click()
    me.page.keyboard.press(".")
    me.page.keyboard.type("Bitte Saallicht.")
    me.page.keyboard.press("Enter")
    until(lambda: [row["text"] for row in panel.all("crew").values()] == ["Bitte Saallicht."])
