"""Where a rehearsal stands: the event's clock, and when its day begins and ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from companion.base.settings import Settings
from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.clock import event_time, wall_now
from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.core.table import Row, Table
from companion.formats.programme.times import parse_time, unix_ms


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


def own_address(settings: Settings) -> str:
    """Where the server listens, on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)
    return f"http://{host}:{settings.port}"


def _start(session: Mapping[str, Any]) -> int:
    return int(session["start"])
