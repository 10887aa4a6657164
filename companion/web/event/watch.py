"""The page for people on a link: the stream beside the live state."""

from __future__ import annotations

from flask import Blueprint, g

from companion.web.pages import for_remote, live_page

routes = Blueprint("watch", __name__)


@routes.get("/e/<slug>/watch")
def watch(slug: str) -> str:
    """What the room sees, and the questions. Where the room's slide says how to join in the room, this one says it for
    people who are not there.
    """
    g.frames = True
    return live_page("watch", slug, "all", **for_remote(slug))
