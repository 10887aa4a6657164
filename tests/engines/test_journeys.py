"""What people do at an event, in the engines that they have in their pockets: WebKit, Firefox and Chromium."""

from __future__ import annotations

import re

from companion.base.assets import Assets
from companion.base.paths import ROOT
from tests.browser.checkin import CheckinEvent
from tests.browser.panel import PanelEvent
from tests.browser.round import SLOTS, RoundEvent
from tests.support.engines.guest import LAPTOP, Guest
from tests.support.event.events import Events
from tests.support.proxy import Fate, Proxy
from tests.support.until import until

QUESTION = "Wer bezahlt die Ehrenamtlichen, die jeden Tag moderieren?"
OPTIONS = [{"de": "Geld"}, {"de": "Zeit"}, {"de": "Räume"}]


def test_joins_by_the_code_asks_and_finds_the_question_again(events: Events, guest: Guest) -> None:
    panel = events.make(PanelEvent)
    guest.open("/")
    guest.write("#code", str(panel.code))
    guest.press("button", guest.t("I am in the room"))
    guest.connected()
    guest.write("textarea", QUESTION, guest.t("Your question"))
    guest.press("button", guest.t("Ask"))
    guest.sees(".mine li", guest.t("Saved. It waits for approval and then appears on the list."))
    [asked] = panel.questions()
    assert asked["text"] == QUESTION
    panel.moderate("question.approve", id=next(iter(panel.all("question"))))
    guest.sees("ul.questions > li", QUESTION)
    guest.driver.do("Refresh")
    guest.sees("ul.questions > li", QUESTION)
    guest.connected()


def test_supports_a_question_and_takes_it_back(events: Events, guest: Guest) -> None:
    panel = events.make(PanelEvent)
    id = panel.ask(QUESTION)
    guest.open(panel.path())
    guest.connected()
    guest.press(f"#q-{id} button", guest.t("Support this question."))
    guest.sees(f"#q-{id} button[aria-pressed=true]", guest.t("Support this question."))
    until(lambda: panel.row("votes", id)["n"] == 1)
    guest.press(f"#q-{id} button[aria-pressed=true]")
    until(lambda: panel.row("votes", id)["n"] == 0)
    guest.sees(f"#q-{id} button[aria-pressed=false]")


def test_votes_and_is_told_what_was_saved(events: Events, guest: Guest) -> None:
    panel = events.make(PanelEvent)
    made = panel.moderate("poll.create", session=panel.id, kind="single", title={"de": "Was fehlt?"}, options=OPTIONS)
    guest.open(f"/j/{panel.code}")
    guest.connected()
    panel.moderate("poll.open", id=made["id"])
    poll = f"#poll-{made['id']}"
    guest.press(f".poll-sheet {poll} label", "Zeit")
    guest.press(f"{poll} button", guest.t("Vote"))
    guest.sees(".call.done", guest.t("Your ballot is saved."))
    guest.press(".call.done a")
    guest.sees(poll, guest.t("Saved. You can change it until the close."))
    panel.moderate("poll.close", id=made["id"])
    guest.sees(poll, guest.t("It was counted."))


def test_a_moderator_approves_and_the_wall_changes(events: Events, guest: Guest) -> None:
    panel = events.make(PanelEvent)
    panel.ask(QUESTION, queued=True)
    guest.has_room(*LAPTOP)
    guest.opens_as(panel.secret("moderator"), "Moderator")
    guest.sees("article", QUESTION)
    desk = guest.window()
    wall = guest.new_window()
    guest.open(panel.path("screen/main"))
    guest.sees(".slide h1")
    guest.look_at(desk)
    guest.press("article button", guest.t("Approve"))
    guest.press("article button", guest.t("Answer now"))
    until(lambda: [row["state"] for row in panel.questions()] == ["answering"])
    guest.look_at(wall)
    guest.sees("h1", QUESTION)
    guest.close_window(then=desk)
    guest.press("article button", guest.t("Answered"))
    until(lambda: [row["state"] for row in panel.questions()] == ["answered"])


def test_a_desk_checks_in_by_name_and_by_a_typed_code(events: Events, guest: Guest) -> None:
    desk = events.make(CheckinEvent)
    guest.opens_as(desk.secret("desk"), "Check-in desk")
    guest.connected()
    guest.write("input", "dia", guest.t("Name or organisation"))
    guest.press(".hit", "Aylin Díaz")
    guest.sees(".verdict", "Aylin Díaz")
    guest.sees(".verdict", guest.t("Checked in"))
    guest.write(".code input", desk.code("Bo").lower())
    guest.press(".code button", guest.t("Check"))
    guest.sees(".verdict", "Bo Østergård")
    until(lambda: (desk.state("Aylin"), desk.state("Bo")) == ("in", "in"))
    assert len(desk.checks("entry")) == 2


