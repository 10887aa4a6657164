"""For operators: is it alive, is it ready, and how does it do. No personal data in any of it."""

from __future__ import annotations

from flask import Blueprint, Response

from companion.web import metrics
from companion.web.base import reply
from companion.web.pages import services

routes = Blueprint("health", __name__)


@routes.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return reply({"ok": True})


@routes.get("/readyz")
def readyz() -> Response:
    """The store is reachable and this process is up to date."""
    ready = services().replica.ready()
    return reply({"ok": ready, "events": len(services().replica.slugs())}, 200 if ready else 503)


@routes.get("/metrics")
def prometheus() -> Response:
    """Numbers for Prometheus."""
    return Response(metrics.page(services()), mimetype="text/plain; version=0.0.4")
