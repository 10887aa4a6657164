"""Sends votes by `POST /e/<event>/do` at a steady rate, in a process of its own: `voters.py PORT EVENT RATE JOBS OUT`.

JOBS has a line of JSON `[cookie, body]` for each vote. OUT gets `version time` for each one that took effect, in the
order of versions; the time is the moment that the vote was *due*, so a server that keeps us waiting does not hide it.
It is a load generator as `client.c` is: `companion.client` would wait for each answer before it sends the next vote.
Prints how many were not answered with 200, the 50th and 99th percentile of the replies in ms, and when the last came (ns
of the monotonic clock).
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from pathlib import Path

CONNECTIONS = 256


class Line:
    """One keep-alive connection and the vote that it carries."""

    def __init__(self, port: int) -> None:
        self.sock = socket.create_connection(("127.0.0.1", port))
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock.setblocking(False)
        self.due = 0
        self.data = b""

    def send(self, request: bytes, due: int) -> None:
        """Send one vote."""
        self.due, self.data = due, b""
        self.sock.setblocking(True)
        self.sock.sendall(request)
        self.sock.setblocking(False)

    def reply(self) -> tuple[int, bytes] | None:
        """Status and body, when they are whole."""
        self.data += self.sock.recv(65536)
        head, end, body = self.data.partition(b"\r\n\r\n")
        if not end:
            return None
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        return (int(head.split()[1]), body) if len(body) >= length else None


def request(port: int, slug: str, cookie: str, body: str) -> bytes:
    """A vote as a browser sends it."""
    data = body.encode()
    head = (
        f"POST /e/{slug}/do HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        f"Cookie: {cookie}\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data


def main(port: int, slug: str, rate: float, jobs: list[bytes], out: Path) -> None:
    """Send all jobs."""
    lines = [Line(port) for _ in range(min(CONNECTIONS, max(2, int(rate / 4))))]
    waiting, failed, last = list(lines), 0, 0
    done: list[tuple[int, int]] = []
    took: list[int] = []
    poller = selectors.DefaultSelector()
    for line in lines:
        poller.register(line.sock, selectors.EVENT_READ, line)
    began, sent = time.monotonic_ns(), 0
    while len(done) + failed < len(jobs):
        due = began + int(sent / rate * 1e9)
        now = time.monotonic_ns()
        if sent < len(jobs) and waiting and now >= due:
            waiting.pop(0).send(jobs[sent], due)
            sent += 1
            continue
        patience = max(0.0, (due - now) / 1e9) if sent < len(jobs) and waiting else 1.0
        for key, _events in poller.select(patience):
            answered: Line = key.data
            found = answered.reply()
            if found is None:
                continue
            waiting.append(answered)
            last = time.monotonic_ns()
            took.append(last - answered.due)
            if found[0] == 200:
                done.append((json.loads(found[1])["v"], answered.due))
            else:
                failed += 1
    out.write_text("".join(f"{v} {due}\n" for v, due in sorted(done)))
    took.sort()
    print(failed, took[len(took) // 2] / 1e6, took[int(len(took) * 0.99)] / 1e6, last)


if __name__ == "__main__":
    to, event, per_s, source, target = sys.argv[1:]
    orders = [json.loads(text) for text in Path(source).read_text().splitlines()]
    main(int(to), event, float(per_s), [request(int(to), event, *order) for order in orders], Path(target))
