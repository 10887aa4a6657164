"""A bare epoll loop that broadcasts: the least that Python can do. No checks, no state; `bare.py PORT FRAME`.

FRAME is the JSON text to broadcast, with `%d` for the version that counts up.
"""

from __future__ import annotations

import base64
import hashlib
import select
import socket
import struct
import sys


def frame(text: str) -> bytes:
    """One unmasked text frame."""
    data = text.encode()
    if len(data) < 126:
        return struct.pack("!BB", 0x81, len(data)) + data
    return struct.pack("!BBH", 0x81, 126, len(data)) + data


def answer(request: bytes) -> bytes:
    """The handshake's answer."""
    key = request.lower().split(b"sec-websocket-key:")[1].split(b"\r\n")[0]
    start = request.lower().index(key)
    digest = hashlib.sha1(request[start : start + len(key)].strip() + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
    head = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
    return head + base64.b64encode(digest) + b"\r\n\r\n"


def serve(port: int, text: str) -> None:
    """Broadcast whenever anybody sends anything."""
    listener = socket.create_server(("127.0.0.1", port), backlog=4096)
    listener.setblocking(False)
    poller = select.epoll()
    poller.register(listener.fileno(), select.EPOLLIN)
    arriving: dict[int, socket.socket] = {}
    there: dict[int, socket.socket] = {}
    version = 0
    while True:
        for fd, _event in poller.poll():
            if fd == listener.fileno():
                sock, _address = listener.accept()
                sock.setblocking(False)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                arriving[sock.fileno()] = sock
                poller.register(sock.fileno(), select.EPOLLIN)
                continue
            sock = there.get(fd) or arriving[fd]
            data = sock.recv(4096)
            if not data:
                poller.unregister(fd)
                there.pop(fd, None) or arriving.pop(fd)
                sock.close()
            elif fd in arriving:
                sock.send(answer(data))
                there[fd] = arriving.pop(fd)
            else:
                version += 1
                shared = frame(text % version)
                for other in there.values():
                    try:
                        other.send(shared)
                    except OSError:
                        pass


serve(int(sys.argv[1]), sys.argv[2])
