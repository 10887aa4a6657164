"""How the pages are to people who hear them, and to those who walk through them with keys."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.attendees import on_list
from tests.browser.panel import PanelEvent
from tests.support.event.events import Events
from tests.support.people import People, Person
from tests.support.veterans import veteran

GERMAN = "Wer bezahlt die Ehrenamtlichen, die jeden Tag Gruppen moderieren?"
ENGLISH = "Which platforms share moderation data with migrant organisations today?"
MANY = 50
PAUSE_S = 10
RECORD = """(selector) => {
  window.said = [];
  const region = document.querySelector(selector);
  new MutationObserver(() => region.textContent && said.push(region.lastChild.textContent))
    .observe(region, { childList: true, characterData: true, subtree: true });
}"""
FOCUSED = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const style = (e) => getComputedStyle(e);
  const ringed = (e) => style(e).outlineStyle !== 'none' && parseFloat(style(e).outlineWidth) >= 2;
  const at = (x, y) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
  const covered = (found) => !found || !(element.contains(found) || found.contains(element));
  const parts = [0.5, 0.15, 0.85];
  return {
    name: element.outerHTML.slice(0, 120),
    body: element === document.body,
    ring: [element, element.closest('.question-card, .list-card'), element.closest('.box')].some((e) => e && ringed(e)),
    seen: parts.some((x) => parts.some((y) => !covered(at(x, y)))),
  };
}"""


def test_questions_are_marked_with_their_language(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    panel.ask(GERMAN)
    panel.ask(ENGLISH)
    for lang in ("de", "en"):
        phone, screen = crowd.phone(lang), crowd.projector(lang)
        phone.open(panel.path())
        screen.open(panel.path("screen/main"))
        panel.moderate("screen.show", screen="main", what="top")
        for text, expected in ((GERMAN, "de"), (ENGLISH, "en")):
            expect(on_list(phone, text).locator(".text")).to_have_attribute("lang", expected)
            expect(screen.page.locator("li p", has_text=text)).to_have_attribute("lang", expected)
        expect(phone.page.locator("html")).to_have_attribute("lang", lang)
        expect(phone.page.locator("h1")).to_have_attribute("lang", "de")


def test_the_attendees_page_reads_in_order(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    panel.moderate("question.answer", id=panel.ask(GERMAN, "remote", votes=1))
    phone = crowd.phone("en")
    phone.open(panel.path())
    phone.connected()
    expect(phone.page.locator("body")).to_match_aria_snapshot("""
        - link "Skip to the content"
        - link "Ask a question"
        - banner:
          - paragraph: Rehearsal — nothing here is real
          - link "NexSM24"
          - paragraph: /connected/
          - navigation "Language":
            - link "DE"
            - link "EN"
          - group: "You take part: remote"
        - main:
          - region "Now":
            - group:
              - heading /Digitalisierung statt Marginalisierung/ [level=1]
              - text: /until 11:40 · \\d+ min left/
          - navigation "Parts of this page":
            - link "Questions"
            - link "Programme"
          - paragraph: 1 question
          - group "Order":
            - button "Most votes" [pressed]
            - button "Newest"
          - button "Pause the list"
          - list "Questions":
            - listitem:
              - paragraph: Being answered now
              - paragraph: Wer bezahlt die Ehrenamtlichen, die jeden Tag Gruppen moderieren?
              - paragraph: "Language: DE"
              - button "Support this question. 1 person supports it"
          - combobox "Ask about another part of the programme"
          - button "React"
          - textbox "Your question"
          - button "Ask" [disabled]
        - status
    """)


def test_fifty_questions_are_not_announced_fifty_times(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    phone, moderator = crowd.phone(), crowd.laptop()
    phone.open(panel.path())
    moderator.has_role(panel.secret("moderator")).open(panel.path("moderate"))
    for person in (phone, moderator):
        person.connected()
    phone.page.evaluate(RECORD, "[role=status]")
    moderator.page.evaluate(RECORD, "[role=log]")
    began = time.monotonic()
    for n in range(MANY):
        for text in (f"Frage Nummer {n}: wie geht es weiter?", f"Noch eine, Nummer {n}: und dann?"):
            asker = panel.visitor()
            asker.cookies.update([veteran(panel.slug).split("=", 1)])  # so many at once would be newcomers who wait
            answer = asker.do("question.ask", session=panel.id, text=text)
            assert answer["ok"], answer
            if text.startswith("Frage"):
                panel.moderate("question.approve", id=answer["result"]["id"])
    expect(phone.page.locator("ul.questions > li")).to_have_count(MANY)
    expect(moderator.page.locator('[data-column="waiting"] h2')).to_contain_text(str(MANY))
    for person in (phone, moderator):
        until_said(person)
        said = person.page.evaluate("said")
        assert len(said) <= 2 + (time.monotonic() - began) / PAUSE_S, said


def until_said(person: Person) -> None:
    """Wait for the first announcement."""
    person.page.wait_for_function("said.length > 0")


@pytest.mark.parametrize("path", ["", "#programme", "watch", "moderate", "organise"])
def test_the_keyboard_is_always_in_view(events: Events, crowd: People, path: str) -> None:
    panel = events.make(PanelEvent)
    for text in (GERMAN, ENGLISH):
        panel.ask(text)
    panel.ask("Wartet diese Frage noch?", queued=True)
    person = crowd.laptop(viewport={"width": 700, "height": 500})
    if path in ("moderate", "organise"):
        person.has_role(panel.secret("moderator" if path == "moderate" else "organiser"))
    person.open(panel.path(path))
    person.connected()
    stops = walk(person.page)
    assert len(stops) >= 4
    assert not [stop["name"] for stop in stops if not stop["ring"]], "focus is not visible"
    assert not [stop["name"] for stop in stops if not stop["seen"]], "something covers what has the focus"


def walk(page: Page) -> list[dict[str, object]]:
    """Everything that Tab reaches, once round."""
    stops: list[dict[str, object]] = []
    for _ in range(150):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["body"] or (stops and stop["name"] == stops[0]["name"]):
            break
        stops.append(stop)
    return stops
