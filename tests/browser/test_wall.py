"""What the projector shows: readable from the last row, and for machines as well."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.inspect import axe
from tests.browser.layout import drawn, off_the_wall, resize, too_wide
from tests.browser.panel import PanelEvent
from tests.support.event.events import Events
from tests.support.people import People

QUESTION = "Wie erreichen wir Communitys, die TikTok nutzen, aber keinem Verein vertrauen?"
OTHERS = ["Which platforms share moderation data today?", "Gibt es Beispiele aus Österreich oder der Schweiz?"]
SLIDES = {
    "join": ".slide.join",
    "question": ".slide.question",
    "top": ".slide.toplist",
    "now": ".slide.now",
    "message": ".slide.message",
    "blank": ".slide.blank",
}
TEXTS = """() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  const ground = (element) => {
    const colour = parse(getComputedStyle(element).backgroundColor);
    return colour.length === 3 || colour[3] === 1 ? colour : ground(element.parentElement);
  };
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('.stage.wall'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest('.unseen, [hidden]')) continue;
    const [bright, dark] = [parse(getComputedStyle(element).color), ground(element)].map(light).sort((a, b) => b - a);
    const size = parseFloat(getComputedStyle(element).fontSize);
    found.push({ text: walker.currentNode.data.trim().slice(0, 40), size, contrast: (bright + 0.05) / (dark + 0.05) });
  }
  return found;
}"""
CONTRAST, SIZE_PX = 7, 28


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_slide(events: Events, crowd: People, lang: str) -> None:
    panel = events.make(PanelEvent)
    for text in OTHERS:
        panel.ask(text, votes=2)
    panel.moderate("question.answer", id=panel.ask(QUESTION, "remote", votes=3, name="Amal"))
    screen = crowd.projector(lang, reduced_motion="reduce")
    page = screen.open(panel.path("screen/main"))
    for what, slide in SLIDES.items():
        text = "Die Kaffeepause beginnt fünf Minuten später." if what == "message" else None
        panel.moderate("screen.show", screen="main", what=what, text=text)
        expect(page.locator(slide)).to_be_visible()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            drawn(page)
            assert not axe(page, colours=scheme == "dark"), what
            readable(page)
        assert not off_the_wall(page), what
        for width, height in ((1280, 720), (320, 640)):
            resize(page, width, height)
            assert not axe(page), (what, width)
            assert not too_wide(page), (what, width)
        page.locator("html").evaluate("root => { root.dir = 'rtl' }")
        resize(page, 1920, 1080)
        assert not off_the_wall(page), (what, "right to left")
        page.locator("html").evaluate("root => { root.dir = 'ltr' }")


def readable(page: Page) -> None:
    """Every letter is large and bright enough for a lit hall."""
    texts = page.evaluate(TEXTS)
    assert not [text for text in texts if text["contrast"] < CONTRAST]
    assert not [text for text in texts if text["size"] < SIZE_PX]
