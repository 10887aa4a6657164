"""When everything in a file takes place: local times to moments, missing ends inferred, order and overlaps checked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import yaml

from companion.formats.programme.nodes import Reading
from companion.formats.programme.times import (
    calendar_day,
    guess_time,
    parse_date,
    parse_time,
    show_time,
    split_offset,
    unix_ms,
)

MINUTE = 60_000
LONGEST = 31 * 24 * 60
"""Minutes of one item: an exhibition may last for weeks."""
OPEN = "open"
"""What stands for a time that nobody has said."""


@dataclass(slots=True)
class Timing:
    """The times of one item as the file gives them, and then as moments (unix ms).

    `line` is where the item begins, `parent` the index of the block that it is part of.
    """

    line: int
    at: yaml.Node | None
    end: yaml.Node | None
    minutes: int | None
    date: yaml.Node | None
    place: str | None
    parallel: bool
    start_ms: int | None = None
    end_ms: int | None = None
    inferred: bool = False
    day: dt.date | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """What the event says about its days: first date, zone, and the official end of each day."""

    first: dt.date
    zone: ZoneInfo
    until: yaml.Node | None


def schedule(reading: Reading, items: list[Timing], day: Day) -> None:
    """Fill in the moments of all items, in place; what does not fit is noted in `reading`."""
    _starts(reading, items, day)
    for item in items:
        if item.start_ms is not None:
            _end(reading, items, item, day)
    _check(reading, items, day.zone)


def moment(reading: Reading, node: yaml.Node | None, on: dt.date, zone: ZoneInfo) -> int | None:
    """A local time in the file as a moment on a programme day."""
    text = reading.text(node, "at")
    if text is None or node is None:
        return None
    said, offset = split_offset(text)
    time = parse_time(said)
    if time is None:
        reading.note(node, "bad_time", guess_time(text), value=text)
        return None
    ms = unix_ms(on, time, zone, offset)
    if ms is None:
        code = "other_offset" if offset and unix_ms(on, time, zone) is not None else "no_such_time"
        reading.note(node, code, value=text, date=calendar_day(on, time).isoformat(), zone=zone.key)
        return None
    return ms


def _is_open(node: yaml.Node | None) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value.strip() == OPEN


def day_of(reading: Reading, node: yaml.Node | None) -> dt.date | None:
    """A date in the file."""
    text = reading.text(node, "date")
    if text is None or node is None:
        return None
    found = parse_date(text)
    if found is None:
        reading.note(node, "bad_date", value=text)
    return found


def _starts(reading: Reading, items: list[Timing], day: Day) -> None:
    current = day.first
    for item in items:
        current = day_of(reading, item.date) or current
        item.day = current
        if item.at is None:
            reading.note(item.line, "no_start")
        elif not _is_open(item.at):
            item.start_ms = moment(reading, item.at, current, day.zone)


def _end(reading: Reading, items: list[Timing], item: Timing, day: Day) -> None:
    assert item.day is not None and item.start_ms is not None
    if _is_open(item.end):
        return
    if item.minutes is not None:
        item.end_ms = item.start_ms + item.minutes * MINUTE
    elif item.end is not None:
        item.end_ms = moment(reading, item.end, item.day, day.zone)
    else:
        item.inferred = True
        item.end_ms = _next_start(items, item) or _closing_time(item, day)
        if item.end_ms is None:
            reading.note(item.line, "no_end")
    if item.end_ms is not None and item.end_ms <= item.start_ms:
        end, start = show_time(item.end_ms, day.zone), show_time(item.start_ms, day.zone)
        reading.note(item.end or item.line, "end_before_start", end=end, start=start)
        item.end_ms = None


def _next_start(items: list[Timing], item: Timing) -> int | None:
    """When the next item of the day begins that needs the same people."""
    later = [
        other.start_ms
        for other in items
        if other.day == item.day
        and other.start_ms is not None
        and item.start_ms is not None
        and other.start_ms > item.start_ms
        and _same_place(item, other)
        and not _inside(items, other, item)
    ]
    return min(later, default=None)


def _closing_time(item: Timing, day: Day) -> int | None:
    # The line of a bad `until` is noted once, where the event's own hours are read.
    assert item.day is not None
    ms = moment(Reading(), day.until, item.day, day.zone)
    return ms if ms is not None and item.start_ms is not None and ms > item.start_ms else None


def _check(reading: Reading, items: list[Timing], zone: ZoneInfo) -> None:
    latest: Timing | None = None
    for n, item in enumerate(items):
        if item.start_ms is None:
            continue
        if latest is not None and latest.start_ms is not None and item.start_ms < latest.start_ms:
            start = show_time(item.start_ms, zone)
            reading.note(item.at or item.line, "out_of_order", start=start, first=latest.line)
            continue
        latest = item
        block = items[item.parent] if item.parent is not None else None
        if block is not None and block.end_ms is not None and (item.end_ms or item.start_ms) > block.end_ms:
            end = show_time(block.end_ms, zone)
            reading.note(item.at or item.line, "outside_parent", end=end, first=block.line)
            continue
        for earlier in items[:n]:
            if _clash(earlier, item) and not _inside(items, item, earlier):
                assert earlier.end_ms is not None
                start, end = show_time(item.start_ms, zone), show_time(earlier.end_ms, zone)
                reading.note(item.at or item.line, "overlap", start=start, end=end, first=earlier.line)
                break


def _clash(earlier: Timing, later: Timing) -> bool:
    if earlier.parallel or later.parallel or earlier.end_ms is None or later.start_ms is None:
        return False
    return _same_place(earlier, later) and later.start_ms < earlier.end_ms


def _inside(items: list[Timing], one: Timing, block: Timing) -> bool:
    return one.parent is not None and items[one.parent] is block


def _same_place(one: Timing, other: Timing) -> bool:
    """An item without a place is for everybody."""
    return one.place is None or other.place is None or one.place == other.place
