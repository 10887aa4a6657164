"""Hands from phones to the chair and back: in the panel by the moderator's keyboard, in a room by its facilitator."""

from __future__ import annotations

from playwright.sync_api import Locator, Route, expect

from tests.browser.inspect import axe, too_wide
from tests.browser.panel import PanelEvent
from tests.browser.round import RoundEvent
from tests.browser.test_keyboard import Keyboard
from tests.support.event.events import Events
from tests.support.people import People, Person
from tests.support.until import until


def joined(crowd: People, panel: PanelEvent, mode: str, lang: str = "de") -> Person:
    phone = crowd.phone(lang)
    phone.mode = mode
    phone.open(panel.path("watch" if mode == "remote" else ""))
    phone.connected()
    return phone


def card(phone: Person) -> Locator:
    return phone.page.locator(".dock > .floor")


def raises(phone: Person) -> None:
    phone.button("Raise your hand", card(phone)).tap()
    expect(card(phone)).to_contain_text(phone.t("Take it down"))


def test_a_hand_goes_up_is_called_by_keyboard_and_comes_down(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    near, far = joined(crowd, panel, "onsite"), joined(crowd, panel, "remote", "en")
    expect(card(near)).to_have_count(0)
    me = Keyboard(panel, crowd.laptop())
    me.press("f", "o")
    raises(near)
    expect(card(near)).to_contain_text(near.t("You are next"))
    sign = near.page.locator(".floor .sign").inner_text()
    hand = me.page.locator(".hand")
    expect(hand).to_have_count(1)
    expect(hand).to_contain_text(sign)
    far.page.locator(".floor summary").tap()
    far.page.get_by_label(far.t("Name to be called by (optional)")).fill("Ana, second row")
    raises(far)
    expect(me.page.locator(".hand").first).to_contain_text("Ana, second row")  # fair: the link first
    panel.system("floor.settle", session=panel.id)  # as the clock does it, which is not here
    expect(card(near)).to_contain_text(near.t("place {n}", n=2))
    for person in (near, far):
        assert not axe(person.page) and too_wide(person.page) == []
    assert not axe(me.page)

    me.press("n")
    expect(card(far)).to_contain_text(far.t("You have the floor"))
    expect(card(far)).to_contain_text(far.t("Unmute in the meeting now."))
    expect(far.page).to_have_title(f"★ {far.t('You have the floor')}")
    expect(me.page.locator(".turn .speaker")).to_contain_text("Ana, second row")
    expect(card(near)).to_contain_text(near.t("You are next"))
    assert not axe(far.page)
    me.press("n")
    expect(card(near)).to_contain_text(near.t("You have the floor"))
    near.button("I am done", card(near)).tap()
    expect(me.page.locator("#h-turn").first).to_have_text(me.person.t("Nobody has the floor"))
    expect(card(far)).to_contain_text(far.t("Raise your hand"))
    until(lambda: panel.row("team_turns", panel.id)["remote"] == 1)


def test_somebody_without_a_phone_is_on_the_list_in_two_keys(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    me = Keyboard(panel, crowd.laptop())
    me.press("f", "o")
    expect(me.page.get_by_role("switch", name=me.person.t("Hands can be raised"))).to_be_checked()
    me.press("i")
    me.is_in_a_field()
    me.press("Enter")
    expect(me.page.locator(".hand")).to_have_count(1)
    me.press("r")
    me.is_in_a_field()
    me.page.keyboard.type("Oma Erna")
    me.press("Enter")
    expect(me.page.locator(".hand")).to_have_count(2)
    expect(me.page.locator(".hand", has_text="Oma Erna")).to_contain_text(me.person.t("added by the team"))
    me.press("n")
    me.press("x")
    expect(me.page.locator(".hand .who")).to_have_count(1)
    me.page.locator("summary", has_text=me.person.t("Set aside")).click()
    expect(me.page.locator(".hand")).to_have_count(2)


def test_who_types_faster_than_the_network_loses_no_key(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    panel.moderate("floor.open", session=panel.id, rules=["came"])
    me = Keyboard(panel, crowd.laptop())
    held: list[Route] = []
    me.press("f")
    expect(me.page.locator(".add-hand")).to_be_visible()
    me.page.route("**/do", lambda route: held.append(route), times=1)
    me.press("i")
    me.is_in_a_field()
    me.press("Enter")
    expect(me.page.locator(".add-hand form")).to_have_count(0)
    until(lambda: me.page.title() and held)  # routes are seen to while something is asked of the page
    me.press("r")
    me.is_in_a_field()
    me.page.keyboard.type("Oma")
    held.pop().continue_()
    expect(me.page.locator(".hand")).to_have_count(1)
    expect(me.page.get_by_role("status")).to_contain_text(me.person.t("On the list."))
    me.is_in_a_field()
    me.page.keyboard.type(" Erna")  # n would call who is next
    me.press("Enter")
    expect(me.page.locator(".hand")).to_have_count(2)
    expect(me.page.locator(".hand", has_text="Oma Erna")).to_have_count(1)
    me.press("i")
    me.is_in_a_field()
    no = {"ok": False, "code": "stale", "message": "Nein."}
    me.person.expects("409")
    me.page.route("**/do", lambda route: route.fulfill(status=409, json=no))
    me.page.keyboard.type("Cem")
    me.press("Enter")
    expect(me.page.locator(".add-hand input").first).to_have_value("Cem")


def test_a_hand_raised_without_a_network_goes_up_once(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    panel.moderate("floor.open", session=panel.id, rules=["came"])
    phone = joined(crowd, panel, "onsite").has_bad_network()
    expect(card(phone)).to_be_visible()
    phone.context.set_offline(True)
    phone.button("Raise your hand", card(phone)).tap()
    expect(card(phone)).to_contain_text(phone.t("Your hand goes up …"))
    phone.context.set_offline(False)
    expect(card(phone)).to_contain_text(phone.t("You are next"))
    assert len(panel.row("floor", panel.id)["order"]) == 1


def test_the_rules_are_chosen_and_everybody_reads_them(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    panel.moderate("floor.open", session=panel.id, rules=["came"])
    me = crowd.laptop().has_role(panel.secret("moderator"))
    me.open(panel.path("moderate"))
    me.page.keyboard.press("f")
    me.page.get_by_text(me.t("Rules, time and lists")).click()
    me.page.get_by_label(me.t("first-timers first")).check()
    me.page.get_by_label(me.t("Seconds for one turn, 0 for no limit")).fill("90")
    me.button("Save the rules").click()
    until(lambda: panel.row("floor", panel.id)["seconds"] == 90)
    assert panel.row("floor", panel.id)["rules"] == ["came", "first"]
    phone = joined(crowd, panel, "onsite")
    phone.page.locator(".floor summary").tap()
    expect(card(phone)).to_contain_text(phone.t("first-timers first"))


def test_a_facilitator_runs_the_floor_of_the_room(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent)
    fay = crowd.phone().has_role(round.secret("facilitator", room="raum-1"))
    fay.open(round.path("rooms/raum-1"))
    fay.page.locator(".room-floor > summary").tap()
    fay.page.get_by_role("switch", name=fay.t("Hands can be raised")).tap()
    phone = crowd.phone()
    phone.mode = "onsite"
    phone.open(round.path("rooms/raum-1"))
    raises(phone)
    expect(fay.page.locator(".hand")).to_have_count(1)
    fay.page.locator(".turn .button.main").tap()
    expect(card(phone)).to_contain_text(phone.t("You have the floor"))
    for person in (fay, phone):
        assert not axe(person.page) and too_wide(person.page) == []


def test_the_wall_and_the_stream_show_who_speaks_and_who_is_next(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    panel.moderate("floor.open", session=panel.id, rules=["came", "first"], seconds=60)
    wall, stream = crowd.projector(), crowd.projector("en")
    wall.open(panel.path("screen/main"))
    stream.open(panel.path("screen/main?overlay=1"))
    for name in ("Ana", "Ben"):
        assert panel.join("onsite").do("hand.raise", session=panel.id, name=name)["ok"]
    panel.system("floor.settle", session=panel.id)
    first, second = panel.row("floor", panel.id)["order"]
    panel.moderate("floor.next", session=panel.id)
    slide, band = wall.page.locator(".slide.floor"), stream.page.locator(".band")
    expect(slide.locator("h1")).to_contain_text(signed(wall, panel, first))
    expect(slide.locator(".next")).to_contain_text(signed(wall, panel, second))
    expect(slide.locator(".rule")).to_contain_text(wall.t("first-timers first"))
    expect(band.locator("h1")).to_contain_text(signed(stream, panel, first))
    expect(band).to_contain_text(signed(stream, panel, second))
    for person in (wall, stream):
        assert "Ana" not in person.page.locator("#app").inner_text(), "names are for the chair"
    assert not axe(wall.page)
    panel.moderate("floor.done", session=panel.id, after=first)
    expect(slide).to_have_count(0)
    panel.moderate("screen.show", screen="main", what="floor")
    expect(slide.locator("h1")).to_contain_text(wall.t("Raise your hand to speak"))


def signed(person: Person, panel: PanelEvent, hand: str) -> str:
    """The sign of a hand in somebody's language."""
    colour, n = panel.row("hand", hand)["sign"].split("-")
    return person.t(f"{colour.capitalize()} {{n}}", n=n)
