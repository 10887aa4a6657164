"""What is checked on every page in every state: axe's rules, sizes, headings, and that it fits in all directions."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from companion.base.paths import ROOT
from tests.browser.layout import drawn, too_wide
from tests.support.people import Person

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that depend on colours."""

# No rule of these tags needs the style sheets' texts, which axe would fetch first.
RUN = """(only) => axe.run(document, { runOnly: only, resultTypes: ['violations'], preload: false }).then(({ violations }) =>
  violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, impact, nodes }) =>
    `${id} (${impact}): ${nodes.map(({ target, any }) => `${target} ${any[0]?.message ?? ''}`).join('; ')}`))"""
PRESSED = "a[href], button, summary, select, textarea, input:not([type=hidden])"
# A box inside a label is pressed by its label; a link in a sentence is as high as the sentence.
SIZES = """(all) => all.filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('[inert], .unseen'))
  .filter((e) => !(e.matches('a') && getComputedStyle(e).display === 'inline'))
  .map((e) => (e.matches('input[type=checkbox], input[type=radio]') ? e.closest('label') : e))
  .map((e) => ({ ...e.getBoundingClientRect().toJSON(), name: e.outerHTML.slice(0, 120) }))"""
HEADS = "h1:not([aria-level]):not([aria-hidden=true] *):visible"
MINIMUM, PRIMARY = 24, 44


class Inspector:
    """Looks at one person's page and collects what is wrong."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page
        self.found: list[str] = []

    def look(self, state: str, large: bool = False) -> None:
        """Check the page as it is now; `large`: also with letters twice as large, on an ordinary phone."""
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            drawn(self.page)
            self._note(f"{state}, {scheme}", axe(self.page, colours=scheme == "dark"))
        self._note(state, self._structure())
        self._note(state, self._sizes())
        self._note(state, too_wide(self.page))
        self._note(f"{state}, right to left", self._while("dir", "rtl"))
        if large:
            before = self.page.viewport_size
            assert before
            self.page.set_viewport_size({**before, "width": max(before["width"], 390)})
            self._note(f"{state}, text of 200 %", self._while("style", "font-size: 200%"))
            self.page.set_viewport_size(before)

    def _while(self, name: str, value: str) -> list[str]:
        """What does not fit while the root has that attribute."""
        root = self.page.locator("html")
        before = root.get_attribute(name)
        root.evaluate(SET, [name, value])
        drawn(self.page)
        found = too_wide(self.page)
        root.evaluate(SET, [name, before])
        return found

    def _structure(self) -> list[str]:
        heads: list[str] = self.page.locator(HEADS).all_text_contents()
        return [] if len(heads) == 1 else [f"{len(heads)} headings of the first level: {heads}"]

    def _sizes(self) -> list[str]:
        touch = self.page.evaluate("matchMedia('(pointer: coarse)').matches")
        least = PRIMARY if touch else MINIMUM
        boxes: list[dict[str, Any]] = self.page.locator(PRESSED).evaluate_all(SIZES)
        small = [box for box in boxes if box["height"] < least - 0.5 or box["width"] < MINIMUM]
        return [f"{box['width']:.0f} × {box['height']:.0f} px: {box['name']}" for box in small]

    def _note(self, state: str, found: list[str]) -> None:
        self.found += [f"{state}: {what}" for what in found]


SET = """(root, [name, value]) => {
  if (name === 'style') root.style.cssText = value ?? '';
  else if (value === null) root.removeAttribute(name);
  else root.setAttribute(name, value);
}"""


def axe(page: Page, colours: bool = False) -> list[str]:
    """The serious and critical violations; with `colours`, only of the rules about these."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(
        RUN, {"type": "rule", "values": COLOURS} if colours else {"type": "tag", "values": TAGS}
    )
    return found
