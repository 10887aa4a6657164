"""Who is asking: participants by a signed cookie, staff by a link that they opened.

A cookie holds a random device id, the mode chosen per event, and the openings of staff links. The participant id of an
event is derived from device and event, so stored data cannot be joined across events. Nothing about a person is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, TypeVar
from urllib.parse import SplitResult, urlsplit

from flask import Request, Response, current_app, g, request
from itsdangerous import BadSignature, URLSafeSerializer

from companion.commands.commands import Commands
from companion.core.actors import DESK, EVERYONE, SYSTEM, Actor
from companion.core.clock import wall_now
from companion.core.errors import Refusal
from companion.core.ids import derive, random_id, same
from companion.core.kinds import MODES, SEES
from companion.core.link_secrets import secret_of
from companion.core.table import Row
from companion.core.ticket_codes import Ticket
from companion.identity.ticket_lookup import Holders
from companion.store.replica import Follower, Replica

T = TypeVar("T")
COOKIE: Final = "companion"
MAX_AGE_S: Final = 30 * 24 * 3600
KEPT_EVENTS: Final = 20
KEPT_OPENINGS: Final = 4
TEAM: Final = frozenset({"moderator", "organiser"})


@dataclass(slots=True)
class Device:
    """What one browser carries: its random id, and per event a mode, staff openings (link, opening), a ticket, and the room
    in which its holder said to be (empty: somewhere here).
    """

    id: str
    modes: dict[str, str] = field(default_factory=dict)
    staff: dict[str, list[list[str]]] = field(default_factory=dict)
    tickets: dict[str, Ticket] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    changed: bool = False

    def set_mode(self, slug: str, mode: str) -> None:
        """Say where this person takes part. Raises `Refusal("bad_args")`."""
        if mode not in MODES:
            raise Refusal("bad_args", "mode")
        self.modes = _newest(self.modes, slug, mode)
        self.changed = True

    def set_ticket(self, slug: str, ticket: Ticket) -> None:
        """Remember that this browser has shown a ticket."""
        self.tickets = _newest(self.tickets, slug, ticket)
        self.changed = True

    def remember(self, slug: str, note: Mapping[str, Any]) -> None:
        """Keep what a command's answer leaves to this browser: `place`, where its holder has checked in; None: they left."""
        if "place" in note:
            self.places = _newest(self.places, slug, note["place"] or "")
            if note["place"] is None:
                self.places.pop(slug)
            self.changed = True

    def add_opening(self, slug: str, link: str, opening: str) -> None:
        """Remember that this browser opened a staff link."""
        kept = [pair for pair in self.staff.get(slug, []) if pair[0] != link]
        self.staff[slug] = [*kept, [link, opening]][-KEPT_OPENINGS:]
        self.changed = True


def _newest(kept: dict[str, T], slug: str, value: T) -> dict[str, T]:
    return {**{k: v for k, v in list(kept.items())[-KEPT_EVENTS:] if k != slug}, slug: value}


def device() -> Device | None:
    """The device of this request, if it has one."""
    if "device" not in g:
        g.device = _read(request.cookies.get(COOKIE))
    found: Device | None = g.device
    return found


def own_device() -> Device:
    """The device of this request, a new one if it has none."""
    found = device()
    if found is None:
        found = g.device = Device(id=random_id(), changed=True)
    return found


def actor(slug: str, create: bool = False, follower: Follower | None = None) -> Actor:
    """Who is asking in this event; a visitor without a cookie has an empty `pid` and can only read."""
    found = own_device() if create else device()
    lang = str(g.get("lang", "en"))
    if found is None:
        return Actor(pid="", mode="remote", roles=EVERYONE, lang=lang)
    pid = derive(_key(), "pid", slug, found.id)
    mode = found.modes.get(slug, "remote")
    roles, openings = set(EVERYONE), []
    runs: set[tuple[str, str]] = set()
    desk, steward = None, True
    if found.staff.get(slug):
        follower = follower or _replica().follower(slug)
        for link_id, opening_id in found.staff[slug]:
            row = _valid_link(follower, link_id, opening_id)
            if row is not None:
                roles.add(row["role"])
                if row["role"] in DESK:
                    desk, steward = link_id, steward and bool(row.get("steward"))
                elif row["role"] == "facilitator":
                    desk = desk or link_id
                runs.update((kind, row[kind]) for kind in ("room", "workshop") if row.get(kind))
                openings.append((link_id, opening_id))
    ticket = found.tickets.get(slug)
    return Actor(
        pid,
        mode,
        frozenset(roles),
        frozenset(runs),
        tuple(openings),
        lang,
        credential=holders().credential(slug, ticket),
        attendee=holders().attendee(slug, ticket),
        steward=steward and not roles.isdisjoint(DESK),
        desk=desk,
    )


def about(who: Actor, slug: str) -> dict[str, Any]:
    """What a page is told of its reader; with `person` if a ticket was shown, so that this is known to be one person, and
    with `runs`, [kind, id] of rooms and workshops, for facilitators. `steward`: their desk link only scans. `listed`: they
    are on the list of people; `here`, `room`: where they have checked in.
    """
    me: dict[str, Any] = {"id": who.pid, "mode": who.mode, "roles": sorted(who.roles)}
    me |= {name: value for name, value in _place(slug, who).items() if value}
    if who.runs:
        me["runs"] = sorted(who.runs)
    if who.steward:
        me["steward"] = True
    return me | {"person": True} if who.credential else me


