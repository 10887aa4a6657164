"""The round board and the day, as remote people, moderators and organisers use them, also by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.inspect import axe
from tests.browser.keys import tab_to_named
from tests.browser.layout import drawn, off_the_wall, overhang
from tests.browser.round import MINUTE, NOON, SLOTS, RoundEvent, so_many_rooms
from tests.browser.test_wall import TEXTS
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import SMALL, People
from tests.support.until import until


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_board_says_where_what_how_long_and_where_there_is_space(events: Events, crowd: People, lang: str) -> None:
    round = events.make(RoundEvent).lively()
    me = crowd.laptop(lang)
    me.open(round.path("rooms"))
    cards = me.page.locator(".room-card")
    expect(cards).to_have_count(5)
    expect(me.page.locator(".round .big")).to_have_text(me.t("{n} min left", n=33))
    expect(cards.nth(0)).to_contain_text(re.compile(r"14\s*/ 20"))
    expect(cards.nth(0)).to_contain_text("Vertrauen hängt an Menschen")
    expect(cards.nth(1).locator(".slot-state")).to_have_text(me.t("full"))
    expect(cards.nth(3).locator(".slot-state")).to_have_text(f"+ 5 {me.t('min')}")
    expect(cards.nth(3)).to_contain_text(me.t("Poll open"))
    expect(cards.nth(4)).to_contain_text(me.t("not counted"))
    round.facilitator("raum-5").do("slot.count", id=SLOTS[4], people=7)
    expect(cards.nth(4)).to_contain_text("7")
    round.moderate("slot.cancel", id=SLOTS[2])
    expect(cards.nth(2).locator(".slot-state")).to_have_text(me.t("cancelled"))
    assert not axe(me.page)
    round.at(40)
    expect(cards.nth(0)).to_contain_text(me.t("unknown, {n} at {time}", n=14, time="12:12"))
    me.page.get_by_role("link", name=re.compile(re.escape(me.t("Round {n}", n=2)))).click()
    expect(cards.nth(0).locator(".slot-state")).to_have_text(me.t("from {time}", time="14:00"))
    assert not axe(me.page)


def test_a_remote_person_walks_from_room_to_room(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent).lively()
    round.moderate("slot.meeting", id=SLOTS[1], url="https://meet.example.org/zwei")
    rio, wall = crowd.phone("de"), crowd.projector("de")
    rio.open(round.path("rooms"))
    rio.connected()
    wall.open(round.path("screen/main"))
    round.moderate("screen.show", screen="main", what="rooms")
    rooms = rio.page.locator(".room-card")
    rooms.nth(0).get_by_role("link", name=rio.t("Follow along")).click()
    rio.sees(rio.t("You follow this room here. There is no call."))
    followed = lambda slot: round.rows().get(("team_followers", slot), {"n": 0})["n"]  # noqa: E731
    until(lambda: followed(SLOTS[0]) == 1)
    rio.page.get_by_role("link", name=rio.t("All rooms")).click()
    expect(rooms.nth(0)).to_contain_text(rio.t("You are here"))
    rooms.nth(1).get_by_role("link", name=rio.t("Join remotely")).click()
    rio.sees(rio.t("You are here, remotely."))
    expect(rio.page.get_by_role("link", name=rio.t("Open the meeting"))).to_have_attribute(
        "href", "https://meet.example.org/zwei"
    )
    counts = wall.page.locator(".cards li .origin.remote b")
    until(lambda: (followed(SLOTS[0]), followed(SLOTS[1])) == (0, 1))
    expect(counts).to_have_count(0)  # one is too few to be told
    round.system("presence.report", process="another", onsite=0, remote=5, rooms={SLOTS[1]: 5})
    expect(counts).to_have_text("6")
    # What a participant writes waits for a facilitator.
    rio.page.get_by_label(rio.t("Your note")).fill("Drei Videos sind zu viel")
    rio.button("Send").click()
    rio.sees(rio.t("waits for the facilitator"))
    waiting = next(i for (k, i), n in round.rows().items() if k == "note" and "zu viel" in n["text"])
    answer = round.facilitator("raum-2").do("note.share", id=waiting)
    assert answer["ok"]
    expect(rio.page.locator(".note-card.shared", has_text="Drei Videos sind zu viel")).to_be_visible()
    assert not axe(rio.page)
    rio.page.get_by_role("link", name=rio.t("Questions"), exact=True).click()
    rio.page.get_by_role("textbox", name=rio.t("Your question")).fill("Wer schneidet die Videos?")
    rio.page.get_by_role("button", name=rio.t("Ask"), exact=True).click()
    until(lambda: any(q["session"] == SLOTS[1] for (k, _), q in round.rows().items() if k == "question"))


def test_people_sign_up_wait_and_are_asked_about_the_same_workshop(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent, minutes=-60)
    round.staff("organiser").do("signup.switch", open=True)
    round.moderate("slot.change", id=SLOTS[0], capacity=1)
    ada, ben = crowd.phone("de"), crowd.phone("en")
    for each in (ada, ben):
        each.context.request.post(f"{each.base}/e/{round.slug}/join", data={"mode": "onsite"})
        each.open(round.path(f"rooms/{SLOTS[0]}"))
        each.connected()
    ada.button("Sign up").click()
    ada.sees(ada.t("You have a place."))
    ben.sees(ben.t("Few places left, or none"))  # who has the one place is not told
    ben.button("Sign up, or wait for a place").click()
    ben.sees(ben.t("You are on the waiting list. When a place is free, it is yours."))
    ada.button("Give my place up").click()
    ben.sees(ben.t("You have a place."))
    ben.open(round.path("rooms/online-offline-2"))
    ben.expects("409").button("Sign up").click()
    ben.sees(ben.t("You are signed up for this workshop in the other round. It is the same one."))
    assert not axe(ben.page)
    ben.button("Sign up all the same").click()
    ben.sees(ben.t("You have a place."))


def test_a_moderator_shifts_the_day_and_everybody_sees_why(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent, minutes=2)
    mo, ada, wall = crowd.laptop("de").has_role(round.secret("moderator")), crowd.phone("en"), crowd.projector("de")
    mo.open(round.path("moderate"))
    ada.open(round.path())
    ada.connected()
    wall.open(round.path("screen/main"))
    round.moderate("screen.show", screen="main", what="now")
    mo.page.keyboard.press("t")
    group = mo.page.get_by_role("group", name=mo.t("Everything from here"))
    group.get_by_role("button", name=mo.t("+ {n} min", n=10)).click()
    told = mo.page.locator(".told")
    expect(told).to_contain_text(mo.t("“{title}” takes up the rest.", title="Mittagspause"))
    ada.page.locator(".on-now summary").click()
    ada.sees(ada.t("starts {n} min later", n=10))
    expect(wall.page.locator(".then")).to_contain_text(wall.t("starts {n} min later", n=10))
    assert not axe(mo.page)
    told.get_by_role("button", name=mo.t("Undo")).click()
    until(lambda: round.row("session", "lunch")["start"] == NOON + 45 * MINUTE)
    expect(ada.page.get_by_text(ada.t("starts {n} min later", n=10))).to_have_count(0)


def test_all_of_it_by_keyboard(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent).lively()
    me = crowd.laptop("en")
    me.open(round.path("rooms"))
    me.connected()
    tab_to_named(me.page, me.t("Follow along"), "link")
    me.page.keyboard.press("Enter")
    me.sees(me.t("You follow this room here. There is no call."))
    tab_to_named(me.page, me.t("Leave"))
    me.page.keyboard.press("Enter")
    expect(me.button("Follow along")).to_be_visible()

    fay = crowd.laptop("en").has_role(round.secret("facilitator", "raum-1"))
    fay.open(round.path("rooms/raum-1"))
    fay.connected()
    tab_to_named(fay.page, fay.t("+ {n} min", n=5))
    fay.page.keyboard.press("Enter")
    until(lambda: round.row("slot", SLOTS[0])["end"] == NOON + 50 * MINUTE)
    tab_to_named(fay.page, fay.t("One more"))
    fay.page.keyboard.press("Enter")
    until(lambda: round.row("headcount", SLOTS[0])["n"] == 15)
    tab_to_named(fay.page, fay.t("Insight"), "radio")
    fay.page.keyboard.press("ArrowRight")
    fay.page.keyboard.press("Tab")
    fay.page.keyboard.type("Written without a mouse")
    fay.page.keyboard.press("Tab")
    fay.page.keyboard.press("Tab")
    fay.page.keyboard.press("Enter")
    wanted = ("Written without a mouse", "question", "shared")
    until(
        lambda: any((n["text"], n["kind"], n["state"]) == wanted for (k, _), n in round.rows().items() if k == "note")
    )

    mo = crowd.laptop("en").has_role(round.secret("moderator"))
    mo.open(round.path("moderate"))
    mo.connected()
    mo.page.keyboard.press("t")
    for _ in range(40):
        mo.page.keyboard.press("Tab")
        if mo.page.evaluate("() => document.activeElement.closest('[role=group]')?.ariaLabel") == mo.t(
            "Everything from here"
        ):
            break
    mo.page.keyboard.press("Enter")
    until(lambda: round.row("session", "round-1")["end"] == NOON + 50 * MINUTE)


@pytest.mark.parametrize("count", [2, 7, 24])
def test_the_board_holds_two_to_twentyfour_rooms(events: Events, crowd: People, count: int) -> None:
    round = events.make(RoundEvent).lively()
    so_many_rooms(round, count)
    round.moderate("screen.show", screen="main", what="rooms")
    wall, phone, laptop = crowd.projector("de"), crowd.person("de", SMALL), crowd.laptop("de")
    wall.open(round.path("screen/main"))
    expect(wall.page.locator(".cards li")).to_have_count(count)
    drawn(wall.page)
    assert not off_the_wall(wall.page)
    texts = wall.page.evaluate(TEXTS)
    assert all(text["size"] >= 27.9 and text["contrast"] >= 7 for text in texts), texts
    for each in (phone, laptop):
        each.open(round.path("rooms"))
        expect(each.page.locator(".room-card")).to_have_count(count)
        assert not overhang(each.page)
    assert not axe(phone.page)


def test_an_organiser_pastes_an_agenda_corrects_it_and_takes_it_over(event: ServedEvent, crowd: People) -> None:
    org = crowd.laptop("de").has_role(event.secret("organiser"))
    org.open(f"/e/{event.slug}/organise")
    org.page.get_by_label(org.t("Agenda as text")).fill(
        "09:00 Ankommen\n09:30 Begrüßung\n10:00 Pannel: Wer spricht?\n11:00 Ende"
    )
    org.button("Look at it first").click()
    rows = org.page.locator(".rows > div")
    expect(rows).to_have_count(4)
    title = rows.nth(2).get_by_label(org.t("Title"))
    title.fill("Panel: Wer spricht?")
    title.press("Tab")
    rows.nth(3).get_by_label(org.t("Change the row “{title}”", title="Ende")).click()
    rows.nth(3).get_by_role("button", name=org.t("Leave out")).click()
    expect(rows).to_have_count(3)
    expect(org.page.locator(".changes .new")).to_have_count(3)
    expect(org.page.locator(".changes .cancelled")).to_have_count(0)  # what is pasted adds
    org.page.get_by_label(org.t("The whole programme: what is not in it is cancelled")).check()
    expect(org.page.locator(".changes .cancelled")).not_to_have_count(0)
    assert not axe(org.page)
    org.button("Take it over all the same", within=org.page.locator("section.bring")).click()
    org.sees(org.t("Taken over as release {n}.", n=2))
    table = event.table
    until(lambda: any(row["title"] == "Panel: Wer spricht?" for row in table.all("session")))


def test_an_early_start_asks_until_when_and_ends_what_ran(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent, minutes=48)
    mo, ada = crowd.laptop("en").has_role(round.secret("moderator")), crowd.phone("en")
    mo.open(round.path("moderate"))
    ada.open(round.path())
    ada.connected()
    mo.page.locator(".rail .begin").click()
    asks = mo.page.get_by_role("group", name=mo.t("It begins early. Until when?"))
    expect(asks.get_by_role("button")).to_have_count(4)
    assert not axe(mo.page)
    mo.button("Until {time} ({n} min)", asks, time="13:03", n=15).click()
    until(lambda: round.row("session", "keynote-2")["state"] == "running")
    assert round.row("session", "lunch")["state"] == "over"
    assert round.row("session", "keynote-2")["end"] == NOON + 63 * MINUTE
    expect(ada.page.locator(".on-now")).to_have_count(1)
    mo.button("Undo").click()
    until(lambda: round.row("session", "lunch")["state"] == "running")
    assert round.row("session", "keynote-2")["state"] == "planned"
