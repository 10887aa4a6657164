"""A question's way through a panel, as the people who take part see it."""

from __future__ import annotations

import io

import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.panel import Panel
from tests.support.people import People, Person
from tests.support.until import until
from tests.web.conftest import Site

QUESTION = "Wer bezahlt die Ehrenamtlichen, die jeden Tag Gruppen mit 40.000 Mitgliedern moderieren?"


def test_a_question_goes_from_a_phone_to_the_projector_and_back(site: Site, crowd: People) -> None:
    panel = Panel(site)
    projector, moderator, watcher = crowd.projector(), crowd.laptop(), crowd.laptop("en")
    projector.open(panel.path("screen/main"))
    moderator.has_role(panel.secret("moderator")).open(panel.path("moderate"))
    watcher.open(panel.path("watch"))

    phone = crowd.phone()
    phone.open(read_code(projector.page))
    expect(phone.page).to_have_url(f"{crowd.base}{panel.path()}")
    phone.connected()
    phone.sees(panel.title)
    expect(phone.page.locator(".masthead summary .origin")).to_have_text(phone.t("in the room"))

    ask(phone, QUESTION)
    phone.sees(phone.t("Saved. Your question waits for approval."))
    phone.sees(phone.t("Saved. It waits for approval and then appears on the list."))
    expect(on_list(watcher, QUESTION)).to_have_count(0)

    row = moderator.page.get_by_role("article", name=QUESTION)
    expect(row).to_contain_text(moderator.t("in the room"))
    moderator.button("Approve", row).click()
    expect(on_list(phone, QUESTION)).to_contain_text(phone.t("your question"))
    expect(on_list(watcher, QUESTION)).to_contain_text(watcher.t("in the room"))

    moderator.button("Answer now", row).click()
    expect(projector.page.get_by_role("heading", name=QUESTION)).to_be_visible()
    projector.sees(projector.t("asked in the room"))
    expect(
        watcher.page.get_by_label(watcher.t("What the room sees")).get_by_role("heading", name=QUESTION)
    ).to_be_visible()
    for person in (phone, watcher):
        expect(on_list(person, QUESTION)).to_contain_text(person.t("Being answered now"))

    other = crowd.phone("en")
    other.open(panel.path())
    vote = on_list(other, QUESTION).get_by_role("button", name=other.t("Support this question."))
    vote.tap()
    expect(vote).to_have_attribute("aria-pressed", "true")
    for person in (other, phone, watcher):
        expect(on_list(person, QUESTION)).to_contain_text(
            person.tn("{n} person supports it", "{n} people support it", 1)
        )
    expect(projector.page.locator(".from .support")).to_have_text(
        projector.tn("{mark} person supports this", "{mark} people support this", 1, mark=1)
    )
    expect(row).to_contain_text(f"{moderator.t('Support:')} 1")

    moderator.button("Answered", row).click()
    for person in (phone, other, watcher):
        summary = person.page.get_by_text(person.tn("{n} answered question", "{n} answered questions", 1))
        summary.click()
        expect(person.page.locator("details.answered li")).to_contain_text(QUESTION)
    expect(phone.page.locator("details.answered li")).to_contain_text(phone.t("your question"))
    expect(phone.page.get_by_role("status")).to_have_text(
        phone.t("Your question: {state}", state=phone.t("It was answered."))
    )
    expect(projector.page.get_by_role("heading", name=QUESTION)).to_have_count(0)
    agree(panel, phone, other, watcher)


def read_code(page: Page) -> str:
    """The address in the QR code on the projector, from a picture of the wall."""

    def found() -> list[str]:
        picture = Image.open(io.BytesIO(page.screenshot()))
        return [code.text for code in zxingcpp.read_barcodes(picture)]

    return until(found)[0]


def ask(person: Person, text: str) -> None:
    """Write a question and send it."""
    person.page.get_by_label(person.t("Your question")).fill(text)
    person.button("Ask").click()


def on_list(person: Person, text: str) -> Locator:
    """A question on the list of an attendees' page."""
    return person.page.locator("ul.questions > li").filter(has_text=text)


def agree(panel: Panel, *people: Person) -> None:
    """Every attendees' page shows what the server would tell a fresh visitor, in the same numbers."""
    rows = panel.rows("all")
    questions = {id: row for (kind, id), row in rows.items() if kind == "question" and row["session"] == panel.id}
    expected = {id: (row["text"], rows["votes", id]["n"]) for id, row in questions.items()}
    for person in people:
        until(lambda person=person: shown(person) == expected)  # type: ignore[misc]


def shown(person: Person) -> dict[str, tuple[str, int]]:
    """The questions on an attendees' page: id to text and support."""
    found = person.page.locator("li.q").evaluate_all(
        "all => all.map(li => [li.id.slice(2), li.querySelector('.text').textContent, +li.querySelector('.n').textContent])"
    )
    return {id: (text, n) for id, text, n in found}
