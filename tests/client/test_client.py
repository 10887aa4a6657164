"""What the client does with a server that does not keep its promises: it always comes to an end, and says which."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from companion.client import http
from companion.client.errors import BROKEN, Closed, Malformed, Refused
from companion.client.event import EventClient

HEAD = b"HTTP/1.1 200 OK\r\n"
STREAM = HEAD + b"Content-Type: text/event-stream\r\nConnection: close\r\n\r\n"


class Liar:
    """A server that sends the same bytes to whoever asks, and hangs up."""

    def __init__(self) -> None:
        self.answer = b""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.client = EventClient(f"http://127.0.0.1:{self._listener.getsockname()[1]}", "event", timeout=5)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            with connection:
                if not connection.recv(65536):
                    return
                connection.sendall(self.answer)

    def close(self) -> None:
        socket.create_connection(self._listener.getsockname()).close()
        self._thread.join()
        self._listener.close()


@pytest.fixture
def liar() -> Iterator[Liar]:
    found = Liar()
    yield found
    found.close()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0\r\n",
        HEAD + b"Content-Length: 9\r\n\r\n{}",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n9\r\n{}",
        HEAD + b"Content-Length: 5\r\n\r\n<html",
        HEAD + b'Content-Length: 3\r\n\r\n"\xff"',
        b"HTTP/1.1 503 Gone\r\nContent-Length: 2\r\n\r\n{}",
    ],
)
def test_an_answer_that_is_none_is_one_of_those_that_are_expected(liar: Liar, answer: bytes) -> None:
    liar.answer = answer
    with pytest.raises(BROKEN):
        liar.client.join("onsite").decided()


@pytest.mark.parametrize("head", [b"Content-Length: 99", b"Connection: close"])
def test_an_answer_has_a_size_at_most(liar: Liar, head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LONGEST_BYTES", 98)
    liar.answer = HEAD + head + b"\r\n\r\n" + b"x" * 99
    with pytest.raises(Malformed, match="99 bytes|more than"):
        liar.client.request("GET", "/")


def test_cookies_are_kept_and_sent_again(liar: Liar) -> None:
    liar.answer = HEAD + b"Set-Cookie: a=b=c; Path=/\r\nSet-Cookie: d=e\r\nContent-Length: 0\r\n\r\n"
    liar.client.request("GET", "/")
    assert liar.client.cookie == liar.client.all_headers()["Cookie"] == "a=b=c; d=e"


def test_a_stream_that_is_cut_short_is_closed_and_one_of_rubbish_is_malformed(liar: Liar) -> None:
    for body, error in [(b'data: {"t":', Closed), (b"data: {]\n\n", Malformed), (b"data: 1\ndata: 2\n\n", Malformed)]:
        liar.answer = STREAM + body
        stream = liar.client.stream("all")
        with pytest.raises(error):
            stream.read()
        stream.close()


def test_a_websocket_needs_the_right_answer(liar: Liar) -> None:
    liar.answer = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
    with pytest.raises(Malformed):
        liar.client.live("all")
    liar.answer = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"
    with pytest.raises(Refused) as refused:
        liar.client.live("all")
    assert (refused.value.status, refused.value.body) == (403, b"no")
