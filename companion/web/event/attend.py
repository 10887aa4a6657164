"""The attendee's page."""

from __future__ import annotations

from flask import Blueprint

from companion.web.pages import live_page

routes = Blueprint("attend", __name__)


@routes.get("/e/<slug>/")
def attend(slug: str) -> str:
    """Now and next, questions, the day."""
    return live_page("attend", slug, "all")
