"""Who is there while a server is restarted: screens that follow the wire as `link.js` does, and people who go on."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import random
import time
from collections import Counter
from typing import Any, Final

from companion.client.http import HttpClient

EVENT: Final = "nexsm24"


class Watcher:
    """One screen: it stays connected, comes back as it is told, and notes when."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cursor: dict[str, Any] | None = None
        self._failures = 0
        self.connected = False
        self.lost_at = 0.0
        self.away_s: list[float] = []
        self.back_at: list[float] = []
        self.answers: Counter[str] = Counter()

    async def watch(self) -> None:
        """Watch until cancelled."""
        while True:
            wait = await self._once()
            self._failures += 1
            await asyncio.sleep(random.random() * min(30, 2 ** (self._failures - 1)) if wait is None else wait / 1000)

    async def _once(self) -> int | None:
        """One connection, to its end; how many ms to wait then, if the server has said so."""
        wait = None
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            return None
        try:
            key = base64.b64encode(os.urandom(16)).decode()
            writer.write(
                f"GET /e/{EVENT}/live?as=all HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nUpgrade: websocket\r\n"
                f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
            )
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
            if b" 101 " not in head:
                return None
            writer.write(_masked(json.dumps({"at": self._cursor}).encode()))
            while True:
                message = await _message(reader)
                if message["t"] == "bye":
                    wait = message["retry_in"]
                self._hear(message)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            return wait
        finally:
            if self.connected:
                self.connected, self.lost_at = False, time.monotonic()
            writer.close()

    def _hear(self, message: dict[str, Any]) -> None:
        kind = message["t"]
        if kind == "hello":
            self._cursor = {"epoch": message["epoch"], "v": (self._cursor or {"v": 0})["v"]}
        elif kind in ("state", "delta") and self._cursor:
            self._cursor["v"] = message["v"]
            if not self.connected:
                self.connected, self._failures = True, 0
                self.answers[kind] += 1
                if self.lost_at:
                    self.away_s.append(time.monotonic() - self.lost_at)
                    self.back_at.append(time.monotonic())


class Person:
    """Somebody who loads the page and sends commands, one after the other; notes what was not served."""

    def __init__(self, port: int, code: str, question: str) -> None:
        self._http = HttpClient(f"http://127.0.0.1:{port}", timeout=30)
        self._http.request("POST", f"/e/{EVENT}/join", {"mode": "onsite", "code": code})
        self._question = question
        self.served, self.refused, self.slowest = 0, 0, 0.0

    async def go_on(self) -> None:
        """Until cancelled."""
        number = 0
        while True:
            number += 1
            began = time.monotonic()
            try:
                answer = await asyncio.to_thread(self._ask, number)
                good = answer < 500
            except OSError:
                good = False
            self.slowest = max(self.slowest, time.monotonic() - began)
            self.served, self.refused = self.served + good, self.refused + (not good)
            await asyncio.sleep(0.5)

    def _ask(self, number: int) -> int:
        if number % 2:
            return self._http.request("GET", f"/e/{EVENT}/").status
        do = "question.upvote" if number % 4 else "question.unvote"
        body = {"do": do, "cid": base64.b32encode(os.urandom(10)).decode(), "args": {"id": self._question}}
        return self._http.request("POST", f"/e/{EVENT}/do", body).status


def _masked(payload: bytes) -> bytes:
    mask = os.urandom(4)
    return bytes((0x81, 0x80 | len(payload))) + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload))


async def _message(reader: asyncio.StreamReader) -> dict[str, Any]:
    """The next text message; the server sends each in one frame. Raises `OSError` at the end."""
    first, length = await reader.readexactly(2)
    if length == 126:
        length = int.from_bytes(await reader.readexactly(2), "big")
    elif length == 127:
        length = int.from_bytes(await reader.readexactly(8), "big")
    payload = await reader.readexactly(length)
    if first & 15 != 1:
        raise ConnectionResetError("closed")
    found: dict[str, Any] = json.loads(payload)
    return found
