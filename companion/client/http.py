"""Requests as a browser sends them: with its cookies, JSON in both directions, and an end to everything."""

from __future__ import annotations

import json
import socket
from http.client import HTTPConnection, HTTPResponse
from typing import Any, Final, NamedTuple

import msgspec

from companion.client.errors import Malformed, Refused
from companion.client.sockets import Address, Connect, address, connect

TIMEOUT_S: Final = 10.0
LONGEST_BYTES: Final = 32 * 2**20
"""More than any page, message or file that the server sends."""


class Answer(NamedTuple):
    """Status, body, and headers with names in lower case."""

    status: int
    body: bytes
    headers: dict[str, str]

    def json(self) -> Any:
        """The decoded body. Raises `Malformed`."""
        return decoded(self.body)

    def decided(self) -> dict[str, Any]:
        """What the server decided, refusals included. Raises `Refused` if it could not decide now, and `Malformed`."""
        if self.status >= 500:
            raise Refused(*self)
        answer: dict[str, Any] = self.json()
        return answer


def decoded(data: bytes | str) -> Any:
    """JSON. Raises `Malformed`."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Malformed(f"{error}: {data[:200]!r}") from error


class HttpClient:
    """A browser at `base` (scheme, host and port). It may be used by one thread or greenlet at a time.

    `cookie` is the Cookie header that it begins with, `headers` go with every request; `keep` leaves the connection open
    between requests, and makes a new one after it broke.
    """

    def __init__(
        self,
        base: str,
        cookie: str = "",
        headers: dict[str, str] | None = None,
        *,
        connect: Connect = connect,
        timeout: float = TIMEOUT_S,
        keep: bool = False,
    ) -> None:
        self.address = address(base)
        self.cookies = dict(part.split("=", 1) for part in cookie.split("; ") if part)
        self._headers, self._connect, self._timeout = headers or {}, connect, timeout
        self._kept = self._connection() if keep else None

    @property
    def cookie(self) -> str:
        """The Cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: dict[str, str] | None = None,
        timeout: float | None = None,
    ) -> Answer:
        """One request; `body` is bytes, or something to send as JSON. Raises one of `BROKEN`."""
        connection = self._kept or self._connection()
        try:
            response = self._send(connection, method, path, body, headers, timeout)
            return Answer(response.status, whole(response), headers_of(response))
        except BaseException:
            connection.close()
            raise
        finally:
            if connection is not self._kept:
                connection.close()

    def open(
        self, path: str, headers: dict[str, str] | None = None, timeout: float | None = None
    ) -> tuple[HTTPConnection, HTTPResponse]:
        """Ask for something that comes bit by bit, on a connection of its own; both are to be closed."""
        connection = self._connection()
        try:
            return connection, self._send(connection, "GET", path, None, headers, timeout)
        except BaseException:  # also when a greenlet is ended while it waits
            connection.close()
            raise

    def socket(self, timeout: float | None = None) -> socket.socket:
        """A connection of its own. Raises `OSError`."""
        seconds = timeout or self._timeout
        sock = self._connect(self.address, min(seconds, TIMEOUT_S))
        sock.settimeout(seconds)
        return sock

    def all_headers(self, more: dict[str, str] | None = None) -> dict[str, str]:
        """What goes with a request."""
        cookie = {"Cookie": self.cookie} if self.cookies else {}
        return {"Host": self.address.netloc, **self._headers, **cookie, **(more or {})}

    def close(self) -> None:
        """Drop the connection that was kept."""
        if self._kept:
            self._kept.close()

    def _connection(self) -> HTTPConnection:
        return _Connection(self.address, self._connect)

    def _send(
        self,
        connection: HTTPConnection,
        method: str,
        path: str,
        body: Any,
        headers: dict[str, str] | None,
        timeout: float | None,
    ) -> HTTPResponse:
        seconds = timeout or self._timeout
        if connection.sock is None:
            connection.connect()
        connection.sock.settimeout(seconds)
        sent = self.all_headers(headers)
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()  # text that no encoding has is escaped
            sent = {"Content-Type": "application/json", **sent}
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip()
        return response


class _Connection(HTTPConnection):
    """One whose sockets come from outside."""

    def __init__(self, to: Address, connect: Connect) -> None:
        super().__init__(to.host, to.port)
        self._to, self._connect = to, connect

    def connect(self) -> None:
        self.sock = self._connect(self._to, TIMEOUT_S)


def headers_of(response: HTTPResponse) -> dict[str, str]:
    """Headers with names in lower case; of several with one name the last."""
    return {name.lower(): value for name, value in response.getheaders()}


def whole(response: HTTPResponse) -> bytes:
    """The body, which must be complete. Raises `Malformed` if it is too large, and what `http.client` raises."""
    known = response.length  # None where it comes in chunks; a body that is then cut short is noticed there
    if (known or 0) > LONGEST_BYTES:
        raise Malformed(f"{known} bytes")
    body = response.read() if known is not None else response.read(LONGEST_BYTES + 1)
    if len(body) > LONGEST_BYTES:
        raise Malformed(f"more than {LONGEST_BYTES} bytes")
    return body
