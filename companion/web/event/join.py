"""Coming in: the list of events, join codes from QR codes and by hand, and the choice between room and remote.

A link that is only opened changes nothing for whoever takes part already, whoever made them open it: they are asked, and the
answer is a POST from our own page. For a newcomer it is one step.
"""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response, make_response, redirect, render_template, request

from companion.core.actors import DESK
from companion.core.clock import wall_now
from companion.core.errors import Refusal
from companion.core.ids import ID
from companion.core.profiles import profile_named
from companion.core.ticket_codes import scanned
from companion.identity.actor import about, actor
from companion.identity.device import own_device
from companion.identity.server import tickets
from companion.identity.sign_in import open_ticket, replaces
from companion.web.base import body, reply
from companion.web.pages import services
from companion.web.rate_limit import NetworkLimit

routes = Blueprint("join", __name__)
failures = NetworkLimit()


class Join(msgspec.Struct, forbid_unknown_fields=True):
    """Where a person takes part; `code` is the event's, from the poster or the screen."""

    mode: str
    code: str | None = None


@routes.get("/")
def home() -> Response | str:
    """The field for a code, and the events that their organisers have made public."""
    if code := request.args.get("code"):
        return _enter(code, "remote" if request.args.get("mode") == "remote" else "onsite")
    found = [(slug, event.fields) for slug, event in services().replica.listing().items()]
    listed = [(slug, event) for slug, event in found if event.get("listed") and profile_named(event["profile"]).listed]
    return render_template("home.html", events=listed)


@routes.get("/robots.txt")
def robots() -> Response:
    """Search engines are to stay away from everything, listed or not."""
    return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")


@routes.get("/j/<code>")
@routes.get("/J/<code>")
def onsite(code: str) -> Response:
    """From the QR code in the building."""
    return _enter(code, "onsite")


@routes.get("/j/<code>/<room>")
def at_door(code: str, room: str) -> Response:
    """From the QR code at a room's door. Who has said before that they take part remotely still does."""
    if not ID.fullmatch(room):
        raise Refusal("not_here")
    slug = _event_of(code)
    own_device().arrive(slug, wall_now(), proved=True)
    own_device().set_mode(slug, own_device().modes.get(slug, "onsite"))
    return redirect(f"/e/{slug}/rooms/{room}", 303)  # type: ignore[return-value]


@routes.get("/r/<code>")
@routes.get("/R/<code>")
def remote(code: str) -> Response:
    """From the link for people elsewhere."""
    return _enter(code, "remote")


@routes.post("/j/<code>")
@routes.post("/J/<code>")
def onsite_from_now_on(code: str) -> Response:
    """Who took part remotely is in the room now."""
    return _enter(code, "onsite", asked=True)


@routes.post("/r/<code>")
@routes.post("/R/<code>")
def remote_from_now_on(code: str) -> Response:
    """Who was in the room takes part remotely now."""
    return _enter(code, "remote", asked=True)


@routes.route("/t/<code>", methods=["GET", "POST"])
@routes.route("/T/<code>", methods=["GET", "POST"])
def ticket(code: str) -> Response:
    """From a personal link, on any number of one's devices. One that would replace another person's, or that another
    website opens, is asked about first.
    """
    events = services().store.events()
    try:
        slug, found, _ = tickets().resolve(events, code)
        if actor(slug).may(DESK):
            # The code goes on in the fragment, which no server sees; the desk's page asks before it lets the person in.
            return redirect(f"/e/{slug}/desk#{scanned(code)}", 303)  # type: ignore[return-value]
        held = own_device().tickets.get(slug)
        if request.method == "GET" and (not _opened_by_hand() or replaces(held, found)):
            return _ask(slug, "replace" if held else "take", page_of(slug, own_device().modes.get(slug, "onsite")))
        slug, mode = open_ticket(events, code)
    except Refusal:
        failures.count(request.remote_addr)
        raise
    return _come_in(slug, mode)


@routes.post("/e/<slug>/join")
def join(slug: str) -> Response:
    """Choose the mode, and show the code; gives a participant cookie."""
    given = body(Join, "bad_args", "mode")
    event = services().replica.table(slug).get("event", slug)
    if given.code is not None and (event is None or _plain(given.code) != event["code"]):
        failures.count(request.remote_addr)
        raise Refusal("no_code")
    own_device().set_mode(slug, given.mode)
    own_device().arrive(slug, wall_now(), proved=given.code is not None)
    who = actor(slug)
    return reply({"ok": True, "me": about(who, slug)})


def _enter(code: str, mode: str, asked: bool = False) -> Response:
    slug = _event_of(code)
    own_device().arrive(slug, wall_now(), proved=True)
    before = own_device().modes.get(slug, mode)
    if before != mode and not asked:
        return _ask(slug, mode, page_of(slug, before))
    own_device().set_mode(slug, mode)
    return _come_in(slug, mode)


def _event_of(code: str) -> str:
    """The event with a code, however it was typed. Raises `Refusal("no_code")`."""
    slug = _find(_plain(code))
    if slug is None:
        # Only for wrong codes: whoever uses up the budget must not lock out all others behind the same address.
        failures.count(request.remote_addr)
        raise Refusal("no_code")
    return slug


def _plain(code: str) -> str:
    """A code as it is written down, however it was typed."""
    return "".join(code.split()).replace("-", "").upper()


def _come_in(slug: str, mode: str) -> Response:
    return redirect(page_of(slug, mode), 303)  # type: ignore[return-value]


def page_of(slug: str, mode: str) -> str:
    """Where people take part."""
    return f"/e/{slug}/" if mode == "onsite" else f"/e/{slug}/watch"


def _ask(slug: str, what: str, stay: str) -> Response:
    """A page with a button: `what` would change (`onsite`, `remote`, `take` a ticket, `replace` one); `stay`: the way on."""
    event = services().replica.table(slug).get("event", slug)
    response = make_response(render_template("ask.html", event=event, what=what, stay=stay))
    response.headers["Referrer-Policy"] = (
        "same-origin"  # without a referrer, a form's POST would say that it is from nowhere
    )
    return response


def _opened_by_hand() -> bool:
    """Whether somebody came by a camera, a scanner or typing: no other website led here, and no browser looks ahead."""
    elsewhere = request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")
    return not elsewhere and "prefetch" not in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))


def _find(code: str) -> str | None:
    return next((slug for slug, event in services().replica.listing().items() if event["code"] == code), None)
