"""A desk whose network and server come and go, worked by its gate rather than by its buttons."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from companion.core.actors import SYSTEM
from companion.core.ids import random_id
from companion.core.ticket_codes import attendee_code
from tests.browser.panel import START, Panel
from tests.support.people import Person
from tests.support.until import until
from tests.web.conftest import Site

NAMES = ("Aylin Kanarienvogel", "Bo Østergård", "Cem Ünsal", "Дарья Ильина", "Eva Kanarienvogel", "Femi Ade")
ORG = "Canaryorg"
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


class Gates:
    """NexSM24 during its first panel, with people on the list."""

    def __init__(self, site: Site) -> None:
        self.site, self.slug = site, site.slug
        self.clock(START)
        people = [{"key": f"k{n}", "name": name, "org": ORG} for n, name in enumerate(NAMES)]
        self.organiser = site.staff("organiser")
        assert self.organiser.do("attendees.load", people=people)["ok"]

    def clock(self, at: int) -> None:
        """Say what time it is in the event."""
        args = {"at": at, "speed": 1, "rehearsal": True}
        self.site.commands.run(self.slug, SYSTEM, "event.clock", random_id(), args)

    def link(self, **more: Any) -> dict[str, Any]:
        """A new link for a desk: its id and secret."""
        return dict(self.organiser.do("link.create", role="desk", **more)["result"])

    def open(self, who: Person, secret: str | None = None) -> Page:
        """Open the desk and wait until it could do without network."""
        who.has_bad_network().has_role(secret or Panel.secret(self, "desk"))  # type: ignore[arg-type]
        page = who.open(f"/e/{self.slug}/desk")
        ready(page)
        return page

    def rows(self, kind: str) -> dict[str, dict[str, Any]]:
        """All rows of a kind, as the store has them now."""
        follower = self.site.replica.follower(self.slug)
        follower.catch_up()
        return {row.id: dict(row.fields) for row in follower.table.all(kind)}

    def id(self, name: str) -> str:
        """Somebody on the list by the begin of their name."""
        return next(id for id, row in self.rows("attendee").items() if row["name"].startswith(name))

    def code(self, name: str) -> str:
        """What stands in somebody's ticket."""
        return attendee_code(self.site.key, self.slug, self.id(name), 0)

    def checks(self, type: str = "entry") -> list[tuple[str, str | None]]:
        """(nonce, attendee's name) of the check events of a type, in the order in which they reached the store."""
        people = self.rows("attendee")
        found = [(id, row) for id, row in self.rows("check").items() if row["type"] == type]
        return [(id, people[row["attendee"]]["name"] if row["attendee"] else None) for id, row in found]

    def inside(self) -> set[str]:
        """Who is in."""
        people = self.rows("attendee")
        return {people[id]["name"] for id, row in self.rows("attendance").items() if row["state"] == "in"}


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
