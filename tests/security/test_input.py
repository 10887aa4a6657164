"""Input that no page of ours sends gets a clear refusal, on every road in."""

from __future__ import annotations

import http.client
import time

import pytest

from tests.support.event.served import ServedEvent
from tests.support.visitor import Visitor

DEEP = b"[" * 7000 + b"]" * 7000


def post(who: Visitor, path: str, body: bytes, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", who.server.port, timeout=10)
    cookie = "; ".join(f"{k}={v}" for k, v in who.cookies.items())
    connection.request("POST", path, body, {"Cookie": cookie, **{k.replace("_", "-"): v for k, v in headers.items()}})
    reply = connection.getresponse()
    found = reply.status, reply.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    "args",
    [
        DEEP,
        b'{"session":' + DEEP + b"}",
        b'{"session":"x","text":"\\ud800"}',
        b'{"session":NaN}',
        b'{"session":1e999}',
        b'{"session":' + b"9" * 5000 + b"}",
        b'{"session":"x","text":"\xff\xfe"}',
    ],
    ids=["deep list", "deep value", "lone surrogate", "NaN", "too large a number", "endless number", "no UTF-8"],
)
def test_odd_json_is_a_bad_request_and_no_failure(event: ServedEvent, args: bytes) -> None:
    who = event.join()
    status, body = post(who, f"/e/{event.slug}/do", b'{"do":"question.ask","cid":"c1","args":' + args + b"}")
    assert status in (400, 422), body
    for path in ("/s", f"/e/{event.slug}/join"):
        assert post(who, path, b'{"secret":' + args + b"}")[0] in (400, 403, 422)


STRANGE = ["null", "http://[", "file://", "http://evil.example", "x", "http://a@127.0.0.1", ""]
SCHEMES = ["file", "chrome-extension", "ws", "ftp"]
ELSEWHERE = ["/x%0d%0aSet-Cookie:a=b?lang=de", "/%5cevil.example/?lang=de", "//evil.example/?lang=de"]


@pytest.mark.parametrize("origin", STRANGE)
def test_writes_with_a_strange_origin_are_refused(event: ServedEvent, origin: str) -> None:
    body = b'{"do":"question.ask","cid":"c1","args":{}}'
    for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
        assert post(event.join(), f"/e/{event.slug}/do", body, Origin=origin, Content_Type=kind)[0] == 403


@pytest.mark.parametrize("scheme", SCHEMES)
def test_another_scheme_of_our_host_is_another_origin(event: ServedEvent, scheme: str) -> None:
    path, body = f"/e/{event.slug}/join", b'{"mode":"remote"}'
    who, host = event.visitor(), f"127.0.0.1:{event.server.port}"
    assert post(who, path, body, Origin=f"http://{host}")[0] == 200, "the control"
    assert post(who, path, body, Origin=f"{scheme}://{host}")[0] == 403


@pytest.mark.parametrize("path", ELSEWHERE)
def test_switching_the_language_stays_here(event: ServedEvent, path: str) -> None:
    status, _, headers = event.server.request("GET", path, headers={"Accept": "text/html"})
    assert status == 303
    assert headers["location"].startswith("/") and headers["location"][1] not in "/\\"
    assert "a=b" not in headers["set-cookie"]


def test_what_is_kept_of_an_address_keeps_its_bounds(event: ServedEvent) -> None:
    path = f"/e/{event.slug}/?lang=de&overlay=%0d%0aa%26b%3D1"
    status, _, headers = event.server.request("GET", path, headers={"Accept": "text/html"})
    assert (status, headers["location"]) == (303, f"/e/{event.slug}/?overlay=%0D%0Aa%26b%3D1")


@pytest.mark.parametrize("wait", ["nan", "-1", "-inf"])
def test_no_poll_waits_for_ever(event: ServedEvent, wait: str) -> None:
    messages = event.visitor().json("GET", f"/e/{event.slug}/poll")[1]
    began = time.monotonic()
    path = f"/e/{event.slug}/poll?epoch={messages[0]['epoch']}&v={messages[1]['v']}&wait={wait}"
    assert event.visitor().json("GET", path)[0] == 200
    assert time.monotonic() - began < 5


def test_wrong_codes_lock_nobody_else_out(event: ServedEvent) -> None:
    code = event.table.get("event", event.slug)["code"]  # type: ignore[index]
    refused = [event.server.request("GET", f"/j/NO{n:04}")[0] for n in range(70)]
    assert set(refused) == {404, 429}
    assert event.server.request("GET", f"/j/{code}")[0] == 303
