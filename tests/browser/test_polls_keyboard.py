"""Polls by the keyboard alone, and what screen readers make of them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.keys import tab_to
from tests.browser.panel import PanelEvent
from tests.browser.polls import KINDS, SEND, TITLE, Poll, attends, is_told, to_polls
from tests.support.event.events import Events
from tests.support.people import People, Person


def test_a_poll_by_keyboard_and_what_screen_readers_make_of_it(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    poll = Poll(panel, abstain=True).open()
    person = attends(panel, crowd.laptop("en"))
    press = person.page.keyboard.press
    expect(person.page.get_by_role("dialog", name=re.compile("What do migrant"))).to_be_focused()
    press("Escape")
    expect(person.page.locator(".poll-sheet")).to_have_count(0)
    tab_to(person.page, person.button("Vote now"))
    press("Enter")
    expect(person.page.get_by_role("dialog")).to_be_focused()
    to_polls(person)
    expect(poll.on(person)).to_match_aria_snapshot(
        """
        - region:
          - heading /What do migrant .* Was brauchen/ [level=2]
          - group /What do migrant .* Was brauchen .* Choose one\\./:
            - text: Choose one.
            - radio "Basic funding Grundförderung für Verwaltungsaufwendungen"
            - radio "Knowledge Wissen"
            - radio "Time Zeit"
          - paragraph:
            - button "Vote"
            - button "Abstain"
        """
    )
    tab_to(person.page, poll.on(person).get_by_role("radio").first)
    press("ArrowDown")
    press("Enter")
    is_told(person, "Your ballot is saved.")
    expect(poll.on(person).locator(".own")).to_be_focused()
    press("Tab")
    press("Enter")
    expect(poll.on(person).get_by_role("radio", name="Knowledge")).to_be_focused()
    press("ArrowDown")
    press("Enter")
    expect(poll.on(person).locator(".own")).to_contain_text("Your ballot: Time")
    expect(poll.on(person).locator(".own")).to_contain_text("Saved.")
    poll.votes(*["c"] * 4)
    poll.close()
    is_told(person, "Most ballots: Time, 100% of 5 who voted.")
    expect(poll.on(person).get_by_role("table")).to_match_aria_snapshot(
        """
        - table "Result":
          - caption: Result
          - rowgroup:
            - row "Option Share Ballots"
          - rowgroup:
            - row /Basic funding .* 0% 0/
            - row /Knowledge .* 0% 0/
            - row /Time .* 100% 5/:
              - rowheader
              - cell "100%"
              - cell "5"
        """
    )


def _choose(person: Person, form: Locator) -> None:
    first = form.get_by_role("radio").first
    tab_to(person.page, first)
    person.page.keyboard.press("Space")


def _tick(person: Person, form: Locator) -> None:
    for box in form.get_by_role("checkbox").all()[:2]:
        tab_to(person.page, box)
        person.page.keyboard.press("Space")


def _place(person: Person, form: Locator) -> None:
    for option in form.locator(".place").all()[:2]:
        tab_to(person.page, option)
        person.page.keyboard.press("Enter")
    up = form.locator("li").nth(1).get_by_role("button", name=re.compile(person.t("Up: {label}", label="")))
    tab_to(person.page, up)
    person.page.keyboard.press("Enter")


def _write(person: Person, form: Locator) -> None:
    for n, field in enumerate(form.get_by_role("textbox").all()[:2]):
        tab_to(person.page, field)
        person.page.keyboard.type(f"Wort {n}")


# kind: how to fill the ballot with keys alone, what a screen reader finds in it, and what is then said of it
BY_KEYS: dict[str, tuple[Callable[[Person, Locator], None], str, int, str]] = {
    "single": (_choose, "radio", 3, "Grundförderung für Verwaltungsaufwendungen"),
    "multiple": (_tick, "checkbox", 3, "Grundförderung für Verwaltungsaufwendungen, Wissen"),
    "scale": (_choose, "radio", 5, "1"),
    "ranking": (_place, "listitem", 3, "1. Wissen, 2. Grundförderung für Verwaltungsaufwendungen"),
    "text": (_write, "textbox", 1, "Wort 0"),
    "cloud": (_write, "textbox", 3, "Wort 0, Wort 1"),
}


@pytest.mark.parametrize("kind", BY_KEYS)
def test_every_kind_by_keyboard_on_a_narrow_screen_with_names_for_all_controls(
    events: Events, crowd: People, kind: str
) -> None:
    fill, role, count, said = BY_KEYS[kind]
    panel = events.make(PanelEvent)
    poll = Poll(panel, kind, **KINDS[kind][0]).open()
    person = attends(panel, crowd.person("de", {"viewport": {"width": 320, "height": 640}}), page="#polls")
    form = poll.on(person).locator("form")
    controls = form.get_by_role(role)  # type: ignore[arg-type]
    expect(controls).to_have_count(count)
    for control in controls.all():
        expect(control).to_have_accessible_name(re.compile(r"\w")) if role != "listitem" else None
    expect(form.locator("fieldset")).to_have_accessible_name(re.compile(TITLE["de"].split("?")[0]))
    fill(person, form)
    tab_to(person.page, person.button(SEND.get(kind, "Vote"), form))
    person.page.keyboard.press("Enter")
    is_told(person, person.t("Your ballot is saved."))
    expect(poll.on(person).locator(".own")).to_contain_text(said)
    poll.votes(*KINDS[kind][3])
    poll.close()
    expect(poll.on(person)).to_contain_text(person.t("It was counted."))
    expect(poll.on(person).locator(".turnout")).to_contain_text(person.tn("{n} ballot", "{n} ballots", 5))
    if kind in ("single", "multiple", "scale", "ranking"):
        expect(poll.on(person).get_by_role("rowheader")).to_have_count(5 if kind == "scale" else 3)
