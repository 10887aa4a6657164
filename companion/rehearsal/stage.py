"""Before and after a rehearsal: the event's clock, and a clean event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM, Context
from companion.core.clock import event_time, wall_now
from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.core.table import Row, Table
from companion.formats.programme.times import parse_time, unix_ms
from companion.rules.programme.load import Load, load
from companion.store import upkeep
from companion.store.files import Files
from companion.store.replica import Replica
from companion.store.store import Store

# Staff stays logged in over a reset, and who is connected stays counted.
KEPT = frozenset(
    {"link", "opening", "process_presence", "presence", "team_presence", "attendee", "code", "registration"}
)


def set_clock(commands: Commands, slug: str, at: int, speed: float) -> None:
    """Let the event's time be `at` (ms) now and run `speed` times as fast, as a rehearsal."""
    commands.run(slug, SYSTEM, "event.clock", random_id(), {"at": at, "speed": speed, "rehearsal": True})


def event_now(table: Table, slug: str) -> int:
    """The event's time (ms)."""
    clock = table.get("clock", slug)
    return event_time(clock.fields if clock else None, wall_now())


def event_row(table: Table, slug: str) -> Row:
    """The event. Raises `Refusal("no_event")` if no programme was ever loaded."""
    row = table.get("event", slug)
    if row is None:
        raise Refusal("no_event")
    return row


def beginning(table: Table, slug: str, local: str | None) -> int:
    """When the rehearsal begins (event ms): at the local time `local` of the first day, else with the first panel.

    Raises `ValueError` if `local` is not a time of that day.
    """
    event = event_row(table, slug)
    sessions = sorted((row.fields for row in table.all("session") if row["start"] is not None), key=_start)
    first = sessions[0]["start"] if sessions else event["start"]
    if local is not None:
        zone = ZoneInfo(event["tz"])
        time = parse_time(local)
        ms = unix_ms(dt.datetime.fromtimestamp((first or 0) / 1000, zone).date(), time, zone) if time else None
        if ms is None:
            raise ValueError(local)
        return ms
    panels = [session["start"] for session in sessions if session["kind"] == "panel"]
    return int(next(iter(panels), first or wall_now()))


def ending(table: Table, slug: str) -> int | None:
    """When the last item ends (event ms); None in pointer mode."""
    return max((row["end"] for row in table.all("session") if row["end"] is not None), default=None)


def reset(store: Store, replica: Replica, files: Files, slug: str) -> None:
    """Remove everything that a rehearsal has brought, files too: the event is as it was imported, and its time is the real one.

    Everybody who is connected gets the clean event at once. Raises `Refusal("no_event")`, and `TimeoutError` if it is not
    off the disk in time.
    """
    follower = replica.follower(slug)
    follower.catch_up()
    event = event_row(follower.table, slug)
    plan = follower.table.get("plan", slug)
    assert plan is not None
    kept = Table()
    kept.load(row for kind in KEPT for row in follower.table.all(kind))
    rows = [(kind, id, fields) for kind, id, fields in plan["rows"]]
    moment = Context(now=0, wall=wall_now(), id=random_id())
    commit = load(kept, SYSTEM, Load(event=slug, rows=rows, code=event["code"]), moment)
    for opening in kept.all("opening"):
        commit.add(f"openings.{opening['link']}", opening.id)  # a link for single use stays used
    upkeep.reset(store, slug, KEPT, commit)
    follower.catch_up()
    files.clear(slug)
    upkeep.purge(store, slug)  # what is removed leaves the disk too


def _start(session: Mapping[str, Any]) -> int:
    return int(session["start"])
