"""Coming in: the list of events, join codes from QR codes and by hand, and the choice between room and remote."""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response, redirect, render_template, request

from companion.core.actors import DESK
from companion.core.errors import Refusal
from companion.core.ticket_codes import scanned
from companion.identity.actor import about, actor
from companion.identity.device import own_device
from companion.identity.server import tickets
from companion.identity.sign_in import open_ticket
from companion.web.base import body, reply
from companion.web.pages import services
from companion.web.rate_limit import FailureLimit

routes = Blueprint("join", __name__)
failures = FailureLimit()


class Join(msgspec.Struct, forbid_unknown_fields=True):
    """Where a person takes part."""

    mode: str


@routes.get("/")
def home() -> Response | str:
    """The events on this server, and the field for a code."""
    if code := request.args.get("code"):
        return _enter(code, "remote" if request.args.get("mode") == "remote" else "onsite")
    events = [(slug, event.fields) for slug, event in services().store.listing().items()]
    return render_template("home.html", events=events)


@routes.get("/j/<code>")
@routes.get("/J/<code>")
def onsite(code: str) -> Response:
    """From the QR code in the building."""
    return _enter(code, "onsite")


@routes.get("/r/<code>")
@routes.get("/R/<code>")
def remote(code: str) -> Response:
    """From the link for people elsewhere."""
    return _enter(code, "remote")


@routes.get("/t/<code>")
@routes.get("/T/<code>")
def ticket(code: str) -> Response:
    """From a personal link, on any number of one's devices."""
    events = services().store.events()
    try:
        slug = tickets().resolve(events, code)[0]
        if actor(slug).may(DESK):
            # The code goes on in the fragment, which no server sees; the desk's page lets the person in.
            return redirect(f"/e/{slug}/desk#{scanned(code)}", 303)  # type: ignore[return-value]
        slug, mode = open_ticket(events, code)
    except Refusal:
        failures.failed(request.remote_addr)
        raise
    return _come_in(slug, mode)


@routes.post("/e/<slug>/join")
def join(slug: str) -> Response:
    """Choose the mode; gives a participant cookie."""
    mode = body(Join, "bad_args", "mode").mode
    services().replica.table(slug)
    own_device().set_mode(slug, mode)
    who = actor(slug)
    return reply({"ok": True, "me": about(who, slug)})


def _enter(code: str, mode: str) -> Response:
    slug = _find("".join(code.split()).replace("-", "").upper())
    if slug is None:
        # Only for wrong codes: whoever uses up the budget must not lock out all others behind the same address.
        failures.failed(request.remote_addr)
        raise Refusal("no_code")
    own_device().set_mode(slug, mode)
    return _come_in(slug, mode)


def _come_in(slug: str, mode: str) -> Response:
    return redirect(f"/e/{slug}/" if mode == "onsite" else f"/e/{slug}/watch", 303)  # type: ignore[return-value]


def _find(code: str) -> str | None:
    return next((slug for slug, event in services().store.listing().items() if event["code"] == code), None)
