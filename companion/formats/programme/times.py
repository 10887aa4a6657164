"""Local dates and times of an event, in its time zone, as unix milliseconds."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from companion.core.event import DAY_BEGINS

_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_NEARLY = re.compile(r"([0-9]{1,2})(?:[.:h]([0-9]{2}))?\s*(?:uhr|h)?", re.IGNORECASE)


def parse_time(text: str) -> tuple[int, int] | None:
    """`09:30` as (9, 30)."""
    found = _TIME.fullmatch(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return int(found[1]), int(found[2])


def guess_time(text: str) -> str | None:
    """What somebody who wrote `9.30 Uhr`, `9h` or `24:00` may have meant, in the form that is read."""
    found = _NEARLY.fullmatch(text.strip())
    if not found or int(found[1]) > 24 or int(found[2] or 0) > 59:
        return None
    return f"{int(found[1]) % 24:02}:{found[2] or '00'}"


def parse_date(text: str) -> date | None:
    """`2024-06-04` as a date."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1971 <= found.year <= 2199 else None


def calendar_day(day: date, time: tuple[int, int]) -> date:
    """The date of a time on a programme day, which lasts until 04:00."""
    return day + timedelta(days=1) if time[0] < DAY_BEGINS else day


def unix_ms(day: date, time: tuple[int, int], zone: ZoneInfo) -> int | None:
    """The moment of a local time on a programme day, or None if the clocks jump over it.

    Times before 04:00 belong to the night after `day`. A time that comes twice in an autumn night means the first one.
    """
    day = calendar_day(day, time)
    local = datetime(day.year, day.month, day.day, *time)
    if is_jumped_over(local, zone):
        return None
    return round(local.replace(tzinfo=zone).timestamp()) * 1000


def is_jumped_over(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether a local time, which has no offset, is one that the clocks jump over in spring."""
    local = moment.replace(tzinfo=zone)
    return moment.tzinfo is None and local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment


def show_time(ms: int, zone: ZoneInfo) -> str:
    """The local time of a moment, such as `09:30`."""
    return datetime.fromtimestamp(ms / 1000, zone).strftime("%H:%M")
