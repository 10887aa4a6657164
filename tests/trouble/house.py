"""Every page of an event, each in a browser of its own, behind one network; what they show, and what is done on them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, NamedTuple

from playwright.sync_api import Browser

from companion.core.ticket_codes import attendee_code
from companion.store.client import StoreDown
from companion.store.store import Store
from tests.browser.gates import call, ready, state
from tests.browser.panel import PanelEvent
from tests.browser.round import SLOTS
from tests.faults.services import FaultyServices
from tests.support.people import LAPTOP, PHONE, PROJECTOR, People, Person
from tests.support.proxy import Proxy
from tests.support.server import Server
from tests.support.until import until

GUESTS = 60
DATABASES = """(() => {
  const open = IDBFactory.prototype.open;
  window.databases = new Set();
  IDBFactory.prototype.open = function (...args) {
    const asked = open.apply(this, args);
    asked.addEventListener("success", () => window.databases.add(asked.result));
    return asked;
  };
})();"""
"""Remember what the page has opened, so that it can be closed under it."""
SAYS = """(text) => document.body.textContent.includes(text)
  && document.querySelector('.link')?.classList.contains('off') !== true"""


class TroubleEvent(PanelEvent):
    """A panel that is on, with people who are expected."""

    def __init__(self, server: Server, store: Store, file: str = "nexsm24") -> None:
        super().__init__(server, store, file)
        self.system("write_access.set", who="address")
        guests = [{"key": f"g{n}", "name": f"Gast {n:02}"} for n in range(GUESTS)]
        assert self.organiser.do("attendees.load", people=guests)["ok"]
        self.tickets = [
            attendee_code(self.key, self.slug, id, row["issue"]) for id, row in self.all("attendee").items()
        ]


class Seat(NamedTuple):
    """A page and who looks at it."""

    path: str
    device: dict[str, Any]
    role: str | None = None
    room: str | None = None


SEATS = {
    "phone": Seat("", PHONE),
    "watch": Seat("watch", LAPTOP),
    "rooms": Seat("rooms", LAPTOP),
    "room": Seat("rooms/raum-1", PHONE, "facilitator", "raum-1"),
    "moderator": Seat("moderate", LAPTOP, "moderator"),
    "organiser": Seat("organise#team", LAPTOP, "organiser"),
    "desk": Seat("desk", LAPTOP, "desk"),
    "projector": Seat("screen/main", PROJECTOR),
    "overlay": Seat("screen/main?overlay=1", PROJECTOR),
    "summary": Seat("summary", LAPTOP),
}


class House:
    """All pages, opened once: what one trouble leaves behind, the next one meets."""

    def __init__(self, browser: Browser, services: FaultyServices, elsewhere: Server, proxy: Proxy) -> None:
        self.services, self.elsewhere, self.proxy = services, elsewhere, proxy
        self.event = TroubleEvent(services.server, services.store)
        self.people = People(browser, f"http://127.0.0.1:{proxy.port}")
        self.at = {name: self._open(seat) for name, seat in SEATS.items()}
        ready(self.at["desk"].page)
        self._n = 0

    def _open(self, seat: Seat) -> Person:
        who = self.people.person("de", seat.device).has_bad_network().expects(".")
        who.context.add_init_script(DATABASES)
        if seat.role:
            who.has_role(self.event.secret(seat.role, seat.room))
        if seat.device is PHONE:
            assert who.context.request.post(f"{who.base}{self.event.path('join')}", data={"mode": "onsite"}).ok
        who.open(self.event.path(seat.path))
        return who

    # what is done on the pages while there is trouble

    def acts(self) -> Callable[[], bool]:
        """Somebody asks, notes, lets in; returns what says whether all of it has arrived, each once."""
        self._n += 1
        n = self._n
        question, note, ticket = f"Gefragt im Ärger {n}?", f"Notiert im Ärger {n}", self.event.tickets[n]
        phone, room, desk = (self.at[name].page for name in ("phone", "room", "desk"))
        phone.evaluate(PRESENT)
        phone.locator("textarea").first.fill(question)
        phone.locator("form").filter(has=phone.locator("textarea")).get_by_role("button").last.click()
        room.get_by_label(self.at["room"].t("Your note")).fill(note)
        call(desk, "scan", {"secret": ticket, "nonce": f"trouble-{n}"})

        def arrived() -> bool:
            asked = [row["text"] for row in self.event.all("question").values()].count(question)
            noted = [row["text"] for row in self.event.all("note").values()].count(note)
            entered = [*self.event.all("check")].count(f"trouble-{n}")
            assert max(asked, noted, entered) <= 1, "done twice"
            return (asked, noted, entered) == (1, 1, 1) and state(desk).get("pending") == 0

        return arrived

    # what the pages have to show afterwards

    def news(self) -> dict[str, str]:
        """Change something for every page; what it then says."""
        n = self._n
        question, message, note, link = f"Neue Frage {n}?", f"Durchsage {n}.", f"Neue Notiz {n}", f"Neue Tür {n}"
        self.event.ask(question)
        self.event.moderate("screen.show", screen="main", what="message", text=message)
        self.event.moderate("note.write", slot=SLOTS[0], kind="insight", text=note, share=True)
        self.event.link("desk", label=link)
        hall = f"Saal {n} B"
        assert self.event.organiser.do("room.edit", id="raum-1", title=hall)["ok"]
        ticket = self.event.tickets[-n]
        assert self.event.staff("desk").do("checkin.redeem", secret=ticket, type="entry", nonce=f"news-{n}")["ok"]
        return {
            **dict.fromkeys(("phone", "watch", "moderator"), question),
            **dict.fromkeys(("projector", "overlay"), message),
            "rooms": hall,
            "room": note,
            "organiser": link,
            "desk": "",
            "summary": "",
        }

    def _inside(self) -> str:
        """What the desk says of how many are in, now: what was noted meanwhile may still arrive."""
        return f"{sum(row['state'] == 'in' for row in self.event.all('attendance').values())} von "

    def _has_store(self) -> bool:
        """Whether the store is back, for us and for the web processes: each rests for a moment after a failure."""
        try:
            known = bool(self.event.table.epoch)
            return known and all(self.event.visitor().request("GET", "/readyz")[0] == 200 for _ in range(6))
        except StoreDown:
            return False

    def fresh(self, seconds: float) -> dict[str, float | None]:
        """How long each page takes to show what is new, s; None: it does not."""
        until(self._has_store)
        wanted, began = self.news(), time.monotonic()
        found: dict[str, float | None] = dict.fromkeys(SEATS)

        def look() -> bool:
            for name, text in wanted.items():
                said = self._inside() if name == "desk" else text
                if found[name] is None and self.at[name].page.evaluate(SAYS, said):
                    found[name] = time.monotonic() - began
            return None not in found.values()

        try:
            until(look, seconds)
        except AssertionError:
            pass
        return found

    def close(self) -> None:
        """Everybody leaves."""
        self.people.leave()
        self.event.close()


PRESENT = "() => document.querySelector('dialog[open]')?.close()"
