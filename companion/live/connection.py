"""A socket that lives outside of gunicorn and greenlets: a file descriptor with a libev watcher and a cursor.

Nothing here waits. What the kernel does not take at once stays in `pending`, and until that is gone the connection gets
nothing more: it has a cursor, never a queue, so a slow reader costs one message and no memory that grows. A reader that
takes nothing for `UNWRITABLE_S` is cut, and comes back by resuming.
"""

from __future__ import annotations

import _socket
import logging
import socket
from typing import TYPE_CHECKING, Any, Final

import gevent

from companion.live.deadlines import Keeper
from companion.live.viewer import Guest

if TYPE_CHECKING:
    from companion.live.hub import Hub

SEND_BUFFER: Final = 64 * 1024
"""Bytes for the kernel to keep per connection; its own default would be 4 MB for each stalled reader."""
UNWRITABLE_S: Final = 10.0
LINGER_S: Final = 2.0
UNACKNOWLEDGED_MS: Final = 20_000
_READ, _WRITE = 1, 2
log = logging.getLogger(__name__)


class Connection:
    """One client. Subclasses say how a message is framed and what incoming bytes mean."""

    __slots__ = (
        "closing",
        "epoch",
        "guest",
        "hub",
        "keeper",
        "pending",
        "personal",
        "reader",
        "send",
        "sock",
        "v",
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
        self.hub: Hub | None = None

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

    def detach(self, environ: dict[str, Any], keeper: Keeper, hub: Hub, guest: Guest, first: bytes) -> None:
        """Take the socket away from gunicorn, which then closes nothing, and send `first`.

        The file descriptor keeps its number: a duplicate would leave the old one registered in the event loop's epoll.
        Raises `LookupError` on a server that does not hand over its sockets, or that ends TLS itself.
        """
        served = environ.get("gunicorn.socket")
        if served is None or hasattr(served, "cipher"):
            raise LookupError("live connections need gunicorn's gevent worker, without TLS of its own")
        family, kind, proto = served.family, served.type, served.proto
        sock = _socket.socket(family, kind, proto, fileno=served.detach())
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        if family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNACKNOWLEDGED_MS)
        self.sock, self.send = sock, sock.send
        self.keeper, self.hub, self.guest = keeper, hub, guest
        self.personal = guest.personal
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
            self.gone()
            return
        if sent != len(data):
            self.hold(data, sent)

    def hold(self, data: bytes, sent: int) -> None:
        """Keep what the kernel did not take of `data`."""
        self.pending = memoryview(data)[sent:]
        self.keeper.metrics.behind += 1
        self.keeper.limit(self, UNWRITABLE_S)
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
        self.keeper.limit(self, LINGER_S)
        if self.pending is None:
            self._shut()

    def gone(self) -> None:
        """Close at once."""
        if self.sock is None:
            return
        self._leave()
        self.keeper.clear(self)
        self._stop_writer()
        self.reader.stop()
        self.reader.close()
        self.sock.close()
        self.sock = self.send = self.reader = None

    def overdue(self) -> None:
        """A deadline passed: it took nothing, or never asked, for too long, or did not close its half."""
        if not self.closing:
            self.keeper.metrics.cut["stuck" if self.pending is not None else "silent"] += 1
        self.gone()

    def _leave(self) -> None:
        if self.hub is not None:
            self.hub.leave(self)
            self.hub = None

    def _shut(self) -> None:
        try:
            self.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.gone()

    def _readable(self) -> None:
        try:
            data = self.sock.recv(4096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.gone()
        elif not self.closing:
            try:
                self.received(data)
            except Exception:  # in an event loop's callback nobody else would close the socket
                log.exception("a live connection failed")
                self.gone()

    def _writable(self) -> None:
        assert self.pending is not None
        try:
            sent = self.send(self.pending)
        except BlockingIOError:
            return
        except OSError:
            self.gone()
            return
        if sent < len(self.pending):
            self.pending = memoryview(self.pending)[sent:]
            if not self.closing:
                self.keeper.limit(self, UNWRITABLE_S)
            return
        self._stop_writer()
        if self.closing:
            self._shut()
        elif self.hub is not None:
            self.keeper.clear(self)
            self.hub.catch_up(self)

    def _stop_writer(self) -> None:
        self.pending = None
        if self.writer is not None:
            self.writer.stop()
            self.writer.close()
            self.writer = None
