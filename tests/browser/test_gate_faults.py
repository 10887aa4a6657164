"""The desk without network or server: everybody is noted at once, counted once, and nobody's name lies open on the device."""

from __future__ import annotations

import itertools
import json
import signal
import time

import pytest

from tests.browser.gates import KEPT, NAMES, ORG, GateEvent, call, ready, shows, state
from tests.browser.panel import START
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import People
from tests.support.proxy import Fate, Mode, Proxy
from tests.support.until import until


@pytest.fixture
def desk(events: Events) -> GateEvent:
    """An event whose people are expected."""
    return events.make(GateEvent)


def test_offline_answers_come_from_the_list_and_reach_the_store_once(desk: GateEvent, crowd: People) -> None:
    me = crowd.laptop("de")
    page = desk.open(me)
    told = call(page, "scan", {"secret": desk.code("Aylin"), "nonce": "a"})
    assert (told["status"], told["person"]["name"]) == ("ok", NAMES[0])
    me.context.set_offline(True)
    shows(page, online=False)
    noted = call(page, "scan", {"secret": f" http://x/t/{desk.code('Bo').lower()}?x ", "nonce": "b"})
    assert noted["status"] == "noted" and noted["reason"] is None and noted["known"] is True
    assert noted["person"]["name"] == NAMES[1] and noted["warn"] is None
    assert call(page, "scan", {"secret": desk.code("Bo"), "nonce": "c"})["warn"] == "already_redeemed"
    assert call(page, "scan", {"secret": "of another event", "nonce": "d"})["known"] is False
    walkin = call(page, "walkin", {"name": "Zoë Walk", "org": "Presse", "mode": "onsite"})
    assert walkin["status"] == "noted"
    found = call(page, "search", "uns")
    assert [(hit["name"], hit["in"]) for hit in found] == [(NAMES[2], False)]
    assert call(page, "scan", {"attendee": found[0]["attendee"], "nonce": "e"})["known"] is True
    assert call(page, "annul", "e")["ok"]
    assert state(page)["pending"] == 6 and state(page)["since"]
    noted_at = {id: row for id, row in desk.all("check").items()}
    assert set(noted_at) == {"a"}

    me.context.set_offline(False)
    shows(page, online=True, pending=0, conflicts=2)
    assert desk.entries() == [
        ("a", NAMES[0]), ("b", NAMES[1]), ("c", NAMES[1]), ("d", None), (walkin["nonce"], "Zoë Walk"), ("e", NAMES[2]),
    ]  # fmt: skip
    assert desk.inside() == {NAMES[0], NAMES[1], "Zoë Walk"}, "what was taken back is out"
    row = desk.all("check")["b"]
    assert row["offline"] and row["at"] < row["received"]
    refused = page.evaluate("() => document.getElementById('app').gate.refused")
    assert [one["reason"] for one in refused] == ["already_redeemed", "invalid"]


@pytest.mark.alone
def test_packets_that_vanish_are_noticed_in_three_seconds_and_the_scan_counts_once(
    desk: GateEvent, crowd: People
) -> None:
    with Proxy(desk.server.port) as proxy:
        me = crowd.laptop("de", base=f"http://127.0.0.1:{proxy.port}")
        page = desk.open(me)
        proxy.mode = Mode.BLACK_HOLE
        began = time.monotonic()
        assert call(page, "scan", {"secret": desk.code("Aylin"), "nonce": "a"})["status"] == "noted"
        assert 2.5 < time.monotonic() - began < 5 and not state(page)["online"]
        began = time.monotonic()
        for n in range(5):
            assert call(page, "scan", {"secret": desk.code("Bo"), "nonce": f"b{n}"})["status"] == "noted"
        assert time.monotonic() - began < 2, "from now on answers come at once"
        proxy.mode = Mode.PASS  # what was on its way arrives, too: the first scan came twice
        shows(page, 30, online=True, pending=0)
    assert [nonce for nonce, _ in desk.entries()] == ["a", *(f"b{n}" for n in range(5))]


def test_lost_replies_count_once_and_keep_their_order(desk: GateEvent, crowd: People) -> None:
    # Of three requests, one arrives but is never answered, one does not arrive.
    fates = itertools.cycle([Fate.UNANSWERED, Fate.LOST, Fate.PASS])
    with Proxy(desk.server.port) as proxy:
        me = crowd.laptop("de", base=f"http://127.0.0.1:{proxy.port}")
        page = desk.open(me)
        proxy.requests.clear()
        proxy.fate = lambda line: next(fates) if "/do " in line else Fate.PASS
        nonces = [f"n{n}" for n in range(len(NAMES))]
        for nonce, name in zip(nonces, NAMES, strict=True):
            assert call(page, "scan", {"secret": desk.code(name.split()[0]), "nonce": nonce})["status"] in (
                "noted",
                "ok",
            )
        walkin = call(page, "walkin", {"name": "Zoë Walk", "org": "", "mode": "onsite", "nonce": "walk"})
        assert walkin["status"] in ("noted", "ok")
        shows(page, 60, online=True, pending=0, conflicts=0)
        assert len([line for line in proxy.requests if "/do " in line]) > 2 * len(nonces)
    assert desk.entries() == [*zip(nonces, NAMES, strict=True), ("walk", "Zoë Walk")]
    assert [row["name"] for row in desk.all("attendee").values()].count("Zoë Walk") == 1


