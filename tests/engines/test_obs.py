"""Overlay and projector in Chromium 103, the browser of OBS 28 to 30, and beside it in this machine's own."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.layout import drawn
from tests.browser.panel import PanelEvent
from tests.support.engines.found import MISSING, OLD_CHROMIUM, chromium
from tests.support.event.events import Events
from tests.support.server import Server
from tests.support.until import until

WIDTH, HEIGHT = 1920, 1080
QUESTION = "Wie erreichen wir Menschen, die keine sozialen Medien nutzen?"
OPTIONS = [{"de": "Plakate"}, {"de": "Vereine"}, {"de": "Radio"}]


@pytest.fixture(scope="module", params=["old", "new"])
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Each of them, started once."""
    if request.param == "old" and (why := MISSING["old chromium"]()):
        pytest.skip(why)
    path = str(OLD_CHROMIUM) if request.param == "old" else chromium()
    with sync_playwright() as playwright:
        args = ["--no-sandbox", "--disable-gpu", "--no-zygote"]
        found = playwright.chromium.launch(executable_path=path, args=args)
        assert request.param == "new" or found.version.startswith("103.")
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A source of 1920 × 1080, as a streaming program makes it."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="dark", locale="de-DE")
    yield context.new_page()
    context.close()


BOX = """css => {
  const box = document.querySelector(css)?.getBoundingClientRect();
  return box && { text: document.querySelector(css).innerText, x: box.x, y: box.y, width: box.width, height: box.height };
}"""


def box_of(page: Page, css: str, text: str = "") -> dict[str, float]:
    """Where something is drawn, once it is and says this; not by playwright's locators, which need a newer browser."""
    until(lambda: (box := page.evaluate(BOX, css)) and text in (box["text"] or ""))
    drawn(page)
    return dict(page.evaluate(BOX, css))


def length(page: Page, css: str, style: str) -> float:
    """A computed length, px."""
    script = "([css, style]) => parseFloat(getComputedStyle(document.querySelector(css))[style])"
    return float(page.evaluate(script, [css, style]))


def opaque(page: Page) -> list[tuple[int, int]]:
    """Points of a grid over the whole page that a streaming program could not see through."""
    picture = Image.open(io.BytesIO(page.screenshot(omit_background=True))).convert("RGBA")
    points = [(x, y) for x in range(20, WIDTH, 80) for y in range(20, HEIGHT, 40)]
    return [point for point in points if picture.getpixel(point)[3] > 0]  # type: ignore[index]


def test_the_band_stands_in_the_lower_third_on_nothing(events: Events, page: Page) -> None:
    panel = events.make(PanelEvent)
    page.goto(panel.server.base + panel.path("screen/main?overlay=1"))
    expect(page.locator(".stage")).to_be_attached()
    assert not opaque(page), "what is on now is not for a stream"
    panel.moderate("question.answer", id=panel.ask(QUESTION, votes=2))
    poll = panel.moderate("poll.create", session=panel.id, kind="single", title={"de": "Was hilft?"}, options=OPTIONS)
    panel.moderate("poll.open", id=poll["id"])
    shown: dict[str, Callable[[], object]] = {
        QUESTION: lambda: panel.moderate("screen.show", screen="main", what="question"),
        "Was hilft?": lambda: panel.moderate("screen.show", screen="main", what="poll", id=poll["id"]),
        "Gleich geht es weiter.": lambda: panel.moderate(
            "screen.show", screen="main", what="message", text="Gleich geht es weiter."
        ),
    }
    for text, show in shown.items():
        show()
        box = box_of(page, ".band", text)
        assert box["x"] == pytest.approx(96, abs=1) and box["width"] == pytest.approx(1728, abs=2), box
        assert box["y"] > HEIGHT * 0.6 and box["y"] + box["height"] == pytest.approx(HEIGHT * 0.95, abs=1), box
        found = opaque(page)
        assert found and all(x >= 95 and y >= box["y"] - 1 for x, y in found), (text, found[:3])
        assert 28 <= length(page, ".band h1", "fontSize") <= 60
    panel.moderate("screen.show", screen="main", what="blank")
    until(lambda: page.evaluate(BOX, ".band") is None)
    assert not opaque(page)


def test_the_code_to_join_is_as_large_as_in_any_browser(events: Events, page: Page) -> None:
    panel = events.make(PanelEvent)
    panel.moderate("screen.show", screen="main", what="join")
    page.goto(panel.server.base + panel.path("screen/main"))
    box = box_of(page, ".join .qr")
    assert box["width"] > 900 and box["height"] == pytest.approx(box["width"], abs=1), box
    # A border of a tenth of a percent is one of those lengths, too.
    assert length(page, ".join .counts", "borderBlockStartWidth") >= 1


@pytest.mark.parametrize("trouble", ["no script", "no script loads", "no style loads", "nothing loads"])
def test_a_page_that_does_not_work_shows_nothing_over_a_stream(events: Events, browser: Browser, trouble: str) -> None:
    panel = events.make(PanelEvent)
    panel.moderate("question.answer", id=panel.ask(QUESTION))
    with browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="dark", java_script_enabled=trouble != "no script"
    ) as context:
        page = context.new_page()
        for kind in {"no script loads": ["js"], "no style loads": ["css"], "nothing loads": ["js", "css"]}.get(
            trouble, []
        ):
            page.route(f"**/*.{kind}", lambda route: route.abort())
        page.goto(panel.server.base + panel.path("screen/main?overlay=1"))
        if trouble == "no style loads":
            expect(page.locator(".stage")).to_be_attached()
        assert not opaque(page)
        # The control: without that trouble there is something.
        page.unroute_all()
        if trouble != "no script":
            page.reload()
            box_of(page, ".band", QUESTION)
            assert opaque(page)


def test_an_error_page_shows_nothing_over_a_stream_and_goes_by_itself(
    events: Events, page: Page, server: Server
) -> None:
    panel = events.make(PanelEvent)
    panel.moderate("question.answer", id=panel.ask(QUESTION))
    address = panel.server.base + panel.path("screen/main?overlay=1")
    headers = {"Accept": "text/html"}
    status, refusal, more = server.request("GET", "/e/nowhere/screen/main?overlay=1", headers=headers)
    assert status == 404

    def not_now(route: object) -> None:
        policy = more["content-security-policy"]
        route.fulfill(  # type: ignore[attr-defined]
            status=404, body=refusal, content_type="text/html", headers={"content-security-policy": policy}
        )

    page.route(address, not_now)
    page.goto(address)
    assert page.locator('meta[name="companion-refusal"]').get_attribute("content") == "no_event"
    assert not opaque(page)
    with page.expect_navigation(timeout=30_000):
        page.unroute_all()
    box_of(page, ".band", QUESTION)
