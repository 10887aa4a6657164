"""Staff links: the page that takes the secret out of the address, and the exchange of it for a cookie."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Blueprint, Response, render_template

from companion.core.table import Row
from companion.identity.actor import actor
from companion.identity.operator import is_operators, look_at_operators, open_as_operator
from companion.identity.sign_in import give_back, look_at_link, open_link
from companion.web.base import body, reply
from companion.web.pages import services

routes = Blueprint("staff", __name__)
PAGES = {
    "organiser": "/e/{}/organise",
    "moderator": "/e/{}/moderate",
    "facilitator": "/e/{}/rooms",
    "desk": "/e/{}/desk",
    "crew": "/e/{}/crew",
    "podium": "/e/{}/podium",
    "screen": "/e/{}/screen/main",
}


class Secret(msgspec.Struct, forbid_unknown_fields=True):
    """What the page sends; `look`: only to be told what the link would give."""

    secret: str
    look: bool = False


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
    """Exchange the secret for a cookie: {"ok", "role", "event", "goto"}. With `look` nothing is opened: {…, "opened"}."""
    given = body(Secret)
    if is_operators(given.secret):
        return _operator(given)
    if given.look:
        slug, link, opened = look_at_link(given.secret)
        return reply(_about(slug, link) | {"opened": opened})
    return reply(_about(*open_link(services().commands, given.secret)))


def _operator(given: Secret) -> Response:
    about = {"ok": True, "role": "operator", "event": "", "goto": "/operate"}
    if given.look:
        return reply(about | {"opened": look_at_operators(services().store, given.secret)})
    open_as_operator(services().store, given.secret)
    return reply(about)


def _about(slug: str, link: Row) -> dict[str, Any]:
    role, place = link["role"], link["room"] or link["workshop"]
    page = PAGES[role].format(slug) + (f"/{place}" if role == "facilitator" and place else "")
    return {"ok": True, "role": role, "event": slug, "goto": page}