def test_the_page_is_closed_without_a_server_and_opened_again(desk: GateEvent, crowd: People) -> None:
    me = crowd.laptop("de").expects("503|500")
    page = desk.open(me)
    stop(desk)
    try:
        assert call(page, "scan", {"secret": desk.code("Aylin"), "nonce": "a"})["status"] == "noted"
        page.close()
        page = me.context.new_page()
        page.goto(f"/e/{desk.slug}/desk?room=raum-1")
        shows(page, online=False, pending=1, offlineReady=True)
        again = call(page, "scan", {"secret": desk.code("Aylin"), "nonce": "b"})
        assert again["warn"] == "already_redeemed" and again["person"]["name"] == NAMES[0]
        page.reload()
        shows(page, online=False, pending=2)
        now = page.evaluate("() => JSON.parse(document.getElementById('boot').textContent).now")
        assert START <= now < START + 300_000, "event time goes on"
        page.close()
    finally:
        desk.server.start()
    page = me.context.new_page()
    page.goto(f"/e/{desk.slug}/desk")
    until(lambda: [nonce for nonce, _ in desk.entries()] == ["a", "b"], 30)
    shows(page, online=True, pending=0)
    assert page.evaluate("() => JSON.parse(document.getElementById('boot').textContent).kept") is None


def test_a_kept_page_gets_the_whole_day_when_the_server_is_back(desk: GateEvent, crowd: People) -> None:
    me = crowd.laptop("de")
    page = desk.open(me)
    me.context.set_offline(True)
    page.reload()
    shows(page, online=False)
    assert page.evaluate("() => JSON.parse(document.getElementById('boot').textContent).epoch") is None
    assert not page.evaluate(KEPT).count(ORG)
    me.context.set_offline(False)
    shows(page, 30, online=True)
    page.reload()
    state_of = "() => JSON.parse(document.getElementById('state').textContent).put.length"
    until(lambda: page.evaluate(state_of) > 50)


def test_two_tabs_share_what_waits(desk: GateEvent, crowd: People) -> None:
    me = crowd.laptop("de")
    one = desk.open(me)
    two = me.context.new_page()
    two.goto(f"/e/{desk.slug}/desk")
    ready(two)
    sent: list[str] = []
    me.context.on("request", lambda request: sent.append(request.url) if request.url.endswith("/do") else None)
    me.context.set_offline(True)
    shows(one, online=False)
    shows(two, online=False)
    for n, name in enumerate(NAMES):
        page = (one, two)[n % 2]
        assert call(page, "scan", {"secret": desk.code(name.split()[0]), "nonce": f"n{n}"})["status"] == "noted"
    for page in (one, two):
        shows(page, pending=len(NAMES))
    sent.clear()
    me.context.set_offline(False)
    for page in (one, two):
        shows(page, online=True, pending=0)
    assert desk.entries() == [(f"n{n}", name) for n, name in enumerate(NAMES)]
    assert len(sent) == len(NAMES), "only one of them sends"


def test_the_store_is_away_and_comes_back(desk: GateEvent, crowd: People) -> None:
    down = json.dumps({"ok": False, "code": "store_down", "message": "x"})
    with Proxy(desk.server.port) as proxy:
        me = crowd.laptop("de", base=f"http://127.0.0.1:{proxy.port}").expects("503")
        page = desk.open(me)
        proxy.answer_itself("503 Service Unavailable", down, "application/json", only="/do ")
        assert call(page, "scan", {"secret": desk.code("Aylin"), "nonce": "a"})["status"] == "noted"
        proxy.answer_no_more()
        shows(page, online=True, pending=0)
    assert desk.entries() == [("a", NAMES[0])]


def test_a_group_comes_in_without_network(events: Events, crowd: People) -> None:
    desk = events.make(GateEvent)
    people = [{"key": f"g{n}", "name": name, "group": "G1"} for n, name in enumerate(("Gina Eins", "Gero Zwei"))]
    desk.system("attendees.load", people=people)
    me = crowd.laptop("de")
    page = desk.open(me)
    me.context.set_offline(True)
    shows(page, online=False)
    call(page, "scan", {"secret": desk.code("Gina"), "nonce": "a"})
    told = call(page, "group", {"secret": desk.code("Gina")})
    assert told["ok"] and len(told["nonces"]) == 1
    me.context.set_offline(False)
    shows(page, online=True, pending=0, conflicts=0)
    assert desk.entries() == [("a", "Gina Eins"), (told["nonces"][0], "Gero Zwei")]


def stop(event: ServedEvent) -> None:
    """TERM, as a service manager does it, and the end of the process."""
    event.server.signal(signal.SIGTERM)
    event.server.wait()
