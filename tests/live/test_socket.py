"""The websocket against a client that allows no mistake, and makes all of them."""

from __future__ import annotations

import json

import pytest

from companion.client.errors import Refused
from tests.support.event.served import ServedEvent
from tests.support.wsclient import BINARY, CLOSE, PING, PONG, TEXT

NULL = b'{"at":null}'
NOT_UTF8 = b'{"at":"\xff"}'


def refused(event: ServedEvent, viewer: str = "all", **headers: str) -> Refused:
    with pytest.raises(Refused) as found:
        event.strict_ws(viewer, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return found.value


def test_hello_and_state_answer_the_first_message(event: ServedEvent) -> None:
    who = event.join("remote")
    client = event.strict_ws(who=who)
    client.ask()
    hello, state = client.read(), client.read()
    assert hello["t"] == "hello" and hello["me"] == {"id": who.pid, "mode": "remote", "roles": ["attendee"]}
    assert (
        state["t"] == "state" and ["room", "r0", {"title": "Main hall", "order": 0, "capacity": None}] in state["put"]
    )


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec_WebSocket_Key": ""}, 400),
        ({"Sec_WebSocket_Key": "c2hvcnQ="}, 400),
        ({"Sec_WebSocket_Version": ""}, 426),
        ({"Sec_WebSocket_Version": "8"}, 426),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_bad_handshake_gets_a_plain_refusal(event: ServedEvent, headers: dict[str, str], status: int) -> None:
    found = refused(event, **headers)
    assert found.status == status
    if status == 426:
        assert found.headers["sec-websocket-version"] == "13"


def test_the_own_origin_is_welcome(event: ServedEvent) -> None:
    client = event.strict_ws(headers={"Origin": f"http://127.0.0.1:{event.server.port}"})
    client.ask()
    assert client.read()["t"] == "hello"


def test_an_origin_that_only_begins_like_ours_is_not(event: ServedEvent) -> None:
    assert refused(event, Origin=f"http://127.0.0.1:{event.server.port}.evil.example").status == 403


def test_nobody_sees_more_than_the_cookie_allows(event: ServedEvent) -> None:
    who = event.join()
    moderator = event.staff("moderator")
    assert refused(event, "team", Cookie=who.cookie).status == 403
    assert refused(event, "desk", Cookie=moderator.cookie).status == 403
    assert refused(event, "everything").status == 422
    client = event.strict_ws("team", moderator)
    client.ask()
    assert client.read()["me"]["roles"] == ["attendee", "moderator"]


def test_an_unknown_event_is_not_upgraded(event: ServedEvent) -> None:
    event.slug = "nowhere"
    assert refused(event).status == 404


def test_no_compression_is_agreed_on(event: ServedEvent) -> None:
    client = event.strict_ws(headers={"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"})
    assert "sec-websocket-extensions" not in client.headers
    client.ask()
    assert client.read()["t"] == "hello"


def test_a_message_may_come_in_parts_with_a_ping_between(event: ServedEvent) -> None:
    client = event.strict_ws()
    client.frame(TEXT, NULL[:4], final=False)
    client.frame(PING, b"still there?")
    client.frame(0, NULL[4:7], final=False)
    client.frame(0, NULL[7:])
    assert client.read()["t"] == "hello"
    assert client.pongs == [b"still there?"]


def test_a_message_may_come_byte_by_byte(event: ServedEvent) -> None:
    client = event.strict_ws()
    frame = bytes([0x81, 0x80 | len(NULL), 0, 0, 0, 0]) + NULL
    for byte in frame:
        client.sock.sendall(bytes([byte]))
    assert client.read()["t"] == "hello"


def test_asking_again_is_answered_without_another_hello(event: ServedEvent) -> None:
    client = event.strict_ws()
    client.ask()
    hello, state = client.read(), client.read()
    client.ask(hello["epoch"], state["v"])
    assert client.read() == {"t": "delta", "v": state["v"], "put": [], "gone": []}
    client.ask("another history", state["v"])
    assert [client.read()["t"], client.read()["t"]] == ["hello", "state"]


@pytest.mark.parametrize("payload", [b"\x03\xe8", b"\x03\xe9going", b""])
def test_a_close_is_answered_with_the_same_code(event: ServedEvent, payload: bytes) -> None:
    client = event.strict_ws()
    client.ask()
    client.frame(CLOSE, payload)
    assert client.closed().code == (int.from_bytes(payload[:2], "big") or 1005)


@pytest.mark.parametrize(
    ("code", "frames"),
    [
        (1002, [{"opcode": TEXT, "payload": NULL, "masked": False}]),
        (1002, [{"opcode": TEXT, "payload": NULL, "rsv": 4}]),
        (1002, [{"opcode": 3, "payload": NULL}]),
        (1002, [{"opcode": PING, "payload": b"x", "final": False}]),
        (1002, [{"opcode": PING, "payload": b"x" * 126}]),
        (1002, [{"opcode": 0, "payload": NULL}]),
        (1002, [{"opcode": TEXT, "payload": b"{", "final": False}, {"opcode": TEXT, "payload": NULL}]),
        (1002, [{"opcode": CLOSE, "payload": b"\x03"}]),
        (1002, [{"opcode": CLOSE, "payload": b"\x03\xed"}]),
        (1007, [{"opcode": CLOSE, "payload": b"\x03\xe8\xff"}]),
        (1003, [{"opcode": BINARY, "payload": NULL}]),
        (1007, [{"opcode": TEXT, "payload": NOT_UTF8}]),
        (1007, [{"opcode": TEXT, "payload": b"\xc3", "final": False}, {"opcode": 0, "payload": b"\xff"}]),
        (1008, [{"opcode": TEXT, "payload": b"hello?"}]),
        (1008, [{"opcode": TEXT, "payload": b'{"at":{"epoch":1,"v":1}}'}]),
        (1009, [{"opcode": TEXT, "payload": b"x" * 300_000}]),
        (1009, [{"opcode": TEXT, "payload": b"x" * 9000, "final": False}, {"opcode": 0, "payload": b"x" * 9000}]),
    ],
)
def test_every_broken_rule_ends_with_its_code(event: ServedEvent, code: int, frames: list[dict[str, object]]) -> None:
    client = event.strict_ws()
    try:
        for frame in frames:
            client.frame(**frame)  # type: ignore[arg-type]
    except ConnectionError:
        pass  # the server need not read on; what it said is in our buffer
    assert client.closed().code == code


def test_a_letter_split_over_two_frames_is_whole(event: ServedEvent) -> None:
    client = event.strict_ws()
    text = '{"at":{"epoch":"ä","v":1}}'.encode()
    split = text.index("ä".encode()) + 1
    client.frame(TEXT, text[:split], final=False)
    client.frame(0, text[split:])
    assert client.read()["t"] == "hello"


def test_too_many_messages_end_it(event: ServedEvent) -> None:
    client = event.strict_ws()
    client.ask()
    for _ in range(100):
        client.frame(PONG)
    assert client.closed().code == 1008


def test_the_ninth_page_of_a_person_replaces_the_first(event: ServedEvent) -> None:
    who = event.join()
    clients = [event.strict_ws(who=who) for _ in range(9)]
    for client in clients:
        client.ask()
        client.until("state")
    closed = clients[0].closed()
    assert closed.code == 1008 and clients[0].messages[-1]["code"] == "too_many_connections"
    event.put({"room/r1": {"title": "Second", "order": 1, "capacity": None}})
    for client in clients[1:]:
        assert client.until("delta")["put"][0][1] == "r1"


def test_a_page_carries_a_cursor_that_the_socket_resumes_from(event: ServedEvent) -> None:
    who = event.join()
    state, hello = None, None
    for message in event.poll(who=who):
        state = message if message["t"] == "state" else state
        hello = message if message["t"] == "hello" else hello
    assert state and hello
    event.put({"room/r1": {"title": "Second", "order": 1, "capacity": None}})
    client = event.strict_ws(who=who)
    client.ask(hello["epoch"], state["v"])
    assert client.read()["t"] == "hello"
    delta = client.read()
    assert (
        delta["t"] == "delta"
        and json.dumps(delta["put"]) == '[["room", "r1", {"title": "Second", "order": 1, "capacity": null}]]'
    )
