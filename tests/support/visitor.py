"""A program that speaks the wire: cookies, commands, and messages by long-poll."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from typing import Any

from companion.client.event import EventClient
from companion.client.http import Answer
from tests.support.server import Server
from tests.support.until import until

CIDS = itertools.count(1)
NEWEST: Counter[str] = Counter()
"""By event, the version of the newest command that was acknowledged: another process of the server may not know it yet."""


class Visitor:
    """One browser, without the browser: keeps its cookies between requests."""

    def __init__(self, server: Server, event: str, code: str | None = None) -> None:
        self.server, self.event, self.code = server, event, code
        self.client = EventClient(server.base, event, timeout=30)
        self.cookies = self.client.cookies
        self.pid = ""
        """The participant id, once this visitor takes part."""

    @property
    def cookie(self) -> str:
        """The Cookie header."""
        return self.client.cookie

    def request(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        """Status, body and headers of one request with this visitor's cookies."""
        return self.client.request(method, path, body, headers)

    def json(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Status and decoded body."""
        status, data, _ = self.request(method, path, body, headers)
        return status, json.loads(data)

    def raw(self, method: str, path: str, data: bytes) -> tuple[int, Any]:
        """Status and decoded answer of a request whose body is a file."""
        status, answer, _ = self.request(method, path, data, {"Content-Type": "application/octet-stream"})
        return status, json.loads(answer)

    def page(self, path: str, lang: str = "de") -> tuple[int, str]:
        """Status and text of a page, as a person asks for it."""
        status, data, _ = self.request("GET", path, headers={"Accept": "text/html", "Accept-Language": lang})
        return status, data.decode()

    def join(self, mode: str = "onsite") -> Visitor:
        """Take part, by the event's code."""
        answer = self.client.join(mode, self.code)
        assert answer.status == 200, answer
        self.pid = answer.json()["me"]["id"]
        return self

    def staff(self, secret: str) -> Visitor:
        """Open a staff link."""
        answer = self.client.open_staff_link(secret)
        assert answer.status == 200, answer
        return self

    def do(self, do: str, cid: str | None = None, **args: Any) -> Any:
        """Run a command; the answer, whatever it is."""
        answer = self.client.do(do, cid or f"v{next(CIDS)}", args).json()
        NEWEST[self.event] = max(NEWEST[self.event], answer.get("v", 0))
        return answer

    def rows(self, viewer: str = "all") -> dict[tuple[str, str], Any]:
        """Everything that this visitor is shown now, by a process that knows what any visitor was told to be done."""

        def newest() -> Any:
            state = next(m for m in self.client.poll(viewer) if m["t"] == "state")
            return state if state["v"] >= NEWEST[self.event] else None

        return {(kind, id): fields for kind, id, fields in until(newest)["put"]}
