"""Where people stand: in or out, and in which room. It is folded from the check events of each, which are never changed.

An event that comes late, from a desk that had no network, is put where it belongs in time, so nobody is thrown out by it.
"""

from __future__ import annotations

from typing import Any, Final

from companion.core.actors import Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import ID
from companion.core.kinds import SLOT_ON
from companion.core.table import Row, Table

TYPES: Final = frozenset({"entry", "exit"})
DOORS_MS: Final = 15 * 60_000
"""From this long before a slot begins, who enters its room comes for it."""
LATE_MS: Final = 48 * 3_600_000
"""What a desk without network noted longer ago than this counts as of then."""
OUT: Final[dict[str, Any]] = {
    "state": "out",
    "mode": None,
    "room": None,
    "slot": None,
    "at": 0,
    "first": None,
    "checks": [],
}


def slot_in(table: Table, room: str, now: int) -> Row | None:
    """The slot that people who enter `room` now come for: the one that is held, else the next if it begins soon."""
    here = [slot for slot in table.all("slot") if slot["room"] == room]
    for states in (SLOT_ON, {"open"}):
        for slot in here:
            if slot["state"] in states:
                return slot
    soon = [s for s in here if s["state"] == "planned" and s["start"] is not None and 0 <= s["start"] - now <= DOORS_MS]
    return min(soon, key=lambda slot: int(slot["start"]), default=None)


def happened(ctx: Context, given: int | None) -> int:
    """When something happened that was given as of `given`, which no clock of a desk puts into the future: event ms."""
    return ctx.now if given is None else max(min(given, ctx.now), ctx.now - LATE_MS)


def nobody_else(table: Table, nonce: str) -> None:
    """Raise `Refusal` if this nonce was used before, or is none."""
    if not ID.fullmatch(nonce):
        raise Refusal("bad_args", "nonce")
    if table.get("check", nonce):
        raise Refusal("nonce_used")


def admit(
    table: Table,
    commit: Commit,
    who: Actor,
    ctx: Context,
    attendee: str | None,
    nonce: str,
    *,
    type: str = "entry",
    room: str | None = None,
    mode: str = "onsite",
    when: int | None = None,
    status: str = "ok",
    reason: str | None = None,
    offline: bool = False,
    of: str | None = None,
) -> None:
    """Record a check event, and move the attendee if it let them in or out. `when` is event time, now if it is None."""
    slot = slot_in(table, room, ctx.now) if room and status == "ok" else None
    fields = {
        "attendee": attendee,
        "type": type,
        "room": room,
        "slot": slot.id if slot else None,
        "mode": mode,
        "at": ctx.now if when is None else when,
        "received": ctx.now,
        "desk": who.desk,
        "status": status,
        "reason": reason,
        "offline": offline,
        "forced": offline and reason is not None,
        "of": of,
    }
    commit.absent("check", nonce).put("check", nonce, "desk", fields)
    if attendee is None or status != "ok":
        return
    before = table.get("attendance", attendee)
    kept = list(before["checks"]) if before else []
    kept = [known for known in kept if known != of] if type == "annul" else [*kept, nonce]
    stand(table, commit, attendee, before, kept, {nonce: fields})


def stand(
    table: Table, commit: Commit, attendee: str, before: Row | None, checks: list[str], fresh: dict[str, dict[str, Any]]
) -> None:
    """Write where an attendee stands after `checks`, and every count that changes with it."""
    steps = []
    for nonce in checks:
        row = table.get("check", nonce)
        fields = fresh.get(nonce) or (row.fields if row else None)
        if fields:
            steps.append((fields["at"], fields["received"], nonce, fields))
    steps.sort(key=lambda step: step[:3])
    old, new = before.fields if before else OUT, folded([step[3] for step in steps]) | {"checks": checks}
    commit.unchanged(before) if before else commit.absent("attendance", attendee)
    commit.put("attendance", attendee, "desk", new)
    count(table, commit, attendee, old, new)


def folded(steps: list[dict[str, Any]]) -> dict[str, Any]:
    """Where somebody stands after these check events, given in the order of time."""
    now = dict(OUT)
    for step in steps:
        if step["type"] == "entry":
            now |= {"state": "in", "mode": step["mode"], "at": step["at"]}
            if step["room"]:
                now |= {"room": step["room"], "slot": step["slot"]}
            if now["first"] is None:
                now["first"] = step["at"]
        elif step["room"]:
            if now["room"] == step["room"]:
                now |= {"room": None, "slot": None, "at": step["at"]}
        else:
            now |= {"state": "out", "room": None, "slot": None, "at": step["at"]}
    return now


def count(table: Table, commit: Commit, member: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Move `member` between the sets of who is in and who is in which room, and renew the counts of all who see them."""
    was, now = (fields["mode"] if fields["state"] == "in" else None for fields in (old, new))
    if was != now:
        if was:
            commit.remove(f"in.{was}", member)
        if now:
            commit.add(f"in.{now}", member)
        total(table, commit)
    if old["slot"] != new["slot"]:
        if old["slot"]:
            commit.remove(f"inside.{old['slot']}", member)
        if new["slot"]:
            commit.add(f"inside.{new['slot']}", member)
        for slot in filter(None, (old["slot"], new["slot"])):
            heads(table, commit, slot, new["at"])


def total(table: Table, commit: Commit) -> None:
    """How many have checked in, for everybody."""
    for event in table.all("event"):
        commit.put("checkin_count", event.id, "stage", {}, counts={"onsite": ["in.onsite"], "remote": ["in.remote"]})


def heads(table: Table, commit: Commit, slot: str, at: int) -> None:
    """How many the door has let into a slot's room, unless it is over."""
    row = table.get("slot", slot)
    if row is not None and row["state"] not in ("over", "cancelled"):
        commit.put("headcount", slot, "stage", {"at": at, "by": "doors"}, counts={"n": [f"inside.{slot}"]})
