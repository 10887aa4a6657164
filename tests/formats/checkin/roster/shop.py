"""A server that speaks pretix's interface: pages of orders, products and questions, for one token."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "k3cr3ttoken"
EVENT = "/api/v1/organizers/netz/events/tag26/"


def position(n: int, **more: Any) -> dict[str, Any]:
    return {
        "id": 1000 + n, "order": "X", "positionid": n, "item": 1, "variation": None, "price": "10.00", "answers": [],
        "attendee_name": None, "attendee_email": "secret@example.org", "company": None, "secret": f"secret{n}",
        "addon_to": None, "pseudonymization_id": f"PS{n}", "canceled": False, "blocked": None, "valid_from": None,
        "valid_until": None, "checkins": [], "seat": None, **more,
    }  # fmt: skip


def order(code: str, *positions: dict[str, Any], status: str = "p", **more: Any) -> dict[str, Any]:
    return {
        "code": code, "status": status, "testmode": False, "email": "secret@example.org", "phone": None, "locale": "de",
        "require_approval": False, "valid_if_pending": False, "checkin_attention": False, "checkin_text": "",
        "invoice_address": None, "positions": list(positions), **more,
    }  # fmt: skip


class Shop:
    """`answers` are what an address says instead of its pages: (status, headers, body)."""

    def __init__(self, orders: list[dict[str, Any]], items: list[Any], questions: list[Any], size: int) -> None:
        self.lists = {"orders": orders, "items": items, "questions": questions}
        self.size, self.asked, self.base = size, list[str](), ""
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.next: str | None = None

    def answer(self, path: str, token: str | None) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(path)
        parts = urlsplit(path)
        name = parts.path.removeprefix(EVENT).strip("/")
        if token != f"Token {TOKEN}":
            return 401, {}, b'{"detail": "Invalid token."}'
        if name in self.answers:
            return self.answers[name]
        if not parts.path.startswith(EVENT) or name not in self.lists:
            return 404, {}, b"{}"
        n = int(parse_qs(parts.query).get("page", ["1"])[0])
        rows = self.lists[name]
        more = len(rows) > n * self.size
        following = f"{self.base}{parts.path}?page={n + 1}" if more else None
        if more and self.next is not None:
            following = self.next
        page = {"count": len(rows), "next": following, "previous": None}
        body = json.dumps(page | {"results": rows[(n - 1) * self.size : n * self.size]})
        return 200, {"Content-Type": "application/json"}, body.encode()


@contextmanager
def serving(
    orders: list[dict[str, Any]], items: list[Any] | None = None, questions: list[Any] | None = None, size: int = 2
) -> Iterator[Shop]:
    shop = Shop(orders, items or [], questions or [], size)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = shop.answer(self.path, self.headers.get("Authorization"))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                pass  # who asked has heard enough

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shop.base = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
