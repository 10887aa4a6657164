"""No text in a field is lost to us: whatever happens to the page, it is there again, or to be copied."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.attendees import ask, box, write
from tests.browser.gates import GateEvent
from tests.browser.panel import PanelEvent
from tests.browser.round import SLOTS, RoundEvent
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import People, Person
from tests.support.until import until

TEXT_FIELDS = """() => {
  const kinds = new Set(['', 'text', 'search', 'url', 'email', 'tel', 'number', 'date', 'time']);
  const all = [...document.querySelectorAll('input, textarea')].filter((field) =>
    (field.tagName === 'TEXTAREA' || kinds.has(field.getAttribute('type') ?? '')) && !field.matches(':disabled, :read-only'));
  return all.map((field, n) => {
    field.dataset.n = n;
    const off = field.closest('[data-draft="off"]') !== null;
    const words = { number: String(10 + n), date: '2031-01-11', time: '11:11' };
    return { n, off, text: words[field.type] ?? `typed ${n}`, what: field.outerHTML.slice(0, 160) };
  });
}"""
TYPE = """([n, text]) => {
  const field = document.querySelector(`[data-n="${n}"]`);
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}"""
KEPT = "() => Object.values(JSON.parse(sessionStorage.getItem('companion:drafts') ?? '{}')).flat()"
OPEN_ALL = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
LONG = "Was ich eigentlich sagen wollte, und zwar ausführlich"


def kept(page: Page) -> dict[str, str]:
    """What is kept in this tab, by its key."""
    return {one["key"]: one["text"] for one in page.evaluate(KEPT)}


def tray(page: Page) -> Locator:
    """What went nowhere, as it is shown."""
    return page.locator(".tray section")


def text_poll(event: ServedEvent, session: str, kind: str = "text", **more: Any) -> str:
    """An open poll in which people write."""
    made = {"session": session, "kind": kind, "title": {"de": "Und was noch?", "en": "And what else?"}, **more}
    id = str(event.moderate("poll.create", **made)["id"])
    event.moderate("poll.open", id=id)
    return id


def nothing(page: Page, who: Person) -> None:
    """The page is as it opens."""


def on_polls(page: Page, who: Person) -> None:
    page.get_by_role("link", name=who.t("Polls")).first.click()


def a_new_poll(page: Page, who: Person) -> None:
    page.keyboard.press("y")
    page.keyboard.press("n")


def a_new_questionnaire(page: Page, who: Person) -> None:
    who.button("New questionnaire").click()


PAGES: list[tuple[str, str, Callable[[Page, Person], None]]] = [
    ("", "", nothing),
    ("watch", "", nothing),
    ("", "", on_polls),
    ("moderate", "moderator", nothing),
    ("moderate", "moderator", a_new_poll),
    ("organise", "organiser", nothing),
    ("organise", "organiser", a_new_questionnaire),
    ("rooms/raum-1", "facilitator", nothing),
    ("desk", "organiser", nothing),
    ("summary", "moderator", nothing),
]


@pytest.mark.parametrize(("path", "role", "go"), PAGES, ids=lambda value: getattr(value, "__name__", value))
def test_each_field_of_each_page_is_known(
    events: Events, crowd: People, path: str, role: str, go: Callable[[Page, Person], None]
) -> None:
    event = events.make(RoundEvent if role else PanelEvent)
    on = event.session("workshop" if role else "panel")
    event.system("parking_lot.set", open=True, moderated=False)
    text_poll(event, on)
    text_poll(event, on, "cloud", max=2)
    who = crowd.laptop("en")
    if role:
        who.has_role(event.secret(role, "raum-1" if role == "facilitator" else None))
    page = who.open(event.path(path))
    page.wait_for_function("() => document.querySelector('.tray')")
    go(page, who)
    page.evaluate(OPEN_ALL)
    page.wait_for_timeout(100)
    fields = page.evaluate(TEXT_FIELDS)
    assert fields or path == "summary", "there is something to type into"
    for field in fields:
        page.evaluate(TYPE, [field["n"], field["text"]])
    found = list(kept(page).values())
    missing = [field["what"] for field in fields if not field["off"] and field["text"] not in found]
    assert not missing, "fields that nobody watches: give them data-draft"
    assert not [field["what"] for field in fields if field["off"] and field["text"] in found]


def test_an_answer_to_a_poll_that_closes_meanwhile_can_be_copied(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    poll = text_poll(panel, panel.id)
    phone = crowd.phone("en")
    page = phone.open(panel.path())
    on_polls(page, phone)
    answer = page.get_by_role("textbox", name=phone.t("Your answer"))
    answer.press_sequentially(LONG)
    assert tray(page).count() == 0
    page.wait_for_timeout(1600)  # so that nobody takes it for the writer's own doing
    panel.moderate("poll.close", id=poll)
    expect(answer).to_have_count(0)
    expect(tray(page)).to_contain_text(LONG)
    page.reload()
    expect(tray(page)).to_contain_text(LONG)
    phone.button("Discard", within=tray(page)).click()
    expect(tray(page)).to_have_count(0)
    assert kept(page) == {}


def test_what_was_sent_or_given_up_is_kept_no_longer(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    phone = crowd.phone("en")
    page = phone.open(panel.path())
    write(phone, LONG)
    until(lambda: kept(page) == {"ask": LONG})
    page.reload()
    expect(box(phone)).to_have_value(LONG)
    page.goto(panel.path("watch"))
    expect(box(phone)).to_have_value(LONG)
    ask(phone, LONG)
    expect(box(phone)).to_have_value("")
    until(lambda: any(row["text"] == LONG for row in panel.questions()))
    page.wait_for_timeout(1500)
    assert kept(page) == {} and tray(page).count() == 0
    assert LONG not in page.evaluate("() => JSON.stringify({...sessionStorage})")


def test_two_who_edit_one_question_lose_nothing(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    id = panel.ask("Wer bezahlt das?")
    mod = crowd.laptop("en").has_role(panel.secret("moderator"))
    page = mod.open(panel.path("moderate"))
    page.locator(f'[data-row="{id}"]').click()
    page.keyboard.press("e")
    field = page.get_by_label(mod.t("Wording of the question"))
    mine = f"Wer bezahlt das? {LONG}"
    field.fill(mine)
    panel.moderate("question.edit", id=id, text="Wer zahlt?")
    expect(page.locator("form.editor")).to_contain_text("Wer zahlt?")
    expect(field).to_have_value(mine)
    page.wait_for_timeout(1600)
    panel.moderate("question.archive", id=id)
    expect(field).to_have_count(0)
    expect(tray(page)).to_contain_text(mine)


def test_a_role_that_ends_leaves_the_text_to_its_writer(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    organiser = panel.staff("organiser")
    link = organiser.do("link.create", role="moderator")["result"]
    mod = crowd.laptop("en").has_role(link["secret"]).expects(r"403|401|410")
    page = mod.open(panel.path("moderate"))
    page.get_by_label(mod.t("Message on the wall")).fill(LONG)
    until(lambda: kept(page) == {"message": LONG})
    assert organiser.do("link.revoke", id=link["id"])["ok"]
    page.reload()
    expect(page.locator("h1")).to_have_text(mod.t("No entry here"))
    expect(tray(page)).to_contain_text(LONG)


def test_a_questionnaire_keeps_its_answers_through_a_reload_and_another_language(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent)
    organiser = round.staff("organiser")
    questions = [{"kind": "text", "title": {"de": "Was hat es gebracht?"}, "required": True}]
    args = {"title": {"de": "Gute Praxis"}, "questions": questions, "organisations": ["Netz", "Verein"]}
    form = organiser.do("form.make", **args)["result"]["id"]
    _, links = organiser.json("GET", f"/e/{round.slug}/organise/forms/{form}/links")
    first, second = ("/e/" + link["url"].split("/e/")[1] for link in links)
    phone = crowd.phone("de")
    page = phone.open(first)
    page.locator("textarea").fill(LONG)
    page.reload()
    expect(page.locator("textarea")).to_have_value(LONG)
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("textarea")).to_have_value(LONG)
    page.goto(second)
    expect(page.locator("textarea")).to_have_value("")
    page.goto(first)
    page.locator("#send").click()
    expect(page.locator(".told")).to_be_visible()
    assert kept(page) == {}


def test_nothing_stays_on_a_shared_device_that_is_given_back(events: Events, crowd: People) -> None:
    desk = events.make(GateEvent)
    organiser = desk.staff("organiser")
    link = organiser.do("link.create", role="desk")["result"]
    steward = crowd.laptop("en").expects("403|401|410")
    page = desk.open(steward, link["secret"])
    page.get_by_label(steward.t("Name, organisation"), exact=True).fill("Zora Neu")
    page.reload()
    expect(page.get_by_label(steward.t("Name, organisation"), exact=True)).to_have_value("Zora Neu")
    assert organiser.do("link.revoke", id=link["id"])["ok"]
    page.reload()
    until(lambda: "Zora" not in json.dumps(page.evaluate("() => ({...sessionStorage, ...localStorage})")))
    expect(page.get_by_text("Zora Neu")).to_have_count(0)


def test_what_was_written_yesterday_is_asked_about(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    phone = crowd.phone("en").has_bad_network()
    page = phone.open(panel.path())
    phone.connected()
    phone.context.set_offline(True)
    ask(phone, "Von gestern")
    old = """([key, age]) => localStorage.setItem(key, JSON.stringify(
      JSON.parse(localStorage.getItem(key)).map((entry) => ({ ...entry, at: entry.at - age }))))"""
    page.evaluate(old, [f"companion:out:{panel.slug}", 20 * 3600_000])
    phone.context.set_offline(False)
    page.reload()
    expect(tray(page)).to_contain_text("Von gestern")
    ask(phone, "Von heute")
    until(lambda: [row["text"] for row in panel.questions()] == ["Von heute"])
    phone.button("Send now", within=tray(page)).click()
    until(lambda: {row["text"] for row in panel.questions()} == {"Von heute", "Von gestern"})
    expect(tray(page)).to_have_count(0)


@pytest.mark.parametrize("role", ["moderator", "facilitator"])
def test_what_the_server_never_takes_is_shown_with_its_text(events: Events, crowd: People, role: str) -> None:
    round = events.make(RoundEvent)
    path = "moderate" if role == "moderator" else "rooms/raum-1"
    who = (
        crowd.laptop("en")
        .has_role(round.secret(role, "raum-1" if role == "facilitator" else None))
        .expects("500|broken")
    )
    page = who.open(round.path(path))
    who.connected()
    broken = json.dumps({"ok": False, "code": "broken", "message": "Broken."})
    page.route(
        re.compile(r"/do$"), lambda route: route.fulfill(status=500, body=broken, content_type="application/json")
    )
    if role == "moderator":
        page.get_by_label(who.t("Message on the wall")).fill(LONG)
        page.get_by_label(who.t("Message on the wall")).press("Control+Enter")
    else:
        page.locator("#note").fill(LONG)
    expect(tray(page)).to_contain_text(LONG, timeout=40_000)
    page.unroute(re.compile(r"/do$"))
    who.button("Try again", within=tray(page)).click()
    expect(tray(page)).to_have_count(0)
    assert SLOTS
