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
from companion.core.kinds import MODES
from companion.core.profiles import profile_named, profile_of
from companion.core.ticket_codes import scanned
from companion.identity.actor import about, actor
from companion.identity.device import own_device
from companion.identity.server import tickets
from companion.identity.sign_in import open_ticket, replaces
from companion.web.base import body, message, reply, wants_page
from companion.web.pages import services
from companion.web.rate_limit import NetworkLimit
from companion.web.wording import about_event

routes = Blueprint("join", __name__)
failures = NetworkLimit()
MOST_TYPED = 40
"""So much of a wrong code is put back into its field."""


class Join(msgspec.Struct, forbid_unknown_fields=True):
    """Where a person takes part; `code` is the event's, from the poster or the screen."""

    mode: str
    code: str | None = None


@routes.get("/")
def home() -> Response | str:
    """The field for a code, and the events that their organisers have made public. A code without a mode, as Enter sends it,
    is asked about.
    """
    code, mode = request.args.get("code"), request.args.get("mode")
    if not code:
        return _home()
    return _enter(code, mode if mode in MODES else None, typed=code)


def _home(refusal: Refusal | None = None, typed: str = "") -> str:
    """The first page; with what was typed, and why it leads nowhere."""
    found = [(slug, event.fields) for slug, event in services().replica.listing().items()]
    listed = [(slug, event) for slug, event in found if event.get("listed") and profile_named(event["profile"]).listed]
    return render_template(
        "home.html",
        events=listed,
        refusal=refusal,
        trouble=message(refusal) if refusal else "",
        typed=typed[:MOST_TYPED],
    )


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
@routes.get("/J/<code>/<room>")
def at_door(code: str, room: str) -> Response:
    """From the QR code at a room's door: on site, and at that room."""
    return _enter(code, "onsite", room=room)


@routes.get("/r/<code>")
@routes.get("/R/<code>")
def remote(code: str) -> Response:
    """From the link for people elsewhere."""
    return _enter(code, "remote")


@routes.post("/j/<code>")
@routes.post("/J/<code>")
@routes.post("/j/<code>/<room>")
@routes.post("/J/<code>/<room>")
def onsite_from_now_on(code: str, room: str = "") -> Response:
    """Who took part remotely is in the building now."""
    return _enter(code, "onsite", room=room, asked=True)


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
    return redirect(page_of(slug, mode), 303)  # type: ignore[return-value]


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


def _enter(code: str, mode: str | None, *, room: str = "", typed: str = "", asked: bool = False) -> Response:
    """Take part in a mode, at a room if one is named; without a mode the page asks. A link that is only opened changes no
    mode that was chosen before, and where all come by one address it says none. A wrong code leads to the field for it, with
    what was `typed`.
    """
    if room and not ID.fullmatch(room):
        raise Refusal("not_here")
    try:
        slug = _event_of(code)
    except Refusal as refusal:
        if not wants_page(request):
            raise
        return make_response(_home(refusal, typed), refusal.status)
    own_device().arrive(slug, wall_now(), proved=True)
    before = own_device().modes.get(slug)
    if mode == "onsite" and not (before or room or asked) and profile_of(services().replica.table(slug)).one_link:
        mode = None  # the one address says nothing of where somebody is
    door = f"/e/{slug}/rooms/{_named(slug, room)}" if room else ""
    if mode and before and before != mode and not asked:
        return _ask(slug, mode, door or page_of(slug, before))
    if mode:
        own_device().set_mode(slug, mode)
    return redirect(door or page_of(slug, mode or before), 303)  # type: ignore[return-value]


def _event_of(code: str) -> str:
    """The event with a code, however it was typed. Raises `Refusal("no_code")`."""
    slug = _find(_plain(code))
    if slug is None:
        # Only for wrong codes: whoever uses up the budget must not lock out all others behind the same address.
        failures.count(request.remote_addr)
        raise Refusal("no_code")
    return slug


def _named(slug: str, room: str) -> str:
    """A room's id, however it is written: QR codes are in capitals, which makes them smaller."""
    rooms = services().replica.table(slug).all("room")
    return next((row.id for row in rooms if row.id.lower() == room.lower()), room)


def _plain(code: str) -> str:
    """A code as it is written down, however it was typed."""
    return "".join(code.split()).replace("-", "").upper()


def page_of(slug: str, mode: str | None) -> str:
    """Where people take part; who has not chosen a mode is asked there."""
    return f"/e/{slug}/watch" if mode == "remote" else f"/e/{slug}/"


def _ask(slug: str, what: str, stay: str) -> Response:
    """A page with a button: `what` would change (`onsite`, `remote`, `take` a ticket, `replace` one); `stay`: the way on."""
    about_event(slug)
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
