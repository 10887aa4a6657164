"""Every page in every state that matters, in both languages, light and dark, on a small phone and on a laptop."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.attendees import box, on_list, write
from tests.browser.inspect import Inspector
from tests.browser.panel import PanelEvent
from tests.browser.round import SLOTS, RoundEvent
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import LAPTOP, PHONE, People, Person

SMALL = PHONE | {"viewport": {"width": 320, "height": 640}, "device_scale_factor": 1}
DEVICES = {"phone": SMALL, "laptop": LAPTOP}
ANSWERING = "Wie erreichen wir Communitys, die TikTok nutzen, aber keinem Verein vertrauen?"
FOREIGN = "Which platforms share moderation data with migrant organisations today?"
PLAIN = "Wer bezahlt die Ehrenamtlichen, die jeden Tag Gruppen mit 40.000 Mitgliedern moderieren?"
OLD = "Was brauchen kleine Vereine zuerst: Geld, Wissen oder Zeit?"


@pytest.fixture(params=["de", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    """Both languages."""
    return str(request.param)


@pytest.fixture(params=DEVICES)
def person(request: pytest.FixtureRequest, crowd: People, lang: str) -> Person:
    """Somebody with a small phone or a laptop."""
    return crowd.person(lang, DEVICES[request.param], reduced_motion="reduce")


@pytest.fixture
def inspector(person: Person) -> Iterator[Inspector]:
    """Looks at that person's page; what it finds fails the test at the end, all at once."""
    found = Inspector(person)
    yield found
    assert not found.found, "\n".join(found.found)


@pytest.fixture
def panel(events: Events) -> PanelEvent:
    """A panel with a question in every state."""
    found = events.make(PanelEvent)
    old = found.ask(OLD, "remote", votes=3)
    found.moderate("question.reply", id=old, text="Zeit. Siehe die Handreichung auf Seite 12.")
    found.moderate("question.answer", id=old)
    answering = found.ask(ANSWERING, "remote", votes=2, name="Amal")
    found.moderate("question.answer", id=answering)
    found.moderate("question.assign", id=answering, person=found.panellists[0])
    foreign = found.ask(FOREIGN)
    found.moderate("question.label", id=foreign, labels=["Daten"])
    found.moderate("question.edit", id=found.ask(PLAIN, votes=1), text=PLAIN.replace("bezahlt", "zahlt"))
    for text in ("Gibt es Beispiele aus Österreich oder der Schweiz?", "Do any platforms share data with NGOs?"):
        found.ask(text, queued=True)
    found.moderate("question.dismiss", id=found.ask("Werbung für ein Produkt", queued=True))
    return found


def test_home_error_and_staff_link(event: ServedEvent, person: Person, inspector: Inspector) -> None:
    person.open("/")
    inspector.look("home", large=True)
    person.expects("404").open("/nothing-here")
    inspector.look("error", large=True)
    person.open("/s")
    person.sees(person.t("Open a staff link"))
    inspector.look("staff link", large=True)
    person.expects("403").page.get_by_label(person.t("Staff link")).fill("wrong")
    person.button("Open").click()
    person.sees(person.t("This link does not open"))
    inspector.look("wrong staff link", large=True)


LET_GO = """() => {
  for (const part of document.querySelectorAll("main *")) {
    if (getComputedStyle(part).position === "sticky") part.style.position = "static";
  }
}"""


def let_go(person: Person) -> None:
    """Let nothing stay in sight: at any place that one scrolls to, it covers a part of what is below it."""
    person.page.evaluate(LET_GO)


def test_attendees(panel: PanelEvent, person: Person, inspector: Inspector) -> None:
    person.open(panel.path())
    person.connected()
    inspector.look("questions", large=True)
    write(person, "Wer bezahlt die Ehrenamtlichen, die Gruppen moderieren?")
    box(person).focus()
    person.sees(person.t("Already asked? Then support it:"))
    inspector.look("writing", large=True)
    person.page.get_by_role("button", name=person.t("Ask"), exact=True).click()
    person.sees(person.t("Saved. It waits for approval and then appears on the list."))
    person.page.locator(".take-back summary").click()
    person.page.locator("details.me summary").click()
    person.page.locator("details.answered summary").click()
    let_go(person)
    inspector.look("everything unfolded", large=True)
    panel.moderate("session.qa", id=panel.id, open=False)
    person.sees(person.t("Questions are closed for this part of the programme."))
    let_go(person)
    inspector.look("closed", large=True)
    person.page.get_by_role("link", name=person.t("Programme"), exact=True).click()
    expect(person.page.locator(".session.running")).to_be_visible()
    inspector.look("programme", large=True)


