"""An older guest without a phone: the moderator or the desk enters the question, with where it comes from."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.inspect import Inspector
from tests.browser.panel import PanelEvent
from tests.browser.test_keyboard import Keyboard
from tests.support.event.events import Events
from tests.support.people import People
from tests.support.until import until


def test_two_keys_enter_a_question_for_somebody(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    me = Keyboard(panel, crowd.laptop())
    me.press("i")
    dialog = me.page.get_by_role("dialog")
    expect(dialog.locator("textarea")).to_be_focused()
    me.page.keyboard.type("Wer bezahlt die Räume?")
    look = Inspector(me.person)
    look.look("a question for somebody")
    assert not look.found
    me.page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    card = me.page.locator("[data-column=next] .list-card", has_text="Wer bezahlt die Räume?")
    expect(card).to_contain_text(me.person.t("added by the team"))
    expect(card).to_contain_text(me.person.t("in the room"))
    me.press("i")
    expect(dialog.locator("textarea")).to_have_value("")
    me.page.keyboard.type("And from elsewhere?")
    me.page.keyboard.press("Control+Enter")
    expect(me.page.locator("[data-column=next] .list-card", has_text="elsewhere")).to_contain_text(
        me.person.t("remote")
    )
    assert {q["by"] for q in panel.questions()} == {"team"}


def test_the_desk_enters_a_question_and_the_moderator_looks_first(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    me = Keyboard(panel, crowd.laptop())
    door = crowd.phone("en").has_role(panel.secret("desk"))
    door.open(panel.path("desk"))
    form = door.page.locator(".ask-for")
    form.get_by_label(door.t("Question")).fill("Is there a lift?")
    form.get_by_label(door.t("Name (optional)")).fill("Erna")
    look = Inspector(door)
    look.look("a question for somebody at the desk")
    assert not look.found
    door.button("From the room", form).tap()
    expect(form.get_by_label(door.t("Question"))).to_have_value("")
    card = me.page.locator("[data-column=waiting] .list-card", has_text="Is there a lift?")
    expect(card).to_contain_text("Erna")
    expect(card).to_contain_text(me.person.t("added by the team"))
    until(lambda: [q["state"] for q in panel.questions()] == ["queued"])
