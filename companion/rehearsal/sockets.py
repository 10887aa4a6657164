"""Sockets for those who wait in greenlets. Nothing is monkey-patched: only what asks for one of these gives way."""

from __future__ import annotations

import socket

import gevent.socket
import gevent.ssl

from companion.client.sockets import Address


def connect(to: Address, seconds: float) -> socket.socket:
    """Open a connection, with TLS where the address wants it. Raises `OSError`."""
    sock = gevent.socket.create_connection((to.host, to.port), seconds)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if to.tls:
        sock = gevent.ssl.create_default_context().wrap_socket(sock, server_hostname=to.host)
    return sock
