"""The plenary summary: to read for everybody, to decide on for the team."""

from __future__ import annotations

from flask import Blueprint

from companion.identity.actor import TEAM, actor
from companion.web.pages import live_page

routes = Blueprint("summary", __name__)


@routes.get("/e/<slug>/summary")
def summary(slug: str) -> str:
    """What is published; the team sees the drafts too."""
    who = actor(slug)
    return live_page("summary", slug, "team" if who.may(TEAM) else "all")
