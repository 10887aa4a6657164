"""One answer over HTTP, within limits of time, of bytes and of addresses."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from companion.base.fetch import Answer, FetchError, TooLarge, fetch

OK = b"HTTP/1.1 200 OK\r\n"


class Peer:
    """A server of one connection: what it was sent up to the blank line is in `asked`."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.asked: list[bytes] = []
        self.gone = threading.Event()

    def answers(self, reply: bytes | Callable[[socket.socket], None]) -> Peer:
        threading.Thread(target=self._serve, args=[reply], daemon=True).start()
        return self

    def _serve(self, reply: bytes | Callable[[socket.socket], None]) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                with connection, suppress(OSError):
                    self.asked.append(connection.recv(65_536))
                    connection.sendall(reply) if isinstance(reply, bytes) else reply(connection)

    def drip(self, first: bytes, again: bytes) -> Peer:
        """Send `again` for ever, a piece at a time, and never end."""

        def reply(connection: socket.socket) -> None:
            connection.sendall(first)
            while not self.gone.wait(0.02):
                connection.sendall(again)

        return self.answers(reply)

    def close(self) -> None:
        self.gone.set()
        self._socket.close()


@pytest.fixture
def peer() -> Iterator[Peer]:
    found = Peer()
    yield found
    found.close()


def ask(url: str, **more: object) -> Answer:
    limits = {"idle_s": 2.0, "patience_s": 2.0, "most_bytes": 100}
    return fetch(url, **{**limits, **more})  # type: ignore[arg-type]


def test_an_answer_has_a_status_and_content(peer: Peer) -> None:
    peer.answers(OK + b"Content-Length: 2\r\n\r\nhi")
    assert ask(f"{peer.url}/a/b?c=d", headers={"Authorization": "Token x"}) == (200, b"hi")
    assert peer.asked[0].startswith(b"GET /a/b?c=d HTTP/1.1\r\n") and b"Authorization: Token x\r\n" in peer.asked[0]
    assert ask(peer.url, body=b"{}") == (200, b"hi")
    assert peer.asked[1].startswith(b"POST / HTTP/1.1\r\n")


def test_content_of_any_other_status_is_not_read_and_no_redirect_is_followed(peer: Peer) -> None:
    elsewhere = Peer().answers(OK + b"\r\nhi")
    peer.answers(b"HTTP/1.1 302 Found\r\nLocation: %s/\r\n\r\n%s" % (elsewhere.url.encode(), b"x" * 1000))
    assert ask(peer.url) == (302, b"")
    assert not elsewhere.asked
    elsewhere.close()


@pytest.mark.parametrize(
    "reply",
    [
        OK + b"Content-Length: 101\r\n\r\n" + b"x" * 101,
        OK + b"\r\n" + b"x" * 101,
        OK
        + b"Transfer-Encoding: chunked\r\n\r\n"
        + b"33\r\n"
        + b"x" * 51
        + b"\r\n33\r\n"
        + b"x" * 51
        + b"\r\n0\r\n\r\n",
    ],
)
def test_too_much_is_refused_however_it_comes(peer: Peer, reply: bytes) -> None:
    with pytest.raises(TooLarge):
        ask(peer.answers(reply).url)


@pytest.mark.parametrize("reply", [OK + b"Content-Length: 9\r\n\r\nhi", b"SSH-2.0\r\n", b"", OK + b"x" * 70_000])
def test_what_is_no_whole_answer_is_an_error(peer: Peer, reply: bytes) -> None:
    with pytest.raises(FetchError):
        ask(peer.answers(reply).url)


@pytest.mark.parametrize(
    ("first", "again"),
    [(OK + b"\r\n", b" "), (OK + b"Content-Length: 90\r\n\r\n", b" "), (OK, b"a"), (OK, b"a: b\r\n"), (b"", b"H")],
    ids=["body", "body of known length", "one header", "headers", "status"],
)
def test_who_sends_a_byte_now_and_then_is_cut_off_in_time(peer: Peer, first: bytes, again: bytes) -> None:
    peer.drip(first, again)
    began = time.monotonic()
    with pytest.raises(FetchError):
        ask(peer.url, patience_s=0.3, most_bytes=1_000_000)
    assert time.monotonic() - began < 1.5


def test_who_says_nothing_is_waited_for_no_longer_than_said(peer: Peer) -> None:
    peer.answers(lambda connection: peer.gone.wait(20) and None)
    began = time.monotonic()
    with pytest.raises(FetchError):
        ask(peer.url, idle_s=0.2, patience_s=20)
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize(
    "url", ["ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http:///x", "127.0.0.1", "https://[::1"]
)
def test_other_addresses_are_not_asked(url: str) -> None:
    with pytest.raises(FetchError):
        ask(url)


def test_a_line_break_gets_into_no_request(peer: Peer) -> None:
    peer.answers(OK + b"\r\n")
    for url, headers in ((f"{peer.url}/a b\r\nX: y", {}), (peer.url, {"Authorization": "x\r\nX: y"})):
        with suppress(FetchError):
            ask(url, headers=headers)
    assert not any(b"X: y" in asked for asked in peer.asked)


def test_the_proxy_of_the_environment_is_asked_where_that_is_wanted(
    peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", f"http://ada:pw@127.0.0.1:{peer.port}")
    peer.answers(b"HTTP/1.1 403 No\r\n\r\n")
    with pytest.raises(FetchError):
        ask("https://pretix.invalid/api", proxied=True)
    assert peer.asked[0].startswith(b"CONNECT pretix.invalid:443 ") and b"Basic YWRhOnB3" in peer.asked[0]
    with pytest.raises(FetchError):
        ask("https://pretix.invalid/api")
    assert len(peer.asked) == 1
