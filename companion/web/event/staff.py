"""Staff links: the page that takes the secret out of the address, and the exchange of it for a cookie."""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response, render_template

from companion.identity.actor import actor
from companion.identity.operator import is_operators, open_as_operator
from companion.identity.sign_in import give_back, open_link
from companion.web.base import body, reply
from companion.web.pages import services

routes = Blueprint("staff", __name__)
PAGES = {
    "organiser": "/e/{}/organise",
    "moderator": "/e/{}/moderate",
    "facilitator": "/e/{}/rooms",
    "desk": "/e/{}/desk",
    "screen": "/e/{}/screen/main",
}


class Secret(msgspec.Struct, forbid_unknown_fields=True):
    """What the page sends."""

    secret: str


@routes.post("/e/<slug>/leave")
def leave(slug: str) -> Response:
    """Give back all roles in an event on this device: {"ok", "goto"}. Raises `Refusal("last_organiser")`."""
    follower = services().replica.follower(slug)
    give_back(services().commands, follower, actor(slug, follower=follower))
    return reply({"ok": True, "goto": f"/e/{slug}/"})


@routes.get("/s")
def page() -> str:
    """The secret stays in the fragment, so it is in no log and no history of the server."""
    return render_template("staff.html")


@routes.post("/s")
def exchange() -> Response:
    """Exchange the secret for a cookie: {"ok", "role", "event", "goto"}."""
    secret = body(Secret).secret
    if is_operators(secret):
        open_as_operator(services().store, secret)
        return reply({"ok": True, "role": "operator", "event": "", "goto": "/operate"})
    slug, link = open_link(services().commands, secret)
    role, place = link["role"], link["room"] or link["workshop"]
    page = PAGES[role].format(slug) + (f"/{place}" if role == "facilitator" and place else "")
    return reply({"ok": True, "role": role, "event": slug, "goto": page})
