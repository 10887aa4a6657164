"""The technician's page."""

from __future__ import annotations

from flask import Blueprint

from companion.core.actors import TECHNICIANS
from companion.identity.actor import TEAM
from companion.web.access import require
from companion.web.pages import live_page, services

routes = Blueprint("crew", __name__)


@routes.get("/e/<slug>/crew")
def crew(slug: str) -> str:
    """What is on and what comes next: whose microphone, which slide, which room; and the crew line."""
    services().replica.table(slug)
    who = require(slug, TECHNICIANS)
    return live_page("crew", slug, "team" if who.may(TEAM) else "all")
