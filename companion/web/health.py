"""For operators: is it alive, is it ready, and how does it do. No personal data in any of it.

The numbers tell moderation and voting as they happen, so they are for whoever runs the server alone.
"""

from __future__ import annotations

import hmac
import ipaddress
from typing import Final
from urllib.parse import urlsplit

from flask import Blueprint, Request, Response, request

from companion.core.errors import Refusal
from companion.web import metrics
from companion.web.base import reply
from companion.web.pages import services

routes = Blueprint("health", __name__)
_PASSED_ON: Final = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")


@routes.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return reply({"ok": True})


@routes.get("/readyz")
def readyz() -> Response:
    """The store is reachable and this process is up to date."""
    ready = services().replica.ready()
    return reply({"ok": ready}, 200 if ready else 503)


@routes.get("/metrics")
def prometheus() -> Response:
    """Numbers for Prometheus, for whoever has the token; without one, for this machine. Else there is no such page."""
    token = services().settings.metrics_token
    if not (_has(request, token) if token else _is_from_here(request)):
        raise Refusal("not_here")
    return Response(metrics.page(services()), mimetype="text/plain; version=0.0.4")


def _has(asked: Request, token: str) -> bool:
    scheme, _, given = asked.headers.get("Authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode())


def _is_from_here(asked: Request) -> bool:
    """Whether a program on this machine asks this process directly. What a proxy passes on comes from here as well."""
    if any(header in asked.headers for header in _PASSED_ON):
        return False
    return _is_loopback(asked.environ.get("REMOTE_ADDR", "")) and _is_loopback(
        urlsplit(f"//{asked.host}").hostname or ""
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