def test_a_desk_goes_on_without_a_network(events: Events, guest: Guest) -> None:
    desk = events.make(CheckinEvent)
    with Proxy(desk.server.port) as proxy:
        direct, guest.base = guest.base, f"http://127.0.0.1:{proxy.port}"
        try:
            guest.opens_as(desk.secret("desk"), "Check-in desk")
            guest.connected()
            ready = "return document.getElementById('app')?.gate?.state?.offlineReady === true"
            until(lambda: guest.asks(ready))
            proxy.answer_itself("404 Not Found", "404 page not found")
            guest.sees(".link.off")
            guest.write(".code input", desk.code("Bo").lower())
            guest.press(".code button", guest.t("Check"))
            guest.sees(".verdict", "Bo Østergård")
            assert desk.state("Bo") == "out"
            proxy.answer_no_more()
            until(lambda: desk.state("Bo") == "in")
            guest.connected()
        finally:
            guest.base = direct


def test_the_page_for_remote_people_is_live(events: Events, guest: Guest) -> None:
    panel = events.make(PanelEvent)
    guest.has_room(*LAPTOP)  # on a phone the slide is folded while its words stand below it
    guest.open(panel.path("watch"))
    guest.connected()
    id = panel.ask(QUESTION, votes=2)
    guest.sees("ul.questions > li", QUESTION)
    panel.moderate("question.answer", id=id)
    guest.sees("ul.questions > li", guest.t("Being answered now"))
    guest.sees(".stage h1", QUESTION)


def test_a_rooms_note_saves_itself_and_is_shared(events: Events, guest: Guest) -> None:
    round = events.make(RoundEvent)
    guest.opens_as(round.secret("facilitator", "raum-1"), "Facilitator of a room")
    guest.connected()
    guest.write("textarea", "Vertrauen hängt an Menschen", guest.t("Your note"))
    guest.sees("body", guest.t("saved, seen by this room only"))
    guest.press("button", guest.t("Share with everybody"))
    guest.sees(".note-card.shared", "Vertrauen hängt an Menschen")
    assert [(row["slot"], row["text"]) for row in round.all("note").values()] == [
        (SLOTS[0], "Vertrauen hängt an Menschen")
    ]


def test_a_page_whose_network_was_cut_shows_what_came_meanwhile(events: Events, guest: Guest) -> None:
    panel = events.make(PanelEvent)
    with Proxy(panel.server.port) as proxy:
        direct, guest.base = guest.base, f"http://127.0.0.1:{proxy.port}"
        try:
            guest.open(f"/j/{panel.code}")
            guest.connected()
            proxy.answer_itself("200 OK", "<title>Hotel</title><form>Room number</form>", "text/html")
            guest.sees(".link.off")
            guest.write("textarea", QUESTION, guest.t("Your question"))
            guest.press("button", guest.t("Ask"))
            panel.ask("Kommt das an?")
            assert QUESTION not in [row["text"] for row in panel.questions()]
            proxy.answer_no_more()
            guest.sees("ul.questions > li", "Kommt das an?")
            until(lambda: QUESTION in [row["text"] for row in panel.questions()])
            guest.connected()
        finally:
            guest.base = direct


def test_a_part_that_bad_wifi_loses_comes_all_the_same(events: Events, guest: Guest) -> None:
    panel = events.make(PanelEvent)
    first = Assets(ROOT / "static" / "dist").url("attend.js", guest.lang)
    later = [r" /static/attend-\S+\.js", r" /static/later-\S+\.css"]
    with Proxy(panel.server.port) as proxy:
        direct, guest.base = guest.base, f"http://127.0.0.1:{proxy.port}"
        lost = [*later]
        proxy.fate = lambda line: (
            Fate.LOST if first not in line and any(re.search(part, line) for part in lost) else Fate.PASS
        )
        try:
            guest.open(f"/j/{panel.code}")
            guest.connected()
            guest.press(".tabs a", guest.t("Programme"))
            guest.sees(".empty", guest.t("This part could not be loaded yet. It is tried again by itself."))
            lost[:] = [later[1]]
            tries = len(proxy.requests)
            until(lambda: any(re.search(later[1], line) for line in proxy.requests[tries:]))
            guest.sees(".empty", guest.t("This part could not be loaded yet. It is tried again by itself."))
            lost.clear()
            guest.sees(".programme .session.running")
            guest.no_more(".empty")
        finally:
            guest.base = direct
