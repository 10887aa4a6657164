"""One event as a browser uses it: its pages, its commands, and the three roads down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Protocol
from urllib.parse import urlencode, urlsplit

from companion.client.errors import Closed, Refused
from companion.client.events import EventStream
from companion.client.http import Answer, HttpClient, decoded
from companion.client.websocket import WebSocket

Message = dict[str, Any]
ROADS: Final = ("live", "stream", "poll")
SILENCE_S: Final = 60.0  # the server gives a sign of life every 25 s
_SCRIPT = re.compile(rb'<script type="application/json" id="(\w+)">(.*?)</script>', re.DOTALL)


class Connection(Protocol):
    """Something that messages come from, until `Closed`."""

    def read(self) -> Message:
        """The next message."""

    def close(self) -> None:
        """Drop the connection."""


class EventClient(HttpClient):
    """A browser at the event `slug` of the server at `base`."""

    def __init__(self, base: str, slug: str, cookie: str = "", headers: dict[str, str] | None = None, **options: Any):
        super().__init__(base, cookie, headers, **options)
        self.slug = slug

    # up

    def join(self, mode: str, code: str | None = None) -> Answer:
        """Take part, `onsite` or `remote`, by the event's code if there is one to show."""
        shown = {} if code is None else {"code": code}
        return self.request("POST", f"/e/{self.slug}/join", {"mode": mode, **shown})

    def open_staff_link(self, secret: str) -> Answer:
        """Open a staff link."""
        return self.request("POST", "/s", {"secret": secret})

    def do(self, do: str, cid: str, args: Mapping[str, Any]) -> Answer:
        """Send a command once; `cid` is the same however often it is sent."""
        return self.request("POST", f"/e/{self.slug}/do", {"do": do, "cid": cid, "args": args})

    def documents(self, path: str) -> dict[str, Any]:
        """Open a page, following the server's own redirects; the documents that it carries, by id. Raises `Refused`."""
        for _ in range(5):
            answer = self.request("GET", path, headers={"Accept": "text/html"})
            if answer.status not in (302, 303):
                break
            path = urlsplit(answer.headers.get("location", "/")).path
        if answer.status != 200:
            raise Refused(*answer)
        return {id.decode(): decoded(text) for id, text in _SCRIPT.findall(answer.body)}

    # down

    def live(self, viewer: str, timeout: float = SILENCE_S) -> WebSocket:
        """A websocket that has not said anything yet."""
        return WebSocket(self, self.path("live", viewer), timeout)

    def stream(self, viewer: str, cursor: Message | None = None, timeout: float = SILENCE_S) -> EventStream:
        """An event stream."""
        return EventStream(self, self.path("stream", viewer, cursor), timeout=timeout)

    def poll(
        self, viewer: str, cursor: Message | None = None, wait: str = "", timeout: float = SILENCE_S
    ) -> list[Message]:
        """One long-poll; `wait` (s) is how long the server may let us wait. Raises `Refused`."""
        answer = self.request("GET", self.path("poll", viewer, cursor, wait), timeout=timeout)
        if answer.status != 200:
            raise Refused(*answer)
        messages: list[Message] = answer.json()
        return messages

    def messages(self, road: str, viewer: str, cursor: Message | None, timeout: float = SILENCE_S) -> Iterator[Message]:
        """Messages from one connection on a road of `ROADS`, until it ends; a long-poll is one request."""
        if road == "poll":
            yield from self.poll(viewer, cursor, timeout=timeout)
            return
        connection = self._open(road, viewer, cursor, timeout)
        try:
            while True:
                yield connection.read()
        except Closed:
            return
        finally:
            connection.close()

    def path(self, road: str, viewer: str, cursor: Message | None = None, wait: str = "") -> str:
        """The address of a road for a viewer of a class (`stage`, `all`, `team`, `desk`)."""
        query = {"as": viewer} | (cursor or {}) | ({"wait": wait} if wait else {})
        return f"/e/{self.slug}/{road}?{urlencode(query)}"

    def _open(self, road: str, viewer: str, cursor: Message | None, timeout: float) -> Connection:
        if road == "stream":
            return self.stream(viewer, cursor, timeout)
        socket = self.live(viewer, timeout)
        try:
            socket.ask(**(cursor or {}))
        except BaseException:
            socket.close()
            raise
        return socket
