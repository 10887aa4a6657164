"""A strict RFC 6455 client on a plain socket: whatever a server must not do is an error here."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import socket
import struct
from typing import Any

from companion.client.errors import Closed, Refused
from companion.live.frames import NO_STATUS
from tests.support.kept import Kept

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


def frame(opcode: int, payload: bytes, *, final: bool = True, masked: bool = True, rsv: int = 0) -> bytes:
    """One frame of a client, right or wrong."""
    size, mask = len(payload), b"\x11\x22\x33\x44"  # the same each time, so that what failed can be sent again
    head = bytes([(0x80 if final else 0) | rsv << 4 | opcode])
    flag = 0x80 if masked else 0
    if size < 126:
        head += bytes([flag | size])
    elif size < 65536:
        head += struct.pack("!BH", flag | 126, size)
    else:
        head += struct.pack("!BQ", flag | 127, size)
    if not masked:
        return head + payload
    return head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))


class WsClient(Kept):
    """One connection to `/e/<slug>/live`."""

    def __init__(
        self,
        port: int,
        path: str,
        headers: dict[str, str] | None = None,
        *,
        receive_buffer: int | None = None,
        timeout: float = 30,
    ) -> None:
        self.sock = socket.socket()
        if receive_buffer:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.sock.settimeout(timeout)
        super().__init__()
        self.pongs: list[bytes] = []
        self.bytes = 0
        self._data = b""
        try:
            self.sock.connect(("127.0.0.1", port))
            self._shake(path, port, headers or {})
        except BaseException:
            self.sock.close()
            raise

    def _shake(self, path: str, port: int, headers: dict[str, str]) -> None:
        key = base64.b64encode(os.urandom(16))
        sent = {
            "Host": f"127.0.0.1:{port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": key.decode(),
            "Sec-WebSocket-Version": "13",
        } | headers
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items() if value), "", ""]
        self.sock.sendall("\r\n".join(lines).encode())
        while b"\r\n\r\n" not in self._data:
            self._fill()
        head, _, self._data = self._data.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        self.headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        status = int(first.split()[1])
        if status != 101:
            raise Refused(status, self._rest(int(self.headers.get("content-length", 0))), self.headers)
        expected = base64.b64encode(hashlib.sha1(key + GUID).digest()).decode()
        assert self.headers["sec-websocket-accept"] == expected
        assert self.headers["upgrade"].lower() == "websocket" and self.headers["connection"].lower() == "upgrade"

    def _rest(self, size: int) -> bytes:
        while len(self._data) < size:
            self._fill()
        return self._data

    def _fill(self) -> None:
        try:
            data = self.sock.recv(65536)
        except ConnectionError:
            data = b""
        if not data:
            raise Closed(None)
        self.bytes += len(data)
        self._data += data

    # sending

    def frame(
        self, opcode: int, payload: bytes = b"", *, final: bool = True, masked: bool = True, rsv: int = 0
    ) -> None:
        """Send one frame, also a wrong one."""
        self.sock.sendall(frame(opcode, payload, final=final, masked=masked, rsv=rsv))

    def ask(self, epoch: str | None = None, v: int = 0) -> None:
        """Send the cursor."""
        self.frame(TEXT, json.dumps({"at": {"epoch": epoch, "v": v} if epoch else None}).encode())

    # receiving

    def read_frame(self) -> tuple[int, bytes]:
        """The next frame, checked: no extension, no mask, shortest length, text whole and UTF-8."""
        first, second = self._take(2)
        assert not first & 0x70, "a reserved bit is set, but no extension was agreed on"
        assert first & 0x80, "the server does not fragment"
        assert not second & 0x80, "a server's frames are not masked"
        opcode, size = first & 15, second
        assert opcode in (TEXT, CLOSE, PING, PONG), f"opcode {opcode}"
        if size == 126:
            size = int.from_bytes(self._take(2), "big")
            assert size > 125
        elif size == 127:
            size = int.from_bytes(self._take(8), "big")
            assert size > 65535
        assert opcode == TEXT or size <= 125
        return opcode, self._take(size)

    def _take(self, size: int) -> bytes:
        while len(self._data) < size:
            self._fill()
        taken, self._data = self._data[:size], self._data[size:]
        return taken

    def read(self) -> dict[str, Any]:
        """The next message. Raises `Closed` after a close frame, which is answered, or at the end of the stream."""
        while True:
            opcode, payload = self.read_frame()
            if opcode == PONG:
                self.pongs.append(payload)
            elif opcode == PING:
                self.frame(PONG, payload)
            elif opcode == CLOSE:
                code = int.from_bytes(payload[:2], "big") if payload else NO_STATUS
                try:
                    self.frame(CLOSE, payload[:2])
                    assert not self._data and not self.sock.recv(1), "data after the close frame"
                except ConnectionError:
                    pass
                raise Closed(code, payload[2:].decode())
            else:
                message: dict[str, Any] = json.loads(payload)
                return self.keep(message)

    def close(self) -> None:
        """Drop the connection."""
        self.sock.close()
