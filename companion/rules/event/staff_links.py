"""Staff links and their openings. A link's secret is derived from the event's key and is not stored.

A link knows the organiser's link by which it was made, and ends with it. So whoever had an organiser's link for an hour has
left nothing behind after that hour, and one that was stolen is taken back with everything that was made by it.
"""

from __future__ import annotations

from typing import Any

from companion.core.actors import EVERYONE, ORGANISERS, SYSTEM_ONLY, Actor, Context
from companion.core.clock import HOUR_MS
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import ROLES
from companion.core.link_validity import device_opening, lasts_until, made_by, why_ended
from companion.core.table import Row, Table
from companion.core.text import limited, line
from companion.rules.base import Args, Enrichment, One, command, created, need
from companion.rules.event.last_organiser import require_organiser
from companion.rules.limits import LEAVES

OPENINGS = (120, 60)
"""Devices that may open one link, and in how many seconds: a team's, whose members have all been sent it."""


class CreateLink(Args, frozen=True):
    """A link for a role (a facilitator's: for a room or a workshop); it lasts `hours` of wall time, or until it is revoked, and
    never longer than the link by which it is made.

    `single`: it opens once. `steward`: at a desk, it scans, but neither searches nor corrects.
    """

    role: str
    room: str | None = None
    workshop: str | None = None
    label: str | None = None
    hours: float | None = None
    single: bool = False
    steward: bool = False


class RevokeLink(One, frozen=True):
    """`replace`: a new organiser's link takes its place."""

    replace: bool = False


class OpenLink(One, frozen=True):
    """`api`: by a scanning app that has no cookies: it is one device however often it asks."""

    api: bool = False


class StandingLinks(Args, frozen=True):
    """The links that every event has: an organiser's, a moderator's, a desk's that only scans, and a facilitator's for each
    room.
    """


def with_secret(result: dict[str, Any], given: Enrichment) -> dict[str, Any]:
    """The answer with the secret of the new link, which is stored nowhere."""
    return result | {"secret": given.link_secret(result["id"])} if "id" in result else result


@command("link.create", CreateLink, ORGANISERS, enrich_result=with_secret, already=created("link"))
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
    maker = _maker(table, who, ctx)
    ends = [ctx.wall + int(args.hours * HOUR_MS)] if args.hours is not None else []
    ends += [maker["expires"]] if maker is not None and maker["expires"] is not None else []
    fields = _fields(args.role, ctx) | {
        "room": args.room,
        "workshop": args.workshop,
        "label": limited(line(args.label or ""), 60) or None,
        "expires": min(ends, default=None),
        "single": args.single,
        "steward": args.steward,
        "maker": maker.id if maker else None,
    }
    commit = Commit({"id": ctx.id}).absent("link", ctx.id).put("link", ctx.id, "desk", fields)
    # Written as it is: so that whoever takes it back at this moment decides again, and finds what it has made.
    return commit.change(maker) if maker else commit


@command("link.standing", StandingLinks, SYSTEM_ONLY)
def standing(table: Table, who: Actor, args: StandingLinks, ctx: Context) -> Commit:
    """Make the links that every event has, where they are missing."""
    commit = Commit()
    links: list[tuple[str, str, str | None]] = [(role, role, None) for role in ("organiser", "moderator", "desk")]
    links += [(f"facilitator-{room.id}", "facilitator", room.id) for room in table.all("room")]
    for id, role, room in links:
        if table.get("link", id) is None:
            fields = _fields(role, ctx) | {"room": room, "steward": role == "desk"}
            commit.absent("link", id).put("link", id, "desk", fields)
    return commit


@command("link.revoke", RevokeLink, ORGANISERS, enrich_result=with_secret)
def revoke(table: Table, who: Actor, args: RevokeLink, ctx: Context) -> Commit:
    """Withdraw a link and all that were made by it: every device that opened one loses its role at once.

    {"ended": their ids, "id": of the link that took its place}.
    """
    row = need(table, "link", args.id)
    if args.replace and row["role"] != "organiser":
        raise Refusal("bad_args", "replace: organiser")
    if row["revoked"]:
        return Commit()
    gone = [each for each in (row, *made_by(table, row.id)) if not each["revoked"]]
    commit = Commit({"ended": [each.id for each in gone]})
    for each in gone:
        commit.change(each, revoked=True)
    if args.replace:
        new = _replacement(table, who, row, ctx)
        commit.absent("link", ctx.id).put("link", ctx.id, "desk", new)
        commit.result["id"] = ctx.id
        if new["expires"] is None or lasts_until(row) <= new["expires"]:
            return commit
    require_organiser(table, commit, gone, ctx.wall)
    return commit


