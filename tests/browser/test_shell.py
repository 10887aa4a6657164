"""What all pages have in common: a way past what is repeated, a way home, the other language; and room for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from companion.core.summaries import PLENARY
from tests.browser.layout import drawn, too_wide
from tests.browser.panel import PanelEvent
from tests.browser.round import RoundEvent
from tests.browser.test_summary import PlenaryEvent
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import People, Person
from tests.support.until import until

PUBLIC = ["", "watch", "rooms", "rooms/raum-1", "summary"]
STAFF = {
    "moderate": "moderator",
    "rooms/raum-1": "facilitator",
    "desk": "desk",
    "organise": "organiser",
    "summary": "moderator",
}
FOCUSED = "[document.activeElement.tagName, document.activeElement.id]"
IN_MAIN = "document.activeElement.closest('main') !== null"
SIZES = [(320, 640), (390, 844), (820, 1180), (1024, 768), (1280, 720)]
ENLARGED = "document.documentElement.style.fontSize = '200%'"
# What ends in an ellipsis has its whole text in its title, or is said elsewhere; a name or a button is never cut.
CUT = """() => [...document.querySelectorAll('button, .button, h1, h2, .way-home, .event-name, .switch, th, label')]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }))
  .filter((e) => !e.closest('summary, [title], .photo, .unseen, dialog:not([open])'))
  .filter((e) => getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1)
  .map((e) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 40)}`)"""


def plenary(events: Events) -> PlenaryEvent:
    """The end of a day, its summary published."""
    event = events.make(PlenaryEvent)
    event.moderate("summary.publish", id=PLENARY, cards=True)
    return event


def pages(event: ServedEvent, crowd: People, visit: Callable[[Person, str], None], **device: Any) -> None:
    """Visit every page of the event, and those that belong to none, as whoever uses it."""
    guest = crowd.person(**device)
    for path in PUBLIC:
        guest.open(event.path(path))
        visit(guest, path or "attend")
    for path, role in STAFF.items():
        staff = crowd.person(**device).has_role(event.secret(role, "raum-1" if role == "facilitator" else None))
        staff.open(event.path(path))
        visit(staff, f"{path} as {role}")
    stranger = crowd.person(**device).expects("404")
    for path in ("/", "/nothing-here", "/s"):
        stranger.open(path)
        visit(stranger, path)


def test_every_page_can_be_skipped_into_and_left_and_read_in_the_other_language(events: Events, crowd: People) -> None:
    event = plenary(events)
    terms = {"session": event.session("panel"), "kind": "single", "title": {"de": "Wer?"}, "level": "codes"}
    poll = event.moderate("poll.create", options=[{"de": "Ja"}, {"de": "Nein"}], **terms)["id"]

    def visit(person: Person, name: str) -> None:
        page = person.page
        expect(page.locator("#main")).to_be_attached()
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name=person.t("Skip to the content"))
        expect(skip).to_be_focused()
        assert page.evaluate("document.elementFromPoint(30, 30).matches('.skip')"), f"{name}: it is to be seen"
        page.keyboard.press("Enter")
        assert page.evaluate(FOCUSED) == ["MAIN", "main"], name
        page.keyboard.press("Tab")
        assert page.evaluate(IN_MAIN) or not page.locator("main :is(a, button, input)").count(), name
        assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0, name
        if name != "/":
            home = page.locator("header :is(.way-home, .event-name)").first
            expect(home).to_be_visible()
            assert home.get_attribute("href") in ("/", event.path(), event.path("watch"), event.path("organise")), name
        language = page.locator("header .languages")
        expect(language.locator("[aria-current]")).to_have_text("DE")
        language.get_by_text("EN").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        language.get_by_text("DE").click()
        expect(page.locator("html")).to_have_attribute("lang", "de")

    pages(event, crowd, visit)
    moderator = crowd.laptop().has_role(event.secret("moderator"))
    moderator.open(event.path(f"moderate/codes/{poll}"))
    visit(moderator, "codes")


def test_who_wants_to_ask_is_there_with_two_keys(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    for path in ("", "watch"):
        person = crowd.laptop()
        person.open(panel.path(path))
        person.connected()
        person.page.keyboard.press("Tab")
        person.page.keyboard.press("Tab")
        person.page.keyboard.press("Enter")
        expect(person.page.get_by_role("textbox", name=person.t("Your question"))).to_be_focused()
    person.open(panel.path("rooms/raum-1"))
    person.connected()
    person.page.locator("a.skip").nth(1).press("Enter")
    assert person.page.evaluate(FOCUSED) == ["MAIN", "main"], "where the box is on another tab"


def test_a_staff_links_secret_survives_the_other_language(events: Events, crowd: People) -> None:
    panel, person = events.make(PanelEvent), crowd.laptop()
    person.open(f"/s#{panel.secret('moderator')}")
    expect(person.button("Open as {role}", role=person.t("Moderator"))).to_be_visible()
    person.page.locator(".languages").get_by_text("EN").click()
    expect(person.page.get_by_role("button", name="Open as Moderator")).to_be_visible()
    assert "#" not in person.page.url


def fits(page: Page, name: str) -> list[str]:
    drawn(page)
    return [f"{name}: {what}" for what in [*too_wide(page), *page.evaluate(CUT)]]


@pytest.mark.parametrize("width", [320, 820, 1024])
def test_a_rehearsal_says_so_beside_the_whole_name(events: Events, crowd: People, width: int) -> None:
    panel = events.make(PanelEvent)
    moderator = crowd.laptop(viewport={"width": width, "height": 900}).has_role(panel.secret("moderator"))
    moderator.open(panel.path("moderate"))
    mark = moderator.page.locator(".desk .rehearsal").first
    expect(mark).to_be_visible()
    drawn(moderator.page)
    assert mark.evaluate("e => e.getBoundingClientRect().height < 1.9 * parseFloat(getComputedStyle(e).lineHeight)")
    assert not moderator.page.evaluate(CUT)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_nothing_is_cut_on_any_screen(events: Events, crowd: People, lang: str) -> None:
    event, found = plenary(events), []

    def visit(person: Person, name: str) -> None:
        for width, height in SIZES:
            person.page.set_viewport_size({"width": width, "height": height})
            found.extend(fits(person.page, f"{name} at {width}"))
        person.page.set_viewport_size({"width": 390, "height": 844})
        person.page.evaluate(ENLARGED)
        found.extend(fits(person.page, f"{name}, letters of 200 %"))

    pages(event, crowd, visit, lang=lang)
    assert not found, "\n".join(found)


LARGEST = """() => {
  const size = (e) => { const { width, height } = e.getBoundingClientRect(); return width * height; };
  const all = [...document.querySelectorAll('.desk button')].filter((e) => e.checkVisibility());
  return all.reduce((one, other) => (size(other) > size(one) ? other : one)).className;
}"""


def test_where_a_person_moves_the_day_on_that_is_the_largest_button(events: Events, crowd: People) -> None:
    meeting = events.make(RoundEvent, file="levelup4", minutes=60)
    first = min(meeting.table.all("session"), key=lambda row: row["order"])
    moderator = crowd.laptop().has_role(meeting.secret("moderator"))
    moderator.open(meeting.path("moderate"))
    moderator.connected()
    for width, height in SIZES:
        moderator.page.set_viewport_size({"width": width, "height": height})
        drawn(moderator.page)
        assert "begin" in moderator.page.evaluate(LARGEST), width
    moderator.page.locator(".rail .begin").click()
    until(lambda: meeting.row("session", first.id)["state"] == "running")


def test_with_colours_of_their_own_people_still_tell_room_from_remote(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    panel.ask("Wer bezahlt die Ehrenamtlichen?", "onsite")
    panel.ask("Und wer die Technik?", "remote")
    moderator = crowd.laptop(forced_colors="active").has_role(panel.secret("moderator"))
    moderator.open(panel.path("moderate"))
    for mode in ("room", "remote"):
        mark = moderator.page.locator(f".columns .origin.{mode}").first
        drawing = mark.evaluate(
            "e => { const s = getComputedStyle(e, '::before'); const t = getComputedStyle(e);"
            " return [s.backgroundColor, s.borderTopColor, s.borderTopWidth, t.color]; }"
        )
        background, border, width, ink = drawing
        assert ink in (background, border) and (mode == "room" or width != "0px"), (mode, drawing)
