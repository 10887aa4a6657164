"""Whatever is sent, for whichever role: a refusal that says which, or a clean end; nothing is changed, and nothing broke."""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.base.logs import JsonLines
from companion.client.errors import Closed, Refused
from companion.client.http import Answer
from companion.core.errors import CODES
from companion.live import frames
from tests.security import wire_fuzz
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.server import Server
from tests.support.visitor import CIDS, Visitor
from tests.support.wsclient import WsClient, frame

pytestmark = pytest.mark.slow
ROLES = ("visitor", "attendee", "facilitator", "moderator", "desk", "screen", "organiser")
VIEWERS = {"moderator": "team", "organiser": "team", "desk": "desk"}
WRONG = frozenset({"broken", "busy", "store_down"})
"""Codes by which the server says that it is its own fault."""
CONNECTED = frozenset({"presence", "process_presence", "team_presence", "peak", "followers", "team_followers"})
"""Rows that tell who is connected, so that they change with every connection."""
some = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


class Log:
    """What a server logs from now on."""

    def __init__(self, server: Server) -> None:
        self._path, self._from = server.log, server.log.stat().st_size

    def troubles(self) -> list[str]:
        with self._path.open("rb") as file:
            file.seek(self._from)
            return troubles(file.read().decode())


def troubles(text: str) -> list[str]:
    """The lines of a log that tell of an error, or are no line of ours."""
    found = []
    for line in text.splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            found.append(line)
            continue
        if entry["level"] in ("error", "critical") or "trace" in entry:
            found.append(line)
    return found


def fault(answer: Answer) -> str:
    """What is wrong with the answer to something that should be refused, or done as it stands; empty if nothing is."""
    try:
        told = json.loads(answer.body)
    except ValueError:
        return f"{answer.status}: not JSON"
    if answer.status == 200:
        return "" if told["ok"] is True and set(told) == {"ok", "v", "at", "result"} else f"200: {told}"
    code = told.get("code")
    if told.get("ok") is not False or code not in CODES or code in WRONG or not told.get("message"):
        return f"{answer.status}: {told}"
    # A refusal of the HTTP server bears its own status with the code of a request that could not be read.
    return "" if answer.status in (CODES[code][0], 405) else f"{answer.status} with {code}"


@pytest.fixture
def event(events: Events) -> ServedEvent:
    found = events.make(ServedEvent)
    found.moderate("session.qa", id=found.session(), open=True)
    return found


@pytest.fixture(autouse=True)
def log(server: Server) -> Iterator[Log]:
    found = Log(server)
    yield found
    assert not found.troubles()


def who(event: ServedEvent, role: str) -> Visitor:
    if role == "visitor":
        return event.visitor()
    if role == "attendee":
        return event.join()
    return event.join().staff(event.link(role)["secret"])


def state(event: ServedEvent) -> dict[tuple[str, str], tuple[str, Any]]:
    """Every row with its audience, as the store has it now."""
    rows = event.store.snapshot(event.slug)[2]
    return {(row.kind, row.id): (row.to, row.fields) for row in rows if row.kind not in CONNECTED}


@pytest.mark.parametrize("role", ROLES)
def test_bodies_that_are_no_command(event: ServedEvent, role: str) -> None:
    visitor, before, codes = who(event, role), state(event), Counter[str]()
    headers = ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]

    @some
    @given(st.one_of(wire_fuzz.RAW, wire_fuzz.ENVELOPES), st.sampled_from(headers), st.sampled_from(["do", "join"]))
    def send(body: bytes, kind: str, path: str) -> None:
        answer = visitor.request("POST", event.path(path), body, {"Content-Type": kind})
        if answer.status == 200 and path == "join":
            return  # by chance it said where somebody takes part
        assert not fault(answer), (fault(answer), body[:200])
        assert answer.status != 200, (answer.body, body[:200])
        codes[answer.json()["code"]] += 1

    send()
    assert state(event) == before and len(codes) >= 3, codes


@pytest.mark.parametrize("role", ROLES)
def test_commands_with_anything_as_arguments(event: ServedEvent, role: str) -> None:
    visitor, codes = who(event, role), Counter[str]()

    @settings(some, max_examples=150)
    @given(wire_fuzz.arguments())
    def send(command: tuple[str, dict[str, Any]]) -> None:
        name, args = command
        before = event.store.version(event.slug)
        answer = visitor.client.do(name, f"f{next(CIDS)}", args)
        assert not fault(answer), (fault(answer), name, args)
        if answer.status == 200:
            codes["ok"] += 1
            return
        codes[answer.json()["code"]] += 1
        assert event.store.version(event.slug) == before, (name, args)

    send()
    wanted = {"visitor": {"no_participant"}, "organiser": {"bad_args"}}.get(role, {"bad_args", "not_allowed"})
    assert wanted <= codes.keys(), codes


