"""Who sends a body byte by byte is cut, whether its length is known or not; who sends steadily is served."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress

import pytest

from companion.live.body_pace import GRACE_S
from tests.support.event.served import ServedEvent

JOIN = b'{"mode": "remote"}'


def opened(event: ServedEvent, framing: str) -> socket.socket:
    sock = socket.create_connection(("127.0.0.1", event.server.port), timeout=60)
    head = f"POST /e/{event.slug}/join HTTP/1.1\r\nHost: 127.0.0.1:{event.server.port}\r\n{framing}\r\n\r\n"
    sock.sendall(head.encode())
    return sock


def drip(sock: socket.socket, each: bytes, pause_s: float, ended: threading.Event) -> None:
    try:
        while not ended.wait(pause_s):
            sock.sendall(each)
    except OSError:
        pass  # it was cut


@pytest.mark.slow
@pytest.mark.parametrize(
    ("framing", "each"),
    [("Content-Length: 5000", b" "), ("Transfer-Encoding: chunked", b"1\r\n \r\n"), ("Content-Length: 5000", b"")],
    ids=["length", "chunks", "silence"],
)
def test_a_body_that_drips_is_cut(event: ServedEvent, framing: str, each: bytes) -> None:
    sock, ended = opened(event, framing), threading.Event()
    began = time.monotonic()
    dripping = threading.Thread(target=drip, args=(sock, each, 1, ended), daemon=True)
    if each:
        dripping.start()
    answer = b""
    with sock, suppress(ConnectionResetError):  # by a drop that came after the cut, which takes the answer along
        while data := sock.recv(4096):
            answer += data
    took = time.monotonic() - began
    ended.set()
    assert GRACE_S - 1 < took < GRACE_S + 15
    assert answer.startswith(b"HTTP/1.1 400 ") or (each and not answer)


def test_a_body_in_parts_is_served_and_the_connection_goes_on(event: ServedEvent) -> None:
    for _ in range(2):  # nothing of the pace stays behind
        sock = opened(event, f"Content-Length: {len(JOIN)}\r\nContent-Type: application/json")
        for n in range(2):
            if n:
                sock.sendall(
                    f"POST /e/{event.slug}/join HTTP/1.1\r\nHost: 127.0.0.1:{event.server.port}\r\n"
                    f"Content-Length: {len(JOIN)}\r\nContent-Type: application/json\r\n\r\n".encode()
                )
            for byte in JOIN:
                sock.sendall(bytes([byte]))
                time.sleep(0.01)  # in many packets
            answer = b""
            while b"\r\n\r\n" not in answer or b"}" not in answer:
                data = sock.recv(4096)
                assert data
                answer += data
            assert answer.startswith(b"HTTP/1.1 200 ")
        sock.close()
