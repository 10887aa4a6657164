"""The check-in desk: scan, search, walk-in; for facilitators the door of their room."""

from __future__ import annotations

from flask import Blueprint, Response, g, render_template

from companion.base import qr
from companion.core.actors import DESK, DOORS, Actor
from companion.core.errors import Refusal
from companion.core.ticket_codes import TRIAL, attendee_code
from companion.identity.actor import actor
from companion.web.access import require
from companion.web.base import reply
from companion.web.pages import base_url, event_key, live_page, services

routes = Blueprint("desk", __name__)


@routes.get("/e/<slug>/desk")
def desk(slug: str) -> str:
    """Supervisors see the list; stewards and facilitators see nobody but whom they scan, so their page carries no names."""
    who = _require_door(slug)
    return live_page("desk", slug, "desk" if supervises(who) else "all")


@routes.get("/e/<slug>/scanner")
def scanner(slug: str) -> str:
    """Scanners and cameras are tried here, with a code that looks like a ticket and is none."""
    _require_door(slug)
    address = f"{base_url()}/t/{TRIAL}"
    return render_template("scanner.html", code=qr.data_uri(address), holds=qr.compact(address))


@routes.get("/e/<slug>/desk/ticket/<id>")
def ticket(slug: str, id: str) -> Response:
    """The newest ticket of somebody, to be handed over at the desk: {"url", "qr"}."""
    if not supervises(actor(slug)):
        raise Refusal("not_allowed")
    row = services().replica.follower(slug).find("attendee", id)
    if row is None or not row.to:
        raise Refusal("not_found")
    url = f"{base_url()}/t/{attendee_code(event_key(slug), slug, id, row['issue'])}"
    return reply({"url": url, "qr": qr.picture(url)})


def _require_door(slug: str) -> Actor:
    services().replica.table(slug)
    who = require(slug, DOORS)
    if not has_door(who):
        raise Refusal("not_your_room")
    g.desk = (
        True  # it has a decoder, where the browser reads no codes itself, and a worker that keeps it for a dark hour
    )
    return who


def has_door(who: Actor) -> bool:
    """Whether somebody scans at all: at a desk, or at the door of a room that they run."""
    return who.may(DESK) or any(kind == "room" for kind, _ in who.runs)


def supervises(who: Actor) -> bool:
    """Whether somebody may see the list of people, and not only whom they scan."""
    return who.may(DESK) and not who.steward
