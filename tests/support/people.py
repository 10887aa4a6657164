"""People with browsers of their own. Whatever a page complains about while a person uses it fails the test."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect

from tests.support.words import t, tn

NETWORK = re.compile(
    r"net::ERR_|WebSocket connection to|Failed to fetch|ERR_INTERNET_DISCONNECTED|FetchEvent for|ServiceWorker for scope"
    r"|An unknown error occurred when fetching the script"
)
LEFT = re.compile("WebSocket is closed before the connection is established")
"""What the browser says of a page that was left while it was connecting."""
UNPLACED = """() => {
  const boot = JSON.parse(document.getElementById('boot')?.textContent ?? 'null');
  return boot?.as === 'all' && !boot.me.mode && boot.me.roles.length < 2 ? boot.event : null;
}"""
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
SMALL = PHONE | {"viewport": {"width": 320, "height": 640}}
"""As narrow as phones are."""
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}


AT_HOME = {"timezone_id": "Europe/Berlin"}
"""Whose clock is that of the events; who is elsewhere says so."""


class Person:
    """A browser context with cookies of its own and one page to begin with."""

    def __init__(self, browser: Browser, base: str, lang: str, device: dict[str, Any], **more: Any) -> None:
        self.base, self.lang = base, lang
        self.mode: str | None = "remote"
        """Where they say to take part, where a page asks."""
        locale = {"de": "de-DE", "en": "en-GB"}[lang]
        self.context: BrowserContext = browser.new_context(
            base_url=base, locale=locale, **{**AT_HOME, **device, **more}
        )
        self.trouble: list[str] = []
        """What went wrong on this person's pages."""
        self.forgiven: list[re.Pattern[str]] = [LEFT]
        self.requests: list[str] = []
        """Every address that was asked for, in order."""
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self._note(f"page error: {error.error}"))
        self.context.on("request", self._request)
        self.context.on("requestfailed", self._failed)
        self.context.on("response", self._response)
        self.page: Page = self.context.new_page()

    # what they do

    def open(self, path: str) -> Page:
        """Go to an address of the server. Who is asked there where they take part says `mode`, unless that is None."""
        self.page.goto(path)
        event = self.page.evaluate(UNPLACED) if self.mode else None
        if event:
            self.context.request.post(f"{self.base}/e/{event}/join", data={"mode": self.mode})
            self.page.goto(path)
        return self.page

    def undecided(self) -> Person:
        """They have not said where they take part, and say it themselves."""
        self.mode = None
        return self

    def has_role(self, secret: str) -> Person:
        """Open a staff link without looking at its page."""
        reply = self.context.request.post(f"{self.base}/s", data={"secret": secret})
        assert reply.ok, reply.text()
        return self

    def opens_as(self, role: str) -> None:
        """Press the button on the page of a staff link."""
        self.button("Open as {role}", role=self.t(role)).click()

    def has_bad_network(self) -> Person:
        """From now on, requests that get no answer are no trouble; whatever else goes wrong still is."""
        self.forgiven.append(NETWORK)
        return self

    def expects(self, trouble: str) -> Person:
        """Trouble that matches this is wanted."""
        self.forgiven.append(re.compile(trouble))
        return self

    # what they see

    def t(self, message: str, **values: object) -> str:
        """A sentence in this person's language."""
        return t(self.lang, message, **values)

    def tn(self, one: str, many: str, n: int, **values: object) -> str:
        """A sentence with a number in this person's language."""
        return tn(self.lang, one, many, n, **values)

    def button(self, message: str, within: Locator | None = None, **values: object) -> Locator:
        """A button by its words."""
        return (within or self.page).get_by_role("button", name=self.t(message, **values))

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until a text is on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def connected(self, within: float | None = None) -> None:
        """Wait until the page says that it is connected."""
        timeout = None if within is None else within * 1000
        expect(self.page.locator(".link.on")).to_contain_text(self.t("connected"), timeout=timeout)

    # what went wrong

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            self._note(f"a request to {parts.hostname}: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page itself gave it up, or left
            self._note(f"{request.failure}: {request.method} {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"{response.status}: {response.request.method} {response.url}")

    def _note(self, trouble: str) -> None:
        if not any(pattern.search(trouble) for pattern in self.forgiven):
            self.trouble.append(trouble)


class People:
    """Makes persons, and checks at the end that none had trouble."""

    def __init__(self, browser: Browser, base: str) -> None:
        self._browser, self.base = browser, base
        self.all: list[Person] = []

    def person(self, lang: str = "de", device: dict[str, Any] = LAPTOP, base: str | None = None, **more: Any) -> Person:
        """Somebody with a browser. `more` goes to playwright's context."""
        found = Person(self._browser, base or self.base, lang, device, **more)
        self.all.append(found)
        return found

    def phone(self, lang: str = "de", **more: Any) -> Person:
        """A phone held upright."""
        return self.person(lang, PHONE, **more)

    def laptop(self, lang: str = "de", **more: Any) -> Person:
        """A laptop."""
        return self.person(lang, LAPTOP, **more)

    def projector(self, lang: str = "de", **more: Any) -> Person:
        """The projector's computer."""
        return self.person(lang, PROJECTOR, **more)

    def check(self) -> None:
        """Fail if a page complained."""
        found = [trouble for person in self.all for trouble in person.trouble]
        assert not found, "\n".join(found)

    def leave(self) -> None:
        """Close all browsers."""
        for person in self.all:
            person.context.close()


@contextmanager
def people(browser: Browser, base: str, picture: Callable[[], str | None]) -> Iterator[People]:
    """Persons for one test; `picture` is where to keep what they saw, if it failed."""
    found = People(browser, base)
    try:
        yield found
        found.check()
    finally:
        if where := picture():
            for n, person in enumerate(found.all):
                for page in person.context.pages:
                    page.screenshot(path=f"{where}-{n}.png")
        found.leave()
