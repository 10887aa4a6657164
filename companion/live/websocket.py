"""The websocket: our own server object behind flask-sock.

The stock object loses the rest of a short write under gevent, compresses for every connection by itself, checks neither
handshake nor size, and needs two greenlets per connection. This one checks the handshake, waits for the handler to say
who is there, and then lives on its file descriptor alone (see `connection`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

import flask_sock
from flask import Blueprint
from werkzeug.exceptions import BadRequest, HTTPException
from werkzeug.wrappers import Response

from companion.live import frames, wire
from companion.live.connection import Connection
from companion.live.frames import Broken, Frame
from companion.live.hubs import Entry

MAX_MESSAGE: Final = 16 * 1024
FRAMES_PER_MINUTE: Final = 60
FIRST_MESSAGE_TIMEOUT_S: Final = 10.0
_SWITCHING: Final = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %b\r\n\r\n"
)
_CODES: Final = {"restart": frames.RESTART, "server_full": frames.TRY_LATER}


class WebSocket(Connection):
    """One websocket. It only reads the client's cursor; everything else the client says goes by POST."""

    __slots__ = ("_accept", "_count", "_environ", "_message", "_opcode", "_rest", "_since", "mode")
    transport = "ws"

    def __init__(self, environ: dict[str, Any], **_options: Any) -> None:
        """Check the handshake. Raises an HTTP error that flask answers with; nothing was sent yet."""
        super().__init__()
        self.mode = "gunicorn"
        self._accept = _handshake(environ)
        self._environ = environ
        self._rest = b""
        self._message = b""
        self._opcode: int | None = None
        self._since = 0.0
        self._count = 0

    @staticmethod
    def framed(message: bytes, epoch: str, v: int | None) -> bytes:
        """One text frame; the cursor is inside of the message."""
        return frames.frame(message)

    def join(self, entry: Entry) -> None:
        """Say yes to the client, leave gunicorn, and wait for the client's first message."""
        environ, self._environ = self._environ, {}  # what it holds would stay in memory with every connection
        deadlines = entry.hubs.deadlines
        self.detach(environ, deadlines, entry.hub, entry.viewer, _SWITCHING % self._accept)
        if entry.hubs.admit(self, entry.hub):
            deadlines.set(self, FIRST_MESSAGE_TIMEOUT_S)

    def close(self, reason: int | None = None, message: str | None = None) -> None:
        """flask-sock calls this when the handler returns; the connection has only begun by then."""

    def farewell(self, code: str, retry_in: int | None) -> bytes:
        """A bye and a close frame that says the same, for clients that see only that."""
        text = code if retry_in is None else f"retry_in={retry_in}"
        close = frames.close_frame(_CODES.get(code, frames.POLICY), text)
        return frames.frame(wire.bye(code, retry_in)) + close

    def received(self, data: bytes) -> None:
        """Take bytes in, whole frames or parts of them."""
        self._rest = self._rest + data if self._rest else data
        try:
            while self._rest and not self.closing and self.sock is not None:
                frame = frames.read_frame(self._rest, MAX_MESSAGE)
                if frame is None:
                    return
                self._rest = self._rest[frame.size :]
                self._limit_rate()
                self._take(frame)
        except Broken as broken:
            self.metrics.cut[f"ws_{broken.code}"] += 1
            self.end(frames.close_frame(broken.code, broken.reason))

    def _take(self, frame: Frame) -> None:
        if frame.opcode == frames.PING:
            self.push(frames.frame(frame.payload, frames.PONG))
        elif frame.opcode == frames.CLOSE:
            self.end(frames.close_frame(frames.close_reply(frame.payload)))
        elif frame.opcode != frames.PONG:
            self._assemble(frame)

    def _assemble(self, frame: Frame) -> None:
        if (frame.opcode == frames.CONTINUATION) != (self._opcode is not None):
            raise Broken(frames.PROTOCOL_ERROR, "fragments out of order")
        if self._opcode is None:
            self._opcode = frame.opcode
        if len(self._message) + len(frame.payload) > MAX_MESSAGE:
            raise Broken(frames.TOO_BIG, f"at most {MAX_MESSAGE} bytes")
        self._message += frame.payload
        if not frame.final:
            return
        message, opcode = self._message, self._opcode
        self._message, self._opcode = b"", None
        if opcode == frames.BINARY:
            raise Broken(frames.UNSUPPORTED, "text only")
        frames.check_text(message)
        self._read_cursor(message)

    def _read_cursor(self, message: bytes) -> None:
        try:
            cursor = wire.read_cursor(message)
        except ValueError:
            raise Broken(frames.POLICY, 'expected {"at": {"epoch", "v"}} or {"at": null}') from None
        if self.owner is not None:
            self.deadlines.clear(self)
            self.owner.answer(self, cursor)

    def _limit_rate(self) -> None:
        now = time.monotonic()
        if now - self._since > 60:
            self._since, self._count = now, 0
        self._count += 1
        if self._count > FRAMES_PER_MINUTE:
            raise Broken(frames.POLICY, "too many messages")


def websocket_route(blueprint: Blueprint, path: str, enter: Callable[[str], Entry]) -> None:
    """Serve websockets at `path` with one argument; `enter` says who comes and where to, or raises a refusal."""
    flask_sock.Server = WebSocket

    def live(ws: WebSocket, event: str) -> None:
        ws.join(enter(event))

    flask_sock.Sock().route(path, bp=blueprint)(live)


def _handshake(environ: dict[str, Any]) -> bytes:
    upgrades = {word.strip().lower() for word in environ.get("HTTP_CONNECTION", "").split(",")}
    if environ["REQUEST_METHOD"] != "GET" or "upgrade" not in upgrades:
        raise BadRequest("not a websocket handshake")
    if environ.get("HTTP_UPGRADE", "").lower() != "websocket":
        raise BadRequest("not a websocket handshake")
    if environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13":
        raise HTTPException(
            response=Response(status=426, headers={"Sec-WebSocket-Version": "13", "Upgrade": "websocket"})
        )
    try:
        return frames.accept_key(environ.get("HTTP_SEC_WEBSOCKET_KEY", ""))
    except ValueError:
        raise BadRequest("no websocket key") from None
