"""Several projectors moved from one page, the overlay for a stream, and walls that show no error."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.inspect import axe
from tests.browser.layout import drawn, off_the_wall
from tests.browser.panel import PanelEvent
from tests.browser.polls import Poll
from tests.browser.round import so_many_rooms
from tests.browser.test_restart import stop
from tests.browser.test_wall import TEXTS
from tests.support.event.events import Events
from tests.support.people import LAPTOP, People, Person
from tests.support.until import until

LONG = (
    "Grundförderung für Verwaltungsaufwendungen und Öffentlichkeitsarbeit kleiner Selbstorganisationen "
    "in ländlichen Räumen Ostdeutschlands"
)
SMALLEST = 28


def alpha(person: Person, x: int, y: int) -> int:
    """How opaque the page is at a point, where a streaming program would see through it."""
    drawn(person.page)
    picture = Image.open(io.BytesIO(person.page.screenshot(omit_background=True)))
    pixel = picture.convert("RGBA").getpixel((x, y))
    return int(pixel[3])  # type: ignore[index]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_moderator_moves_two_projectors_one_by_one_and_together(events: Events, crowd: People, lang: str) -> None:
    panel = events.make(PanelEvent)
    main, hall = crowd.projector(lang), crowd.projector(lang)
    main.open(panel.path("screen/main"))
    hall.open(panel.path("screen/hall-2"))
    me = crowd.person(lang, LAPTOP).has_role(panel.secret("moderator"))
    me.open(panel.path("moderate"))
    me.page.get_by_text(me.t("More screens")).click()
    me.page.get_by_label(me.t("Name of another screen")).fill("Hall 2")
    me.button("Add the screen").click()
    chosen = me.page.get_by_role("group", name=me.t("Screens"))
    expect(chosen.get_by_role("button")).to_have_count(2)
    expect(chosen.get_by_role("button", name="hall-2")).to_have_attribute("aria-pressed", "true")
    me.button("Rooms").click()
    expect(hall.page.locator(".slide.rooms .cards li")).to_have_count(5)
    expect(chosen.locator(".slide.rooms")).to_be_visible()
    expect(main.page.locator(".slide.now")).to_be_visible()
    assert not axe(me.page)

    me.page.keyboard.press("c")
    expect(chosen.get_by_role("button", name="main")).to_have_attribute("aria-pressed", "true")
    me.page.keyboard.press("4")
    expect(main.page.locator(".slide.now")).to_be_visible()
    expect(hall.page.locator(".slide.rooms")).to_be_visible()
    me.page.get_by_label(me.t("On all screens at once")).check()
    me.page.keyboard.press("6")
    for wall in (main, hall):
        expect(wall.page.locator(".slide.blank")).to_be_attached()
    chosen.get_by_role("button", name="hall-2").click()
    me.button("Remove “{name}”", name="hall-2").click()
    expect(chosen).to_have_count(0)


def test_a_poll_is_shown_as_a_question_first_and_its_result_when_the_moderator_says(
    events: Events, crowd: People
) -> None:
    panel, wall = events.make(PanelEvent), crowd.projector("de")
    poll = Poll(panel).open()
    poll.shows("a")
    wall.open(panel.path("screen/main"))
    me = crowd.laptop("de").has_role(panel.secret("moderator"))
    me.open(panel.path("moderate"))
    panel.moderate("screen.show", screen="main", what="poll", id=poll.id)
    parts = me.page.get_by_role("group", name=me.t("What of the poll"))
    expect(wall.page.locator(".chart .percent b").first).to_have_text(re.compile("100"))
    parts.get_by_role("button", name=me.t("Question only")).click()
    expect(wall.page.locator(".chart .percent b")).to_have_count(0)
    expect(wall.page.locator(".chart tbody th").first).to_be_visible()
    poll.close()
    expect(wall.page.locator(".stand")).to_contain_text(wall.t("The poll is closed"))
    expect(wall.page.locator(".chart .percent b")).to_have_count(0)
    parts.get_by_role("button", name=me.t("Final result")).click()
    expect(wall.page.locator(".chart.final .percent b").first).to_have_text(re.compile("100"))


def test_twelve_long_options_stand_whole_on_the_wall(events: Events, crowd: People) -> None:
    panel, wall = events.make(PanelEvent), crowd.projector("de")
    poll = Poll(panel, options=[{"de": f"{LONG} {n}"} for n in range(12)]).open()
    poll.shows("a")
    panel.moderate("screen.show", screen="main", what="poll", id=poll.id)
    wall.open(panel.path("screen/main"))
    expect(wall.page.locator(".chart tbody th")).to_have_count(12)
    drawn(wall.page)
    assert not off_the_wall(wall.page)
    cut = "all => all.filter(e => e.scrollHeight > e.clientHeight + 2).map(e => e.textContent)"
    assert wall.page.locator(".chart .said").evaluate_all(cut) == []
    texts = wall.page.evaluate(TEXTS)
    assert all(text["size"] >= SMALLEST - 0.1 and text["contrast"] >= 7 for text in texts), texts


@pytest.mark.parametrize("count", [2, 5, 9, 24])
def test_rooms_of_a_round_from_two_to_twentyfour(events: Events, crowd: People, count: int) -> None:
    panel, wall = events.make(PanelEvent), crowd.projector("de")
    so_many_rooms(panel, count)
    panel.moderate("screen.show", screen="main", what="rooms")
    wall.open(panel.path("screen/main"))
    expect(wall.page.locator(".cards li")).to_have_count(count)
    drawn(wall.page)
    assert not off_the_wall(wall.page)
    assert not axe(wall.page)
    texts = wall.page.evaluate(TEXTS)
    assert all(text["size"] >= SMALLEST - 0.1 and text["contrast"] >= 7 for text in texts), texts


def test_titles_are_fitted_together_and_not_each_against_all_others(events: Events, crowd: People) -> None:
    """Each layout of a full wall takes a weak machine long: with one for each title it stood still for half a minute."""
    panel, wall = events.make(PanelEvent), crowd.projector("de")
    so_many_rooms(panel, 24)
    panel.moderate("screen.show", screen="main", what="rooms")
    session = wall.context.new_cdp_session(wall.page)
    session.send("Performance.enable")
    wall.open(panel.path("screen/main"))
    expect(wall.page.locator(".cards li")).to_have_count(24)
    drawn(wall.page)
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    assert 10 < metrics["LayoutCount"] < 300


def test_an_overlay_is_a_band_on_nothing(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    overlay = crowd.projector("de", color_scheme="dark")
    overlay.open(panel.path("screen/main?overlay=1"))
    band = overlay.page.locator(".band")
    expect(band).to_have_count(0)
    assert alpha(overlay, 960, 540) == 0, "the slide to join is not for a stream"
    question = panel.ask("Wie erreichen wir Menschen, die keine sozialen Medien nutzen?", votes=2)
    panel.moderate("question.answer", id=question)
    expect(band).to_contain_text("Wie erreichen wir Menschen")
    drawn(overlay.page)
    box = band.bounding_box()
    assert box and box["y"] > 1080 * 0.6 and box["x"] >= 95 and box["x"] + box["width"] <= 1825
    assert box["y"] + box["height"] <= 1080 * 0.951, "inside of the margin that every screen shows"
    assert alpha(overlay, 960, int(box["y"]) - 20) == 0 and alpha(overlay, 960, int(box["y"]) + 20) == 255
    poll = Poll(panel).open()
    poll.shows("b")
    panel.moderate("screen.show", screen="main", what="poll", id=poll.id)
    expect(band.locator(".bars b").nth(1)).to_have_text(re.compile("100"))
    panel.moderate("screen.show", screen="main", what="message", text="Gleich geht es weiter.")
    expect(band).to_contain_text("Gleich geht es weiter.")
    panel.moderate("screen.show", screen="main", what="blank")
    expect(band).to_have_count(0)


def test_a_wall_comes_back_by_itself_and_never_shows_an_error(events: Events, crowd: People) -> None:
    panel, wall = events.make(PanelEvent), crowd.projector("de")
    wall.has_bad_network().expects("503").open(panel.path("screen/main"))
    expect(wall.page.locator(".slide.now")).to_be_visible()
    expect(wall.page.locator("html.still")).to_be_attached()
    assert wall.page.evaluate("getComputedStyle(document.body).cursor") == "none"
    for what, slide in (("join", ".slide.join"), ("blank", ".slide.blank")):
        stop(panel.server)
        # A newer build is announced while there is no server: loading the page now would leave the browser's error.
        wall.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(wall.page.locator(".stage.wall")).to_be_visible()
        panel.server.start()
        panel.moderate("screen.show", screen="main", what=what)
        expect(wall.page.locator(slide)).to_be_attached(timeout=20_000)


def test_a_page_is_not_loaded_again_while_the_server_is_away(events: Events, crowd: People) -> None:
    panel, wall = events.make(PanelEvent), crowd.projector("de")
    asked: list[str] = []

    def another_build(route: object) -> None:
        reply = route.fetch()  # type: ignore[attr-defined]
        text = re.sub(r'"build":"[^"]*"', '"build":"older"', reply.text())
        route.fulfill(response=reply, body=text)  # type: ignore[attr-defined]

    wall.page.route(
        re.compile(r"/screen/main$"),
        lambda route: another_build(route) if route.request.is_navigation_request() else down(route),
    )

    def down(route: object) -> None:
        asked.append(route.request.method)  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    # A page that nobody looks at does not wait for a quiet moment.
    wall.page.add_init_script("Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })")
    wall.has_bad_network().open(panel.path("screen/main"))
    wall.page.evaluate("window.kept = true")
    until(lambda: wall.page.wait_for_timeout(100) or len(asked) > 1)
    assert wall.page.evaluate("window.kept"), "the page stays until the server answers"
    with wall.page.expect_navigation():
        wall.page.unroute_all()
    expect(wall.page.locator(".slide.now")).to_be_visible()
