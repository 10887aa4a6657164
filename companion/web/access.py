"""How an endpoint of an event begins: who asks and may they, and what does the store know by now."""

from __future__ import annotations

from pathlib import Path

from companion.core.actors import DESK, ORGANISERS, Actor
from companion.core.errors import Refusal
from companion.core.table import Table
from companion.identity.actor import actor
from companion.rules.checkin import registration
from companion.rules.orders import ORDERS
from companion.store.files import Files
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


def ordered_file(slug: str, kind: str, ending: str = "zip") -> Path:
    """The newest file that workers made for organisers, see `ORDERS`. Raises `Refusal`: `not_allowed`, `not_found`."""
    require(slug, ORGANISERS)
    table, order = fresh_table(slug), ORDERS[kind]
    row = order.row(table)
    there = row is not None and order.is_there(table)
    path = Files(services().settings.files).find(slug, order.file_name(row["made"], ending)) if row and there else None
    if path is None:
        raise Refusal("not_found")
    return path
