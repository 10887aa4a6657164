"""A proxy on loopback that behaves as badly as real networks and their middle boxes do, switched while it runs.

    with Proxy(server.port) as proxy:
        page.goto(f"http://127.0.0.1:{proxy.port}/")
        proxy.mode = Mode.REFUSE_WEBSOCKET    # from the next request on
        proxy.cut()                           # every connection gets a reset, now
        proxy.black_hole(20)                  # nothing passes for 20 s, then everything goes on

It speaks enough HTTP/1.1 to know where each request begins, since a browser sends several on one connection.
"""

from __future__ import annotations

import asyncio
import re
import socket
import struct
import threading
from collections.abc import Callable, Coroutine
from enum import Enum
from typing import Any, Final

CHUNK: Final = 64 * 1024
LIMIT: Final = 1024 * 1024
_RESET: Final = struct.pack("ii", 1, 0)
_REFUSAL: Final = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Mode(Enum):
    """What the network does. All but `BLACK_HOLE` and `DOWN` concern requests that come from now on."""

    PASS = "everything passes"
    REFUSE_WEBSOCKET = "a websocket handshake is answered with 403"
    SWALLOW_WEBSOCKET = "a websocket handshake is never answered"
    HOLD_EVENTS = "an event stream is delivered when it ends, and not before"
    BLACK_HOLE = "nothing passes and nothing ends; what was on its way arrives when the mode changes"
    DOWN = "every connection is reset"


class Fate(Enum):
    """What becomes of one request."""

    PASS = "it arrives, and is answered"
    LOST = "it does not arrive"
    UNANSWERED = "it arrives, and instead of its answer there is a reset, after which browsers may ask again themselves"
    SILENT = "it arrives, and nothing comes back"


class Proxy:
    """Forwards `port` (a free one unless given) to `upstream` on loopback. A context manager; safe for threads."""

    def __init__(self, upstream: int, mode: Mode = Mode.PASS, port: int = 0) -> None:
        self.upstream, self.port = upstream, port
        self.requests: list[str] = []
        """The request lines that came, in order."""
        self.foreign: bytes | None = None
        """What is answered in the server's place, as an HTTP answer whole; set by `answer_itself`."""
        self.foreign_to = ""
        """Only request lines with this in them are answered so."""
        self.bytes_per_s: int | None = None
        """How much of the answers comes through, if that is little."""
        self.fate: Callable[[str], Fate] = lambda _line: Fate.PASS
        """What becomes of a request, by its request line."""
        self._mode = mode
        self._links: set[_Link] = set()
        self._loop = asyncio.new_event_loop()
        self._passing = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)

    def __enter__(self) -> Proxy:
        self._thread.start()
        self._do(self._start())
        return self

    def __exit__(self, *_error: object) -> None:
        self._do(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def mode(self) -> Mode:
        """What the network does now."""
        return self._mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._do(self._switch(mode))

    def cut(self) -> int:
        """Reset every connection; returns how many there were."""
        return int(self._do(self._cut()))

    def answer_itself(
        self, status: str, body: str = "", kind: str = "text/plain", only: str = "", **headers: str
    ) -> None:
        """From now on answer requests in the server's place, as a gateway or a log-in page does; ends what is open."""
        more = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body.encode())}\r\n{more}"
        self.foreign_to = only
        self.foreign = f"{head}Connection: close\r\n\r\n{body}".encode()
        self.cut()

    def answer_no_more(self) -> None:
        """Forward again."""
        self.foreign = None

    def lose_connections(self) -> None:
        """Nothing comes through any more on what is open now, and nobody is told: as after a phone's sleep. New ones work."""
        self._loop.call_soon_threadsafe(lambda: [link.lose() for link in self._links])

    def black_hole(self, seconds: float) -> None:
        """Let nothing pass for so long, then return to the mode before. Returns at once."""
        before, self.mode = self._mode, Mode.BLACK_HOLE
        self._loop.call_soon_threadsafe(self._loop.call_later, seconds, self._end_of_black_hole, before)

    def _do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _start(self) -> None:
        await self._switch(self._mode)
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port, limit=LIMIT)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        assert self._server
        self._server.close()
        await self._cut()
        await self._server.wait_closed()

    async def _switch(self, mode: Mode) -> None:
        self._set(mode)
        if mode is Mode.DOWN:
            await self._cut()

    def _set(self, mode: Mode) -> None:
        self._mode = mode
        (self._passing.clear if mode is Mode.BLACK_HOLE else self._passing.set)()

    def _end_of_black_hole(self, before: Mode) -> None:
        if self._mode is Mode.BLACK_HOLE:  # else somebody has ended it already
            self._set(before)

    async def _cut(self) -> int:
        links = list(self._links)
        for link in links:
            link.reset()
        await asyncio.gather(*(link.over.wait() for link in links))
        return len(links)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        link = _Link(self, reader, writer)
        self._links.add(link)
        try:
            await link.run()
        finally:
            self._links.discard(link)
            link.over.set()

    async def passing(self) -> None:
        """Wait while nothing passes."""
        await self._passing.wait()


