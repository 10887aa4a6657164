"""A poll in a panel, the pages of those who vote in it, and what each kind of poll is tried with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.panel import PanelEvent
from tests.rules.polls.scene import time_passes
from tests.support.people import Person
from tests.support.visitor import Visitor

TITLE = {
    "de": "Was brauchen migrantische Selbstorganisationen zuerst?",
    "en": "What do migrant organisations need first?",
}


OPTIONS = [
    {"de": "Grundförderung für Verwaltungsaufwendungen", "en": "Basic funding"},
    {"de": "Wissen", "en": "Knowledge"},
    {"de": "Zeit", "en": "Time"},
]


LABELS = [option["de"] for option in OPTIONS]


SEND = {"text": "Send", "cloud": "Send"}
"""What the button is called where one writes."""


TABLE = """all => all.map(row => [row.querySelector('.said').textContent,
    ...['percent', 'n'].flatMap((name) => [...row.querySelectorAll(`.${name}`)]).map((cell) =>
    Number.parseInt(cell.textContent))])"""


Choose = Callable[[Locator], None]


def labelled(*ns: int) -> Choose:
    """Tap options by their place on the ballot."""

    def choose(form: Locator) -> None:
        for n in ns:
            form.locator(".choices > label").nth(n).tap()

    return choose


def ranked(*ns: int, up: int | None = None) -> Choose:
    """Tap options in this order; then move one up."""

    def choose(form: Locator) -> None:
        for n in ns:
            form.locator(".place").nth(n).tap()
        if up is not None:
            form.locator("li").nth(up).locator(".step").first.tap()

    return choose


def written(*texts: str) -> Choose:
    """Write into the fields of the ballot."""

    def choose(form: Locator) -> None:
        fields = form.locator("textarea, .choices > input")
        for n, text in enumerate(texts):
            fields.nth(n).fill(text)

    return choose


# kind: what is asked for, first choice, another one, ballots of others, and what comes out on the German page
KINDS: dict[str, tuple[dict[str, Any], Choose, Choose, list[Any], list[list[Any]]]] = {
    "single": (
        {"options": OPTIONS},
        labelled(0),
        labelled(1),
        ["b", "b", "c", "c"],
        [[LABELS[0], 0, 0], [LABELS[1], 60, 3], [LABELS[2], 40, 2]],
    ),
    "multiple": (
        {"options": OPTIONS, "max": 2},
        labelled(0, 1),
        labelled(0, 2),
        [["b"], ["b", "c"], ["c"], ["c"]],
        [[LABELS[0], 0, 0], [LABELS[1], 60, 3], [LABELS[2], 80, 4]],
    ),
    "scale": (
        {},
        labelled(4),
        labelled(1),
        ["2", "5", "5", "4"],
        [["1", 0, 0], ["2", 40, 2], ["3", 0, 0], ["4", 20, 1], ["5", 40, 2]],
    ),
    "ranking": (
        {"options": OPTIONS},
        ranked(1, 0),
        ranked(2, up=2),  # knowledge, funding, time; then time before funding
        [["c", "b"], ["b", "a", "c"], ["b"], ["b"]],
        [[LABELS[1], 14], [LABELS[2], 6], [LABELS[0], 3]],
    ),
    "text": (
        {"moderated": False},
        written("Mehr Zeit"),
        written("Mehr Räume für Begegnung"),
        ["Weniger Formulare", "Geduld", "Geduld", "Geduld"],
        [["Mehr Räume für Begegnung"], ["Weniger Formulare"], ["Geduld ×3"]],
    ),
    "cloud": (
        {"moderated": False},
        written("Zeit", "Geld"),
        written("Zeit", "Mut"),
        [["zeit"], ["Zeit", "Räume"], ["Mut"], ["Räume"]],
        [["Zeit", 3], ["Mut", 2], ["Räume", 2]],
    ),
}


class Poll:
    """A poll in the panel that is on, with the page of whoever votes in it."""

    def __init__(self, panel: PanelEvent, kind: str = "single", **args: object) -> None:
        self.panel = panel
        options = {"options": OPTIONS} if kind in ("single", "multiple", "ranking") else {}
        made = panel.moderate("poll.create", session=panel.id, kind=kind, title=TITLE, **{**options, **args})
        self.id: str = made["id"]

    def open(self, **args: object) -> Poll:
        """Let people vote."""
        self.panel.moderate("poll.open", id=self.id, **args)
        return self

    def close(self) -> None:
        """End the vote."""
        self.panel.moderate("poll.close", id=self.id)

    def votes(self, *choices: object, mode: str = "onsite") -> list[Visitor]:
        """Ballots of other people."""
        others = [self.panel.join(mode) for _ in choices]
        for other, choice in zip(others, choices, strict=True):
            assert other.do("poll.vote", id=self.id, choice=choice)["ok"]
        return others

    def shows(self, choice: object, n: int = 10) -> None:
        """So many people choose the same, five after five, and time passes: all but the last five are shown."""
        for _ in range(0, n, 5):
            self.votes(*[choice] * 5)
            time_passes(self.panel)

    def on(self, person: Person) -> Locator:
        """The poll on somebody's page."""
        return person.page.locator(f"#poll-{self.id}")

    def result(self, person: Person) -> list[list[Any]]:
        """What came out, as the page says it."""
        found: list[list[Any]] = self.on(person).locator("table.outcome tbody tr").evaluate_all(TABLE)
        for item in self.on(person).locator("ul.answers li").all_text_contents():
            found.append([item])
        for word in self.on(person).locator("ul.cloud li").all_text_contents():
            text, _, n = word.strip().partition(" ×")
            found.append([text, int(n or 1)])
        return found


def attends(panel: PanelEvent, person: Person, mode: str = "onsite", page: str = "") -> Person:
    """Take part, and have a page open."""
    reply = person.context.request.post(f"{person.base}/e/{panel.slug}/join", data={"mode": mode})
    assert reply.ok, reply.text()
    person.open(panel.path(page))
    person.connected()
    return person


def to_polls(person: Person) -> None:
    """Turn to the polls' part of the page."""
    person.page.locator(".tabs").get_by_role("link", name=person.t("Polls")).click()


def is_told(person: Person, text: str) -> None:
    """Wait until screen readers are told something with this in it."""
    expect(person.page.get_by_role("status")).to_contain_text(text)
