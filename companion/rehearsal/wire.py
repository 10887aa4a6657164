"""The public wire from the other side: pages, commands, and the three roads down, on gevent's sockets.

Nothing is monkey-patched: only what stands here waits in greenlets.
"""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import gevent.socket
import gevent.ssl
import msgspec
from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    CloseConnection,
    Ping,
    RejectConnection,
    Request,
    TextMessage,
)
from wsproto.utilities import ProtocolError

TIMEOUT_S: Final = 10.0
SILENCE_S: Final = 60.0  # the server gives a sign of life every 25 s
BROKEN: Final = (OSError, http.client.HTTPException, msgspec.DecodeError, ProtocolError)
ROADS: Final = ("live", "stream", "poll")
_SCRIPT = re.compile(r'<script type="application/json" id="(\w+)">(.*?)</script>', re.DOTALL)

Message = dict[str, Any]


class Lost(Exception):
    """The connection or its reply was lost, or the server could not answer now."""


class Browser:
    """One browser at `base` (scheme, host and port): keeps its cookies, speaks its languages."""

    def __init__(self, base: str, languages: str) -> None:
        parts = urlsplit(base)
        self._https = parts.scheme == "https"
        self._host, self._netloc = parts.hostname or "", parts.netloc
        self._port = parts.port or (443 if self._https else 80)
        self._headers = {"Accept-Language": languages, "User-Agent": "companion-rehearsal"}
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._cookies: dict[str, str] = {}

    def page(self, path: str) -> dict[str, Any]:
        """Open a page, following the server's own redirects; the documents that it carries, by id. Raises `Lost`."""
        for _ in range(5):
            status, headers, body = self.ask("GET", path, accept="text/html")
            if status not in (302, 303):
                break
            path = urlsplit(headers.get("location", "/")).path
        if status != 200:
            raise Lost(f"page {status}")
        return {id: msgspec.json.decode(text) for id, text in _SCRIPT.findall(body.decode())}

    def post(self, path: str, body: Any) -> Message:
        """Send JSON; the answer, refusals included. Raises `Lost`."""
        status, _, answer = self.ask("POST", path, msgspec.json.encode(body))
        if status >= 500:
            raise Lost(f"post {status}")
        try:
            found: Message = msgspec.json.decode(answer)
        except msgspec.DecodeError as error:
            raise Lost(f"post {status}") from error
        return found

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        accept: str = "application/json",
        timeout: float = TIMEOUT_S,
    ) -> tuple[int, dict[str, str], bytes]:
        """One request: status, headers (names in lower case), body. Raises `Lost`."""
        connection, response = self._open(method, path, body, {"Accept": accept}, timeout)
        try:
            return response.status, _headers(response), response.read()
        except (OSError, http.client.HTTPException) as error:
            raise Lost(str(error)) from error
        finally:
            response.close()
            connection.close()

    # the roads down

    def messages(self, road: str, slug: str, viewer: str, cursor: Message | None) -> Iterator[Message]:
        """Messages from one connection on a road of `ROADS`, until it ends. Raises `Lost`."""
        try:
            yield from {"live": self._live, "stream": self._stream, "poll": self._poll}[road](slug, viewer, cursor)
        except BROKEN as error:
            raise Lost(str(error)) from error

    def _live(self, slug: str, viewer: str, cursor: Message | None) -> Iterator[Message]:
        ws, sock = WSConnection(ConnectionType.CLIENT), self._connect(SILENCE_S)
        headers = [(name.encode(), value.encode()) for name, value in self._all_headers({}).items()]
        target = f"/e/{slug}/live?as={viewer}"
        text = ""
        try:
            sock.sendall(ws.send(Request(host=self._netloc, target=target, extra_headers=headers)))
            while True:
                data = sock.recv(65536)
                ws.receive_data(data or None)
                for event in ws.events():
                    if isinstance(event, AcceptConnection):
                        sock.sendall(ws.send(TextMessage(msgspec.json.encode({"at": cursor}).decode())))
                    elif isinstance(event, RejectConnection):
                        raise Lost(f"live {event.status_code}")
                    elif isinstance(event, Ping):
                        sock.sendall(ws.send(event.response()))
                    elif isinstance(event, CloseConnection):
                        return
                    elif isinstance(event, TextMessage):
                        text += event.data
                        if event.message_finished:
                            yield msgspec.json.decode(text)
                            text = ""
                if not data:
                    return
        finally:
            sock.close()

    def _stream(self, slug: str, viewer: str, cursor: Message | None) -> Iterator[Message]:
        path = f"/e/{slug}/stream?{urlencode({'as': viewer} | (cursor or {}))}"
        connection, response = self._open("GET", path, None, {"Accept": "text/event-stream"}, SILENCE_S)
        try:
            if response.status != 200:
                raise Lost(f"stream {response.status}")
            while line := response.readline():
                if line.startswith(b"data: "):
                    yield msgspec.json.decode(line[6:])
        finally:
            response.close()
            connection.close()

    def _poll(self, slug: str, viewer: str, cursor: Message | None) -> Iterator[Message]:
        """One request: the reader comes back with its new cursor."""
        path = f"/e/{slug}/poll?{urlencode({'as': viewer} | (cursor or {}))}"
        status, _, body = self.ask("GET", path, timeout=SILENCE_S)
        if status != 200:
            raise Lost(f"poll {status}")
        yield from msgspec.json.decode(body)

    # sockets

    def _open(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], timeout: float
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        connection = http.client.HTTPConnection(self._host, self._port)
        try:
            connection.sock = self._connect(timeout)
            more = {"Content-Type": "application/json"} if body is not None else {}
            connection.request(method, path, body, self._all_headers({**headers, **more, "Host": self._netloc}))
            response = connection.getresponse()
        except BaseException as error:  # also when the greenlet is ended while it waits
            connection.close()
            if isinstance(error, BROKEN):
                raise Lost(str(error)) from error
            raise
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self._cookies[name.strip()] = value.strip()
        return connection, response

    def _connect(self, timeout: float) -> Any:
        sock = gevent.socket.create_connection((self._host, self._port), TIMEOUT_S)
        if self._https:
            sock = gevent.ssl.create_default_context().wrap_socket(sock, server_hostname=self._host)
        sock.settimeout(timeout)
        return sock

    def _all_headers(self, more: dict[str, str]) -> dict[str, str]:
        headers = {**self._headers, "Origin": self._origin, **more}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return headers


def _headers(response: http.client.HTTPResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in response.getheaders()}
