"""The three roads down: websocket, server-sent events, long-poll. All carry the same messages from the same hub."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Blueprint, Response, g, request

from companion.core.errors import Refusal
from companion.identity.actor import about, actor, allowed_class
from companion.live import wire
from companion.live.hubs import Entry
from companion.live.long_poll import POLL_TIMEOUT_S, poll
from companion.live.sse import EventStream, last_event_id
from companion.live.viewer import Viewer
from companion.live.websocket import websocket_route
from companion.web.pages import services, voted_by

routes = Blueprint("live", __name__)


class StreamResponse(Response):
    """A response whose socket is taken over when gunicorn asks for its body."""

    join: Any = None

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """Send the head with everything that was added to it on the way, and leave gunicorn."""
        if environ["REQUEST_METHOD"] != "GET":
            return super().__call__(environ, start_response)
        self.headers.remove("Content-Length")
        self.join(environ, self.headers)
        raise StopIteration  # gunicorn's word for: somebody else answers here


@routes.get("/e/<slug>/stream")
def stream(slug: str) -> Response:
    """Messages as server-sent events, from the cursor in `Last-Event-ID` or `?epoch=&v=`."""
    entry, cursor = enter(slug), _cursor()
    response = StreamResponse(mimetype="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"  # nginx would hold the events back
    response.join = lambda environ, headers: EventStream().join(environ, headers, entry, cursor)
    return response


@routes.get("/e/<slug>/poll")
def long_poll(slug: str) -> Response:
    """Messages as a JSON array, from the cursor `?epoch=&v=`; `?wait=` seconds at most."""
    entry, cursor = enter(slug), _cursor()
    wait = request.args.get("wait", POLL_TIMEOUT_S, float)
    entry.hubs.watch_presence()
    # In this order "nan" becomes 0: a wait that compares with nothing would never end.
    timeout_s = min(max(0.0, wait), POLL_TIMEOUT_S)
    response = Response(poll(entry.hub, entry.viewer, cursor, timeout_s), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def enter(slug: str) -> Entry:
    """Who comes, and where to. Raises `Refusal` if there is no such event or no right to see it as `?as=` says."""
    hubs = services().hubs
    hub = hubs.get(slug)
    who = actor(slug)
    viewer_class = allowed_class(who, request.args.get("as"))
    viewer = Viewer(
        viewer_class,
        who.pid or None,
        who.mode if who.chosen else "",
        me=msgspec.json.encode(about(who, slug)),
        openings=who.openings,
        credential=who.credential,
        voted=voted_by(slug, who, viewer_class),
        runs=who.runs,
    )
    return Entry(hubs, hub, viewer)


def _enter_websocket(slug: str) -> Entry:
    """As `enter`; the response that follows the websocket is nothing that anybody reads."""
    entry = enter(slug)
    g.taken_over = True
    return entry


websocket_route(routes, "/e/<event>/live", _enter_websocket)


def _cursor() -> wire.Cursor | None:
    epoch, v = request.args.get("epoch"), request.args.get("v")
    try:
        if known := request.headers.get("Last-Event-ID"):
            return last_event_id(known)
        return wire.checked_cursor(epoch, int(v)) if epoch and v else None
    except ValueError:
        raise Refusal("bad_args", "v") from None
