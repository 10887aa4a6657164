"""How a browser gets more rights: by showing a ticket, or by opening a staff link. Its cookie carries them from then on."""

from __future__ import annotations

from collections.abc import Iterable

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM, Actor
from companion.core.clock import wall_now
from companion.core.ids import random_id
from companion.core.link_validity import device_opening
from companion.core.table import Row
from companion.core.ticket_codes import Ticket
from companion.identity.device import device, own_device
from companion.identity.server import replica, server_key, tickets
from companion.identity.staff_links import link_of, valid_link
from companion.rules.event.staff_links import require_opens
from companion.store.replica import Follower


def open_ticket(events: Iterable[str], code: str) -> tuple[str, str]:
    """Take a ticket: (event, mode), which is the one chosen before, else the ticket's. Any number of browsers may.

    Raises `Refusal("bad_ticket")`.
    """
    slug, ticket, mode = tickets().resolve(events, code)
    mode = own_device().modes.get(slug) or mode or "onsite"
    own_device().set_mode(slug, mode)
    own_device().set_ticket(slug, ticket)
    own_device().arrive(slug, wall_now(), proved=True)
    return slug, mode


def replaces(held: Ticket | None, found: Ticket) -> bool:
    """Whether a browser that holds one ticket would be somebody else by another one; a newer one of the same person is not."""
    if held is None or held == found:
        return False
    return not (held.batch == found.batch and held.n < 0 and found.n < 0)


def give_back(commands: Commands, follower: Follower, who: Actor) -> None:
    """End what this browser has opened in an event, and forget it. Raises `Refusal("last_organiser")`."""
    for _, opening in who.openings:
        commands.run_on(follower, who, "opening.end", random_id(), {"id": opening})
    own_device().forget_openings(follower.slug)


def open_device(commands: Commands, follower: Follower, link: str) -> str:
    """The opening of a scanning app that shows a link's secret with every request: one device for each link, which can be
    ended like any other.

    Raises `Refusal`: `link_revoked`, `link_expired`, `link_used`.
    """
    row = follower.find("opening", device_opening(link))
    if row is None or valid_link(follower, link, row.id) is None:
        answer = commands.run_on(follower, SYSTEM, "opening.create", random_id(), {"id": link, "api": True})
        return str(answer.result["id"])
    return row.id


def look_at_link(secret: str) -> tuple[str, Row, bool]:
    """What a staff link would give: (event, link, whether this browser has it open). It opens nothing, so that robots that look
    ahead, also with scripts, use nothing up.

    Raises `Refusal`: `bad_secret`, `link_revoked`, `link_expired`, `link_used`.
    """
    follower, row = link_of(replica(), server_key(), secret)
    browser = device()
    mine = [opening for link, opening in (browser.staff.get(follower.slug, []) if browser else []) if link == row.id]
    opened = any(valid_link(follower, row.id, opening) is not None for opening in mine)
    if not opened:
        require_opens(follower.table, row, wall_now())
    return follower.slug, row, opened


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
    browser.arrive(slug, wall_now(), proved=True)
    if row["role"] == "facilitator" and slug not in browser.modes:
        browser.set_mode(slug, "onsite")  # somebody who runs a room is in it
    return slug, row
