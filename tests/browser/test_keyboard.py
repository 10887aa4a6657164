"""The moderator's page without a mouse: every action has a key, and the keyboard never gets lost."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.keys import tab_to
from tests.browser.panel import PanelEvent
from tests.support.event.events import Events
from tests.support.people import People, Person
from tests.support.until import until

FIRST = "Wie erreichen wir Communitys, die keinem Verein vertrauen?"
SECOND = "Which platforms share data with migrant organisations today?"
THIRD = "Wer bezahlt die Ehrenamtlichen, die jeden Tag moderieren?"
FOURTH = "Kann die Politik Algorithmen wirklich regulieren?"
FIFTH = "Gibt es Beispiele aus Österreich oder der Schweiz?"
ALL = [FIRST, SECOND, THIRD, FOURTH, FIFTH]

WAY = """row => {
    const [column, here] = [row, document.activeElement].map(element => element.closest('[data-column]'));
    if (row === document.activeElement) return null;
    if (!column) return '';
    if (column !== here) return column.dataset.column === 'next' ? 'ArrowRight' : 'ArrowLeft';
    const rows = [...column.querySelectorAll('[data-row]')];
    return rows.indexOf(row) > rows.indexOf(document.activeElement.closest('[data-row]')) ? 'j' : 'k';
}"""
"""The key that leads from where the keyboard is towards a row."""


class Keyboard:
    """A moderator who has nothing but keys."""

    def __init__(self, panel: PanelEvent, person: Person) -> None:
        self.panel, self.person, self.page = panel, person, person.page
        person.has_role(panel.secret("moderator")).open(panel.path("moderate"))
        person.connected()

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str, save: str = "Control+Enter") -> None:
        """Write into whatever has the keyboard, which must be a field, and save."""
        self.is_in_a_field()
        self.page.keyboard.type(text)
        self.press(save)

    def is_in_a_field(self) -> None:
        """Wait until keys belong to a field."""
        expect(self.page.locator("textarea:focus, input:focus")).to_have_count(1)

    def is_told(self, message: str) -> None:
        """Wait until screen readers are told a sentence, whatever fills it."""
        begin = self.person.t(message).partition("{")[0]
        expect(self.page.get_by_role("status")).to_contain_text(begin)

    def is_on(self, text: str) -> None:
        """Wait until the keyboard is on a question."""
        expect(self.row(text)).to_be_focused()

    def go_to(self, text: str) -> None:
        """Walk through the columns to a question."""

        def step() -> bool:
            key = self.row(text).evaluate(WAY)
            if key:
                self.press(key)
            return key is None

        until(step)

    def row(self, text: str) -> Locator:
        """A question."""
        return self.page.locator("[data-row]").filter(has=self.page.locator(".text", has_text=text))

    def tab_to(self, target: Locator) -> None:
        """Tab until something has the keyboard."""
        tab_to(self.page, target)

    def question(self, text: str) -> dict[str, Any]:
        """A question as the team sees it."""
        return next((row for row in self.panel.questions() if row["text"] == text), {})

    def waits_for(self, text: str, **fields: object) -> None:
        """Wait until a question has those fields."""
        until(lambda: fields.items() <= self.question(text).items())


@pytest.fixture
def keyboard(events: Events, crowd: People) -> Keyboard:
    """A panel with five questions that wait, and its moderator."""
    panel = events.make(PanelEvent)
    for text in ALL:
        panel.ask(text, queued=True)
    return Keyboard(panel, crowd.laptop())


def test_every_action_on_a_question(keyboard: Keyboard) -> None:
    me, panel = keyboard, keyboard.panel
    me.press("j")
    me.is_on(FIRST)
    me.press("a")
    me.waits_for(FIRST, state="live")
    me.is_on(SECOND)

    me.press("e")
    me.write(" And how do they? Are you sure? x a z u")
    edited = f"{SECOND} And how do they? Are you sure? x a z u"
    me.waits_for(edited, state="queued", edited=True)
    me.is_on(edited)
    me.press("r")
    me.write("Two of them do, see the handout.")
    me.waits_for(edited, reply="Two of them do, see the handout.")
    me.is_on(edited)
    me.press("l")
    me.write("Daten, Plattformen", save="Enter")
    me.waits_for(edited, labels=["Daten", "Plattformen"])
    me.is_on(edited)
    me.press("p")
    me.is_in_a_field()
    me.press("ArrowDown", "Control+Enter")
    me.waits_for(edited, person=panel.panellists[0])
    me.is_on(edited)

    me.press("n")
    me.waits_for(edited, state="answering")
    me.go_to(edited)
    me.press("d", "u")
    me.is_told("Taken back: {deed}")
    me.waits_for(edited, state="answering")
    me.go_to(edited)
    me.press("b")
    me.waits_for(edited, state="live")
    me.go_to(edited)
    me.press("z")
    me.waits_for(edited, state="archived")
    me.press("u")
    me.waits_for(edited, state="live")

    me.go_to(THIRD)
    me.press("x")
    me.waits_for(THIRD, state="dismissed")
    me.is_on(FOURTH)
    me.tab_to(me.page.locator(".fold button"))
    me.press("Enter")
    me.go_to(THIRD)
    me.press("b")
    me.waits_for(THIRD, state="live")


def test_several_at_once_and_merging(keyboard: Keyboard) -> None:
    me = keyboard
    me.press("j", " ", "j", " ")
    expect(me.page.locator(".bulk")).to_contain_text(me.person.tn("{n} selected", "{n} selected", 2))
    me.press("a")
    for text in (FIRST, SECOND):
        me.waits_for(text, state="live")
    me.press("u")
    for text in (FIRST, SECOND):
        me.waits_for(text, state="queued")

    me.go_to(THIRD)
    me.press("m")
    expect(me.page.get_by_role("dialog")).to_contain_text(THIRD)
    me.is_in_a_field()
    me.press("Enter")
    until(lambda: me.question(THIRD).get("merged"))
    expect(me.page.get_by_role("dialog")).to_have_count(0)
    into = next(
        text
        for text in ALL
        if text != THIRD and THIRD in (me.row(text).locator(".merges").all_text_contents() or [""])[0]
    )
    me.go_to(into)
    me.tab_to(me.row(into).locator('[data-action^="unmerge"]'))
    me.press("Enter")
    me.waits_for(THIRD, merged=None)
    me.is_on(into)


def test_the_session_and_the_screen(keyboard: Keyboard) -> None:
    me, panel = keyboard, keyboard.panel
    slides = {"2": "join", "3": "top", "4": "now", "6": "blank", "1": "question"}
    for key, what in slides.items():
        me.press(key)
        until(lambda what=what: panel.rows()["screen", "main"]["what"] == what)  # type: ignore[misc]
    me.press("5")
    me.write("Die Kaffeepause beginnt gleich: 1 2 3, a x o v.")
    until(lambda: panel.rows()["screen", "main"]["text"] == "Die Kaffeepause beginnt gleich: 1 2 3, a x o v.")
    me.press("Escape")
    me.is_on(FIRST)

    for key, word, name in (("o", "Questions open", "open"), ("v", "Review before publishing", "moderated")):
        switch = me.page.get_by_role("switch", name=me.person.t(word))
        for on in (False, True):
            me.press(key)
            expect(switch).to_have_attribute("aria-checked", str(on).lower())
            assert panel.rows()["qa", panel.id][name] is on
    end = panel.rows()["session", panel.id]["end"]
    me.press("+")
    until(lambda: panel.rows()["session", panel.id]["end"] == end + 5 * 60_000)

    me.press("s")
    expect(me.person.button("Most votes")).to_have_attribute("aria-pressed", "true")
    me.press("h")
    panel.ask("Kommt diese Frage zu spät?", queued=True)
    late = me.page.get_by_role("button", name=me.person.tn("{n} new", "{n} new", 1))
    expect(late).to_be_visible()
    expect(me.row("Kommt diese Frage zu spät?")).to_have_count(0)
    me.press("h")
    expect(me.row("Kommt diese Frage zu spät?")).to_be_visible()
    me.is_on(FIRST)

    me.press("t")
    dialog = me.page.get_by_role("dialog")
    me.tab_to(dialog.locator(".entry", has_text="Kaffeepause").first)
    me.press("Enter")
    me.tab_to(me.person.button("Start now", dialog))
    me.press("Enter")  # it is early, so the page asks until when it goes
    until_ = dialog.get_by_role("group", name=me.person.t("It begins early. Until when?"))
    me.tab_to(until_.get_by_role("button").first)
    me.press("Enter")
    break_ = min((row["order"], id) for (kind, id), row in panel.rows().items() if row.get("kind") == "break")[1]
    until(lambda: panel.rows()["session", break_]["state"] == "running")
    me.tab_to(me.person.button("End now", dialog))
    me.press("Enter")
    until(lambda: panel.rows()["session", break_]["state"] == "over")
    me.press("Escape")
    expect(dialog).to_have_count(0)
    expect(me.page.locator(".rail h1")).to_contain_text("Kaffeepause")


def test_shortcuts_can_be_switched_off_and_everything_is_still_there(keyboard: Keyboard) -> None:
    me, panel = keyboard, keyboard.panel
    me.press("?")
    dialog = me.page.get_by_role("dialog")
    me.tab_to(dialog.get_by_role("checkbox"))
    me.press("Space", "Escape")
    expect(dialog).to_have_count(0)
    me.is_on(FIRST)
    before = panel.rows()
    me.press(*"aexnrlpmzdbuhsovtwc123456+?")
    me.press("ArrowDown", "ArrowUp")
    me.is_on(FIRST)
    expect(dialog).to_have_count(0)
    assert panel.rows() == before
    me.page.reload()
    me.person.connected()
    me.press("ArrowDown", "a")
    me.is_on(FIRST)

    me.tab_to(me.row(FIRST).get_by_role("checkbox"))
    me.press("Space")
    expect(me.page.locator(".bulk")).to_be_visible()
    me.press("Escape")
    expect(me.page.locator(".bulk")).to_have_count(0)
    me.tab_to(me.person.button("Edit", me.row(FIRST)))
    me.press("Enter")
    me.write(" Und wie?")
    me.waits_for(f"{FIRST} Und wie?", edited=True)
    me.is_on(f"{FIRST} Und wie?")
    me.press("Enter")
    me.waits_for(f"{FIRST} Und wie?", state="live")
    me.is_on(SECOND)
    assert panel.rows()["screen", "main"] == before["screen", "main"]


def test_the_keyboard_stays_on_its_question_when_rows_move(keyboard: Keyboard) -> None:
    me, panel = keyboard, keyboard.panel
    ids = {row["text"]: id for (kind, id), row in panel.rows().items() if kind == "question"}
    panel.moderate("question.approve", ids=list(ids.values()))
    expect(me.page.locator('[data-column="next"] [data-row]')).to_have_count(len(ALL))
    me.press("s", "ArrowRight")
    order = next_column(me)
    me.go_to(order[2])
    for text in (order[4], order[3]):
        for _ in range(2):
            assert panel.join().do("question.upvote", id=ids[text])["ok"]
    until(lambda: set(next_column(me)[:2]) == {order[3], order[4]})
    me.is_on(order[2])
    panel.moderate("question.answer", id=ids[order[0]])
    expect(me.row(order[0])).to_contain_text(me.person.t("Being answered"))
    me.is_on(order[2])
    panel.moderate("question.archive", id=ids[order[2]])
    expect(me.page.locator('[data-column="next"] [data-row]:focus')).to_have_count(1)


def next_column(me: Keyboard) -> list[str]:
    """The questions up next as they are drawn."""
    return me.page.locator('[data-column="next"] .list .text').all_text_contents()
