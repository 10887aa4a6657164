"""Polls as attendees have them: each kind on phone and watch page, by keyboard, on narrow screens."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.inspect import axe
from tests.browser.layout import too_wide
from tests.browser.panel import START, PanelEvent
from tests.rules.polls.scene import time_passes
from tests.support.event.events import Events
from tests.support.people import People, Person
from tests.support.until import until
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
SMALL = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
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


@pytest.mark.parametrize("kind", KINDS)
def test_people_vote_and_change_their_ballot_and_all_see_the_same_result(
    events: Events, crowd: People, kind: str
) -> None:
    args, choose, choose_again, others, expected = KINDS[kind]
    panel = events.make(PanelEvent)
    phone = attends(panel, crowd.phone())
    watcher = attends(panel, crowd.laptop("en"), "remote", "watch")
    expect(phone.page.locator(".tabs")).not_to_contain_text(phone.t("Polls"))

    poll = Poll(panel, kind, **args).open()
    is_told(phone, phone.t("A poll is open: {title}", title=TITLE["de"]))
    is_told(watcher, watcher.t("A poll is open: {title}", title=TITLE["en"]))
    expect(phone.page.locator(".tabs .badge")).to_contain_text("1")
    form = poll.on(phone).locator("form")
    phone.button(SEND.get(kind, "Vote"), form).tap()
    first = "Please write something first." if kind in ("text", "cloud") else "Please choose first."
    expect(form.locator(".note")).to_have_text(phone.t(first))
    choose(form)
    phone.page.reload()
    phone.connected()
    phone.button(SEND.get(kind, "Vote"), form).tap()
    is_told(phone, phone.t("Your ballot is saved."))
    expect(phone.page.locator(".tabs .badge")).to_have_count(0)
    to_polls(phone)
    phone.page.reload()
    expect(poll.on(phone)).to_contain_text(phone.t("Saved. You can change it until the close."))
    phone.button("Change my ballot", poll.on(phone)).tap()
    if kind == "multiple":
        form.locator("label").nth(1).tap()
        form.locator("label").nth(0).tap()
        form.locator("label").nth(1).tap()
        form.locator("label").nth(2).tap()
    else:
        choose_again(form)
    phone.button("Change ballot", form).tap()
    is_told(phone, phone.t("Your ballot is saved."))

    poll.votes(*others)
    watcher.page.get_by_role("link", name=watcher.t("Polls")).click()
    poll.close()
    is_told(phone, phone.t("The poll is closed: {title}", title=TITLE["de"]))
    expect(poll.on(phone)).to_contain_text(phone.t("It was counted."))
    order = sorted if kind == "text" else list
    until(lambda: order(poll.result(phone)) == order(expected))
    until(lambda: [row[1:] for row in poll.result(watcher)] == [row[1:] for row in poll.result(phone)])
    ballots = len(others) + 1
    for person in (phone, watcher):
        expect(poll.on(person).locator(".turnout")).to_contain_text(person.tn("{n} ballot", "{n} ballots", ballots))


def test_a_poll_by_keyboard_and_what_screen_readers_make_of_it(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    poll = Poll(panel, abstain=True).open()
    person = attends(panel, crowd.laptop("en"))
    press = person.page.keyboard.press
    expect(person.page.get_by_role("dialog", name=re.compile("What do migrant"))).to_be_focused()
    press("Escape")
    expect(person.page.locator(".poll-sheet")).to_have_count(0)
    tab_to(person, person.button("Vote now"))
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
    tab_to(person, poll.on(person).get_by_role("radio").first)
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
    tab_to(person, first)
    person.page.keyboard.press("Space")


def _tick(person: Person, form: Locator) -> None:
    for box in form.get_by_role("checkbox").all()[:2]:
        tab_to(person, box)
        person.page.keyboard.press("Space")


def _place(person: Person, form: Locator) -> None:
    for option in form.locator(".place").all()[:2]:
        tab_to(person, option)
        person.page.keyboard.press("Enter")
    up = form.locator("li").nth(1).get_by_role("button", name=re.compile(person.t("Up: {label}", label="")))
    tab_to(person, up)
    person.page.keyboard.press("Enter")


def _write(person: Person, form: Locator) -> None:
    for n, field in enumerate(form.get_by_role("textbox").all()[:2]):
        tab_to(person, field)
        person.page.keyboard.type(f"Wort {n}")


def tab_to(person: Person, target: Locator) -> None:
    """Press Tab until the keyboard is there."""
    until(lambda: target.evaluate("e => e === document.activeElement") or person.page.keyboard.press("Tab"))


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
    tab_to(person, person.button(SEND.get(kind, "Vote"), form))
    person.page.keyboard.press("Enter")
    is_told(person, person.t("Your ballot is saved."))
    expect(poll.on(person).locator(".own")).to_contain_text(said)
    poll.votes(*KINDS[kind][3])
    poll.close()
    expect(poll.on(person)).to_contain_text(person.t("It was counted."))
    expect(poll.on(person).locator(".turnout")).to_contain_text(person.tn("{n} ballot", "{n} ballots", 5))
    if kind in ("single", "multiple", "scale", "ranking"):
        expect(poll.on(person).get_by_role("rowheader")).to_have_count(5 if kind == "scale" else 3)


@pytest.mark.parametrize("kind", ["single", "text"])
def test_fewer_than_five_ballots_are_told_to_nobody_and_it_is_said_why(
    events: Events, crowd: People, kind: str
) -> None:
    args, choose, _, others, _ = KINDS[kind]
    panel = events.make(PanelEvent)
    poll = Poll(panel, kind, **args).open()
    phone = attends(panel, crowd.person("de", SMALL), page="#polls")
    choose(poll.on(phone).locator("form"))
    phone.button(SEND.get(kind, "Vote"), poll.on(phone)).tap()
    is_told(phone, phone.t("Your ballot is saved."))
    poll.votes(*others[:3])
    poll.close()
    why = phone.t("Too few ballots to show: with fewer than five, people could tell who chose what.")
    expect(poll.on(phone)).to_contain_text(why)
    expect(poll.on(phone)).to_contain_text(phone.t("It was counted."))
    expect(poll.on(phone).get_by_text(phone.t("Too few ballots to show.").rstrip("."))).to_have_count(
        1
    )  # once, with the reason
    assert poll.result(phone) == []
    assert not axe(phone.page) and too_wide(phone.page) == []


def test_a_ballot_that_comes_too_late_is_refused_in_words_and_stays_to_be_seen(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    poll = Poll(panel).open()
    phone = attends(panel, crowd.phone()).has_bad_network().expects("409")
    to_polls(phone)
    labelled(2)(poll.on(phone))
    phone.context.set_offline(True)
    phone.button("Vote").tap()
    expect(poll.on(phone).locator(".own")).to_contain_text(LABELS[2])
    poll.votes(*["a"] * 5)
    poll.close()
    phone.context.set_offline(False)
    late = phone.t("This poll is closed. Your ballot came too late to be counted.")
    note = poll.on(phone).locator(".note")
    expect(note).to_contain_text(phone.t("Not saved: {message}").replace("{message}", late))
    expect(note).to_contain_text(LABELS[2])
    is_told(phone, late)
    until(lambda: poll.result(phone) == [[LABELS[0], 100, 5], [LABELS[1], 0, 0], [LABELS[2], 0, 0]])


def test_who_is_not_asked_is_told_so(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    watcher = attends(panel, crowd.laptop(), "remote", "watch")
    phone = attends(panel, crowd.phone())
    poll = Poll(panel, electorate="onsite").open()
    expect(phone.page.locator(".poll-sheet")).to_contain_text(TITLE["de"])
    watcher.page.get_by_role("link", name=watcher.t("Polls")).click()
    expect(poll.on(watcher)).to_contain_text(watcher.t("This poll is for people in the room. You take part remotely."))
    expect(poll.on(watcher).locator("form")).to_have_count(0)
    expect(watcher.page.locator(".badge, .poll-sheet, .call")).to_have_count(0)


def test_a_poll_that_opens_moves_nothing_under_a_reader_s_eyes(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    for n in range(12):
        panel.ask(f"Frage {n}: Wer bezahlt die Ehrenamtlichen, die jeden Tag Gruppen moderieren?")
    phone = attends(panel, crowd.phone())
    card = phone.page.locator("ul.questions > li").nth(6)
    card.evaluate("element => element.scrollIntoView({block: 'center'})")
    before = card.evaluate("element => element.getBoundingClientRect().top")
    poll = Poll(panel).open()
    expect(poll.on(phone).locator("form")).to_be_in_viewport()
    assert abs(card.evaluate("element => element.getBoundingClientRect().top") - before) < 1
    phone.button("Later").tap()
    expect(phone.button("Vote now")).to_be_visible()
    assert abs(card.evaluate("element => element.getBoundingClientRect().top") - before) < 1


def test_people_on_a_stream_have_their_grace_and_see_it(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    phone = attends(panel, crowd.phone())
    watcher = attends(panel, crowd.laptop(), "remote", "watch")
    poll = Poll(panel, grace=60).open()
    for person in (phone, watcher):
        to_polls(person)
    poll.close()
    expect(poll.on(phone)).to_contain_text(phone.t("Last ballots from the stream are coming in."))
    expect(poll.on(phone).locator("form")).to_have_count(0)
    expect(poll.on(watcher)).to_contain_text(
        watcher.t("It is closed in the room. Your ballot still counts for a few seconds.")
    )
    poll.on(watcher).get_by_text("Wissen").click()
    watcher.button("Vote").click()
    is_told(watcher, watcher.t("Your ballot is saved."))


def test_a_countdown_is_shown_and_said_at_its_end_only(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    phone = attends(panel, crowd.phone("en"))
    panel.clock(START, speed=8)
    poll = Poll(panel).open(seconds=85)
    to_polls(phone)
    expect(poll.on(phone).locator(".when")).to_contain_text(re.compile(r"closes \d\d:\d\d · 2 min left"))
    is_told(phone, "The poll closes in a minute.")
    expect(poll.on(phone).locator(".when")).to_contain_text(re.compile(r"· \d+ s left"))
    is_told(phone, "The poll closes in 10 seconds.")
    expect(poll.on(phone).locator("form")).to_have_count(0)


def test_narrow_screens_show_every_kind_whole(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    phone = attends(panel, crowd.person("de", SMALL, color_scheme="dark"))
    polls = [Poll(panel, kind, **args) for kind, (args, *_) in KINDS.items()]
    for poll in polls:
        poll.open()
    phone.page.locator(".tabs a", has_text=phone.t("Polls")).tap()
    expect(phone.page.locator(".poll form")).to_have_count(len(KINDS))
    assert too_wide(phone.page) == []
    for target in phone.page.locator(".poll :is(button, label, textarea, .choices > input), .tabs a").all():
        size = target.bounding_box()
        assert size and size["height"] >= 44 and size["width"] >= 44, target.inner_text()
    for poll, (_, _, _, others, _) in zip(polls, KINDS.values(), strict=True):
        poll.votes(*others)
        poll.close()
    polls[0].panel.moderate("poll.hands", id=polls[0].id, counts={"a": 12, "b": 7})
    phone.page.get_by_text(phone.tn("{n} earlier poll", "{n} earlier polls", 5)).tap()
    expect(polls[0].on(phone)).to_contain_text(phone.tn("{n} hand", "{n} hands", 12))
    assert too_wide(phone.page) == []
