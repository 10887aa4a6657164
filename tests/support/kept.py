"""Connections that keep what came, to look for it later."""

from __future__ import annotations

import time
from abc import abstractmethod
from typing import Any

from companion.client.errors import Closed
from companion.client.events import EventStream
from companion.client.http import HttpClient
from companion.client.websocket import WebSocket

Message = dict[str, Any]


class Kept:
    """All that was read is in `messages`."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def keep(self, message: Message) -> Message:
        """Note a message."""
        self.messages.append(message)
        return message

    @abstractmethod
    def read(self) -> Message:
        """The next message. Raises `Closed`."""

    def until(self, wanted: Any, timeout: float = 10) -> Message:
        """Read until a message for which `wanted` is true, or of that type."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            message = self.read()
            if message["t"] == wanted if isinstance(wanted, str) else wanted(message):
                return message
        raise AssertionError("it did not come")

    def closed(self) -> Closed:
        """How the connection ends, reading on until it does."""
        try:
            while True:
                self.read()
        except Closed as closed:
            return closed


class LiveSocket(Kept, WebSocket):
    """A websocket."""

    def __init__(self, client: HttpClient, path: str, timeout: float = 10) -> None:
        Kept.__init__(self)
        WebSocket.__init__(self, client, path, timeout)

    def read(self) -> Message:
        """The next message. Raises `Closed`."""
        return self.keep(WebSocket.read(self))


class EventSource(Kept, EventStream):
    """An event stream."""

    def __init__(
        self, client: HttpClient, path: str, headers: dict[str, str] | None = None, timeout: float = 10
    ) -> None:
        Kept.__init__(self)
        EventStream.__init__(self, client, path, headers, timeout)

    def read(self) -> Message:
        """The next message. Raises `Closed`."""
        return self.keep(EventStream.read(self))

    def until(self, wanted: Any, timeout: float = 60) -> Message:
        """Read until a message for which `wanted` is true, or of that type."""
        return super().until(wanted, timeout)
