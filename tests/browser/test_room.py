"""One room, as those who run it have it: its state, its notes, its questions."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.inspect import axe
from tests.browser.layout import overhang
from tests.browser.round import MINUTE, NOON, SLOTS, RoundEvent
from tests.support.event.events import Events
from tests.support.people import SMALL, People
from tests.support.until import until


def test_a_facilitator_runs_a_room_from_a_small_phone(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent, minutes=-3)
    fay = crowd.person("de", SMALL)
    fay.open(f"/s#{round.secret('facilitator', 'raum-1')}")
    fay.opens_as("Facilitator of a room")
    fay.page.wait_for_url("**/rooms/raum-1")
    fay.connected()
    fay.sees(fay.t("doors open"))
    fay.button("Start now").click()
    fay.sees(fay.t("running"))
    assert round.row("slot", SLOTS[0])["state"] == "running"
    for _ in range(3):
        fay.button("One more").click()
    until(lambda: ("headcount", SLOTS[0]) in round.rows() and round.row("headcount", SLOTS[0])["n"] == 3)
    fay.button("+ {n} min", n=5).click()
    until(lambda: round.row("slot", SLOTS[0])["end"] == NOON + 50 * MINUTE)

    mo = crowd.laptop("en").has_role(round.secret("moderator"))
    mo.open(round.path("moderate"))
    fay.button("Call for help").click()
    expect(mo.page.get_by_role("alert")).to_contain_text(mo.t("asks for help"))
    mo.button("I take care of it").click()
    fay.sees(fay.t("Somebody is on the way."))
    fay.button("All is well again").click()
    expect(mo.page.locator(".calls p")).to_have_count(0)

    fay.page.get_by_label(fay.t("Next step"), exact=True).check(force=True)
    fay.page.get_by_label(fay.t("Your note")).fill("Liste bis Freitag schicken")
    fay.button("Share with everybody").first.click()
    expect(fay.page.locator(".note-card.shared")).to_contain_text("Liste bis Freitag schicken")
    remote = crowd.laptop("de")
    remote.open(round.path("rooms"))
    remote.sees("Liste bis Freitag schicken")
    assert not overhang(fay.page) and not axe(fay.page)
    end = fay.page.locator(".big-acts").get_by_role("button", name=fay.t("End"))
    end.click()
    fay.button("Really end it?").click()
    fay.sees(fay.t("over"))
    assert round.row("slot", SLOTS[0])["state"] == "over"


def test_notes_save_themselves_and_two_do_not_overwrite_each_other(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent)
    fay, gus = (crowd.phone("de").has_role(round.secret("facilitator", "raum-1")) for _ in range(2))
    gus.expects("409")
    for each in (fay, gus):
        each.open(round.path("rooms/raum-1"))
        each.connected()
    fay.page.get_by_label(fay.t("Your note")).fill("Vertrauen hängt")
    fay.sees(fay.t("saved, seen by this room only"))
    expect(gus.page.locator(".note-card.kept")).to_contain_text("Vertrauen hängt")
    gus.page.get_by_label(gus.t("Your note")).fill("Podcasts gehen immer")
    gus.button("Keep in the room").first.click()
    expect(fay.page.locator(".note-card.kept")).to_have_count(2)
    fay.page.reload()
    expect(fay.page.get_by_label(fay.t("Your note"))).to_have_value("Vertrauen hängt")
    # Both edit the first note: the second to save is shown both versions.
    entry = gus.page.locator(".note-card", has_text="Vertrauen hängt")
    entry.get_by_role("button", name=gus.t("Edit")).click()
    expect(gus.page.get_by_label(gus.t("Text of the note"))).to_have_value("Vertrauen hängt")
    fay.page.get_by_label(fay.t("Your note")).fill("Vertrauen hängt an Menschen")
    gus.page.get_by_label(gus.t("Text of the note")).fill("Vertrauen hängt an Orten")
    gus.sees(gus.t("Somebody else has changed this note in the meantime:"))
    gus.sees("Vertrauen hängt an Menschen")
    assert not axe(gus.page)
    gus.button("Keep mine").click()
    gus.button("Done").click()
    until(lambda: [n["text"] for (k, _), n in round.rows().items() if k == "note" and "Orten" in n["text"]] != [])


def test_a_note_written_without_a_connection_arrives_when_it_is_back(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent)
    fay = crowd.phone("de").has_bad_network().has_role(round.secret("facilitator", "raum-1"))
    fay.open(round.path("rooms/raum-1"))
    fay.connected()
    fay.context.set_offline(True)
    fay.page.get_by_label(fay.t("Your note")).fill("Im Keller geschrieben")
    fay.sees(fay.t("kept on this device, sent when there is a connection"))
    fay.context.set_offline(False)
    until(lambda: any(n["text"] == "Im Keller geschrieben" for (k, _), n in round.rows().items() if k == "note"))
    fay.sees(fay.t("saved, seen by this room only"))


def test_what_is_asked_in_a_room_waits_where_its_team_sees_it(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent)
    text = "Wer bezahlt das, wenn das Projekt zu Ende ist?"
    round.moderate("session.qa", id=SLOTS[0], open=True, moderated=True)
    id = round.join().do("question.ask", session=SLOTS[0], text=text)["result"]["id"]
    mo = crowd.laptop("de").has_role(round.secret("moderator"))
    mo.open(round.path("moderate"))
    place = mo.page.locator(".waits .place")
    expect(place).to_have_text(re.compile(r"Raum 1\s*1"))
    mo.page.keyboard.press("w")
    expect(mo.page.get_by_role("article", name=text)).to_be_visible()
    mo.button("Back to the current session").click()
    expect(mo.page.locator(".room-row").first).to_contain_text(mo.tn("{n} question waits", "{n} questions wait", 1))
    assert not axe(mo.page)

    other = crowd.phone("de").has_role(round.secret("facilitator", "raum-2"))
    other.open(round.path("rooms/raum-2"))
    other.connected()
    fay = crowd.person("de", SMALL).has_role(round.secret("facilitator", "raum-1"))
    fay.open(round.path("rooms/raum-1"))
    card = fay.page.locator(".review-card", has_text=text)
    expect(card).to_be_visible()
    expect(fay.page.get_by_role("link", name=fay.t("Questions")).locator(".badge")).to_contain_text("1")
    assert not overhang(fay.page) and not axe(fay.page)
    fay.button("Approve", card).click()
    until(lambda: round.row("question", id)["state"] == "live")
    expect(place).to_have_count(0)
    fay.page.locator(".review summary").click()
    fay.button("Answer now", card).click()
    until(lambda: round.row("question", id)["state"] == "answering")
    fay.button("Answered", card).click()
    until(lambda: round.row("question", id)["state"] == "answered")
    expect(other.page.locator(".review-card")).to_have_count(0)
