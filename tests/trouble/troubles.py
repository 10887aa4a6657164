"""What goes wrong between people and their server, on both ends, and how it ends again."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from tests.support.proxy import Mode
from tests.trouble.house import House

Trouble = Callable[[House], AbstractContextManager[None]]
AWAY_S = 4.0
"""How long a trouble lasts: longer than any patience that a page has with a command."""
JSON = "application/json"
SEEN = """(state) => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
  document.dispatchEvent(new Event('visibilitychange'));
}"""
PORTAL = "<html><title>Hotel</title><form>Room number: <input></form></html>"


def foreign(status: str, body: str = "", kind: str = "text/plain", location: str = "") -> Trouble:
    """Something answers in the server's place."""

    @contextmanager
    def trouble(house: House) -> Iterator[None]:
        more = {"Location": location} if location else {}
        house.proxy.answer_itself(status, body, kind, **more)
        yield
        house.proxy.answer_no_more()

    return trouble


def network(mode: Mode) -> Trouble:
    """The network behaves so, to what is open now as to what comes."""

    @contextmanager
    def trouble(house: House) -> Iterator[None]:
        house.proxy.mode = mode
        if mode not in (Mode.BLACK_HOLE, Mode.DOWN):
            house.proxy.cut()
        yield
        house.proxy.mode = Mode.PASS

    return trouble


@contextmanager
def resets(house: House) -> Iterator[None]:
    """Connections break, again and again."""
    house.proxy.cut()
    yield
    for _ in range(3):
        time.sleep(0.5)  # time for some to come back
        house.proxy.cut()


@contextmanager
def half_open(house: House) -> Iterator[None]:
    """What is open leads nowhere, and nobody is told."""
    house.proxy.lose_connections()
    yield


@contextmanager
def slow(house: House) -> Iterator[None]:
    """A few thousand bytes a second, for everybody together."""
    house.proxy.bytes_per_s = 20_000
    house.proxy.cut()
    yield
    house.proxy.bytes_per_s = None


@contextmanager
def asleep(house: House) -> Iterator[None]:
    """Every device sleeps, and its connections die meanwhile."""
    pages = [person.page for person in house.at.values()]
    yield
    sessions = []
    for page in pages:
        page.evaluate(SEEN, "hidden")
        sessions.append(page.context.new_cdp_session(page))
        sessions[-1].send("Page.setWebLifecycleState", {"state": "frozen"})
    house.proxy.lose_connections()
    time.sleep(AWAY_S)  # how long it lasts is the trouble itself
    for page, session in zip(pages, sessions, strict=True):
        session.send("Page.setWebLifecycleState", {"state": "active"})
        session.detach()
        page.evaluate(SEEN, "visible")


@contextmanager
def no_event(house: House) -> Iterator[None]:
    """Our own server says that there is no such event."""
    ours, house.proxy.upstream = house.proxy.upstream, house.elsewhere.port
    house.proxy.cut()
    yield
    house.proxy.upstream = ours
    house.proxy.cut()


@contextmanager
def databases_closed(house: House) -> Iterator[None]:
    """The browser closes its databases under the pages, offline."""
    house.proxy.mode = Mode.DOWN
    for person in house.at.values():
        person.page.evaluate("() => databases.forEach((db) => { db.close(); db.dispatchEvent(new Event('close')); })")
    yield
    house.proxy.mode = Mode.PASS


@contextmanager
def no_room_on_the_device(house: House) -> Iterator[None]:
    """Nothing more can be stored on any device, offline."""
    house.proxy.mode = Mode.DOWN
    full = "throw new DOMException('full', 'QuotaExceededError')"
    for person in house.at.values():
        person.page.evaluate(
            f"""() => {{ window.put = IDBObjectStore.prototype.put; window.setItem = Storage.prototype.setItem;
              IDBObjectStore.prototype.put = Storage.prototype.setItem = () => {{ {full}; }}; }}"""
        )
    yield
    for person in house.at.values():
        person.page.evaluate(
            "() => { IDBObjectStore.prototype.put = window.put; Storage.prototype.setItem = window.setItem; }"
        )
    house.proxy.mode = Mode.PASS


@contextmanager
def store_killed(house: House) -> Iterator[None]:
    """The store is away."""
    house.services.valkey.kill()
    yield
    house.services.valkey.start()


@contextmanager
def store_frozen(house: House) -> Iterator[None]:
    """The store stands still."""
    pid = house.services.freeze_store()
    yield
    house.services.thaw(pid)


@contextmanager
def disk_full(house: House) -> Iterator[None]:
    """The store has no room."""
    house.services.fill_disk()
    yield
    house.services.free_disk()


@contextmanager
def web_frozen(house: House) -> Iterator[None]:
    """All web workers stand still."""
    workers = house.services.workers()
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    yield
    for pid in workers:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def web_killed(house: House) -> Iterator[None]:
    """The web server is killed, and started again."""
    yield
    house.services.kill_web()


@contextmanager
def web_renewed(house: House) -> Iterator[None]:
    """The web workers are renewed while the server runs."""
    yield
    house.services.hup()


FOREIGN = {
    "404 text": foreign("404 Not Found", "404 page not found"),
    "404 JSON": foreign("404 Not Found", json.dumps({"code": "rest_no_route", "message": "No route."}), JSON),
    "400 page": foreign("400 Bad Request", "<h1>Bad Request</h1>", "text/html"),
    "401 JSON": foreign("401 Unauthorized", json.dumps({"code": "UNAUTHENTICATED", "message": "No."}), JSON),
    "403 page": foreign("403 Forbidden", "<h1>Forbidden</h1>", "text/html"),
    "403 ok false": foreign("403 Forbidden", json.dumps({"ok": False, "code": "waf", "message": "No."}), JSON),
    "410": foreign("410 Gone"),
    "421": foreign("421 Misdirected Request"),
    "502 page": foreign("502 Bad Gateway", "<h1>Bad Gateway</h1>", "text/html"),
    "504 text": foreign("504 Gateway Time-out", "upstream timed out"),
    "511": foreign("511 Network Authentication Required", PORTAL, "text/html"),
    "200 ok true": foreign("200 OK", json.dumps({"ok": True}), JSON),
    "200 success": foreign("200 OK", json.dumps({"ok": True, "result": "success"}), JSON),
    "200 null": foreign("200 OK", "null", JSON),
    "200 empty": foreign("200 OK"),
    "204": foreign("204 No Content"),
    "log-in page": foreign("200 OK", PORTAL, "text/html"),
    "elsewhere": foreign("302 Found", location="/healthz"),
}
NETWORK: dict[str, Trouble] = {
    "silence": network(Mode.BLACK_HOLE),
    "no network": network(Mode.DOWN),
    "resets": resets,
    "half-open": half_open,
    "slow": slow,
    "no websockets": network(Mode.REFUSE_WEBSOCKET),
    "mute websockets": network(Mode.SWALLOW_WEBSOCKET),
    "held streams": network(Mode.HOLD_EVENTS),
}
DEVICE: dict[str, Trouble] = {
    "sleep": asleep,
    "database closed": databases_closed,
    "device full": no_room_on_the_device,
}
SERVER: dict[str, Trouble] = {
    "no event": no_event,
    "store killed": store_killed,
    "store frozen": store_frozen,
    "disk full": disk_full,
    "web frozen": web_frozen,
    "web killed": web_killed,
    "web renewed": web_renewed,
}
TROUBLES = FOREIGN | NETWORK | DEVICE | SERVER
FEW = ("200 ok true", "log-in page", "half-open", "sleep", "no event", "store killed")
"""Those of every run; the others by `make trouble`."""
