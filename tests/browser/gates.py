"""A desk whose network and server come and go, worked by its gate rather than by its buttons."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from companion.store.store import Store
from tests.browser.checkin import ListedEvent
from tests.browser.panel import START
from tests.support.people import Person
from tests.support.server import Server
from tests.support.until import until

NAMES = ("Aylin Kanarienvogel", "Bo Østergård", "Cem Ünsal", "Дарья Ильина", "Eva Kanarienvogel", "Femi Ade")
ORG = "Canaryorg"
PEOPLE = [{"key": f"k{n}", "name": name, "org": ORG} for n, name in enumerate(NAMES)]
CALL = """async ([name, ...args]) => {
  const gate = document.getElementById('app').gate;
  return await gate[name](...args);
}"""
STATE = "() => document.getElementById('app')?.gate?.state ?? {}"
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push(request.url, await (await cache.match(request)).text());
  }
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((resolve) => { indexedDB.open(name).onsuccess = (e) => resolve(e.target.result); });
    for (const shelf of db.objectStoreNames) {
      const all = await new Promise((resolve) => {
        db.transaction(shelf).objectStore(shelf).getAll().onsuccess = (e) => resolve(e.target.result);
      });
      for (const one of all) found.push(`${name}/${shelf}: ${JSON.stringify(one)}`,
        one.data ? new TextDecoder('latin1').decode(one.data) + new TextDecoder().decode(one.data) : '');
    }
    db.close();
  }
  return [...found, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })].join('\\n');
}"""


class GateEvent(ListedEvent):
    """NexSM24 during its first panel, with people on the list."""

    def __init__(self, server: Server, store: Store, file: str = "nexsm24") -> None:
        super().__init__(server, store, file)
        self.clock(START)
        self.expects(PEOPLE)

    def open(self, who: Person, secret: str | None = None) -> Page:
        """Open the desk and wait until it could do without network."""
        who.has_bad_network().has_role(secret or self.secret("desk"))
        page = who.open(self.path("desk"))
        ready(page)
        return page

    def entries(self) -> list[tuple[str, str | None]]:
        """(nonce, attendee's name) of who came in, in the order in which that reached the store."""
        people = self.all("attendee")
        return [
            (row["nonce"], people[row["attendee"]]["name"] if row["attendee"] else None) for row in self.checks("entry")
        ]

    def inside(self) -> set[str]:
        """Who is in."""
        people = self.all("attendee")
        return {people[id]["name"] for id, row in self.all("attendance").items() if row["state"] == "in"}


def call(page: Page, name: str, *args: Any) -> Any:
    """Let the gate of a page do something."""
    return page.evaluate(CALL, [name, *args])


def state(page: Page) -> dict[str, Any]:
    """What the gate of a page says of itself."""
    return dict(page.evaluate(STATE))


def ready(page: Page) -> None:
    """Wait until the page could do without network."""
    shows(page, offlineReady=True)


def shows(page: Page, seconds: float = 20, **expected: Any) -> None:
    """Wait until the gate says this of itself."""
    until(lambda: expected.items() <= state(page).items(), seconds, lambda: f"{expected} in {state(page)}")
