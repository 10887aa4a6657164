"""The round board, and one room: for everybody; facilitators run their room on its page."""

from __future__ import annotations

from flask import Blueprint

from companion.core.errors import Refusal
from companion.core.ids import ID
from companion.identity.actor import TEAM, actor
from companion.web.pages import live_page, services

routes = Blueprint("rooms", __name__)


@routes.get("/e/<slug>/rooms")
def rooms(slug: str) -> str:
    """All rooms of the round."""
    return live_page("rooms", slug, "all")


@routes.get("/e/<slug>/rooms/<room>")
def room(slug: str, room: str) -> str:
    """One room by its name in the programme, or that of a slot or workshop; the page shows what is held there now."""
    table = services().replica.table(slug)
    if not ID.fullmatch(room) or not any(table.get(kind, room) for kind in ("room", "slot", "workshop")):
        raise Refusal("not_here")
    who = actor(slug)
    return live_page("room", slug, "team" if who.may(TEAM) else "all", room=room)
