"""A projector that follows the day by itself: which slide when, what is pinned, and that each can be read in every size."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from companion.core.summaries import PLENARY
from tests.browser.layout import drawn, off_the_wall, resize
from tests.browser.panel import PanelEvent
from tests.browser.polls import Poll
from tests.browser.round import RoundEvent
from tests.browser.test_summary import PlenaryEvent
from tests.browser.test_wall import TEXTS
from tests.support.event.events import Events
from tests.support.people import People

DAY = [
    (-175, "join"),
    (-140, "now"),
    (-15, "pause"),
    (12, "rooms"),
    (50, "pause"),
    (106, "now"),
    (166, "now"),
    (195, "now"),
    (600, "end"),
]
"""Minutes from noon, and the slide that the wall shows then."""
SIZES = [(1920, 1080), (1280, 720), (1024, 768)]
SMALLEST = 28 / 1080
"""Of the height of a wide screen."""
# What was noted in a room is an excerpt there; all else is whole.
CUT = """() => [...document.querySelectorAll('.stage.wall :not(.news, .news *)')].filter((e) => {
  const { textOverflow, webkitLineClamp } = getComputedStyle(e);
  const hides = textOverflow === 'ellipsis' && e.scrollWidth > e.clientWidth + 1;
  return hides || (webkitLineClamp !== 'none' && e.scrollHeight > e.clientHeight + 2);
}).map((e) => e.className + ' ' + e.textContent.trim().slice(0, 60))"""


def readable(page: Page, state: str) -> None:
    """Nothing is cut, sticks out, is too small for the last row or too faint for a lit hall."""
    for width, height in SIZES:
        resize(page, width, height)
        assert not off_the_wall(page), (state, width)
        assert page.evaluate(CUT) == [], (state, width)
        texts = page.evaluate(TEXTS)
        least = SMALLEST * min(height, width * 9 / 16) - 0.1
        assert texts and not [text for text in texts if text["size"] < least or text["contrast"] < 7], (state, width)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_wall_follows_the_day_and_is_never_told(events: Events, crowd: People, lang: str) -> None:
    day = events.make(RoundEvent, minutes=-176)
    wall = crowd.projector(lang, reduced_motion="reduce")
    wall.open(day.path("screen/main"))
    for minutes, slide in DAY:
        day.at(minutes)
        expect(wall.page.locator(f".slide.{slide}")).to_be_visible()
        readable(wall.page, f"{minutes} {slide}")


def test_a_pause_counts_down_to_the_rooms_and_says_that_they_begin_later(events: Events, crowd: People) -> None:
    day, wall = events.make(RoundEvent, minutes=-15), crowd.projector("en")
    wall.open(day.path("screen/main"))
    count, doors = wall.page.locator(".pause .count"), wall.page.locator(".pause .doors li")
    expect(count).to_have_text("15")
    expect(doors).to_have_count(5)
    sizes = doors.locator("span").evaluate_all("all => all.map((e) => getComputedStyle(e).fontSize)")
    assert len(set(sizes)) == 1, "all titles in one size"
    day.moderate("programme.shift", **{"from": day.session("workshop")}, minutes=10)
    expect(count).to_have_text("25")
    expect(wall.page.locator(".after .changed")).to_have_text(wall.t("starts {n} min later", n=10))
    drawn(wall.page)
    height = count.evaluate("e => e.getBoundingClientRect().height")
    assert height > 1080 * 0.3, "the number is what the hall looks for"
    readable(wall.page, "a pause before a round that begins later")
    day.moderate("screen.show", screen="main", what="rooms")
    expect(wall.page.locator(".rooms .changed")).to_be_visible()
    readable(wall.page, "rooms that begin later")


def test_a_question_before_a_poll_before_the_item(events: Events, crowd: People) -> None:
    panel, wall = events.make(PanelEvent), crowd.projector("de")
    wall.open(panel.path("screen/main"))
    expect(wall.page.locator(".slide.now")).to_be_visible()
    question = panel.ask("Wie erreichen wir Menschen, die keine sozialen Medien nutzen?", votes=2)
    poll = Poll(panel).open()
    expect(wall.page.locator(".slide.survey")).to_be_visible()
    readable(wall.page, "a poll")
    panel.moderate("question.answer", id=question)
    expect(wall.page.locator(".slide.question h1")).to_contain_text("Wie erreichen wir")
    readable(wall.page, "a question")
    panel.moderate("question.done", id=question)
    expect(wall.page.locator(".slide.survey")).to_be_visible()
    poll.shows("a")
    poll.close()
    expect(wall.page.locator(".results.final")).to_be_visible()
    readable(wall.page, "a result, before the item again")
    panel.clock(panel.commands.event_now(panel.slug) + 4 * 60_000)
    expect(wall.page.locator(".slide.now")).to_be_visible()
    panel.moderate("question.answer", id=panel.ask("Und wer zahlt das?"))
    expect(wall.page.locator(".slide.question")).to_be_visible()
    panel.moderate("session.end", id=panel.id)
    expect(wall.page.locator(".slide.pause")).to_be_visible()


def test_what_a_person_chooses_is_pinned_until_the_next_item(events: Events, crowd: People) -> None:
    day = events.make(RoundEvent, minutes=-15)
    wall, me = crowd.projector("de"), crowd.laptop("de").has_role(day.secret("moderator"))
    wall.open(day.path("screen/main"))
    me.open(day.path("moderate"))
    day.moderate("screen.show", screen="main", what="message", text="Mittagessen im Foyer")
    expect(wall.page.locator(".slide.message")).to_be_visible()
    me.page.get_by_role("button", name=me.t("Let it follow the programme")).click()
    expect(wall.page.locator(".slide.pause")).to_be_visible()
    day.moderate("screen.show", screen="main", what="blank")
    expect(wall.page.locator(".slide.blank")).to_be_attached()
    day.at(1)
    expect(wall.page.locator(".slide.rooms")).to_be_visible()
    expect(me.page.get_by_text(me.t("Follows the programme."))).to_be_visible()


def test_the_plenary_shows_the_deck_once_it_is_published(events: Events, crowd: People) -> None:
    plenary, wall = events.make(PlenaryEvent), crowd.projector("de", reduced_motion="reduce")
    wall.open(plenary.path("screen/main"))
    expect(wall.page.locator(".slide.now")).to_be_visible()
    plenary.moderate("summary.publish", id=PLENARY, cards=True)
    expect(wall.page.locator(".slide.summary")).to_be_visible()
    at = wall.page.locator(".summary .at")
    count = int((at.text_content() or "").split("/")[1])
    for n in range(1, count + 1):
        expect(at).to_contain_text(f"{n} / {count}")
        readable(wall.page, f"card {n}")
        expect(wall.page.locator(".summary .qr")).to_be_visible()
        resize(wall.page, 1920, 1080)
        lines = wall.page.locator(".summary :is(.points p, .shared p)").all()
        sizes = [line.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") for line in lines]
        assert len(lines) <= 5 and all(size >= 40 for size in sizes), (n, sizes)
        plenary.moderate("screen.turn", screen="main")
    plenary.at(600)
    expect(wall.page.locator(".slide.end .qr")).to_be_visible()
    readable(wall.page, "the end, with a summary to read")


def test_nobody_elsewhere_is_shown_the_code_of_the_hall(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    code = panel.code
    panel.moderate("question.answer", id=panel.ask("Wie geht es weiter?"))
    home, hall = crowd.laptop("de"), crowd.projector("de")
    stream, overlay = crowd.projector("de"), crowd.projector("de")
    home.open(panel.path("watch"))
    hall.open(panel.path("screen/main"))
    stream.open(panel.path("screen/main?for=remote"))
    overlay.open(panel.path("screen/main?overlay=1"))

    def seen(page: Page) -> dict[str, Any]:
        stage = page.locator(".stage").first
        return {"text": stage.inner_text(), "codes": stage.locator("img.qr").evaluate_all("all => all.map(e => e.src)")}

    poll = Poll(panel).open()
    for what, args in (("auto", {}), ("join", {}), ("rooms", {}), ("now", {}), ("poll", {"id": poll.id})):
        panel.moderate("screen.show", screen="main", what=what, **args)
        name = {"auto": "question", "poll": "survey"}.get(what, what)
        for person in (home, hall, stream):
            expect(person.page.locator(f".stage .slide.{name}")).to_be_visible()
        assert code in seen(hall.page)["text"], "the hall is asked in"
        assert not seen(home.page)["codes"] and code not in seen(home.page)["text"], what
        at_home = seen(stream.page)
        assert f"/r/{code}" in at_home["text"] and f"/j/{code}" not in at_home["text"], what
        assert seen(hall.page)["codes"] != at_home["codes"] or not at_home["codes"], what
        lines = seen(overlay.page)["text"]
        assert code not in lines.replace(f"/r/{code}", ""), what


def test_a_light_look_for_a_bright_room_leaves_the_overlay_alone(events: Events, crowd: People) -> None:
    day = events.make(RoundEvent, minutes=12)
    day.lively()
    wall = crowd.projector("de", reduced_motion="reduce")
    ground = "getComputedStyle(document.querySelector('.stage')).backgroundColor"
    for minutes, slide in ((12, "rooms"), (50, "pause"), (106, "now"), (600, "end")):
        day.at(minutes)
        wall.open(day.path("screen/main?look=light"))
        expect(wall.page.locator(f".slide.{slide}")).to_be_visible()
        assert wall.page.evaluate(ground) == "rgb(255, 255, 255)"
        readable(wall.page, f"light {slide}")
    wall.open(day.path("screen/main?overlay=1&look=light"))
    assert wall.page.evaluate(ground) == "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("lang", ["de", "en"])
def test_titles_of_another_event_are_whole_too(events: Events, crowd: People, lang: str) -> None:
    meeting = events.make(RoundEvent, file="levelup4", minutes=60)
    wall = crowd.projector(lang, reduced_motion="reduce")
    wall.open(meeting.path("screen/main"))
    expect(wall.page.locator(".slide.join")).to_be_visible()
    for row in sorted(meeting.table.all("session"), key=lambda row: row["order"]):
        meeting.moderate("session.start", id=row.id)
        expect(wall.page.locator(".slide.now h1, .slide.pause .wait .label, .slide.join").first).to_be_visible()
        readable(wall.page, row.id)
