"""The phone's first screen: the task comes first, and the asker is told when it is their turn."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.attendees import ask, on_list
from tests.browser.inspect import axe
from tests.browser.panel import PanelEvent
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
