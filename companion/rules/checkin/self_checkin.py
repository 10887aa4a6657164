"""Checking in on one's own phone, with a ticket or without. Whose phone it is, is stored nowhere."""

from __future__ import annotations

from companion.core.actors import EVERYONE, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import digest
from companion.core.table import Table
from companion.rules.base import Args, command, need
from companion.rules.checkin.admission import is_in, is_there, refused
from companion.rules.checkin.attendance import TYPES, admit, heads, slot_in, total
from companion.rules.checkin.registration import registration


class Own(Args, frozen=True):
    """On one's own phone; `room` is the one at whose door the code hung, `left` the one that was the last."""

    room: str | None = None
    type: str = "entry"
    left: str | None = None


@command("checkin.self", Own, EVERYONE, veiled=True)
def own(table: Table, who: Actor, args: Own, ctx: Context) -> Commit:
    """Say that one is here, on one's own phone, with or without a ticket. Whose phone it is, is stored nowhere."""
    how = registration(table)
    if not how["own"]:
        raise Refusal("only_desk")
    if args.type not in TYPES:
        raise Refusal("bad_args", "type")
    if args.room is not None:
        need(table, "room", args.room)
    if who.attendee is None:
        if how["list"]:
            raise Refusal("no_ticket")
        return _nameless(table, who, args, ctx)
    row = need(table, "attendee", who.attendee, "no_ticket")
    if args.type == "entry" and refused(row, ctx.now):
        raise Refusal("ask_desk")
    commit = Commit({"in": args.type == "entry", "room": args.room})
    if _stays(table, row.id, args.type, args.room, ctx):
        return commit
    admit(table, commit, who, ctx, row.id, digest("own", ctx.id), type=args.type, room=args.room, mode=who.mode)
    return commit


def _nameless(table: Table, who: Actor, args: Own, ctx: Context) -> Commit:
    """Where there is no list of people, devices are counted under a name that only the server's key gives."""
    commit = Commit({"in": args.type == "entry", "room": args.room})
    member = ctx.ticket_hash(who.pid, 0)
    if args.type == "entry":
        other = "remote" if who.mode == "onsite" else "onsite"
        commit.add(f"in.{who.mode}", member).remove(f"in.{other}", member)
    elif args.room is None:
        commit.remove("in.onsite", member).remove("in.remote", member)
    total(table, commit)
    slot = slot_in(table, args.room, ctx.now) if args.room else None
    left = slot_in(table, args.left, ctx.now) if args.left else None
    to = slot.id if slot is not None and args.type == "entry" else None
    for each in (each for each in table.all("slot") if slot is not None and each["session"] == slot["session"]):
        commit.add(f"inside.{each.id}", member) if each.id == to else commit.remove(f"inside.{each.id}", member)
    for id in {row.id for row in (slot, left) if row is not None}:
        heads(table, commit, id, ctx.now)
    return commit


def _stays(table: Table, id: str, type: str, room: str | None, ctx: Context) -> bool:
    """Whether this would change nothing."""
    there = is_there(table, id, room, ctx.now)
    return there if type == "entry" else not is_in(table, id) or room is not None and not there
