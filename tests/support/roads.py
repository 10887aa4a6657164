"""A house: one event behind a real web server, with people."""

from __future__ import annotations

from typing import Any

from companion.client.copy import Copy
from companion.client.event import EventClient
from companion.core.actors import SYSTEM
from companion.core.ids import random_id
from companion.core.link_secrets import secret_of
from tests.support.event.fixture import EventFixture
from tests.support.kept import EventSource, LiveSocket
from tests.support.server import KEY, Server
from tests.support.until import until
from tests.support.wsclient import WsClient


class House:
    """One event on a real store behind a real server."""

    def __init__(self, server: Server, event: EventFixture) -> None:
        self.server, self.event, self.slug = server, event, event.slug
        self._open: list[Any] = []

    def client(self, cookie: str = "") -> EventClient:
        """A browser with these cookies."""
        return EventClient(self.server.base, self.slug, cookie, timeout=30)

    def cookie(self, mode: str = "onsite") -> tuple[str, str]:
        """A new participant: (cookie header, participant id)."""
        client = self.client()
        answer = client.join(mode)
        assert answer.status == 200, answer
        return client.cookie, answer.json()["me"]["id"]

    def staff(self, role: str) -> tuple[str, str]:
        """A new browser with a staff link open: (cookie header, link id)."""
        link = self.event.commands.run(self.slug, SYSTEM, "link.create", random_id(), {"role": role}).result["id"]
        return self.open(link), link

    def open(self, link: str) -> str:
        """A new browser that opens the staff link with this id: its cookie header."""
        client = self.client()
        answer = client.open_staff_link(secret_of(self.event.replica.follower(self.slug).key(KEY), self.slug, link))
        assert answer.status == 200, answer
        return client.cookie

    def ws(self, viewer: str = "all", cookie: str = "") -> LiveSocket:
        """A websocket that has not said anything yet."""
        client = self.client(cookie)
        socket = LiveSocket(client, client.path("live", viewer))
        self._open.append(socket)
        return socket

    def strict_ws(self, viewer: str = "all", cookie: str = "", **options: Any) -> WsClient:
        """The same for tests of the protocol itself: it allows the server no mistake, and can make all of them."""
        headers = {"Cookie": cookie} | options.pop("headers", {})
        client = WsClient(self.server.port, f"/e/{self.slug}/live?as={viewer}", headers, **options)
        self._open.append(client)
        return client

    def sse(self, viewer: str = "all", cookie: str = "", at: Copy | None = None, **headers: str) -> EventSource:
        """An event stream."""
        client = self.client(cookie)
        stream = EventSource(client, client.path("stream", viewer, at.cursor if at else None), headers)
        self._open.append(stream)
        return stream

    def poll(
        self, viewer: str = "all", cookie: str = "", at: Copy | None = None, wait: str = ""
    ) -> list[dict[str, Any]]:
        """One long-poll."""
        return self.client(cookie).poll(viewer, at.cursor if at else None, wait)

    def state(self, viewer: str = "all", cookie: str = "") -> Copy:
        """What a fresh visitor sees, from a process that has heard of all that the store has now."""
        newest = self.event.table.v

        def fresh() -> Copy | None:
            copy = Copy().take_all(self.poll(viewer, cookie))
            return copy if copy.v >= newest else None

        found = until(fresh)
        assert found is not None
        return found

    def do(self, cookie: str, do: str, **args: Any) -> dict[str, Any]:
        """A command by POST; it must succeed."""
        answer = self.client(cookie).do(do, random_id(), args)
        assert answer.status == 200, answer
        return answer.decided()

    def close(self) -> None:
        """Drop all connections."""
        for client in self._open:
            client.close()
