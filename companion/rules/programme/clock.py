"""What the clock does to the programme. In pointer mode it does nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from companion.core.actors import MODERATORS, SYSTEM_ONLY, Actor, Context
from companion.core.clock import MINUTE_MS
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import find_event, is_closed
from companion.core.kinds import SLOT_AHEAD, SLOT_ON
from companion.core.table import Row, Table
from companion.rules.base import Args, command
from companion.rules.programme.states import by_pointer, change_item, move, move_slot
from companion.rules.programme.tracks import beside, rivals

MAX_SPEED = 3600
OPENS_BEFORE_MS = 10 * MINUTE_MS
"""A room is open so long before its slot begins: people need to find it, and facilitators to set up."""


class Advance(Args, frozen=True):
    """No arguments: what is due depends on the time alone."""


class Clock(Args, frozen=True):
    """Event time `at` (ms) from now on, `speed` times as fast as the wall clock; `at` null: the real time."""

    at: int | None = None
    speed: float = 1
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A session or slot that is due to be in another state; actual times are the planned ones, however late noticed."""

    row: Row
    state: str
    started: int | None
    ended: int | None


def due(table: Table, now: int) -> list[Step]:
    """What should have happened by the event time `now` (ms) and has not, in the order of the programme."""
    if by_pointer(table) or is_closed(table):
        return []
    steps: dict[str, Step] = {}
    on = {row.id: row for row in table.all("session") if row["state"] == "running"}
    timed = [row for row in table.all("session") if row["start"] is not None]
    for row in sorted(timed, key=lambda row: (row["start"], row["order"])):
        start, end = row["start"], row["end"]
        ended = end is not None and end <= now
        if row["state"] == "running" and ended and row["started"] < end:
            # Begun by hand after its planned end, a session is ended by hand, or by what takes its turn.
            steps[row.id] = Step(row, "over", row["started"], end)
            on.pop(row.id, None)
        elif row["state"] == "planned" and start <= now and ended:
            steps[row.id] = Step(row, "over", start, end)
        elif row["state"] == "planned" and start <= now:
            _take_turn(table, row, steps, on)
    found = sorted(steps.values(), key=lambda step: step.row["order"])
    return found + [step for slot in table.all("slot") if slot["session"] not in steps for step in _due_slot(slot, now)]


def _take_turn(table: Table, row: Row, steps: dict[str, Step], on: dict[str, Row]) -> None:
    """Begin an item, and end what had the turn; but one that was begun after this should have, goes on."""
    taken = [other for other in on.values() if not beside(table, row, other)]
    if any(_begun(other, steps) > row["start"] for other in taken):
        return
    for other in taken:
        steps[other.id] = Step(other, "over", _begun(other, steps), row["start"])
        del on[other.id]
    ended = [other["ended"] for other in rivals(table, row) if other["state"] == "over" and other["ended"] is not None]
    steps[row.id] = Step(row, "running", max([row["start"], *ended]), None)
    on[row.id] = row


def _begun(row: Row, steps: dict[str, Step]) -> int:
    begun = steps[row.id].started if row.id in steps else row["started"]
    return int(begun or 0)


def _due_slot(slot: Row, now: int) -> list[Step]:
    """What a slot has to do by itself: it begins with its round, but has doors, and may have an end of its own."""
    state, start, end = slot["state"], slot["start"], slot["end"]
    if start is None:
        return []
    if state in SLOT_ON and end is not None and end <= now and slot["started"] < end:
        return [Step(slot, "over", slot["started"], end)]
    if state in SLOT_AHEAD and start <= now:
        over = end is not None and end <= now
        return [Step(slot, "over" if over else "running", start, end if over else None)]
    return [Step(slot, "open", None, None)] if state == "planned" and start - OPENS_BEFORE_MS <= now else []


@command("programme.advance", Advance, SYSTEM_ONLY)
def advance(table: Table, who: Actor, args: Advance, ctx: Context) -> Commit:
    """Do everything that is due, in one step."""
    commit = Commit()
    for step in due(table, ctx.now):
        if step.row.kind == "slot":
            move_slot(table, commit, step.row, state=step.state, started=step.started, ended=step.ended)
        else:
            move(table, commit, step.row, step.state, started=step.started, ended=step.ended)
    if not commit.empty:
        for clock in table.all("clock"):
            commit.unchanged(clock)  # a clock set back a moment ago may not be known here yet
    return commit


@command("event.clock", Clock, SYSTEM_ONLY)
def clock(table: Table, who: Actor, args: Clock, ctx: Context) -> Commit:
    """Set the event's clock. What then lies in the future has not happened yet."""
    if not 0 <= args.speed <= MAX_SPEED:
        raise Refusal("bad_args", "speed")
    fields: dict[str, Any] = {"wall": 0, "at": 0, "speed": 1, "rehearsal": False}
    if args.at is not None:
        fields = {"wall": ctx.wall, "at": args.at, "speed": args.speed, "rehearsal": args.rehearsal}
    now = ctx.wall if args.at is None else args.at
    commit = Commit()
    if event := find_event(table):
        commit.upsert(table.get("clock", event.id), "clock", event.id, "stage", fields)
    _take_back(table, commit, now)
    return commit


class Replan(Args, frozen=True):
    """No arguments: what is wrong is in the rows."""


@command("programme.replan", Replan, MODERATORS)
def replan(table: Table, who: Actor, args: Replan, ctx: Context) -> Commit:
    """Plan anew what a clock that was wrong has begun or ended at a time that has not come yet."""
    commit = Commit()
    _take_back(table, commit, ctx.now)
    return commit


def misdated(table: Table, now: int) -> list[Row]:
    """Items that have begun or ended at a time that is still ahead, which only a clock that was wrong can do."""
    items = [*table.all("session"), *table.all("slot")]
    return [row for row in items if max(row["started"] or 0, row["ended"] or 0) > now + MINUTE_MS]


def _take_back(table: Table, commit: Commit, now: int) -> None:
    if by_pointer(table):
        return
    for row, changes in _taken_turns_back(table, now):
        change_item(commit, row, **changes)
    for row in table.all("slot"):
        move_slot(table, commit, row, **_taken_back(row, now))


def _taken_turns_back(table: Table, now: int) -> list[tuple[Row, dict[str, Any]]]:
    """Every session with what changes in it; of those that take turns, the one begun last has it."""
    found = [(row, _taken_back(row, now)) for row in table.all("session")]
    on = [row for row, changes in found if changes.get("state", row["state"]) == "running"]
    for row, changes in found:
        after = [other["started"] for other in on if row in on and not beside(table, row, other)]
        if later := [started for started in after if started > row["started"]]:
            changes |= {"state": "over", "ended": min(later)}
    return found


def _taken_back(row: Row, now: int) -> dict[str, Any]:
    if row["started"] is not None and row["started"] > now:
        return {"state": "planned", "started": None, "ended": None}
    if row["ended"] is not None and row["ended"] > now:
        return {"state": "running", "ended": None}
    # Whether doors are open, or a room runs late, is decided anew.
    again = row["state"] == "open" and row["start"] - OPENS_BEFORE_MS > now
    return {"state": "planned"} if again else {"state": "running"} if row["state"] == "late" else {}