def _place(slug: str, who: Actor) -> dict[str, Any]:
    """Where the reader of a page has checked in. This is in no row of theirs, since that would join two ids."""
    found = device()
    at = found.places.get(slug) if found else None
    if who.attendee:
        stand = _replica().follower(slug).find("attendance", who.attendee)
        at = (stand["room"] or "") if stand and stand["state"] == "in" else None
    return {"here": at is not None, "room": at or None, "listed": who.attendee is not None}


def viewer_class(who: Actor, wanted: str | None) -> str:
    """The viewer class asked for by `?as=`. Raises `Refusal` if it is unknown or more than the actor's roles allow."""
    wanted = wanted or "all"
    if wanted not in SEES:
        raise Refusal("bad_args", "as")
    if wanted == "team" and not who.may(TEAM) or wanted == "desk" and (who.steward or not who.may(DESK)):
        raise Refusal("not_allowed")
    return wanted


def save(response: Response) -> Response:
    """Send the cookie along if it has changed."""
    found: Device | None = g.get("device")
    if found is not None and found.changed:
        data = {"d": found.id, "m": found.modes, "s": found.staff, "t": found.tickets, "p": found.places}
        value = _serializer().dumps(data)
        response.set_cookie(
            COOKIE, value, max_age=MAX_AGE_S, httponly=True, samesite="Lax", secure=secure(request), path="/"
        )
        response.headers.add("Vary", "Cookie")
    return response


def check_origin(asked: Request) -> None:
    """Refuse writes and websocket handshakes that another website started. Programs that are no browser send no Origin."""
    upgrade = asked.headers.get("Upgrade", "").lower() == "websocket"
    if asked.method in ("GET", "HEAD", "OPTIONS") and not upgrade:
        return
    origin = asked.headers.get("Origin")
    if origin is None:
        if asked.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            raise Refusal("bad_origin")
        return
    try:
        site = urlsplit(origin).netloc.lower()
    except ValueError:
        site = ""
    if not site or site not in (asked.host.lower(), _public().netloc.lower()):
        raise Refusal("bad_origin")


def secure(asked: Request) -> bool:
    """Whether cookies may only go over https: also behind a proxy that does not say how the visitor came."""
    return asked.is_secure or _public().scheme == "https"


# tickets


def open_ticket(events: Iterable[str], code: str) -> tuple[str, str]:
    """Take a ticket: (event, mode). The browser's cookie carries it from now on; any number of browsers may.

    Raises `Refusal("bad_ticket")`.
    """
    slug, ticket, mode = holders().open(events, code)
    mode = mode or own_device().modes.get(slug, "onsite")
    own_device().set_mode(slug, mode)
    own_device().set_ticket(slug, ticket)
    return slug, mode


# staff links


def open_link(commands: Commands, key: str, secret: str) -> tuple[str, Row]:
    """Exchange a staff link's secret: (event, link). The browser's cookie carries the role from now on.

    Raises `Refusal`: `bad_secret`, `link_revoked`, `link_expired`, `link_used`.
    """
    slug, row = link_of(key, secret)
    browser = own_device()
    mine = next((pair for pair in browser.staff.get(slug, []) if pair[0] == row.id), None)
    if mine is None or _valid_link(_replica().follower(slug), *mine) is None:
        answer = commands.run(slug, SYSTEM, "opening.create", random_id(), {"id": row.id})
        browser.add_opening(slug, row.id, answer.result["id"])
    if row["role"] == "facilitator" and slug not in browser.modes:
        browser.set_mode(slug, "onsite")  # somebody who runs a room is in it
    return slug, row


def link_of(key: str, secret: str) -> tuple[str, Row]:
    """The event and the link that a secret belongs to, be it still valid or not. Raises `Refusal("bad_secret")`."""
    slug, _, rest = secret.strip().partition(".")
    link, _, _proof = rest.rpartition(".")
    if not (slug and link) or not same(secret_of(key, slug, link), secret.strip()):
        raise Refusal("bad_secret")
    row = _replica().follower(slug).find("link", link)
    if row is None:
        raise Refusal("bad_secret")
    return slug, row


def _valid_link(follower: Follower, link: str, opening: str) -> dict[str, Any] | None:
    opened, row = follower.find("opening", opening), follower.find("link", link)
    if row is None or opened is None or row["revoked"] or opened["ended"]:
        return None
    if row["expires"] is not None and row["expires"] <= wall_now():
        return None
    return row.fields


def _read(cookie: str | None) -> Device | None:
    if not cookie:
        return None
    try:
        data = _serializer().loads(cookie)
        tickets = {slug: Ticket(*ticket) for slug, ticket in data.get("t", {}).items()}
        return Device(id=data["d"], modes=data["m"], staff=data["s"], tickets=tickets, places=data.get("p", {}))
    except (BadSignature, KeyError, TypeError):
        return None


def _serializer() -> URLSafeSerializer:
    return _signing(_key())


@cache
def _signing(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="companion-device")


def _key() -> str:
    return str(current_app.extensions["companion"].settings.secret_key)


def _public() -> SplitResult:
    return urlsplit(current_app.extensions["companion"].settings.public_url or "")


def holders() -> Holders:
    """Who holds the tickets of this server's events."""
    return Holders(_replica(), _key())


def _replica() -> Replica:
    replica: Replica = current_app.extensions["companion"].replica
    return replica
