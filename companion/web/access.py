"""How an endpoint of an event begins: who asks and may they, and what does the store know by now."""

from __future__ import annotations

from companion.core.actors import DESK, Actor
from companion.core.errors import Refusal
from companion.core.table import Table
from companion.identity.actor import actor
from companion.rules.checkin import registration
from companion.web.pages import services


def require(slug: str, roles: frozenset[str]) -> Actor:
    """Who asks, if they have one of these roles. Raises `Refusal("not_allowed")`."""
    who = actor(slug)
    if not who.may(roles):
        raise Refusal("not_allowed")
    return who


def require_supervisor(slug: str) -> Actor:
    """Who asks, if they may see the list of people. Raises `Refusal("not_allowed")`."""
    who = require(slug, DESK)
    registration.require_supervisor(who)
    return who


def fresh_table(slug: str) -> Table:
    """The table with all that was acknowledged up to now. Raises `Refusal("no_event")`, `StoreDown`."""
    follower = services().replica.follower(slug)
    follower.catch_up()
    return follower.table
