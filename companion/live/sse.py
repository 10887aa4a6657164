"""Server-sent events: the same messages for networks that block websockets, on the same kind of detached connection."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from companion.live import wire
from companion.live.connection import Connection
from companion.live.hubs import Entry


class EventStream(Connection):
    """One event stream. What the client has is in its request; after that it only listens."""

    __slots__ = ()
    transport = "sse"

    @staticmethod
    def framed(message: bytes, epoch: str, v: int | None) -> bytes:
        """One event; its id is the cursor, which browsers send back as `Last-Event-ID`."""
        if v is None:
            return b"data: %b\n\n" % message
        return b"id: %b:%d\ndata: %b\n\n" % (epoch.encode(), v, message)

    def join(
        self, environ: dict[str, Any], headers: Iterable[tuple[str, str]], entry: Entry, cursor: wire.Cursor | None
    ) -> None:
        """Send the response's head, leave gunicorn, and bring the client from `cursor` to now."""
        lines = ["HTTP/1.1 200 OK", *(f"{name}: {value}" for name, value in headers), "Connection: close", "", ""]
        head = "\r\n".join(lines).encode("latin-1")
        self.detach(environ, entry.hubs.deadlines, entry.hub, entry.viewer, head)
        if entry.hubs.admit(self, entry.hub):
            entry.hub.answer(self, cursor)

    def farewell(self, code: str, retry_in: int | None) -> bytes:
        """A bye, and the browser's own delay before it comes back."""
        retry = b"" if retry_in is None else b"retry: %d\n" % retry_in
        return retry + self.framed(wire.bye(code, retry_in), "", None)

    def received(self, data: bytes) -> None:
        """A second request on a connection that is already answered; there is nothing to say to it."""


def last_event_id(value: str) -> wire.Cursor:
    """The cursor in a `Last-Event-ID`. Raises `ValueError`."""
    epoch, _, v = value.rpartition(":")
    return wire.checked_cursor(epoch, int(v))
