"""Where remote people are: each follows one room at a time, and how many do is counted like presence, not written per step."""

from __future__ import annotations

from companion.core.actors import EVERYONE, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.owners import follow_id, new_owner
from companion.core.table import Table
from companion.rules.base import Args, command, need
from companion.rules.limits import STEPS


class Follow(Args, frozen=True):
    """The slot, or null: none."""

    id: str | None = None


@command("slot.follow", Follow, EVERYONE, limit=STEPS)
def follow(table: Table, who: Actor, args: Follow, ctx: Context) -> Commit:
    """Go to a room, and so leave the one before."""
    if args.id is not None and need(table, "slot", args.id, "no_slot")["state"] == "cancelled":
        raise Refusal("wrong_state")
    id = follow_id(who.pid)
    row = table.get("follow", id)
    if (row["slot"] if row else None) == args.id:
        return Commit()
    commit = Commit()
    to = row.to if row else new_owner(table, commit, who.pid)
    return commit.put("follow", id, to, {"slot": args.id})
