"""Checking in on one's own phone: one tap, with a ticket or without, and at a room's door."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.inspect import axe
from tests.browser.layout import overhang
from tests.browser.round import RoundEvent
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import SMALL, People
from tests.support.until import until
from tests.web.checkin.test_checkin import listed


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_ticket_is_scanned_and_one_tap_checks_in(event: ServedEvent, crowd: People, lang: str) -> None:
    code = listed(event)["Aylin Díaz"]
    phone, home = crowd.person(lang, SMALL), crowd.laptop(lang)
    home.open(f"/r/{event.table.all('event')[0]['code']}")
    phone.open(f"/T/{code}")
    phone.sees(phone.t("Welcome!"))
    assert not overhang(phone.page) and not axe(phone.page)
    phone.button("Check in").click()
    expect(phone.page.locator(".arrive")).to_have_count(0)
    until(lambda: event.row("team_presence", event.slug).fields == {"onsite": 1, "remote": 1})
    for who in (phone, home):
        expect(who.page.locator(".connection")).not_to_contain_text("1")
    phone.page.locator(".me summary").click()
    phone.sees(phone.t("You are checked in."))
    assert not axe(phone.page)
    phone.page.reload()
    expect(phone.page.locator(".on-now").first).to_be_visible()
    expect(phone.page.locator(".arrive")).to_have_count(0)
    phone.page.locator(".me summary").click()
    phone.button("I am leaving").click()
    phone.sees(phone.t("Welcome!"))
    assert "Aylin" not in phone.page.content() + home.page.content()


def test_where_there_is_no_check_in_nobody_is_asked(event: ServedEvent, crowd: People) -> None:
    phone = crowd.phone()
    phone.open(f"/e/{event.slug}/")
    phone.connected()
    expect(phone.page.locator(".arrive")).to_have_count(0)
    assert event.staff("organiser").do("registration.set", own=True, list=False)["ok"]
    expect(phone.page.locator(".arrive")).to_contain_text(phone.t("Welcome!"))


def test_the_code_at_a_rooms_door_puts_one_into_that_room(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent)
    assert round.staff("organiser").do("registration.set", own=True, list=False)["ok"]
    phone, wall = crowd.phone("en"), crowd.laptop("en")
    phone.open(f"/j/{round.table.all('event')[0]['code']}")
    phone.open(round.path("rooms/raum-1"))
    wall.open(round.path("rooms"))
    phone.button("I am in this room").press("Enter")
    phone.sees("You are in this room.")
    assert not axe(phone.page)
    expect(wall.page.locator(".room-card").first).to_contain_text("1")
    assert round.row("headcount", "online-offline-1")["by"] == "doors"
    phone.open(round.path("rooms/raum-2"))
    phone.button("I am in this room").click()
    phone.sees("You are in this room.")
    until(lambda: round.row("headcount", "online-offline-1")["n"] == 0)
    assert round.row("headcount", "community-building-1")["n"] == 1


def test_a_ticket_that_does_not_let_in_says_so_and_keeps_the_page(event: ServedEvent, crowd: People) -> None:
    code = listed(event)["Aylin Díaz"]
    phone = crowd.phone("de").expects("409")
    phone.open(f"/T/{code}")
    assert event.staff("organiser").do("attendee.edit", id=code[:12], state="blocked")["ok"]
    phone.button("Check in").click()
    expect(phone.page.get_by_role("alert")).to_have_text(
        phone.t("This ticket does not let you in by itself. Please come to the desk.")
    )
