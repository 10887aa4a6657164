"""Proxies, gateways and log-in pages that answer in the server's place: nothing ends, nothing is lost, nothing is believed."""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from tests.browser.gates import KEPT, NAMES, GateEvent, call, shows
from tests.support.event.events import Events
from tests.support.people import PHONE, People
from tests.support.proxy import Proxy
from tests.support.until import until


class Foreign(NamedTuple):
    """What is answered in the server's place."""

    status: str
    body: str = ""
    kind: str = "text/plain"
    location: str = ""

    def of(self, proxy: Proxy) -> None:
        """Let a proxy answer so."""
        more = {"Location": self.location} if self.location else {}
        proxy.answer_itself(self.status, self.body, self.kind, **more)


PORTAL = "<html><title>Hotel</title><form>Room number: <input></form></html>"
ANSWERS = {
    "404 text": Foreign("404 Not Found", "404 page not found"),
    "401 gateway": Foreign(
        "401 Unauthorized", json.dumps({"code": "UNAUTHENTICATED", "message": "No."}), "application/json"
    ),
    "403 ok false": Foreign(
        "403 Forbidden", json.dumps({"ok": False, "code": "waf", "message": "No."}), "application/json"
    ),
    "410": Foreign("410 Gone"),
    "log-in page": Foreign("200 OK", PORTAL, "text/html"),
    "ok true": Foreign("200 OK", json.dumps({"ok": True, "result": "success"}), "application/json"),
    "elsewhere": Foreign("302 Found", location="/healthz"),
}


@pytest.fixture
def desk(events: Events) -> GateEvent:
    """An event whose people are expected."""
    return events.make(GateEvent)


@pytest.mark.parametrize("name", ANSWERS)
def test_every_page_comes_back_and_nothing_noted_is_lost(desk: GateEvent, crowd: People, name: str) -> None:
    with Proxy(desk.server.port) as proxy:
        base = f"http://127.0.0.1:{proxy.port}"
        noise = r"^(4\d\d|console): |HTML|JSON|MIME"
        phone = crowd.person("en", PHONE, base=base).has_bad_network().expects(noise)
        wall = (
            crowd.person("en", {"viewport": {"width": 1280, "height": 720}}, base=base).has_bad_network().expects(noise)
        )
        scanner = crowd.laptop("en", base=base).expects(noise)
        phone.open(f"/e/{desk.slug}/")
        wall.open(f"/e/{desk.slug}/screen/main")
        gate = desk.open(scanner)
        phone.connected()
        ANSWERS[name].of(proxy)
        assert call(gate, "scan", {"secret": desk.code("Aylin"), "nonce": "a"})["status"] == "noted"
        phone.page.locator("textarea").first.fill("Kommt diese Frage an?")
        phone.page.locator("form").filter(has=phone.page.locator("textarea")).get_by_role("button").last.click()
        expect(phone.page.locator(".link.off")).to_be_visible(timeout=15_000)
        gate.reload()
        shows(gate, online=False, pending=1)
        assert call(gate, "search", "kanarien") and f"companion-desk-{desk.slug}/roster" in gate.evaluate(KEPT)
        assert not desk.all("question"), "nothing has come through"

        proxy.answer_no_more()
        phone.connected(40)
        assert desk.organiser.do("screen.show", screen="main", what="now")["ok"]
        expect(wall.page.locator(".slide.now")).to_be_visible(timeout=40_000)
        shows(gate, 40, online=True, pending=0)
        until(lambda: [row["text"] for row in desk.all("question").values()] == ["Kommt diese Frage an?"], 40)
        assert desk.entries() == [("a", NAMES[0])]
