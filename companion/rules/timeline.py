"""What the clock does to the programme. In pointer mode it does nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from companion.actors import SYSTEM_ONLY, Actor, Moment
from companion.commit import Commit
from companion.errors import Refusal
from companion.rules import Args, command
from companion.rules.sessions import by_pointer, move
from companion.table import Row, Table

MAX_SPEED = 3600


class Advance(Args, frozen=True):
    """No arguments: what is due depends on the time alone."""


class Clock(Args, frozen=True):
    """Event time `at` (ms) from now on, `speed` times as fast as the wall clock; `at` null: the real time."""

    at: int | None = None
    speed: float = 1
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A session that is due to be in another state; actual times are the planned ones, however late it was noticed."""

    row: Row
    state: str
    started: int
    ended: int | None


def due(table: Table, now: int) -> list[Step]:
    """What should have happened by the event time `now` (ms) and has not, in the order of the programme."""
    if by_pointer(table):
        return []
    steps = []
    for row in sorted(table.all("session"), key=lambda row: row["order"]):
        start, end = row["start"], row["end"]
        if start is None or start > now:
            continue
        ended = end is not None and end <= now
        if row["state"] == "planned":
            steps.append(Step(row, "over" if ended else "running", start, end if ended else None))
        # Begun by hand after its planned end, a session is ended by hand.
        elif row["state"] == "running" and ended and row["started"] < end:
            steps.append(Step(row, "over", row["started"], end))
    return steps


@command("programme.advance", Advance, SYSTEM_ONLY)
def advance(table: Table, who: Actor, args: Advance, at: Moment) -> Commit:
    """Do everything that is due, in one step."""
    commit = Commit()
    for step in due(table, at.now):
        move(table, commit, step.row, step.state, started=step.started, ended=step.ended)
    if not commit.empty:
        for clock in table.all("clock"):
            commit.unchanged(clock)  # a clock set back a moment ago may not be known here yet
    return commit


@command("event.clock", Clock, SYSTEM_ONLY)
def clock(table: Table, who: Actor, args: Clock, at: Moment) -> Commit:
    """Set the event's clock. What then lies in the future has not happened yet."""
    if not 0 <= args.speed <= MAX_SPEED:
        raise Refusal("bad_args", "speed")
    fields: dict[str, Any] = {"wall": 0, "at": 0, "speed": 1, "rehearsal": False}
    if args.at is not None:
        fields = {"wall": at.wall, "at": args.at, "speed": args.speed, "rehearsal": args.rehearsal}
    now = at.wall if args.at is None else args.at
    commit = Commit()
    for event in table.all("event"):
        row = table.get("clock", event.id)
        if row is None:
            commit.absent("clock", event.id).put("clock", event.id, "stage", fields)
        elif row.fields != fields:
            commit.change(row, **fields)
    if not by_pointer(table):
        for session in table.all("session"):
            _take_back(table, commit, session, now)
    return commit


def _take_back(table: Table, commit: Commit, row: Row, now: int) -> None:
    if row["started"] is not None and row["started"] > now:
        move(table, commit, row, "planned", started=None, ended=None)
    elif row["ended"] is not None and row["ended"] > now:
        move(table, commit, row, "running", ended=None)
