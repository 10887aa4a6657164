"""Who is in, and in which room: what the check events of each person add up to. Events of a desk are never changed; on one's
own phone what is said within a minute of the same place is one event, and the last word counts.

An event that comes late, from a desk that had no network, is put where it belongs in time, so nobody is thrown out by it.

    scan | self_checkin -> admission -> attendance        attendees -> attendance
Each module calls those to its right, and none to its left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from companion.core.actors import Context
from companion.core.commit import Commit, Sums
from companion.core.event import find_event
from companion.core.kinds import SLOT_ON
from companion.core.table import Row, Table
from companion.rules.base import need

TYPES: Final = frozenset({"entry", "exit"})
EARLY_ENTRY_MS: Final = 15 * 60_000
"""From this long before a slot begins, who enters its room comes for it."""
COUNTS_TO: Final = "staff"
"""Who is told how many have checked in."""
MAX_DELAY_MS: Final = 48 * 3_600_000
"""What a desk without network noted longer ago than this counts as of then."""
OUT: Final[dict[str, Any]] = {
    "state": "out",
    "mode": None,
    "room": None,
    "slot": None,
    "at": 0,
    "first": None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckEvent:
    """One check event: an entry, an exit, or the undo (`annul`) of the event `of`.

    `nonce` is its id; `attendee` is None for a ticket that nobody knows; `desk` is the link that the desk works by, None on
    one's own phone; `at` is when it happened (event ms). Whoever was let in or out has `status` `ok`, and a `reason` only if
    a desk without network let them in that should not have been.
    """

    nonce: str
    attendee: str | None
    desk: str | None
    at: int
    type: str = "entry"
    room: str | None = None
    mode: str = "onsite"
    status: str = "ok"
    reason: str | None = None
    offline: bool = False
    of: str | None = None


def slot_in(table: Table, room: str, now: int) -> Row | None:
    """The slot that people who enter `room` now come for: the one that is held, else the next if it begins soon."""
    slots = [slot for slot in table.all("slot") if slot["room"] == room]
    for states in (SLOT_ON, {"open"}):
        for slot in slots:
            if slot["state"] in states:
                return slot
    planned = [slot for slot in slots if slot["state"] == "planned" and slot["start"] is not None]
    soon = [slot for slot in planned if 0 <= slot["start"] - now <= EARLY_ENTRY_MS]
    return min(soon, key=lambda slot: int(slot["start"]), default=None)


def is_in(table: Table, id: str) -> bool:
    """Whether somebody has come and not left."""
    attendance = table.get("attendance", id)
    return attendance is not None and attendance["state"] == "in"


def is_in_place(table: Table, id: str, room: str | None, now: int) -> bool:
    """Whether somebody is where they want to go; another workshop in the same room is another place."""
    if not is_in(table, id):
        return False
    if room is None:
        return True
    attendance, slot = need(table, "attendance", id), slot_in(table, room, now)
    return (attendance["room"], attendance["slot"]) == (room, slot.id if slot else None)


def event_time(ctx: Context, given: int | None) -> int:
    """When something happened that was given as of `given`, which no clock of a desk puts into the future: event ms."""
    return ctx.now if given is None else max(min(given, ctx.now), ctx.now - MAX_DELAY_MS)


def record_check(table: Table, commit: Commit, event: CheckEvent, ctx: Context) -> None:
    """Record a check event, and move its attendee if it let them in or out."""
    slot = slot_in(table, event.room, ctx.now) if event.room and event.status == "ok" else None
    fields = {
        "attendee": event.attendee,
        "type": event.type,
        "room": event.room,
        "slot": slot.id if slot else None,
        "mode": event.mode,
        "at": event.at,
        "received": ctx.now,
        "desk": event.desk,
        "status": event.status,
        "reason": event.reason,
        "offline": event.offline,
        "forced": event.offline and event.reason is not None,
        "of": event.of,
    }
    commit.as_read(table.get("check", event.nonce), "check", event.nonce).put("check", event.nonce, "desk", fields)
    if event.attendee is None or event.status != "ok":
        return
    known: dict[str, Mapping[str, Any]] = {row.id: row.fields for row in checks_of(table, event.attendee)}
    if event.type == "annul":
        known.pop(event.of or "", None)
    else:
        known[event.nonce] = fields
    _recompute(table, commit, event.attendee, known)


def checks_of(table: Table, attendee: str) -> list[Row]:
    """The entries and exits of an attendee that count, in the order in which they were recorded: none was taken back."""
    mine = [row for row in table.all("check") if row["attendee"] == attendee and row["status"] == "ok"]
    annulled = {row["of"] for row in mine if row["type"] == "annul"}
    return [row for row in mine if row["type"] != "annul" and row.id not in annulled]


def is_annulled(table: Table, nonce: str) -> bool:
    """Whether a scan was taken back."""
    return any(row["of"] == nonce for row in table.all("check"))


def _recompute(table: Table, commit: Commit, attendee: str, checks: Mapping[str, Mapping[str, Any]]) -> None:
    """Write an attendee's state after `checks`, fields by id, and every count that changes with it."""
    before = table.get("attendance", attendee)
    steps = sorted((fields["at"], fields["received"], id) for id, fields in checks.items())
    old, new = before.fields if before else OUT, attendance_after([checks[id] for *_, id in steps])
    commit.as_read(before, "attendance", attendee).put("attendance", attendee, "desk", new)
    _update_counts(table, commit, attendee, old, new)


def attendance_after(checks: list[Mapping[str, Any]]) -> dict[str, Any]:
    """The attendance state after these check events, given in the order of time."""
    state = dict(OUT)
    for check in checks:
        if check["type"] == "entry":
            state |= {"state": "in", "mode": check["mode"], "at": check["at"]}
            if check["room"]:
                state |= {"room": check["room"], "slot": check["slot"]}
            if state["first"] is None:
                state["first"] = check["at"]
        elif check["room"]:
            if state["room"] == check["room"]:
                state |= {"room": None, "slot": None, "at": check["at"]}
        else:
            state |= {"state": "out", "room": None, "slot": None, "at": check["at"]}
    return state


def put_checkin_count(table: Table, commit: Commit) -> None:
    """How many have checked in, for the team and the desk: a number that moves with each scan names who was scanned."""
    if event := find_event(table):
        commit.put(
            "checkin_count", event.id, COUNTS_TO, {}, Sums(counts={"onsite": ["in.onsite"], "remote": ["in.remote"]})
        )


def put_headcount(table: Table, commit: Commit, slot: str, at: int) -> None:
    """How many the door has let into a slot's room, unless it is over."""
    row = table.get("slot", slot)
    if row is not None and row["state"] not in ("over", "cancelled"):
        commit.put("headcount", slot, "stage", {"at": at, "by": "doors"}, Sums(counts={"n": [f"inside.{slot}"]}))


def _update_counts(table: Table, commit: Commit, member: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Move `member` between the sets of who is in and who is in which room, and renew the counts of all who see them."""
    was, now = (fields["mode"] if fields["state"] == "in" else None for fields in (old, new))
    if was != now:
        if was:
            commit.remove(f"in.{was}", member)
        if now:
            commit.add(f"in.{now}", member)
        put_checkin_count(table, commit)
    if old["slot"] != new["slot"]:
        if old["slot"]:
            commit.remove(f"inside.{old['slot']}", member)
        if new["slot"]:
            commit.add(f"inside.{new['slot']}", member)
        for slot in filter(None, (old["slot"], new["slot"])):
            put_headcount(table, commit, slot, new["at"])
