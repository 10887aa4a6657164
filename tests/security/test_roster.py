"""Names on the list of people are at the desk and nowhere else: on no page, in no frame, log line or export of others."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from companion.cli import main
from companion.core.ids import random_id
from tests.support.event.served import ServedEvent
from tests.support.kept import EventSource, LiveSocket
from tests.support.server import KEY
from tests.support.visitor import Visitor
from tests.web.checkin.test_checkin import listed

CANARIES = ("Kanarienvogel", "Canaryorg", "Canarynote", "canary-key", "canary-booking", "Canarywalkin")
PERSON = {
    "key": "canary-key", "name": "Kanarienvogel Ösil", "org": "Canaryorg", "note": "Canarynote", "group": "canary-booking",
}  # fmt: skip
PAGES = [
    "", "watch", "moderate", "rooms", "rooms/raum-1", "screen/main", "screen/main?overlay=1", "organise",
    "programme.ics", "mine.ics", "schedule.json", "print",
    "print/raum-1", "poll?as=all", "poll?as=stage", "poll?as=team", "attendance.csv",
    "attendance.csv?by=log", "attendance.csv?by=slot", "attendance.xlsx", "desk", "desk/roster", "desk/sw.js", "scanner",
    "organise/people/links.csv", "organise/people/signatures.pdf", "organise/people/tickets.zip",
]  # fmt: skip
OTHERS = ("visitor", "attendee", "moderator", "facilitator", "screen")


def leaks(text: bytes | str) -> list[str]:
    """What of the list is in a text, in whatever way it was written."""
    text = text.decode(errors="replace") if isinstance(text, bytes) else text
    return [canary for canary in CANARIES if canary.lower() in text.lower()]


@pytest.fixture
def event(event: ServedEvent) -> ServedEvent:
    """An event where people with tell-tale names came in by a desk, by a phone, and without being expected."""
    event.system("attendees.load", people=[PERSON])
    codes = listed(event)
    desk, phone = event.staff("desk"), event.visitor()
    code = codes["Kanarienvogel Ösil"]
    assert desk.do("checkin.redeem", nonce="a", secret=code)["result"]["person"]["name"] == PERSON["name"]
    assert desk.do("checkin.redeem", nonce="b", secret=code)["result"]["reason"] == "already_redeemed"
    assert desk.do("checkin.annul", nonce="a")["ok"]
    assert desk.do("attendee.add", name="Canarywalkin", nonce="c")["ok"]
    phone.request("GET", f"/t/{code}")
    assert phone.do("checkin.self")["ok"] and phone.do("checkin.self", room="raum-1")["ok"]
    assert leaks(json.dumps([*desk.rows("desk").values()], ensure_ascii=False)) == list(CANARIES), (
        "there is something to leak"
    )
    return event


def somebody(event: ServedEvent, role: str) -> Visitor:
    if role in ("visitor", "attendee"):
        return event.visitor() if role == "visitor" else event.join()
    made = event.staff("organiser").do(
        "link.create", role=role, **({"room": "raum-1"} if role == "facilitator" else {})
    )
    return event.visitor().staff(made["result"]["secret"])


@pytest.mark.parametrize("role", OTHERS)
def test_no_page_and_no_file_of_the_others_names_anybody(event: ServedEvent, role: str) -> None:
    who = somebody(event, role)
    for path in PAGES:
        for accept in ("text/html", "application/json"):
            _, data, headers = who.request("GET", f"/e/{event.slug}/{path}", headers={"Accept": accept})
            assert not leaks(data) and not leaks(str(headers)), path
    for path in ("/", "/metrics", "/healthz", "/readyz"):
        assert not leaks(who.request("GET", path)[1]), path


@pytest.mark.parametrize("role", OTHERS)
def test_no_frame_of_the_others_names_anybody(event: ServedEvent, role: str) -> None:
    who = somebody(event, role)
    desk = event.staff("desk")
    code = listed(event)["Kanarienvogel Ösil"]
    for viewer in ("stage", "all", *(["team"] if role == "moderator" else [])):
        ws = LiveSocket(who.client, f"/e/{event.slug}/live?as={viewer}")
        ws.ask()
        stream = EventSource(who.client, f"/e/{event.slug}/stream?as={viewer}")
        ws.until("state"), stream.until("state")
        for type in ("exit", "entry"):
            assert desk.do("checkin.redeem", nonce=random_id(), secret=code, type=type)["ok"]
        assert desk.do("attendee.edit", id=code[:12], note=f"Canarynote {viewer}")["ok"]
        assert event.staff("moderator").do("screen.show", screen="main", what="message", text=f"Ende {viewer}")["ok"]
        ws.until(lambda m, viewer=viewer: f"Ende {viewer}" in json.dumps(m))
        while f"Ende {viewer}" not in json.dumps(stream.read()):
            pass
        assert not leaks(json.dumps(ws.messages, ensure_ascii=False))
        assert not leaks(json.dumps(stream.messages, ensure_ascii=False))
        ws.close(), stream.close()


def test_the_holder_learns_nothing_of_what_the_list_says(event: ServedEvent) -> None:
    phone = event.visitor()
    phone.request("GET", f"/t/{listed(event)['Kanarienvogel Ösil']}")
    for path in PAGES:
        assert not leaks(phone.request("GET", f"/e/{event.slug}/{path}")[1]), path
    assert not leaks(json.dumps(phone.do("checkin.self"))) and not leaks(str(phone.cookies))


def test_no_log_line_names_anybody_or_holds_a_ticket(event: ServedEvent, monkeypatch: pytest.MonkeyPatch) -> None:
    code = listed(event)["Kanarienvogel Ösil"]
    event.visitor().request("GET", f"/t/{code[:-1]}9")
    event.staff("desk").request(
        "POST", f"/e/{event.slug}/do", {"do": "attendee.add", "cid": "x", "args": {"name": "Canarywalkin", "mode": 7}}
    )
    log = event.server.log.read_text()
    assert log and not leaks(log) and code not in log and code[:-1] not in log


def test_the_export_of_an_event_names_nobody(event: ServedEvent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", event.commands._store.url)
    monkeypatch.setenv("SECRET_KEY", KEY)
    result = CliRunner().invoke(main, ["export", event.slug], catch_exceptions=False)
    assert result.exit_code == 0 and '"session"' in result.output and not leaks(result.output)
