"""Local dates and times of an event, in its time zone, as unix milliseconds."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from companion.core.event import DAY_BEGINS

_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_OFFSET = re.compile(r"(.*[0-9])\s*([+-][0-9]{2}:[0-9]{2})")
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


def split_offset(text: str) -> tuple[str, str | None]:
    """`02:30+01:00` as a time and its offset, which says which of two is meant in the night of the change."""
    found = _OFFSET.fullmatch(text)
    return (found[1], found[2]) if found else (text, None)


def unix_ms(day: date, time: tuple[int, int], zone: ZoneInfo, offset: str | None = None) -> int | None:
    """The moment of a local time on a programme day, or None if the clocks jump over it, or never have this `offset` then.

    Times before 04:00 belong to the night after `day`. A time that comes twice in an autumn night means the first one,
    as long as no offset says otherwise.
    """
    day = calendar_day(day, time)
    local = datetime(day.year, day.month, day.day, *time)
    if is_jumped_over(local, zone):
        return None
    both = [local.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    meant = next((one for one in both if offset in (None, _offset(one))), None)
    return None if meant is None else round(meant.timestamp()) * 1000


def is_jumped_over(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether a local time, which has no offset, is one that the clocks jump over in spring."""
    local = moment.replace(tzinfo=zone)
    return moment.tzinfo is None and local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment


def say_time(ms: int, zone: ZoneInfo) -> str:
    """The local time of a moment as it is read back: with its offset where the same time was an hour before."""
    local = datetime.fromtimestamp(ms / 1000, zone)
    return f"{local:%H:%M}{_offset(local) if local.fold else ''}"


def _offset(local: datetime) -> str:
    text = f"{local:%z}"
    return f"{text[:3]}:{text[3:5]}"


def show_time(ms: int, zone: ZoneInfo) -> str:
    """The local time of a moment, such as `09:30`."""
    return datetime.fromtimestamp(ms / 1000, zone).strftime("%H:%M")
