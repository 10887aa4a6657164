"""Polls from the moderator's keyboard to the wall."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.inspect import axe
from tests.browser.panel import PanelEvent
from tests.browser.test_keyboard import Keyboard
from tests.rules.polls.scene import time_passes
from tests.support.event.events import Events
from tests.support.people import People, Person
from tests.support.until import until
from tests.support.visitor import Visitor

TITLE = "Was brauchen kleine Vereine zuerst?"
OPTIONS = ["Geld", "Wissen", "Zeit"]


class PollRoom:
    """A panel with a projector, a moderator at the keyboard, and people with phones."""

    def __init__(self, events: Events, crowd: People) -> None:
        self.panel = events.make(PanelEvent)
        self.wall = crowd.projector("en")
        self.wall.open(self.panel.path("screen/main"))
        self.me = Keyboard(self.panel, crowd.laptop())

    @property
    def poll(self) -> tuple[str, dict[str, object]]:
        """The newest poll, as the team sees it."""
        rows = {id: row for (kind, id), row in self.panel.rows().items() if kind == "poll"}
        return max(rows.items(), key=lambda item: item[1]["made"], default=("", {}))

    def is_in_state(self, state: str) -> None:
        until(lambda: self.poll[1].get("state") == state)

    def votes(self, *choices: str, mode: str = "onsite") -> list[Visitor]:
        voters = [self.panel.join(mode) for _ in choices]
        for voter, choice in zip(voters, choices, strict=True):
            assert voter.do("poll.vote", id=self.poll[0], choice=choice)["ok"]
        return voters

    def types(self, *lines: str, save: str = "Control+Enter") -> None:
        """Write a poll, beginning in the list of polls."""
        self.me.press("n")
        self.me.is_in_a_field()
        for line in lines:
            self.me.page.keyboard.type(line)
            self.me.press("Enter")
        if save:
            self.me.press(save)

    def shows_results_while_it_is_open(self) -> None:
        """In the form of a new poll, which would show them at its close; by keys."""
        results = self.me.page.get_by_role("combobox", name=self.me.person.t("Results"), exact=True)
        expect(results).to_have_value("close")
        self.me.tab_to(results)
        self.me.press("ArrowUp", "ArrowUp")
        expect(results).to_have_value("live")


@pytest.fixture
def room(events: Events, crowd: People) -> PollRoom:
    found = PollRoom(events, crowd)
    found.me.press("y")
    return found


def accessible(page: Page) -> None:
    assert not axe(page)


def shares(wall: Person) -> Locator:
    """The numbers of a poll on the wall."""
    return wall.page.locator(".chart .percent b")


def test_a_poll_typed_on_the_spot_reaches_the_wall_and_its_result_comes_at_ten_ballots(room: PollRoom) -> None:
    me, wall, panel = room.me, room.wall, room.panel
    room.types(f"{TITLE} / What do small groups need first?", "Geld / Money", "- Wissen / Knowledge", "Zeit", save="")
    room.shows_results_while_it_is_open()
    accessible(me.page)
    me.press("Control+Enter")
    room.is_in_state("open")
    id, poll = room.poll
    assert [option["de"] for option in poll["options"]] == OPTIONS and poll["session"] == panel.id  # type: ignore[attr-defined]
    expect(wall.page.get_by_role("heading", name="What do small groups need first?")).to_be_visible()
    expect(wall.page.get_by_role("rowheader")).to_have_text(["Money", "Knowledge", "Zeit"])
    wall.sees("Results show from ten ballots on.")
    me.is_on(TITLE)

    for person in (wall, me.person):
        person.sees(person.t("The count shows from five ballots on."))
    room.votes("a", "a", "b", "a", "a")
    time_passes(room.panel)
    room.votes("a", "a", "b", "a", mode="remote")
    time_passes(room.panel)
    for person in (wall, me.person):
        person.sees(re.compile(re.escape(person.tn("{n} ballot", "{n} ballots", 5))))
    expect(shares(wall)).to_have_count(0)
    why = me.person.t("With fewer, numbers that move would tell who chose what. They are hidden from you as well.")
    expect(me.page.locator(".poll-detail")).to_contain_text(why)
    accessible(me.page)
    room.votes("b")
    time_passes(room.panel)
    expect(shares(wall)).to_have_text(["80%", "20%", "0%"])
    expect(me.page.locator(".numbers td:last-child")).to_have_text(
        [re.compile("80"), re.compile("20"), re.compile("0")]
    )

    me.press("h")
    me.is_in_a_field()
    me.page.keyboard.type("1")
    me.press("Tab")
    me.page.keyboard.type("9")
    accessible(me.page)
    me.press("Enter")
    until(lambda: panel.rows()["show_of_hands", id]["n"] == {"a": 1, "b": 9, "c": 0})
    me.is_on(TITLE)
    expect(shares(wall)).to_have_text(["80%", "20%", "0%"])

    me.press("c")
    dialog = me.page.get_by_role("dialog")
    expect(me.person.button("Close the poll", dialog)).to_be_focused()
    accessible(me.page)
    me.press("Enter")
    room.is_in_state("closed")
    expect(shares(wall)).to_have_text(["40%", "60%", "0%"])
    wall.sees("Final result")
    wall.sees("10 hands raised in the room")
    accessible(wall.page)
    accessible(me.page)


def test_a_draft_waits_and_nothing_is_thrown_away_without_being_asked_for(room: PollRoom) -> None:
    me, wall, panel = room.me, room.wall, room.panel
    room.types(TITLE, *OPTIONS, save="")
    me.press("Escape")
    me.press("n")
    expect(me.page.locator("textarea:focus")).to_have_value("\n".join([TITLE, *OPTIONS, ""]))
    me.tab_to(me.person.button("Save as a draft"))
    me.press("Enter")
    room.is_in_state("draft")
    id = room.poll[0]
    me.is_on(TITLE)
    assert ("poll", id) not in panel.rows("all")

    me.press("o")
    room.is_in_state("open")
    room.votes("a", "b", "c")
    me.press("7")
    expect(wall.page.get_by_role("heading", name=TITLE)).to_be_visible()

    me.press("x")
    dialog = me.page.get_by_role("dialog")
    expect(me.person.button("Keep it", dialog)).to_be_focused()
    expect(dialog).to_contain_text(me.person.t("All ballots are thrown away, with all answers and counted hands."))
    me.press("Enter")
    expect(dialog).to_have_count(0)
    assert room.poll[1]["state"] == "open"
    me.press("x")
    me.tab_to(me.person.button("Throw everything away", dialog))
    me.press("Enter")
    room.is_in_state("draft")
    assert [reset["by"] for reset in room.poll[1]["resets"]] == ["moderator"]  # type: ignore[attr-defined]
    expect(wall.page.get_by_role("heading", name=TITLE)).to_have_count(0)
    expect(dialog).to_have_count(0)
    me.press("z")
    room.is_in_state("archived")


def test_words_wait_for_approval_and_then_stand_on_the_wall(room: PollRoom) -> None:
    me, wall = room.me, room.wall
    room.types("Ein Wort: Was fehlt?", save="")
    me.tab_to(me.page.locator("[name=kind]:checked"))
    for _ in range(5):
        me.press("ArrowRight")
    expect(me.page.locator("[value=cloud]")).to_be_checked()
    room.shows_results_while_it_is_open()
    me.press("Control+Enter")
    room.is_in_state("open")
    for _ in range(2):
        room.votes("Vertrauen", "Geduld", "Quatsch", "Mut", "Zeit")
        time_passes(room.panel)
    answers = me.page.locator("[data-column=poll] [data-row]")
    expect(answers).to_have_count(5)
    expect(wall.page.locator(".wordcloud")).to_have_count(0)
    me.press("ArrowRight")
    expect(answers.first).to_be_focused()
    text = answers.first.locator(".text").inner_text()
    me.press("a")
    expect(wall.page.locator(".wordcloud li")).to_have_text([text])
    accessible(me.page)
    accessible(wall.page)
    me.tab_to(me.page.locator("[data-all=approve]"))
    me.press("Enter")
    expect(wall.page.locator(".wordcloud li")).to_have_count(5)