def test_attendees_without_questions(events: Events, person: Person, inspector: Inspector) -> None:
    panel = events.make(PanelEvent, begun=False)
    person.open(panel.path())
    person.connected()
    inspector.look("before it begins", large=True)
    panel.begin()
    person.sees(person.t("No questions yet. Yours can be the first."))
    inspector.look("no questions yet", large=True)
    panel.moderate("session.end", id=panel.id)
    panel.moderate("session.start", id=panel.session("workshop"))
    person.sees(person.t("Which workshop are you in?"))
    inspector.look("workshops", large=True)


def test_watch(panel: PanelEvent, person: Person, inspector: Inspector) -> None:
    panel.moderate("screen.show", screen="main", what="question")
    assert panel.staff("organiser").do("event.stream", url="https://player.vimeo.com/video/1")["ok"]
    person.open(panel.path("watch"))
    person.connected()
    expect(on_list(person, ANSWERING)).to_be_visible()
    inspector.look("watch", large=True)


def test_moderate(panel: PanelEvent, person: Person, inspector: Inspector) -> None:
    person.has_role(panel.secret("moderator")).open(panel.path("moderate"))
    person.connected()
    page = person.page
    if page.locator(".bar .tabs").is_visible():
        for name in ("Waiting", "Up next", "Screen"):
            page.locator(".bar .tabs").get_by_role("button", name=person.t(name)).click()
            inspector.look(f"column {name}")
        page.locator(".bar .tabs").get_by_role("button", name=person.t("Up next")).click()
    else:
        inspector.look("moderate")
    foreign = next(id for (kind, id), row in panel.rows().items() if row.get("text") == FOREIGN and kind == "question")
    row = page.locator(f"[data-row='{foreign}']")
    for name in ("Edit", "Labels", "Assign to"):
        row.click(position={"x": 5, "y": 5})
        row.get_by_role("button", name=person.t(name), exact=True).click()
        expect(row.locator("form")).to_be_visible()
        inspector.look(f"editor {name}")
        person.button("Cancel", row).click()
    row.get_by_role("checkbox").check()
    person.button("Merge", row).click()
    for what, key in (("merge", None), ("sessions", "t"), ("help", "?")):
        if key:
            page.keyboard.press(key)
        expect(page.get_by_role("dialog")).to_be_visible()
        inspector.look(f"dialog {what}")
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)


def test_organise(panel: PanelEvent, person: Person, inspector: Inspector) -> None:
    person.has_role(panel.secret("organiser")).open(panel.path("organise"))
    person.connected()
    person.button("Show link").first.click()
    expect(person.page.get_by_role("textbox", name=person.t("Staff link"))).to_be_visible()
    inspector.look("organise")


def test_rooms(events: Events, person: Person, inspector: Inspector) -> None:
    round = events.make(RoundEvent).lively()
    person.open(round.path("rooms"))
    person.connected()
    expect(person.page.locator(".room-card")).to_have_count(5)
    inspector.look("round board", large=True)
    person.open(round.path("rooms/raum-1"))
    person.sees("Vertrauen hängt an Menschen")
    inspector.look("room", large=True)
    round.join().do("note.write", slot=SLOTS[0], kind="quote", text="Wir brauchen feste Ansprechpersonen.")
    person.has_role(round.secret("facilitator", "raum-1")).open(round.path("rooms/raum-1"))
    person.sees(person.t("From participants, to look at"))
    person.page.locator("details.settings summary").click()
    person.button("Call for help").click()
    person.sees(person.t("Help is called."))
    person.page.locator(".note-card.shared").get_by_role("button", name=person.t("Edit")).first.click()
    inspector.look("facilitator's room", large=True)


def test_signing_up(events: Events, person: Person, inspector: Inspector) -> None:
    round = events.make(RoundEvent, minutes=-60)
    round.staff("organiser").do("signup.switch", open=True)
    round.moderate("slot.change", id=SLOTS[0], capacity_remote=1)
    round.join("remote").do("signup.take", id=SLOTS[0])
    person.open(round.path("rooms"))
    person.connected()
    person.button("Sign up, or wait for a place").first.click()
    person.sees(person.t("You are on the waiting list. When a place is free, it is yours."))
    inspector.look("sign-up on the board", large=True)
    person.page.get_by_role("link", name="Community-building mit KI und TikTok").click()
    person.sees(person.t("Sign up"))
    inspector.look("sign-up in a room", large=True)


def test_bringing_a_programme(event: ServedEvent, person: Person, inspector: Inspector) -> None:
    secret = event.secret("organiser")
    person.has_role(secret).open(f"/e/{event.slug}/organise")
    person.connected()
    person.page.get_by_label(person.t("Agenda as text")).fill(
        "09:00 Ankommen\n09:30 Runde\n10:00 Vortrag mit Ada Beispiel\n"
    )
    person.button("Look at it first").click()
    expect(person.page.locator(".rows > div")).to_have_count(3)
    inspector.look("understood agenda")
    person.open(f"/e/{event.slug}/print/raum-1")
    inspector.look("sheet for a door")
