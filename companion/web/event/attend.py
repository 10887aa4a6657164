"""The attendee's page."""

from __future__ import annotations

from flask import Blueprint

from companion.web.pages import live_page
from companion.web.topics.own_copies import own_copies

routes = Blueprint("attend", __name__)


@routes.get("/e/<slug>/")
def attend(slug: str) -> str:
    """Now and next, questions, the day; `copies` are topics that the reader wrote at another event of the series."""
    return live_page("attend", slug, "all", copies=sorted(own_copies(slug)))
