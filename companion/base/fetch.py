"""Ask an HTTP server once, within limits: of time, of bytes, and of addresses.

No redirect is followed, so that a token goes to nobody but whom it is for.
"""

from __future__ import annotations

import socket
import time
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from typing import Final, NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

HEADERS: Final = {"User-Agent": "Companion", "Connection": "close"}


class FetchError(Exception):
    """Nobody answered, or not in time, or not in HTTP. The message is the name of the error, and never a text."""


class TooLarge(FetchError):
    """The answer is longer than allowed."""


class Answer(NamedTuple):
    """What came back; `content` is that of a 200, and empty with any other status."""

    status: int
    content: bytes


def fetch(
    url: str,
    *,
    idle_s: float,
    patience_s: float,
    most_bytes: int,
    headers: Mapping[str, str] = HEADERS,
    body: bytes | None = None,
    proxied: bool = False,
) -> Answer:
    """The answer to a GET, or to a POST of `body`, from an `http` or `https` address.

    `idle_s` is how long nothing may come, `patience_s` how long all of it may take once there is a connection.
    `proxied`: by the proxy for https that the environment names, if it names one.

    Raises `FetchError`, `TooLarge`.
    """
    end = time.monotonic() + patience_s
    try:
        parts = urlsplit(url)
        connection = _connection(parts, idle_s, proxied)
        try:
            connection.connect()
            # A server that sends a byte now and then is never idle, not even within its headers.
            cut = Timer(end - time.monotonic(), _cut, [connection.sock])
            cut.start()
            try:
                target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                connection.request("GET" if body is None else "POST", target, body, {**HEADERS, **headers})
                response = connection.getresponse()
                content = _content(response, most_bytes) if response.status == 200 else b""
            finally:
                cut.cancel()
        finally:
            connection.close()
    except (OSError, HTTPException, ValueError) as error:
        raise FetchError(type(error).__name__) from None
    if time.monotonic() >= end:
        raise FetchError("TimeoutError")  # what was cut off may look like an end
    return Answer(response.status, content)


def _content(response: HTTPResponse, most_bytes: int) -> bytes:
    content = response.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise TooLarge
    if response.length:
        raise FetchError("IncompleteRead")
    return content


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _connection(parts: SplitResult, idle_s: float, proxied: bool) -> HTTPConnection:
    host = parts.hostname
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError
    if parts.scheme == "http":
        return HTTPConnection(host, parts.port, timeout=idle_s)
    named = getproxies().get("https") if proxied and not proxy_bypass(host) else None
    if named is None:
        return HTTPSConnection(host, parts.port, timeout=idle_s)
    proxy = urlsplit(named if "://" in named else f"http://{named}")
    connection = HTTPSConnection(proxy.hostname or "", proxy.port or 80, timeout=idle_s)
    login = f"{unquote(proxy.username or '')}:{unquote(proxy.password or '')}"
    basic = {"Proxy-Authorization": f"Basic {b64encode(login.encode()).decode()}"} if proxy.username else {}
    connection.set_tunnel(host, parts.port, basic)
    return connection
