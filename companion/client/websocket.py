"""The websocket from the client's side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from wsproto import ConnectionType, WSConnection
from wsproto.connection import ConnectionState
from wsproto.events import (
    AcceptConnection,
    CloseConnection,
    Event,
    Ping,
    Pong,
    RejectConnection,
    RejectData,
    Request,
    TextMessage,
)
from wsproto.utilities import ProtocolError

from companion.client.errors import Closed, Malformed, Refused
from companion.client.http import LONGEST_BYTES, HttpClient, decoded


class WebSocket:
    """One connection to `path`, with the cookies of `client`. `headers` are those of the server's answer.

    `timeout` (s) is how long it may be silent. Raises `Refused` if the server wants none, and what `read` raises.
    """

    def __init__(self, client: HttpClient, path: str, timeout: float | None = None) -> None:
        self._sock = client.socket(timeout)
        self._protocol = WSConnection(ConnectionType.CLIENT)
        self._events: Iterator[Event] = iter(())
        try:
            self.headers = self._shake(client, path)
        except BaseException:
            self._sock.close()
            raise

    def ask(self, epoch: str | None = None, v: int = 0) -> None:
        """Say where to go on from; without `epoch` the whole state comes."""
        cursor = {"epoch": epoch, "v": v} if epoch else None
        self._sock.sendall(self._protocol.send(TextMessage(json.dumps({"at": cursor}))))

    def read(self) -> dict[str, Any]:
        """The next message. Raises `Closed` at the end, `Malformed`, and `OSError`."""
        text = ""
        while True:
            event = self._next()
            if isinstance(event, TextMessage):
                text += event.data
                if len(text) > LONGEST_BYTES:
                    raise Malformed("a message without an end")
                if event.message_finished:
                    message: dict[str, Any] = decoded(text)
                    return message
            elif isinstance(event, Ping):
                self._sock.sendall(self._protocol.send(event.response()))
            elif isinstance(event, CloseConnection):
                self._end(event)
            elif not isinstance(event, Pong):
                raise Malformed(repr(event))

    def close(self) -> None:
        """Drop the connection."""
        self._sock.close()

    def _end(self, event: CloseConnection) -> None:
        if self._protocol.state is not ConnectionState.REMOTE_CLOSING:
            raise Malformed(event.reason or "")  # so wsproto tells of a frame that must not be
        with suppress(OSError):  # who has closed may be gone
            self._sock.sendall(self._protocol.send(event.response()))
        raise Closed(int(event.code), event.reason or "")

    def _shake(self, client: HttpClient, path: str) -> dict[str, str]:
        headers = [(name.encode(), value.encode()) for name, value in client.all_headers().items() if name != "Host"]
        request = Request(host=client.address.netloc, target=path, extra_headers=headers)
        self._sock.sendall(self._protocol.send(request))
        event = self._next()
        if isinstance(event, RejectConnection):
            raise Refused(event.status_code, self._rest(), _headers(event.headers))
        if not isinstance(event, AcceptConnection):
            raise Malformed(repr(event))
        return _headers(event.extra_headers)

    def _rest(self) -> bytes:
        """What a refusal says."""
        body = b""
        with suppress(Closed):
            while isinstance(event := self._next(), RejectData) and len(body) <= LONGEST_BYTES:
                body += event.data
                if event.body_finished:
                    break
        return body

    def _next(self) -> Event:
        while True:
            for event in self._events:
                return event
            data = self._sock.recv(65536)
            if not data:
                raise Closed
            try:
                self._protocol.receive_data(data)
            except ProtocolError as error:
                raise Malformed(str(error)) from error
            self._events = self._protocol.events()


def _headers(pairs: Any) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in pairs}
