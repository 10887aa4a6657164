"""The phone's first screen: the task comes first, and the asker is told when it is their turn."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.attendees import ask, on_list
from tests.browser.inspect import axe, too_wide
from tests.browser.panel import PanelEvent
from tests.browser.round import SLOTS, RoundEvent
from tests.support.event.events import Events
from tests.support.people import PHONE, People

HIGHEST = 170
TOP = "() => document.querySelector('.questions > li').getBoundingClientRect().top"
SIZES = [(390, 844), (320, 640)]
SHIFTS = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().filter((e) => !e.hadRecentInput).map((e) => e.value)))
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done([]), 500);
})"""


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_questions_begin_where_the_eye_is(events: Events, crowd: People, width: int, height: int) -> None:
    panel = events.make(PanelEvent)
    panel.ask("Wer bezahlt die Ehrenamtlichen, die jeden Tag Gruppen moderieren?", votes=2)
    phone = crowd.person("de", {**PHONE, "viewport": {"width": width, "height": height}}).undecided()
    phone.open(panel.path())
    phone.connected()
    assert phone.page.evaluate(TOP) <= HIGHEST, "also while it is asked where somebody is"
    assert sum(phone.page.evaluate(SHIFTS)) == 0, "the scripts draw what the server drew in its place"
    phone.button("I’m in the room", phone.page.locator(".whereabouts")).tap()
    expect(phone.page.locator(".whereabouts")).to_have_count(0)
    expect(phone.page.get_by_role("textbox", name=phone.t("Your question"))).to_be_visible()
    assert phone.page.evaluate(TOP) <= HIGHEST
    phone.page.locator(".on-now summary").tap()
    expect(phone.page.locator(".on-now")).to_contain_text(panel.panellists[0])


@pytest.mark.parametrize("lang", ["de", "en"])
def test_who_asked_hears_of_it_on_any_part_of_the_page(events: Events, crowd: People, lang: str) -> None:
    panel = events.make(PanelEvent)
    phone, other = crowd.phone(lang), crowd.phone(lang)
    for person in (phone, other):
        person.open(panel.path())
        person.connected()
    ask(phone, "Wer bezahlt die Ehrenamtlichen?")
    phone.sees(phone.t("Saved. Your question waits for approval."))
    [row] = panel.questions()
    id = next(id for (kind, id), found in panel.rows().items() if kind == "question" and found["text"] == row["text"])
    panel.moderate("question.approve", id=id)
    expect(on_list(other, "Wer bezahlt")).to_be_visible()
    phone.page.get_by_role("link", name=phone.t("Programme"), exact=True).tap()
    panel.moderate("question.answer", id=id)
    card = phone.page.locator(".moment")
    expect(card).to_contain_text(phone.t("Your question is on the wall"))
    expect(phone.page).to_have_title(f"★ {phone.t('Your question is on the wall')}")
    assert not axe(phone.page)
    panel.moderate("session.end", id=panel.id)
    expect(card).to_contain_text(phone.t("Your question was answered. Thank you."))
    expect(other.page.locator(".moment")).to_have_count(0)
    expect(other.page.get_by_text(other.t("Being answered now"))).to_have_count(0)
    phone.button("Close", card).tap()
    expect(card).to_have_count(0)


def test_the_next_room_is_two_taps_away_and_home_is_one(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent, minutes=-1)
    phone = crowd.phone()
    phone.mode = "onsite"
    phone.open(round.path())
    phone.connected()
    rooms = phone.page.locator(".which a")
    expect(rooms).to_have_count(len(SLOTS))
    assert not axe(phone.page) and too_wide(phone.page) == []
    rooms.nth(1).tap()
    expect(phone.page).to_have_url(re.compile(f"/rooms/{SLOTS[1]}$"))
    phone.page.locator(".event-name").tap()
    expect(phone.page.locator(".which .mine-too")).to_contain_text(phone.t("Your room"))
    expect(phone.page.locator(".which .mine-too")).to_have_attribute("href", re.compile(f"{SLOTS[1]}$"))
    round.at(1)
    expect(phone.page.locator("#which")).to_have_text(phone.t("Your workshop is running"))
    expect(phone.page.locator(".which > ul a")).to_have_attribute("href", re.compile(f"{SLOTS[1]}$"))
    expect(rooms.filter(visible=True)).to_have_count(1)
    assert not axe(phone.page) and too_wide(phone.page) == []
    phone.page.get_by_text(phone.t("Change rooms"), exact=True).tap()
    expect(rooms.filter(visible=True)).to_have_count(len(SLOTS))


def test_who_has_no_room_in_a_round_is_asked_for_one(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent, minutes=1)
    phone = crowd.phone()
    phone.mode = "onsite"
    phone.open(round.path())
    expect(phone.page.locator("#which")).to_have_text(phone.t("Which workshop are you in?"))
    expect(phone.page.locator(".which a").filter(visible=True)).to_have_count(len(SLOTS))


def test_an_own_question_is_pinned_with_its_place_and_told_of_at_the_end(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    for n in range(3):
        panel.ask(f"Frage {n}: Wer bezahlt die Ehrenamtlichen?", votes=n + 1)
    panel.moderate("session.qa", id=panel.id, moderated=False)
    phone = crowd.phone("en")
    phone.mode = "onsite"
    phone.open(panel.path())
    phone.connected()
    ask(phone, "Who pays?")
    pinned = phone.page.locator(".pinned li")
    expect(pinned).to_contain_text("Place 4 · 0 votes")
    assert not axe(phone.page)
    pinned.locator("a").tap()
    expect(on_list(phone, "Who pays?")).to_be_in_viewport()
    panel.moderate("session.end", id=panel.id)
    for session in panel.table.all("session"):
        if session["state"] == "planned":
            panel.moderate("session.cancel", id=session.id)
    expect(phone.page.locator(".recap")).to_contain_text("You asked 1 question.")
    expect(phone.page.locator(".recap li")).to_contain_text("There was no time for it.")
    assert not axe(phone.page)
