"""The event itself: each table has one row of kind `event`, once a programme was brought in."""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

from companion.core.errors import Refusal
from companion.core.table import Row, Table

MAX_SHORT: Final = 24
"""Letters of an event's short name."""
DAY_BEGINS: Final = 4
"""The hour in which a day of the programme begins: an evening past midnight belongs to the day before. frab and pretalx cut
there, too.
"""


def find_event(table: Table) -> Row | None:
    """The event's row; None before there is a programme."""
    return next(iter(table.all("event")), None)


def event_of(table: Table) -> Row:
    """The event's row. Raises `Refusal("no_event")` before there is a programme."""
    event = find_event(table)
    if event is None:
        raise Refusal("no_event")
    return event


def languages_of(table: Table) -> list[str]:
    """The languages that the event is held in."""
    event = find_event(table)
    return list(event["languages"]) if event else []


def zone_of(table: Table) -> str:
    """The name of the event's time zone."""
    event = find_event(table)
    return str(event["tz"]) if event else "UTC"


def parse_zone(name: str) -> ZoneInfo | None:
    """The IANA time zone of this name."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None


def is_closed(table: Table) -> bool:
    """Whether its organisers have closed the event: it is only read."""
    event = find_event(table)
    return event is not None and event.fields.get("closed") is not None


def first_day(table: Table) -> dt.date | None:
    """The event's first day; None while nobody has said when it is."""
    event = find_event(table)
    if event is None:
        return None
    planned = (row["start"] for row in table.all("session") if row.to and row["start"] is not None)
    begins = event["start"] if event["start"] is not None else min(planned, default=None)
    return None if begins is None else day_of(begins, ZoneInfo(event["tz"]))


def days_of_programme(table: Table) -> list[dt.date]:
    """The days on which something is planned, in order."""
    zone = ZoneInfo(zone_of(table))
    planned = [
        row for row in table.all("session") if row.to and row["start"] is not None and row["state"] != "cancelled"
    ]
    return sorted({day_of(row["start"], zone) for row in planned})


def is_ahead(table: Table, at: int) -> bool:
    """Whether at event time `at` (ms) nobody has opened the event, and its first day is still to come."""
    event, first = find_event(table), first_day(table)
    if event is None or first is None or event.fields.get("opened") is not None:
        return False
    return day_of(at, ZoneInfo(event["tz"])) < first


def day_of(ms: int, zone: dt.tzinfo) -> dt.date:
    """The day of the programme that a moment belongs to; `ms` is event time."""
    return (dt.datetime.fromtimestamp(ms / 1000, zone) - dt.timedelta(hours=DAY_BEGINS)).date()
