"""What attendees do on their pages, and what their pages show."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.panel import PanelEvent
from tests.support.people import Person
from tests.support.until import until

SHOWN = """all => all.map(li =>
    [li.id.slice(2), [li.querySelector('.text').textContent, Number(li.querySelector('.n').textContent)]])"""


def box(person: Person, page: Page | None = None) -> Locator:
    """Where a question is written."""
    return (page or person.page).get_by_role("textbox", name=person.t("Your question"))


def write(person: Person, text: str) -> None:
    """Begin a question."""
    box(person).fill(text)


def ask(person: Person, text: str) -> None:
    """Write a question and send it."""
    write(person, text)
    person.button("Ask").click()


def on_list(person: Person, text: str) -> Locator:
    """A question on the list."""
    return person.page.locator("ul.questions > li").filter(has_text=text)


def own(person: Person, text: str) -> Locator:
    """One of the person's own questions."""
    return person.page.locator(".mine li").filter(has_text=text)


def answered(person: Person, text: str) -> Locator:
    """A question among the answered ones, which are folded."""
    return person.page.locator("details.answered li").filter(has_text=text)


def vote(person: Person, text: str) -> Locator:
    """The button that supports a question on the list."""
    return on_list(person, text).get_by_role("button", name=person.t("Support this question."))


def sees_votes(person: Person, text: str, n: int, within: float | None = None) -> None:
    """Wait until a question on the list has the support of `n` people."""
    words = person.tn("{n} person supports it", "{n} people support it", n)
    expect(on_list(person, text)).to_contain_text(words, timeout=within and within * 1000)


def agree(panel: PanelEvent, *people: Person) -> None:
    """Wait until every page shows what the server tells a fresh visitor, each question once, with the same numbers."""
    rows = panel.rows("all")
    questions = {id: row for (kind, id), row in rows.items() if kind == "question" and row["session"] == panel.id}
    expected = sorted([id, [row["text"], rows["votes", id]["n"]]] for id, row in questions.items())
    for person in people:
        cards = person.page.locator("li.question-card")
        until(lambda cards=cards: sorted(cards.evaluate_all(SHOWN)) == expected)  # type: ignore[misc]
