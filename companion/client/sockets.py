"""Where a server is, and a socket to it. Who waits in greenlets brings a `Connect` of its own."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit


class Address(NamedTuple):
    """Scheme, host and port of a server; `netloc` is what stands in a Host header."""

    tls: bool
    host: str
    port: int
    netloc: str

    @property
    def origin(self) -> str:
        """What stands in an Origin header."""
        return f"{'https' if self.tls else 'http'}://{self.netloc}"


Connect = Callable[[Address, float], socket.socket]
"""Opens a connection to an address within so many seconds. Raises `OSError`."""


def address(base: str) -> Address:
    """The address in `http://host:port`; https has its own port, and http too."""
    parts = urlsplit(base)
    tls = parts.scheme == "https"
    return Address(tls, parts.hostname or "", parts.port or (443 if tls else 80), parts.netloc)


def connect(to: Address, seconds: float) -> socket.socket:
    """A plain socket, or one with TLS: the `Connect` of threads."""
    sock = socket.create_connection((to.host, to.port), seconds)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return ssl.create_default_context().wrap_socket(sock, server_hostname=to.host) if to.tls else sock
