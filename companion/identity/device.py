"""The signed cookie of a browser: a random device id, and what the browser has chosen, shown and opened in each event.

Nothing of it is stored on the server. The participant id of an event is derived from device and event (`actor`), so stored
data cannot be joined across events.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar

from flask import Response, g, request
from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.core.kinds import MODES
from companion.core.ticket_codes import Ticket
from companion.identity.origin import secure
from companion.identity.server import server_key

T = TypeVar("T")
COOKIE: Final = "companion"
HOST_COOKIE: Final = f"__Host-{COOKIE}"
"""Its name over https: no other site of the same domain can set a cookie of this name."""
MAX_AGE_S: Final = 30 * 24 * 3600
KEPT_EVENTS: Final = 20
KEPT_OPENINGS: Final = 4
MOST_LETTERS: Final = 3_900
"""So long may the cookie be: browsers drop one of more than 4,096 bytes with its name, without a word, and keep the old one."""


class Arrival(NamedTuple):
    """When a browser first came to an event (wall ms), and whether it has shown the code, a ticket or a staff link."""

    at: int
    proved: bool


LONG_AGO: Final = Arrival(0, True)
"""Of those who had come when cookies did not yet say how."""


@dataclass(slots=True)
class Device:
    """What one browser carries: its random id, and per event a mode, staff openings (link, opening), a ticket, the room
    in which its holder said to be (empty: somewhere here), and how it came; `operator`: by what it is known as the operator's;
    `latest`: the event that something was changed in now.
    """

    id: str
    modes: dict[str, str] = field(default_factory=dict)
    staff: dict[str, list[list[str]]] = field(default_factory=dict)
    tickets: dict[str, Ticket] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    arrivals: dict[str, Arrival] = field(default_factory=dict)
    operator: str = ""
    changed: bool = False
    latest: str = ""

    def arrive(self, slug: str, now: int, *, proved: bool = False) -> None:
        """Come to an event, for the first time or again; `now` is wall time in ms."""
        before = self.arrivals.get(slug, Arrival(now, False))
        after = Arrival(before.at, before.proved or proved)
        if self.arrivals.get(slug) != after:
            self.arrivals = _newest(self.arrivals, slug, after)
            self._change(slug)

    def set_mode(self, slug: str, mode: str) -> None:
        """Say where this person takes part. Raises `Refusal("bad_args")`."""
        if mode not in MODES:
            raise Refusal("bad_args", "mode")
        self.modes = _newest(self.modes, slug, mode)
        self._change(slug)

    def set_ticket(self, slug: str, ticket: Ticket) -> None:
        """Remember that this browser has shown a ticket."""
        self.tickets = _newest(self.tickets, slug, ticket)
        self._change(slug)

    def remember(self, slug: str, note: Mapping[str, Any]) -> None:
        """Keep what a command's answer leaves to this browser: `place`, where its holder has checked in; None: they left."""
        if "place" in note:
            self.places = _newest(self.places, slug, note["place"] or "")
            if note["place"] is None:
                self.places.pop(slug)
            self._change(slug)

    def set_operator(self, opening: str) -> None:
        """Remember by what this browser is known as the operator's; empty: it is not any more."""
        self.operator, self.changed = opening, True

    def forget_openings(self, slug: str) -> None:
        """The roles in this event were given back."""
        if self.staff.pop(slug, None) is not None:
            self.changed = True

    def add_opening(self, slug: str, link: str, opening: str) -> None:
        """Remember that this browser opened a staff link."""
        kept = [pair for pair in self.staff.get(slug, []) if pair[0] != link]
        self.staff[slug] = [*kept, [link, opening]][-KEPT_OPENINGS:]
        self._change(slug)

    def forget_oldest(self) -> bool:
        """Forget the event that this browser came to first, but for the latest; whether there was another one."""
        kept = (self.modes, self.staff, self.tickets, self.places, self.arrivals)
        others = {slug for each in kept for slug in each} - {self.latest}
        if not others:
            return False
        oldest = min(sorted(others), key=lambda slug: self.arrivals.get(slug, LONG_AGO).at)
        for each in kept:
            each.pop(oldest, None)
        return True

    def _change(self, slug: str) -> None:
        self.changed, self.latest = True, slug


def device() -> Device | None:
    """The device of this request, if it has one."""
    if "device" not in g:
        g.device = _read(request.cookies.get(_name())) or _former(request.cookies.get(COOKIE))
    found: Device | None = g.device
    return found


def own_device() -> Device:
    """The device of this request, a new one if it has none."""
    found = device()
    if found is None:
        found = g.device = Device(id=random_id(), changed=True)
    return found


def save(response: Response) -> Response:
    """Send the cookie along if it has changed."""
    found: Device | None = g.get("device")
    if found is not None and found.changed:
        value, name = _signed(found), _name()
        response.set_cookie(
            name, value, max_age=MAX_AGE_S, httponly=True, samesite="Lax", secure=secure(request), path="/"
        )
        if name != COOKIE and COOKIE in request.cookies:
            response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Lax")
        response.headers.add("Vary", "Cookie")
    return response


def _signed(found: Device) -> str:
    """The cookie's value, as many events in it as a browser keeps."""
    while True:
        data = {
            "d": found.id,
            "m": found.modes,
            "s": found.staff,
            "t": found.tickets,
            "p": found.places,
            "a": found.arrivals,
        } | ({"o": found.operator} if found.operator else {})
        value = str(_serializer(server_key()).dumps(data))
        if len(value) <= MOST_LETTERS or not found.forget_oldest():
            return value


def _newest(kept: dict[str, T], slug: str, value: T) -> dict[str, T]:
    return {**{k: v for k, v in list(kept.items())[-KEPT_EVENTS:] if k != slug}, slug: value}


def _name() -> str:
    return HOST_COOKIE if secure(request) else COOKIE


def _read(cookie: str | None) -> Device | None:
    """The device in a cookie that is at most `MAX_AGE_S` old, whatever the browser thinks of its age."""
    return _device_in(lambda: _serializer(server_key()).loads(cookie or "", max_age=MAX_AGE_S))


def _former(cookie: str | None) -> Device | None:
    """The device in a cookie of the version before, which had no age and this name over https too; it gets one of today."""
    found = _device_in(lambda: _former_serializer(server_key()).loads(cookie or ""))
    if found is not None:
        found.changed = True
    return found


def _device_in(load: Callable[[], Any]) -> Device | None:
    try:
        data = load()
        tickets = {slug: Ticket(*ticket) for slug, ticket in data.get("t", {}).items()}
        device = Device(id=data["d"], modes=data["m"], staff=data["s"], tickets=tickets, places=data.get("p", {}))
        device.operator = str(data.get("o", ""))
        before = dict.fromkeys((*device.modes, *device.staff, *tickets), LONG_AGO)
        device.arrivals = {s: Arrival(*arrival) for s, arrival in data["a"].items()} if "a" in data else before
        return device
    except (BadSignature, KeyError, TypeError):
        return None


@cache
def _serializer(key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key, salt="companion-device-since")


@cache
def _former_serializer(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="companion-device")
