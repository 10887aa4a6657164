"""A socket that lives outside of gunicorn and greenlets: a file descriptor with a libev watcher and a cursor.

Nothing here waits. What the kernel does not take at once stays in `pending`, and until that is gone the connection gets
nothing more: it has a cursor, never a queue, so a slow reader costs one message and no memory that grows. A reader that
takes nothing for `WRITE_TIMEOUT_S` is cut, and comes back by resuming.

A connection owns its socket and its watchers. It knows its `owner` only by the three things that it tells it.
"""

from __future__ import annotations

import logging
import socket
from typing import Any, Final, Protocol

import gevent

from companion.live import wire
from companion.live.deadlines import Deadlines
from companion.live.metrics import Metrics
from companion.live.takeover import take_socket
from companion.live.viewer import Viewer

WRITE_TIMEOUT_S: Final = 10.0
CLOSE_TIMEOUT_S: Final = 2.0
_READ, _WRITE = 1, 2
log = logging.getLogger(__name__)


class Owner(Protocol):
    """Whose connection it is: the hub of an event."""

    metrics: Metrics

    def answer(self, connection: Connection, cursor: wire.Cursor | None) -> None:
        """The client says what it has."""

    def catch_up(self, connection: Connection) -> None:
        """The client has taken all that was pending."""

    def leave(self, connection: Connection) -> None:
        """The connection ends."""


class Connection:
    """One client. Subclasses say how a message is framed and what incoming bytes mean."""

    __slots__ = (
        "closing",
        "deadlines",
        "epoch",
        "metrics",
        "owner",
        "pending",
        "personal",
        "reader",
        "send",
        "sock",
        "v",
        "viewer",
        "writer",
    )
    transport = ""

    def __init__(self) -> None:
        self.sock: Any = None
        self.send: Any = None
        self.pending: bytes | memoryview | None = None
        self.closing = False
        self.epoch: str | None = None
        self.v = 0
        self.owner: Owner | None = None
        """None before it has one, and as soon as it ends."""

    @staticmethod
    def framed(message: bytes, epoch: str, v: int | None) -> bytes:
        """`message` as it goes over this transport; after it, the client has everything of `epoch` up to `v`."""
        raise NotImplementedError

    def received(self, data: bytes) -> None:
        """Bytes came in."""
        raise NotImplementedError

    def farewell(self, code: str, retry_in: int | None) -> bytes:
        """The framed end of this connection, for the reason `code`."""
        raise NotImplementedError

    def detach(self, environ: dict[str, Any], deadlines: Deadlines, owner: Owner, viewer: Viewer, first: bytes) -> None:
        """Take the socket away from gunicorn, and send `first`. Raises `LookupError` as `take_socket`."""
        sock = take_socket(environ)
        self.sock, self.send = sock, sock.send
        self.deadlines, self.owner, self.viewer = deadlines, owner, viewer
        self.metrics, self.personal = owner.metrics, viewer.personal
        self.writer: Any = None
        self.reader: Any = gevent.get_hub().loop.io(sock.fileno(), _READ)
        self.reader.start(self._readable)
        self.push(first)

    def push(self, data: bytes) -> None:
        """Send `data`, behind what is pending. Only small control messages may come while something is pending."""
        if self.sock is None:
            return
        if self.pending is not None:
            self.pending = bytes(self.pending) + data
            return
        try:
            sent = self.send(data)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.abort()
            return
        if sent != len(data):
            self.keep(data, sent)

    def keep(self, data: bytes, sent: int) -> None:
        """Keep what the kernel did not take of `data`."""
        self.pending = memoryview(data)[sent:]
        self.metrics.behind += 1
        self.deadlines.set(self, WRITE_TIMEOUT_S)
        self.writer = gevent.get_hub().loop.io(self.sock.fileno(), _WRITE)
        self.writer.start(self._writable)

    def finish(self, code: str, retry_in: int | None = None) -> None:
        """Say goodbye, and close when the client has read it."""
        self.end(self.farewell(code, retry_in))

    def end(self, last: bytes) -> None:
        """Send `last`, then close our half and wait a little for the client's: closing at once could destroy `last`."""
        if self.sock is None or self.closing:
            return
        self._leave()
        self.closing = True
        self.push(last)
        if self.sock is None:
            return
        self.deadlines.set(self, CLOSE_TIMEOUT_S)
        if self.pending is None:
            self._shut()

    def abort(self) -> None:
        """Close at once."""
        if self.sock is None:
            return
        self._leave()
        self.deadlines.clear(self)
        self._stop_writer()
        self.reader.stop()
        self.reader.close()
        self.sock.close()
        self.sock = self.send = self.reader = None

    def timed_out(self) -> None:
        """A deadline passed: it took nothing, or never asked, for too long, or did not close its half."""
        if not self.closing:
            self.metrics.cut["stuck" if self.pending is not None else "silent"] += 1
        self.abort()

    def _leave(self) -> None:
        if self.owner is not None:
            self.owner.leave(self)
            self.owner = None

    def _shut(self) -> None:
        try:
            self.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.abort()

    def _readable(self) -> None:
        try:
            data = self.sock.recv(4096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.abort()
        elif not self.closing:
            try:
                self.received(data)
            except Exception:  # in an event loop's callback nobody else would close the socket
                log.exception("a live connection failed")
                self.abort()

    def _writable(self) -> None:
        assert self.pending is not None
        try:
            sent = self.send(self.pending)
        except BlockingIOError:
            return
        except OSError:
            self.abort()
            return
        if sent < len(self.pending):
            self.pending = memoryview(self.pending)[sent:]
            if not self.closing:
                self.deadlines.set(self, WRITE_TIMEOUT_S)
            return
        self._stop_writer()
        if self.closing:
            self._shut()
        elif self.owner is not None:
            self.deadlines.clear(self)
            self.owner.catch_up(self)

    def _stop_writer(self) -> None:
        self.pending = None
        if self.writer is not None:
            self.writer.stop()
            self.writer.close()
            self.writer = None