@command("opening.create", OpenLink, SYSTEM_ONLY)
def opened(table: Table, who: Actor, args: OpenLink, ctx: Context) -> Commit:
    """Record that a device opened the link `id`. The answer's id is that of the opening."""
    link = need(table, "link", args.id, "bad_secret")
    require_valid(table, link, ctx.wall)
    id = device_opening(link.id) if args.api else ctx.id
    before = table.get("opening", id)
    if before is not None:
        if before["ended"]:
            raise Refusal("link_revoked")
        return Commit({"id": id})
    commit = Commit({"id": id}).unchanged(link).absent("opening", id).rate(f"rate:opening:{link.id}", *OPENINGS)
    if link["single"]:
        commit.smaller(f"openings.{link.id}", 1, "link_used")
    fields = {"link": link.id, "at": ctx.wall, "ended": False, "api": args.api}
    return commit.add(f"openings.{link.id}", id).put("opening", id, "desk", fields)


@command("opening.end", One, EVERYONE, limit=LEAVES)
def end(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Give a role back on one's own device; organisers take it back from any."""
    if not who.may(ORGANISERS) and args.id not in {opening for _, opening in who.openings}:
        raise Refusal("not_found")
    row = need(table, "opening", args.id)
    if row["ended"]:
        return Commit()
    commit, link = Commit().change(row, ended=True), table.get("link", row["link"])
    if link is not None and link["single"]:  # it cannot be opened again
        require_organiser(table, commit, [link], ctx.wall)
    return commit


def _fields(role: str, ctx: Context) -> dict[str, Any]:
    """A link of a role, for whoever has it and without an end."""
    absent = dict.fromkeys(("room", "workshop", "label", "expires", "maker"))
    return {"role": role, **absent, "single": False, "revoked": False, "made": ctx.wall, "steward": False}


def _maker(table: Table, who: Actor, ctx: Context) -> Row | None:
    """The organiser's link by which `who` acts, the one that lasts longest; None for who needs none.

    Raises `Refusal("not_allowed")` if all have ended by now.
    """
    mine = _opened_by(table, who)
    if not mine:
        return None
    links = [row for row in mine if why_ended(table, row, ctx.wall) is None]
    if not links:
        raise Refusal("not_allowed")
    return max(links, key=lambda row: (lasts_until(row), row.id))


def _opened_by(table: Table, who: Actor) -> list[Row]:
    """The organisers' links that `who` has opened."""
    rows = [table.get("link", link) for link, _ in who.openings]
    return [row for row in rows if row is not None and row["role"] == "organiser"]


def _replacement(table: Table, who: Actor, gone: Row, ctx: Context) -> dict[str, Any]:
    """The link that takes the place of `gone`: as it was, if `who` acts by that very link, else one that they could make.

    Raises `Refusal("last_organiser")` if they would outlive their own link by it.
    """
    mine = _opened_by(table, who)
    if not mine or gone.id in {row.id for row in mine}:
        kept = {name: gone.fields.get(name) for name in ("label", "expires", "maker")}
        return _fields("organiser", ctx) | kept
    maker = _maker(table, who, ctx)
    if maker is None or maker.id in {row.id for row in made_by(table, gone.id)}:
        raise Refusal("last_organiser")
    return _fields("organiser", ctx) | {"expires": maker["expires"], "maker": maker.id}


# shared with signing in


def require_valid(table: Table, link: Row, wall: int) -> None:
    """Raise `Refusal` if a link opens nothing any more: `link_revoked`, `link_expired`."""
    ended = why_ended(table, link, wall)
    if ended == "link_revoked":
        raise Refusal("link_revoked")
    if ended == "link_expired":
        raise Refusal("link_expired")


def require_opens(table: Table, link: Row, wall: int) -> None:
    """The same for one that has not been opened here; also raises `Refusal("link_used")`, as far as this table knows."""
    require_valid(table, link, wall)
    if link["single"] and any(row["link"] == link.id for row in table.all("opening")):
        raise Refusal("link_used")