class _Link:
    """One connection of a client, and the one to the server that belongs to it."""

    def __init__(self, proxy: Proxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.over = asyncio.Event()
        self._proxy, self._reader, self._writers = proxy, reader, [writer]
        self._work: list[asyncio.Task[None]] = []
        self._fate = Fate.PASS
        self._answers = False  # whether the next bytes from the server begin an answer
        self._lost = False

    def lose(self) -> None:
        """Let nothing through any more, in either direction."""
        self._lost = True

    def reset(self) -> None:
        """End both connections with a reset, whatever is under way."""
        for writer in self._writers:
            sock = writer.get_extra_info("socket")
            if not writer.is_closing() and sock is not None:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            writer.transport.abort()
        for task in self._work:
            task.cancel()

    async def run(self) -> None:
        """Forward until both ends are done, or one breaks."""
        try:
            if self._proxy.mode is Mode.DOWN:
                return self.reset()
            self._work = [asyncio.create_task(self._proxy.passing())]  # as a task, so that a reset ends the waiting too
            await self._work[0]
            upstream, server = await asyncio.open_connection("127.0.0.1", self._proxy.upstream, limit=LIMIT)
            self._writers.append(server)
            self._work = [asyncio.create_task(self._up(server)), asyncio.create_task(self._down(upstream))]
            await asyncio.gather(*self._work)
        except (OSError, EOFError, asyncio.LimitOverrunError, asyncio.CancelledError):
            self.reset()
            await asyncio.gather(*self._work, return_exceptions=True)
        finally:
            for writer in self._writers:
                writer.close()

    async def _up(self, server: asyncio.StreamWriter) -> None:
        while True:
            try:
                head = await self._reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError as end:
                if end.partial:
                    raise
                break
            body = await self._reader.readexactly(int(_header(head, b"content-length") or 0))
            self._proxy.requests.append(head.split(b"\r\n")[0].decode("latin-1"))
            line = self._proxy.requests[-1]
            fate = self._proxy.fate(line)
            if fate is Fate.LOST:
                raise ConnectionResetError
            self._fate = fate
            if self._proxy.foreign is not None and self._proxy.foreign_to in line:
                self._writers[0].write(self._proxy.foreign)
                break
            upgrade = _header(head, b"upgrade").lower() == b"websocket"
            if upgrade and self._proxy.mode is Mode.REFUSE_WEBSOCKET:
                self._writers[0].write(_REFUSAL)
                break
            if upgrade and self._proxy.mode is Mode.SWALLOW_WEBSOCKET:
                await self._reader.read()
                break
            await self._proxy.passing()
            self._answers = True
            server.write(head + body)
            await server.drain()
            if upgrade:
                await self._pour(server)
                break
        await self._proxy.passing()
        if server.can_write_eof() and not server.is_closing():
            server.write_eof()

    async def _pour(self, server: asyncio.StreamWriter) -> None:
        while data := await self._reader.read(CHUNK):
            await self._proxy.passing()
            if not self._lost:
                server.write(data)
                await server.drain()

    async def _down(self, upstream: asyncio.StreamReader) -> None:
        client, held, holding = self._writers[0], b"", False
        while data := await upstream.read(CHUNK):
            if self._fate is Fate.UNANSWERED:
                raise ConnectionResetError
            if self._fate is Fate.SILENT or self._lost:
                continue
            if self._answers:
                self._answers = False
                events = _header(data.partition(b"\r\n\r\n")[0], b"content-type").startswith(b"text/event-stream")
                holding = events and self._proxy.mode is Mode.HOLD_EVENTS
            if holding:
                held += data
                continue
            await self._proxy.passing()
            if pace := self._proxy.bytes_per_s:
                await asyncio.sleep(len(data) / pace)
            client.write(data)
            await client.drain()
        await self._proxy.passing()
        client.write(held)
        client.close()


def _header(head: bytes, name: bytes) -> bytes:
    """The value of a header in the head of a message, or nothing."""
    found = re.search(rb"^" + name + rb":[ \t]*(.*?)[ \t]*\r?$", head, re.IGNORECASE | re.MULTILINE)
    return found[1] if found else b""
