"""A lay organiser makes an event from its text as it was pasted, until it is ready: by clicks and typing alone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from companion.base.paths import ROOT
from companion.core.ids import random_id
from companion.identity.operator import operator_secret
from companion.store.operators import Operators
from companion.store.store import Store
from tests.browser.inspect import Inspector, axe
from tests.formats.programme.test_as_text import docx, paragraph
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import PHONE, People, Person
from tests.support.server import KEY

AGENDAS = ROOT / "tests/formats/programme/agendas"
ROOMS = ("Raum 1", "Raum 2", "Raum 3", "Raum 4", "Raum 5")


class Hand:
    """Somebody's hand: what it clicks and types is counted. A paste is one act."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page
        self.clicks, self.letters, self.began = 0, 0, time.monotonic()

    def click(self, on: Locator) -> None:
        on.click()
        self.clicks += 1

    def press(self, words: str, within: Locator | None = None, **values: object) -> None:
        self.click((within or self.page).get_by_role("button", name=self.person.t(words, **values), exact=True).first)

    def chapter(self, id: str) -> None:
        self.click(self.page.locator(f'.phases a[href="#{id}"]'))

    def type(self, into: Locator, text: str, pasted: bool = False) -> None:
        into.fill(text)
        self.clicks += 1
        self.letters += 0 if pasted else len(text)

    def tell(self, what: str) -> None:
        seconds = time.monotonic() - self.began
        print(f"{what}: {self.clicks} clicks, {self.letters} letters, {seconds:.0f} s of a program")


def operating(events: Events, person: Person) -> Person:
    """Somebody who has opened the operator's link."""
    store = Store(events.store.url)
    secret = operator_secret(KEY, Operators(store).generation())
    store.close()
    person.open(f"/s#{secret}")
    person.opens_as("Operator of this server")
    person.page.wait_for_url("**/operate")
    return person


@pytest.fixture
def begin(events: Events, crowd: People) -> Callable[[str], Hand]:
    """A new event from the operator's page on, by its title and kind."""

    def made(profile: str) -> Hand:
        hand = Hand(operating(events, crowd.laptop("de")))
        hand.clicks += 1
        form = hand.page.locator("form.new")
        hand.type(form.locator("[name=title]"), f"Tagung {random_id()[:6]}")
        hand.type(form.locator("[name=date]"), "2031-06-04")
        hand.click(form.locator(f"[name=profile][value={profile}]"))
        hand.press("Make the event", form)
        hand.page.wait_for_url("**/organise")
        hand.person.connected()
        return hand

    return made


def paste(hand: Hand, file: str) -> None:
    """The text as it is, taken over with its place."""
    text = (AGENDAS / file).read_text(encoding="utf-8")
    hand.chapter("edit")
    hand.type(hand.page.locator("textarea[name=text]"), text, pasted=True)
    hand.press("Look at it first")
    hand.page.locator(".understood").wait_for()


def staff(hand: Hand, crowd: People) -> None:
    """One moderator has a link, and opens it."""
    hand.chapter("team")
    hand.press("Make a link")
    address = hand.page.get_by_role("textbox", name=hand.person.t("Staff link"))
    helper = crowd.laptop("de")
    helper.page.goto(address.input_value())
    helper.opens_as("Moderator")
    helper.page.wait_for_url("**/moderate")


def is_ready(hand: Hand) -> None:
    """Nothing is left to do but what this machine has not, and what others do: open addresses in the network, and links."""
    hand.chapter("ready")
    expect(hand.page.locator(".ready [data-line=programme]")).to_have_class("done")
    left = hand.page.locator(".ready .todo").evaluate_all("(all) => all.map((one) => one.dataset.line)")
    assert set(left) <= {"address", "team"}, left
    hand.press("Go live now")
    hand.press("Really go live now?")
    expect(hand.page.locator(".ready [data-line=live]")).to_have_class("done")


def test_nexsm24_from_its_text_to_ready(begin: Callable[[str], Hand], crowd: People) -> None:
    hand = begin("open")
    hand.chapter("edit-rooms")
    for room in ROOMS:
        hand.press("Add a room")
        form = hand.page.locator("form.edit")
        hand.type(form.locator("[name=title-de]"), room)
        hand.press("Add it", form)
        expect(form).to_have_count(0)
    paste(hand, "nexsm24.pasted")
    expect(hand.page.locator(".rows > div")).to_have_count(25)
    expect(hand.page.locator(".choices")).to_contain_text("2024")
    hand.click(hand.page.get_by_label(hand.person.t("Take the place")))
    named = hand.page.locator(".rows .people input")
    guest = named.evaluate_all("(all) => all.findIndex((one) => one.value.includes('Hakan'))")
    hand.type(named.nth(guest), "Hakan Demir")
    hand.press("Take it over")  # right after typing
    expect(hand.page.locator(".bring .told")).to_be_visible()
    expect(hand.page.locator(".items li")).to_have_count(15)
    expect(hand.page.locator(".items")).not_to_contain_text("2024")
    staff(hand, crowd)
    is_ready(hand)
    hand.tell("NexSM24")
    assert hand.clicks <= 120
    hand.chapter("edit")
    keynote = hand.page.locator(".items li").filter(has_text="Keynote").nth(1)
    keynote.get_by_role("button").click()
    expect(hand.page.locator("form.edit [name=people]")).to_have_value("Hakan Demir")


