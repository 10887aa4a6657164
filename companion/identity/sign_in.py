"""How a browser gets more rights: by showing a ticket, or by opening a staff link. Its cookie carries them from then on."""

from __future__ import annotations

from collections.abc import Iterable

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.ids import random_id
from companion.core.table import Row
from companion.identity.device import own_device
from companion.identity.server import replica, server_key, tickets
from companion.identity.staff_links import link_of, valid_link


def open_ticket(events: Iterable[str], code: str) -> tuple[str, str]:
    """Take a ticket: (event, mode). Any number of browsers may. Raises `Refusal("bad_ticket")`."""
    slug, ticket, mode = tickets().resolve(events, code)
    mode = mode or own_device().modes.get(slug, "onsite")
    own_device().set_mode(slug, mode)
    own_device().set_ticket(slug, ticket)
    return slug, mode


def open_link(commands: Commands, secret: str) -> tuple[str, Row]:
    """Exchange a staff link's secret: (event, link).

    Raises `Refusal`: `bad_secret`, `link_revoked`, `link_expired`, `link_used`.
    """
    follower, row = link_of(replica(), server_key(), secret)
    slug, browser = follower.slug, own_device()
    mine = next((pair for pair in browser.staff.get(slug, []) if pair[0] == row.id), None)
    if mine is None or valid_link(follower, *mine) is None:
        answer = commands.run_on(follower, SYSTEM, "opening.create", random_id(), {"id": row.id})
        browser.add_opening(slug, row.id, answer.result["id"])
    if row["role"] == "facilitator" and slug not in browser.modes:
        browser.set_mode(slug, "onsite")  # somebody who runs a room is in it
    return slug, row
