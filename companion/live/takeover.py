"""Taking a socket away from gunicorn, so that it lives on without a greenlet."""

from __future__ import annotations

import _socket
import socket
from typing import Any, Final

SEND_BUFFER: Final = 64 * 1024
"""Bytes for the kernel to keep per connection; its own default would be 4 MB for each stalled reader."""
UNACKNOWLEDGED_MS: Final = 20_000


def take_socket(environ: dict[str, Any]) -> Any:
    """The request's socket as a plain one that never blocks; gunicorn then closes nothing.

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
    return sock