def test_level_up_from_its_text_to_ready(begin: Callable[[str], Hand], crowd: People) -> None:
    hand = begin("small")
    paste(hand, "levelup.pasted")
    expect(hand.page.locator(".rows > div")).to_have_count(6)
    hand.press("Take it over")
    expect(hand.page.locator(".items li")).to_have_count(6)
    staff(hand, crowd)
    is_ready(hand)
    hand.tell("Level Up!")
    assert hand.clicks <= 30


def test_an_import_is_taken_back(begin: Callable[[str], Hand]) -> None:
    hand = begin("open")
    paste(hand, "nexsm24.pasted")
    hand.press("Take it over")
    expect(hand.page.locator(".items li")).to_have_count(15)
    hand.press("Take it back")
    expect(hand.page.locator(".items li")).to_have_count(0)
    hand.person.sees(hand.person.t("Taken back."))


def test_a_word_document_becomes_an_event_and_a_calendar_adds_to_it(
    events: Events, crowd: People, tmp_path: Path
) -> None:
    person = operating(events, crowd.laptop("de"))
    file, calendar = tmp_path / "Programm.docx", tmp_path / "plan.ics"
    file.write_bytes(docx("".join(map(paragraph, (AGENDAS / "nexsm24.pasted").read_text("utf-8").splitlines()))))
    form = person.page.locator("form.new")
    form.locator(".begin-with summary").first.click()
    form.locator("[name=file]").set_input_files(file)
    form.locator("[name=date]").fill("2031-06-04")
    form.locator("button.main").click()
    expect(form.locator(".look li")).to_have_count(25)
    expect(form.locator("[name=title]")).to_have_value(re.compile("NexSM24"))
    expect(form.locator("[name=date]")).to_have_value("2031-06-04")
    form.locator("button.main").click()
    person.page.wait_for_url("**/organise")
    person.connected()
    person.page.locator('.phases a[href="#edit"]').click()
    expect(person.page.locator(".items li")).to_have_count(15)
    event = "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20310604T160000Z\r\nSUMMARY:Ausklang am Ufer\r\nEND:VEVENT\r\n"
    calendar.write_bytes(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{event}END:VCALENDAR\r\n".encode())
    person.page.locator(".paste input[type=file]").set_input_files(calendar)
    expect(person.page.locator(".understood [role=row]")).to_have_count(1)
    expect(person.page.locator(".understood .times input").first).to_have_value("18:00")
    person.page.get_by_role("button", name=person.t("Take it over"), exact=True).click()
    expect(person.page.locator(".items li")).to_have_count(16)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_an_earlier_event_is_copied_to_another_day(events: Events, crowd: People, lang: str) -> None:
    earlier = events.make(ServedEvent)
    me = operating(events, crowd.laptop(lang))
    form = me.page.locator("form.new")
    assert not axe(me.page)
    expect(form.locator(".begin-with [open]")).to_have_count(0)
    form.locator(".begin-with summary").nth(1).click()
    form.locator("[name=copy]").select_option(earlier.slug)
    form.locator("[name=date]").fill("2031-06-04")
    form.locator("button.main").click()
    expect(form.locator(".look li")).to_have_count(15)
    expect(form.locator("[name=copy]")).to_have_value(earlier.slug)
    expect(form.locator("[name=date]")).to_have_value("2031-06-04")
    assert not axe(me.page)
    form.locator("[name=title]").fill("Noch einmal")
    form.locator("button.main").click()
    me.page.wait_for_url("**/organise")
    me.connected()
    me.page.locator('.phases a[href="#edit"]').click()
    items = me.page.locator(".items li")
    expect(items).to_have_count(15)
    expect(me.page.locator("h1").first).to_have_text("Noch einmal")
    me.page.locator('.phases a[href="#edit-rooms"]').click()
    expect(me.page.locator(".item b").filter(has_text=re.compile("^(Raum|Room) 1$"))).to_be_visible()


def test_the_form_for_a_new_event_fits_on_the_narrowest_phone(events: Events, crowd: People) -> None:
    events.make(ServedEvent)
    me = operating(events, crowd.person("de", {**PHONE, "viewport": {"width": 320, "height": 640}}))
    look = Inspector(me)
    look.look("the operator's page", large=True)
    form = me.page.locator("form.new")
    form.locator(".begin-with summary").first.click()
    form.locator("[name=agenda]").fill((AGENDAS / "levelup.pasted").read_text("utf-8"))
    form.locator("[name=title]").fill("Level Up!")
    form.locator("button.main").click()
    expect(form.locator(".look li")).to_have_count(6)
    look.look("an agenda was looked at", large=True)
    assert not look.found, "\n".join(look.found)
