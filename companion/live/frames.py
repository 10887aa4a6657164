"""RFC 6455 as functions on bytes: no socket, no clock. Server side only: frames come masked and go unmasked."""

from __future__ import annotations

import base64
import hashlib
import struct
from typing import Final, NamedTuple

CONTINUATION: Final = 0x0
TEXT: Final = 0x1
BINARY: Final = 0x2
CLOSE: Final = 0x8
PING: Final = 0x9
PONG: Final = 0xA

NORMAL: Final = 1000
PROTOCOL_ERROR: Final = 1002
UNSUPPORTED: Final = 1003
NO_STATUS: Final = 1005
NOT_UTF8: Final = 1007
POLICY: Final = 1008
TOO_BIG: Final = 1009
RESTART: Final = 1012
TRY_LATER: Final = 1013

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_FIN, _RSV, _MASKED = 0x80, 0x70, 0x80
_SENDABLE_CODES = frozenset({1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014})


class Broken(Exception):
    """The client broke the protocol; `code` is the close code that says how."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Frame(NamedTuple):
    """One frame as it came: `final` frame of its message, opcode, unmasked payload, bytes it took."""

    final: bool
    opcode: int
    payload: bytes
    size: int


def accept_key(key: str) -> bytes:
    """The answer to a `Sec-WebSocket-Key`. Raises `ValueError` if that is not 16 bytes in base64."""
    if len(base64.b64decode(key, validate=True)) != 16:
        raise ValueError("a key has 16 bytes")
    return base64.b64encode(hashlib.sha1(key.encode() + _GUID, usedforsecurity=False).digest())


def frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """One whole message in one frame."""
    size = len(payload)
    if size < 126:
        return bytes((_FIN | opcode, size)) + payload
    if size < 65536:
        return struct.pack("!BBH", _FIN | opcode, 126, size) + payload
    return struct.pack("!BBQ", _FIN | opcode, 127, size) + payload


def close_frame(code: int, reason: str = "") -> bytes:
    """A close frame; `reason` has at most 123 bytes."""
    if code == NO_STATUS:
        return frame(b"", CLOSE)
    return frame(struct.pack("!H", code) + reason.encode(), CLOSE)


def read_frame(data: bytes, max_size: int) -> Frame | None:
    """The first frame of `data`, or None if it is not whole yet.

    Raises `Broken` as soon as the header shows that the frame cannot be good or has more than `max_size` bytes.
    """
    if len(data) < 2:
        return None
    first, second = data[0], data[1]
    opcode, size, start = first & 0x0F, second & 0x7F, 2
    _check_header(first, second)
    if size == 126:
        start, shortest = 4, 126
    elif size == 127:
        start, shortest = 10, 65536
    if start > 2:
        if len(data) < start:
            return None
        size = int.from_bytes(data[2:start], "big")
        if size < shortest or size >> 63:
            raise Broken(PROTOCOL_ERROR, "length not in its shortest form")
    if size > max_size:
        raise Broken(TOO_BIG, f"at most {max_size} bytes")
    end = start + 4 + size
    if len(data) < end:
        return None
    return Frame(bool(first & _FIN), opcode, _unmask(data[start : start + 4], data[start + 4 : end]), end)


def close_reply(payload: bytes) -> int:
    """The code to answer a close frame with. Raises `Broken` if its payload is not allowed."""
    if not payload:
        return NO_STATUS
    if len(payload) == 1:
        raise Broken(PROTOCOL_ERROR, "half a close code")
    code = int.from_bytes(payload[:2], "big")
    if code not in _SENDABLE_CODES and not 3000 <= code < 5000:
        raise Broken(PROTOCOL_ERROR, "not a close code")
    check_text(payload[2:])
    return code


def check_text(payload: bytes) -> None:
    """Raises `Broken` unless `payload` is UTF-8."""
    try:
        payload.decode()
    except UnicodeDecodeError:
        raise Broken(NOT_UTF8, "not UTF-8") from None


def _check_header(first: int, second: int) -> None:
    opcode = first & 0x0F
    if first & _RSV:
        raise Broken(PROTOCOL_ERROR, "no extension was agreed on")
    if not second & _MASKED:
        raise Broken(PROTOCOL_ERROR, "a client's frames are masked")
    if opcode in (CLOSE, PING, PONG):
        if not first & _FIN or second & 0x7F > 125:
            raise Broken(PROTOCOL_ERROR, "control frames are short and whole")
    elif opcode not in (CONTINUATION, TEXT, BINARY):
        raise Broken(PROTOCOL_ERROR, "unknown opcode")


def _unmask(mask: bytes, data: bytes) -> bytes:
    size = len(data)
    key = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(data, "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big")
