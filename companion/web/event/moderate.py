"""The moderator's page."""

from __future__ import annotations

from flask import Blueprint

from companion.web.pages import live_page, with_codes

routes = Blueprint("moderate", __name__)


@routes.get("/e/<slug>/moderate")
def moderate(slug: str) -> str:
    """Waiting, fair next, and what the room sees."""
    return live_page("moderate", slug, "team", **with_codes(slug))
