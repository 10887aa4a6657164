"""Checking in on one's own phone, with a ticket or without. Whose phone it is, is stored nowhere.

    self_checkin -> admission -> attendance
Each module calls those to its right, and none to its left.
"""

from __future__ import annotations

from typing import Any

from companion.core.actors import EVERYONE, Actor, Context
from companion.core.clock import MINUTE_MS
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import is_ahead
from companion.core.ids import digest
from companion.core.table import Table
from companion.rules.base import Args, command, need
from companion.rules.checkin.admission import ticket_refusal
from companion.rules.checkin.attendance import (
    TYPES,
    CheckEvent,
    is_annulled,
    is_in,
    is_in_place,
    put_checkin_count,
    put_headcount,
    record_check,
    slot_in,
)
from companion.rules.checkin.registration import registration
from companion.rules.limits import CHECK_INS


class SelfCheckin(Args, frozen=True):
    """On one's own phone; `room` is the one at whose door the code hung, `left` the one that was the last."""

    room: str | None = None
    type: str = "entry"
    left: str | None = None


def place(result: dict[str, Any]) -> dict[str, Any]:
    """Where the phone's holder is, kept by the phone alone: a room, "" for somewhere here, None when they have left."""
    return {"place": (result["room"] or "") if result["in"] else None}


@command("checkin.self", SelfCheckin, EVERYONE, identity="anonymous", limit=CHECK_INS, gate="arrive", device_note=place)
def self_checkin(table: Table, who: Actor, args: SelfCheckin, ctx: Context) -> Commit:
    """Say that one is here, on one's own phone, with or without a ticket. Whose phone it is, is stored nowhere."""
    settings = registration(table)
    if not settings["own"]:
        raise Refusal("only_desk")
    if args.type not in TYPES:
        raise Refusal("bad_args", "type")
    if args.type == "entry" and is_ahead(table, ctx.now):
        raise Refusal("not_begun")
    if args.room is not None:
        need(table, "room", args.room)
    if who.attendee is None:
        if settings["list"]:
            raise Refusal("no_ticket")
        return _count_device(table, who, args, ctx)
    row = need(table, "attendee", who.attendee, "no_ticket")
    if args.type == "entry" and ticket_refusal(table, row, ctx.now):
        raise Refusal("ask_desk")
    commit = Commit({"in": args.type == "entry", "room": args.room})
    if _changes_nothing(table, row.id, args, ctx):
        return commit
    event = CheckEvent(
        nonce=_nonce(table, row.id, args.room, ctx),
        attendee=row.id,
        desk=who.desk,
        at=ctx.now,
        type=args.type,
        room=args.room,
        mode=who.mode,
    )
    record_check(table, commit, event, ctx)
    return commit


def _count_device(table: Table, who: Actor, args: SelfCheckin, ctx: Context) -> Commit:
    """Where there is no list of people, devices are counted under a name that only the server's key gives."""
    commit = Commit({"in": args.type == "entry", "room": args.room})
    member = ctx.ticket_hash(who.pid, 0)
    if args.type == "entry":
        other = "remote" if who.mode == "onsite" else "onsite"
        commit.add(f"in.{who.mode}", member).remove(f"in.{other}", member)
    elif args.room is None:
        commit.remove("in.onsite", member).remove("in.remote", member)
    put_checkin_count(table, commit)
    slot = slot_in(table, args.room, ctx.now) if args.room else None
    left = slot_in(table, args.left, ctx.now) if args.left else None
    to = slot.id if slot is not None and args.type == "entry" else None
    for each in (each for each in table.all("slot") if slot is not None and each["session"] == slot["session"]):
        commit.add(f"inside.{each.id}", member) if each.id == to else commit.remove(f"inside.{each.id}", member)
    for id in {row.id for row in (slot, left) if row is not None}:
        put_headcount(table, commit, id, ctx.now)
    return commit


def _nonce(table: Table, id: str, room: str | None, ctx: Context) -> str:
    """The same within a minute for the same person and place, so that the log does not grow with going to and fro."""
    nonce = digest("own", id, room or "", str(ctx.now // MINUTE_MS))
    return digest("own", ctx.id) if is_annulled(table, nonce) else nonce


def _changes_nothing(table: Table, id: str, args: SelfCheckin, ctx: Context) -> bool:
    """Whether somebody is already where this would bring them."""
    in_place = is_in_place(table, id, args.room, ctx.now)
    if args.type == "entry":
        return in_place
    return not is_in(table, id) or args.room is not None and not in_place
