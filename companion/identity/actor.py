"""Who is asking in an event: a participant by the browser's cookie, with the roles of the staff links that it has opened."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from flask import g

from companion.core import standing
from companion.core.actors import DESK, EVERYONE, ON_FLOOR, ON_LINE, ON_PODIUM, ORGANISERS, Actor
from companion.core.audiences import SEES
from companion.core.clock import wall_now
from companion.core.errors import Refusal
from companion.core.ids import derive
from companion.identity.device import Arrival, Device, device, own_device
from companion.identity.server import replica, server_key, tickets
from companion.store.client import StoreDown
from companion.store.replica import Follower

TEAM: Final = frozenset({"moderator", "organiser"})


def actor(slug: str, create: bool = False, follower: Follower | None = None) -> Actor:
    """Who is asking in the event `slug`, or in that of `follower` if it was looked up already.

    A visitor without a cookie has an empty `pid` and can only read; with `create` they get one. Commands ask again by the
    table that they decide on, so they hand in `follower`; whatever else staff ask for is told by the newest.
    """
    browser = own_device() if create else device()
    lang = str(g.get("lang", "en"))
    if browser is None:
        return Actor(pid="", mode="remote", roles=EVERYONE, lang=lang, chosen=False)
    known, follower = follower, follower or replica().follower(slug)
    pid = derive(follower.key(server_key()), "pid", slug, browser.id)
    mode, opened, ticket = browser.modes.get(slug), browser.staff.get(slug), browser.tickets.get(slug)
    chosen, mode = mode is not None, mode or "remote"
    if create:
        browser.arrive(slug, wall_now())
    came = browser.arrivals.get(slug) or Arrival(wall_now(), False)
    if not opened and ticket is None:
        here = slug in browser.places
        return Actor(pid, mode, EVERYONE, lang=lang, came=came.proved, arrived=came.at, checked_in=here, chosen=chosen)
    if opened and known is None:
        _hear(follower)
    for link, opening in opened or []:  # another process may have written them a moment ago
        follower.find("opening", opening)
        follower.find("link", link)
    staff = standing.staff(follower.table, [(link, opening) for link, opening in opened or []], wall_now())
    attendee = tickets().attendee(follower, ticket)
    return Actor(
        pid,
        mode,
        staff.roles,
        staff.runs,
        staff.openings,
        lang,
        credential=tickets().credential(follower, ticket),
        attendee=attendee,
        steward=staff.steward,
        desk=staff.desk,
        came=came.proved,
        arrived=came.at,
        checked_in=_place_of(follower, browser, attendee) is not None,
        chosen=chosen,
        ticket=ticket,
    )


def about(who: Actor, slug: str) -> dict[str, Any]:
    """What a page is told of its reader: `mode` is null until they have chosen one; with `person` if a ticket was shown, so
    that this is known to be one person, and with `runs`, [kind, id] of rooms and workshops, for facilitators. `steward`:
    their desk link only scans. `listed`: they are on the list of people; `here`, `room`: where they have checked in. `came`:
    by the code, a ticket or a staff link.
    """
    me: dict[str, Any] = {"id": who.pid, "mode": who.mode if who.chosen else None, "roles": sorted(who.roles)}
    if who.came:
        me["came"] = True
    me |= {name: value for name, value in _place(slug, who).items() if value}
    if rooms := sorted(who.runs - {ON_LINE, ON_PODIUM, ON_FLOOR}):
        me["runs"] = rooms
    if who.steward:
        me["steward"] = True
    return me | {"person": True} if who.credential else me


def allowed_class(who: Actor, wanted: str | None) -> str:
    """The viewer class of `?as=`: of the team, those who organise see more. Raises `Refusal` if it is unknown or more than
    the actor's roles allow.
    """
    wanted = wanted or "all"
    if wanted not in SEES:
        raise Refusal("bad_args", "as")
    if wanted == "team" and who.may(ORGANISERS):
        return "organise"
    if (
        wanted == "organise"
        or wanted == "team"
        and not who.may(TEAM)
        or wanted == "desk"
        and (who.steward or not who.may(DESK))
    ):
        raise Refusal("not_allowed")
    return wanted


def _hear(follower: Follower) -> None:
    """Read what was acknowledged up to now, so that a role is over on every process at once; while the store is away, what
    was known last stands.
    """
    if follower.connected:
        with suppress(StoreDown):
            follower.catch_up()


def _place(slug: str, who: Actor) -> dict[str, Any]:
    """Where the reader of a page has checked in. This is in no row of theirs, since that would join two ids."""
    place = _place_of(replica().follower(slug), device(), who.attendee)
    return {"here": place is not None, "room": place or None, "listed": who.attendee is not None}


def _place_of(follower: Follower, browser: Device | None, attendee: str | None) -> str | None:
    """The room in which somebody has checked in, empty if somewhere here; None if they have not."""
    if attendee:
        row = follower.find("attendance", attendee)
        return (row["room"] or "") if row and row["state"] == "in" else None
    return browser.places.get(follower.slug) if browser else None
