"""Staff links and their openings. A link's secret is derived from the server's key and is not stored."""

from __future__ import annotations

from typing import Any

from companion.core.actors import ORGANISERS, SYSTEM_ONLY, Actor, Context
from companion.core.clock import HOUR_MS
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import ROLES
from companion.core.table import Table
from companion.core.text import limited, line
from companion.rules.base import Args, Enrichment, One, command, need

OPENINGS = (120, 60)
"""Devices that may open one link, and in how many seconds: a team's, whose members have all been sent it."""


class CreateLink(Args, frozen=True):
    """A link for a role (a facilitator's: for a room or a workshop); it lasts `hours` of wall time, or until it is revoked.

    `single`: it opens once. `steward`: at a desk, it scans, but neither searches nor corrects.
    """

    role: str
    room: str | None = None
    workshop: str | None = None
    label: str | None = None
    hours: float | None = None
    single: bool = False
    steward: bool = False


class StandingLinks(Args, frozen=True):
    """The links that every event has: an organiser's, a moderator's, a desk's, and a facilitator's for each room."""


def with_secret(result: dict[str, Any], given: Enrichment) -> dict[str, Any]:
    """The answer with the secret of the new link, which is stored nowhere."""
    return result | {"secret": given.link_secret(result["id"])}


@command("link.create", CreateLink, ORGANISERS, enrich_result=with_secret)
def create_link(table: Table, who: Actor, args: CreateLink, ctx: Context) -> Commit:
    """Make a staff link; the answer carries its secret."""
    if args.role not in ROLES:
        raise Refusal("bad_args", f"role: {', '.join(ROLES)}")
    if args.room is not None:
        need(table, "room", args.room)
    if args.workshop is not None:
        need(table, "workshop", args.workshop)
    if args.hours is not None and not 0 < args.hours <= 24 * 366:
        raise Refusal("bad_args", "hours")
    if args.steward and args.role != "desk":
        raise Refusal("bad_args", "steward: desk")
    fields = {
        "role": args.role,
        "room": args.room,
        "workshop": args.workshop,
        "label": limited(line(args.label or ""), 60) or None,
        "expires": None if args.hours is None else ctx.wall + int(args.hours * HOUR_MS),
        "single": args.single,
        "revoked": False,
        "made": ctx.wall,
        "steward": args.steward,
    }
    return Commit({"id": ctx.id}).absent("link", ctx.id).put("link", ctx.id, "desk", fields)


@command("link.standing", StandingLinks, SYSTEM_ONLY)
def standing(table: Table, who: Actor, args: StandingLinks, ctx: Context) -> Commit:
    """Make the links that every event has, where they are missing."""
    commit = Commit()
    links: list[tuple[str, str, str | None]] = [(role, role, None) for role in ("organiser", "moderator", "desk")]
    links += [(f"facilitator-{room.id}", "facilitator", room.id) for room in table.all("room")]
    for id, role, room in links:
        if table.get("link", id) is None:
            fields: dict[str, Any] = {"role": role, "room": room, "workshop": None, "label": None, "expires": None}
            fields |= {"single": False, "revoked": False, "made": ctx.wall, "steward": False}
            commit.absent("link", id).put("link", id, "desk", fields)
    return commit


@command("link.revoke", One, ORGANISERS)
def revoke(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Withdraw a link: every device that opened it loses its role at once."""
    row = need(table, "link", args.id)
    return Commit() if row["revoked"] else Commit().change(row, revoked=True)


@command("opening.create", One, SYSTEM_ONLY)
def opened(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Record that a device opened the link `id`. The answer's id is that of the opening."""
    link = need(table, "link", args.id, "bad_secret")
    if link["revoked"]:
        raise Refusal("link_revoked")
    if link["expires"] is not None and link["expires"] <= ctx.wall:
        raise Refusal("link_expired")
    commit = Commit({"id": ctx.id}).unchanged(link).rate(f"rate:opening:{link.id}", *OPENINGS)
    if link["single"]:
        commit.smaller(f"openings.{link.id}", 1, "link_used")
    fields = {"link": link.id, "at": ctx.wall, "ended": False}
    return commit.add(f"openings.{link.id}", ctx.id).put("opening", ctx.id, "desk", fields)


@command("opening.end", One, ORGANISERS)
def end(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take the role back from one device."""
    row = need(table, "opening", args.id)
    return Commit() if row["ended"] else Commit().change(row, ended=True)
