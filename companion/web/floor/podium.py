"""The podium's page: what those who speak on stage see in front of them."""

from __future__ import annotations

from flask import Blueprint

from companion.core.actors import PODIUM, TECHNICIANS
from companion.web.access import require
from companion.web.pages import live_page, services

routes = Blueprint("podium", __name__)


@routes.get("/e/<slug>/podium")
def podium(slug: str) -> str:
    """The time, who speaks, who is next, and a line from the chair; it follows the item that runs."""
    services().replica.table(slug)
    require(slug, PODIUM | TECHNICIANS)
    return live_page("podium", slug, "all")
