"""Clients for the two roads beside the websocket, and a house: one event behind a real web server, with people."""

from __future__ import annotations

import http.client
import json
from typing import Any

from companion.client.copy import Copy
from companion.core.actors import SYSTEM
from companion.core.ids import random_id
from companion.core.link_secrets import secret_of
from tests.support.server import KEY, Server
from tests.support.until import until
from tests.support.world import World
from tests.support.wsclient import WsClient


class EventSource:
    """Reads `/e/<slug>/stream` and checks its form."""

    def __init__(self, port: int, path: str, headers: dict[str, str] | None = None, timeout: float = 30) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        self._connection.request("GET", path, headers=headers or {})
        self.reply = self._connection.getresponse()
        self.raw = b""
        self.messages: list[dict[str, Any]] = []
        self.last_id: str | None = None
        self.retry: int | None = None

    def read(self) -> dict[str, Any]:
        """The next message. Raises `EOFError` at the end."""
        data = None
        while True:
            line = self.reply.readline()
            self.raw += line
            if not line:
                raise EOFError
            field, _, value = line.decode().rstrip("\n").partition(": ")
            if field == "id":
                self.last_id = value
            elif field == "retry":
                self.retry = int(value)
            elif field == "data":
                assert data is None
                data = value
            elif field == "" and data is not None:
                message: dict[str, Any] = json.loads(data)
                self.messages.append(message)
                return message

    def until(self, kind: str) -> dict[str, Any]:
        """Read until a message of that type."""
        while True:
            message = self.read()
            if message["t"] == kind:
                return message

    def close(self) -> None:
        """Drop the connection."""
        self.reply.close()
        self._connection.close()


class House:
    """One event on a real store behind a real server."""

    def __init__(self, server: Server, world: World) -> None:
        self.server, self.world, self.slug = server, world, world.slug
        self._open: list[Any] = []

    def cookie(self, mode: str = "onsite") -> tuple[str, str]:
        """A new participant: (cookie header, participant id)."""
        status, body, headers = self.server.request("POST", f"/e/{self.slug}/join", {"mode": mode})
        assert status == 200, body
        return headers["set-cookie"].split(";")[0], json.loads(body)["me"]["id"]

    def staff(self, role: str) -> tuple[str, str]:
        """A new browser with a staff link open: (cookie header, link id)."""
        link = self.world.commands.run(self.slug, SYSTEM, "link.create", random_id(), {"role": role}).result["id"]
        return self.open(link), link

    def open(self, link: str) -> str:
        """A new browser that opens the staff link with this id: its cookie header."""
        status, body, headers = self.server.request("POST", "/s", {"secret": secret_of(KEY, self.slug, link)})
        assert status == 200, body
        return headers["set-cookie"].split(";")[0]

    def ws(self, viewer: str = "all", cookie: str = "", **options: Any) -> WsClient:
        """A websocket that has not said anything yet."""
        headers = {"Cookie": cookie} | options.pop("headers", {})
        client = WsClient(self.server.port, f"/e/{self.slug}/live?as={viewer}", headers, **options)
        self._open.append(client)
        return client

    def sse(self, viewer: str = "all", cookie: str = "", at: Copy | None = None, **headers: str) -> EventSource:
        """An event stream."""
        path = f"/e/{self.slug}/stream?as={viewer}" + (f"&epoch={at.epoch}&v={at.v}" if at else "")
        client = EventSource(self.server.port, path, {"Cookie": cookie} | headers)
        self._open.append(client)
        return client

    def poll(
        self, viewer: str = "all", cookie: str = "", at: Copy | None = None, wait: str = ""
    ) -> list[dict[str, Any]]:
        """One long-poll."""
        path = f"/e/{self.slug}/poll?as={viewer}" + (f"&epoch={at.epoch}&v={at.v}" if at else "")
        path += f"&wait={wait}" if wait else ""
        status, body, _ = self.server.request("GET", path, headers={"Cookie": cookie})
        assert status == 200, body
        found: list[dict[str, Any]] = json.loads(body)
        return found

    def state(self, viewer: str = "all", cookie: str = "") -> Copy:
        """What a fresh visitor sees, from a process that has heard of all that the store has now."""
        newest = self.world.table.v

        def fresh() -> Copy | None:
            copy = Copy().take_all(self.poll(viewer, cookie))
            return copy if copy.v >= newest else None

        found = until(fresh)
        assert found is not None
        return found

    def do(self, cookie: str, do: str, **args: Any) -> dict[str, Any]:
        """A command by POST; it must succeed."""
        asked = {"do": do, "cid": random_id(), "args": args}
        status, body, _ = self.server.request("POST", f"/e/{self.slug}/do", asked, {"Cookie": cookie})
        assert status == 200, body
        found: dict[str, Any] = json.loads(body)
        return found

    def close(self) -> None:
        """Drop all connections."""
        for client in self._open:
            client.close()
