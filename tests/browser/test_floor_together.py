"""A panel with a queue at the microphone, hands and typed questions in one running order, the same on every screen."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.inspect import axe, too_wide
from tests.browser.panel import PanelEvent
from tests.browser.test_floor import card, joined, raises
from tests.browser.test_keyboard import Keyboard
from tests.support.event.events import Events
from tests.support.people import People
from tests.support.until import until

MINUTE = 60_000
TYPED = "Wer bezahlt die Ehrenamtlichen, die jeden Tag moderieren?"


def test_microphone_hands_and_typed_questions_in_one_order(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    me = Keyboard(panel, crowd.laptop())
    wall, podium = crowd.projector(), crowd.projector("en").has_role(panel.link("podium")["secret"])
    technician = crowd.laptop("en").has_role(panel.link("crew")["secret"])
    near = joined(crowd, panel, "onsite")
    me.press("f", "o")
    expect(me.page.get_by_role("switch", name=me.person.t("Hands can be raised"))).to_be_checked()
    me.page.get_by_text(me.person.t("Rules, time and lists")).click()
    me.page.get_by_label(me.person.t("Typed questions stand in the same order")).check()
    me.page.get_by_label(me.person.t("fair to both groups")).uncheck()
    me.person.button("Save the rules").click()
    until(lambda: panel.row("floor", panel.id)["questions"])
    panel.moderate("screen.show", screen="main", what="floor")
    wall.open(panel.path("screen/main"))
    podium.open(panel.path("podium"))
    technician.open(panel.path("crew"))

    # the order in which they come: a typed question, somebody at the microphone, a hand, a second question
    asker = joined(crowd, panel, "remote", "en")
    asker.page.locator("textarea").first.fill(TYPED)
    asker.page.keyboard.press("Control+Enter")
    until(lambda: len(panel.questions()) == 1)
    question = panel.all("question").copy().popitem()[0]
    panel.moderate("question.approve", id=question)
    expect(me.page.locator(".hand")).to_have_count(1)
    expect(me.page.locator(".hand")).to_contain_text(TYPED)
    me.page.locator("#h-floor").focus()
    me.press("i")
    me.is_in_a_field()
    me.page.keyboard.type("Oma Erna")
    me.press("Enter")
    expect(me.page.locator(".hand")).to_have_count(2)
    raises(near)
    second = panel.ask("Gibt es Beispiele aus Österreich?")
    expect(me.page.locator(".hand")).to_have_count(4)
    panel.system("floor.settle", session=panel.id)
    order = panel.row("floor", panel.id)["order"]
    assert order[0] == question and order[3] == second
    rows = me.page.locator(".hand")
    expect(rows.nth(0)).to_contain_text(TYPED)
    expect(rows.nth(1)).to_contain_text("Oma Erna")
    expect(rows.nth(3)).to_contain_text("Österreich")
    expect(card(near)).to_contain_text(near.t("place {n}", n=3))
    expect(asker.page.locator(".pinned")).to_contain_text(asker.t("Place {n}", n=1))
    for screen, count in (
        (wall.page.locator(".slide.floor .next li"), 4),
        (podium.page.locator(".slide.podium li"), 2),
    ):
        expect(screen).to_have_count(count)
        expect(screen.first).to_contain_text(TYPED)
        expect(screen.nth(1).locator(".sign")).to_have_count(1)
    expect(technician.page.locator(".spot li").first).to_contain_text(TYPED)
    for person in (near, asker):
        assert not axe(person.page) and too_wide(person.page) == []
    for page in (me.page, wall.page, podium.page, technician.page):
        assert not axe(page)

    me.press("n")
    expect(me.page.locator("#h-turn")).to_have_text(me.person.t("Being answered"))
    expect(wall.page.locator(".slide.floor h1")).to_have_text(TYPED)
    expect(podium.page.locator(".slide.podium .now")).to_contain_text(TYPED)
    expect(card(near)).to_contain_text(near.t("place {n}", n=2))
    me.press("n")  # the microphone
    expect(me.page.locator(".turn .speaker")).to_contain_text("Oma Erna")
    until(lambda: panel.row("question", question)["state"] == "answered")
    expect(podium.page.locator(".slide.podium .now .sign")).to_have_count(1)
    expect(card(near)).to_contain_text(near.t("You are next"))
    me.press("n")
    expect(card(near)).to_contain_text(near.t("You have the floor"))
    # a question that is answered out of turn, on the other view: it takes the floor from who speaks
    me.press("f")
    me.person.button("Answer now", me.page.locator(f"[data-row='{second}']")).first.click()
    until(lambda: panel.row("floor", panel.id)["speaking"] is None)
    expect(card(near)).to_contain_text(near.t("Raise your hand"))
    expect(wall.page.locator(".slide.floor h1")).to_contain_text("Österreich")
    panel.moderate("floor.done", session=panel.id, after=second)
    assert panel.row("question", second)["state"] == "answered"


def test_everybody_reads_what_became_of_the_questions(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    near, far = joined(crowd, panel, "onsite"), joined(crowd, panel, "remote", "en")
    ids = [panel.ask(f"Frage Nummer {n} an das Podium?", queued=n == 3) for n in range(4)]
    panel.moderate("question.answer", id=ids[0])
    panel.moderate("question.done", id=ids[0])
    panel.moderate("question.reply", id=ids[1], text="Steht im Bericht.")
    for person in (near, far):
        expect(person.page.locator(".fate")).to_have_count(0)
    panel.moderate("session.end", id=panel.id)
    panel.system("question.count", session=panel.id)
    for person in (near, far):
        line = person.page.locator(".fate")
        expect(line).to_contain_text(person.t("No question is lost:"))
        for words in (
            person.tn("{n} question asked", "{n} questions asked", 4),
            person.t("{n} answered aloud", n=1),
            person.t("{n} answered in writing", n=1),
            person.t("{n} not reached", n=1),
            person.t("not looked at: {n}", n=1),
        ):
            expect(line).to_contain_text(words)
        assert not axe(person.page) and too_wide(person.page) == []
    panel.moderate("question.reply", id=ids[2], text="Auch das.")
    panel.system("question.count", session=panel.id)
    for person in (near, far):
        expect(person.page.locator(".fate")).to_contain_text(person.t("{n} answered in writing", n=2))