@pytest.mark.parametrize("role", ROLES)
def test_frames_of_every_wrong_kind(event: ServedEvent, role: str) -> None:
    visitor, before, ends = who(event, role), state(event), Counter[int | None]()

    @some
    @given(wire_fuzz.FRAMES)
    def send(parts: list[bytes]) -> None:
        client = WsClient(
            event.server.port, event.path(f"live?as={VIEWERS.get(role, 'all')}"), {"Cookie": visitor.cookie}, timeout=5
        )
        try:
            ends[after(client, parts)] += 1
        finally:
            client.close()

    send()
    assert set(ends) <= wire_fuzz.ENDS | {None} and len(ends) >= 4, ends
    assert state(event) == before
    fine = event.strict_ws(VIEWERS.get(role, "all"), visitor)
    fine.ask()
    assert [fine.read()["t"], fine.read()["t"]] == ["hello", "state"], "the control: it serves on"


def after(client: WsClient, parts: list[bytes]) -> int | None:
    """The code of the end after these frames and a regular goodbye; None where half a frame swallowed that."""
    try:
        for part in parts:
            client.sock.sendall(part)
        client.sock.sendall(frame(frames.CLOSE, b"\x03\xe8"))
        client.sock.shutdown(1)
    except OSError:
        pass  # it has closed already, and what it said is still to be read
    try:
        while True:
            client.read()
    except Closed as closed:
        return closed.code


@pytest.mark.parametrize("road", ["stream", "poll", "live"])
@pytest.mark.parametrize("role", ["visitor", "attendee", "moderator", "organiser"])
def test_addresses_of_the_roads_down(event: ServedEvent, role: str, road: str) -> None:
    visitor, before, seen = who(event, role), state(event), Counter[int]()
    allowed = {"all", "stage", ""} | ({"team"} if role in ("moderator", "organiser") else set())
    allowed |= {"desk"} if role == "organiser" else set()

    @some
    @given(wire_fuzz.QUERIES, wire_fuzz.LAST_IDS)
    def send(query: dict[str, str], last: str | None) -> None:
        query = query | ({"wait": "0"} if road == "poll" else {})
        try:
            path = event.path(f"{road}?{urlencode(query)}")
        except UnicodeEncodeError:
            return  # a lone surrogate is in no address
        if len(path) > 4000:
            return  # no proxy passes it on
        headers = {} if last is None else {"Last-Event-ID": last}
        status = opened(visitor, event, road, path, headers)
        seen[status] += 1
        assert status == 101 or status == 200 or 400 <= status < 500, (status, path)
        assert status >= 400 or query.get("as", "") in allowed or "%" in path, (status, path)

    send()
    assert state(event) == before and {status // 100 for status in seen} >= {4}, seen


def opened(visitor: Visitor, event: ServedEvent, road: str, path: str, headers: dict[str, str]) -> int:
    """The status that an address of a road down is answered with."""
    if road == "live":
        try:
            WsClient(event.server.port, path, {"Cookie": visitor.cookie} | headers, timeout=5).close()
        except Refused as refused:
            return refused.status
        return 101
    if road == "stream":
        headers = headers | {"Accept": "text/event-stream"}
        answer = visitor.client.request("HEAD", path, None, headers)
        return answer.status
    answer = visitor.request("GET", path, None, headers)
    if answer.status != 200:
        assert not fault(answer), fault(answer)
    return answer.status


def test_what_is_looked_at_would_show_a_fault(event: ServedEvent, log: Log) -> None:
    """The control of each look: at the state, at an answer, and at the log."""
    before, version = state(event), event.store.version(event.slug)
    event.do(event.join(), "question.ask", session=event.session(), text="Das ändert etwas")
    assert state(event) != before and event.store.version(event.slug) > version
    for status, body in (
        (500, b'{"ok":false,"code":"broken","message":"x"}'),
        (400, b"<html>"),
        (400, b'{"ok":false,"code":"never_heard","message":"x"}'),
        (422, b'{"ok":false,"code":"bad_request","message":"x"}'),
        (200, b'{"ok":true}'),
    ):
        assert fault(Answer(status, body, {})), body
    assert not fault(Answer(400, b'{"ok":false,"code":"bad_request","message":"x"}', {}))
    try:
        raise ValueError
    except ValueError:
        record = logging.LogRecord("companion", logging.WARNING, "", 0, "odd", None, sys.exc_info())
    assert troubles(JsonLines("web").format(record)) and troubles("Traceback (most recent call last):")
    assert not troubles(
        JsonLines("web").format(logging.LogRecord("companion", logging.INFO, "", 0, "fine", None, None))
    )
    assert not log.troubles()
