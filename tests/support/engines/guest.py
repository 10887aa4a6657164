"""Somebody with a browser of any engine: what they do is done by real clicks and keys, what they see is what is visible."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from tests.support.engines.webdriver import ELEMENT, Driver, WebDriverError
from tests.support.until import until
from tests.support.words import t

T = TypeVar("T")
PATIENCE_S: Final = 30.0
PHONE: Final = (390, 844)
LAPTOP: Final = (1280, 900)
MOVED: Final = {
    "stale element reference",
    "element click intercepted",
    "element not interactable",
    "no such element",
    "no such frame",
    "javascript error",
}
"""The page was drawn anew between looking and touching, as live pages are."""
VISIBLE: Final = """
const [css, text] = arguments;
const flat = (said) => String(said ?? "").replace(/\\s+/g, " ").trim();
const named = (e) => [e.getAttribute("aria-label"), e.innerText, e.labels?.[0]?.innerText, e.value].map(flat);
return [...document.querySelectorAll(css)].filter((e) =>
  e.getClientRects().length && getComputedStyle(e).visibility !== "hidden" && named(e).some((said) => said.includes(text)));
"""
AT_REST: Final = """
const [element, done] = arguments;
const place = () => JSON.stringify(element.getBoundingClientRect());
element.scrollIntoView({ block: "center" });
const before = place();
setTimeout(() => done(element.isConnected && place() === before), 50);
"""
"""In the middle, since bars lie over the edges of a page, and not on its way to somewhere else."""
FORGET: Final = """
const done = arguments[arguments.length - 1];
(async () => {
  localStorage.clear();
  sessionStorage.clear();
  for (const worker of await (navigator.serviceWorker?.getRegistrations() ?? [])) await worker.unregister();
  for (const name of globalThis.caches ? await caches.keys() : []) await caches.delete(name);
  for (const { name } of await (indexedDB.databases?.() ?? [])) indexedDB.deleteDatabase(name);
})().finally(() => done(null));
"""


class Guest:
    """One person at a time, in a language; `lang` is what their pages say."""

    def __init__(self, driver: Driver, base: str, lang: str = "de") -> None:
        self.driver, self.base, self.lang = driver, base, lang

    # what they do

    def open(self, path: str) -> None:
        """Go to an address of the server, in this person's language."""
        self.driver.do("Navigate", url=f"{self.base}{path}")

    def opens_as(self, secret: str, role: str) -> None:
        """Open a staff link, and press the button on its page."""
        self.open(f"/s#{secret}")
        self.press("button", self.t("Open as {role}", role=self.t(role)))

    def comes(self) -> None:
        """Begin as somebody whom the server has never seen, with one window."""
        first, *others = self.driver.do("GetWindowHandles")
        for other in others:
            self.look_at(other)
            self.driver.do("CloseWindow")
        self.look_at(first)
        self.open("/healthz")
        self.driver.do("DeleteAllCookies")
        self.driver.do("ExecuteAsyncScript", script=FORGET, args=[])
        self.open(f"/?lang={self.lang}")
        self.has_room(*PHONE)

    def has_room(self, width: int, height: int) -> None:
        """Make the window so large, as far as the browser lets it be so small."""
        self.driver.do("SetWindowRect", width=width, height=height)

    def press(self, css: str, text: str = "", within: float = PATIENCE_S) -> None:
        """Click on what can be seen and says this."""
        self._touch(css, text, lambda id: self.driver.do("ElementClick", id=id), within)

    def write(self, css: str, text: str, label: str = "") -> None:
        """Type into a field."""
        self._touch(css, label, lambda id: self.driver.do("ElementSendKeys", id=id, text=text, value=[*text]))

    def window(self) -> str:
        """The window that is being looked at, for `look_at`."""
        return str(self.driver.do("GetWindowHandle"))

    def new_window(self) -> str:
        """Open another beside it, and look at that. No tab: one that another covers is not drawn."""
        found: str = self.driver.do("NewWindow", type="window")["handle"]
        self.look_at(found)
        return found

    def look_at(self, window: str) -> None:
        """Turn to a window."""
        self.driver.do("SwitchToWindow", handle=window)

    def close_window(self, then: str) -> None:
        """Close the one that is being looked at, and turn to another."""
        self.driver.do("CloseWindow")
        self.look_at(then)

    # what they see

    def sees(self, css: str, text: str = "", within: float = PATIENCE_S) -> None:
        """Wait until something is visible that says this."""
        until(lambda: self._found(css, text), within, lambda: f"{css} “{text}” in: {self.said()[:1500]}")

    def no_more(self, css: str, text: str = "") -> None:
        """Wait until nothing like that is visible."""
        until(lambda: not self._found(css, text), PATIENCE_S, lambda: f"without {css} “{text}”")

    def asks(self, script: str, *args: Any) -> Any:
        """What a script in the page returns."""
        return self.driver.do("ExecuteScript", script=script, args=args)

    def said(self) -> str:
        """All that the page says."""
        return str(self.asks("return document.body.innerText"))

    def connected(self, within: float = PATIENCE_S) -> None:
        """Wait until the page says that it is connected."""
        self.sees(".link.on", self.t("connected"), within)

    def picture(self, file: Path) -> None:
        """Keep what can be seen."""
        file.write_bytes(base64.b64decode(self.driver.do("TakeScreenshot")))

    def t(self, message: str, **values: object) -> str:
        """A sentence in this person's language."""
        return t(self.lang, message, **values)

    def _found(self, css: str, text: str) -> list[str]:
        try:
            return [found[ELEMENT] for found in self.asks(VISIBLE, css, text) or []]
        except WebDriverError as error:
            if error.code in MOVED:
                return []
            raise

    def _touch(self, css: str, text: str, act: Callable[[str], object], within: float = PATIENCE_S) -> None:
        why = ["it is not there"]

        def done() -> bool:
            found = self._found(css, text)
            if not found:
                return False
            try:
                if not self.driver.do("ExecuteAsyncScript", script=AT_REST, args=[{ELEMENT: found[0]}]):
                    return False
                act(found[0])
            except WebDriverError as error:
                why.append(str(error))
                if error.code in MOVED:
                    return False
                raise
            return True

        until(done, within, lambda: f"{css} “{text}” ({why[-1]}) in: {self.said()[:1500]}")
