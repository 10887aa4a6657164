"""The items of a programme with their times as a file says them, so that its reader finds the same moments again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Final
from zoneinfo import ZoneInfo

import yaml

from companion.core.event import day_of
from companion.core.table import Row
from companion.core.text import pick
from companion.formats.programme.nodes import Reading
from companion.formats.programme.schedule import LONGEST, MINUTE, OPEN, Day, Timing, schedule
from companion.formats.programme.times import say_time

_TRIES: Final = 3  # an end that is said shows what it overlaps, and that, what it is no part of


@dataclass(slots=True)
class Timed:
    """One item; `fields` are its keys that speak of time."""

    row: Row
    fields: dict[str, Any]


@dataclass(slots=True)
class Items:
    """All items in the order of their times, between the days `first` and `last`; `unsaid` is what the format cannot say."""

    all: list[Timed]
    first: dt.date
    last: dt.date
    unsaid: list[str] = field(default_factory=list)


def timed(sessions: list[Row], about: Row, zone: ZoneInfo, now_ms: int) -> Items:
    """`sessions` are rows in their order, `about` is the event; `now_ms` gives the day of one that has none."""
    by_clock = about["mode"] == "clock"
    rows = by_time(sessions) if by_clock else sessions
    starts = [row["start"] for row in rows if row["start"] is not None] if by_clock else []
    first = day_of(about["start"] or min(starts, default=now_ms), zone)
    found = Items([Timed(row, {}) for row in rows], first, max([day_of(ms, zone) for ms in starts], default=first))
    if by_clock:
        day = first
        for item in found.all:
            day = _begin(item, day, zone)
        _settle(found, zone, _node(say_time(about["end"], zone), 0) if about["end"] else None)
    else:
        _place(found)
    return found


def by_time(sessions: list[Row]) -> list[Row]:
    """Rows of sessions, which are in their order, by time; what has none stays behind what stands before it."""
    at, keys = 0, {}
    for row in sessions:
        at = row["start"] if row["start"] is not None else at
        keys[row.id] = (at, row["order"])
    return sorted(sessions, key=lambda row: keys[row.id])


def _begin(item: Timed, day: dt.date, zone: ZoneInfo) -> dt.date:
    """Say when it begins, and that its end is open; the day that holds from there."""
    start, end = item.row["start"], item.row["end"]
    if start is None:
        item.fields = {"at": OPEN}
        return day
    on = day_of(start, zone)
    item.fields = {"date": on.isoformat() if on != day else None, "at": say_time(start, zone)}
    if end is None:
        item.fields["end"] = OPEN
    elif not item.row["end_inferred"]:
        item.fields["minutes"] = _minutes(item.row)
    return on


def _settle(items: Items, zone: ZoneInfo, until: yaml.Node | None) -> None:
    """Say more until all is read as it is: ends that would be inferred otherwise, and what runs beside something."""
    _place(items)
    for _ in range(_TRIES):
        reading, timings = Reading(), _timings(items)
        schedule(reading, timings, Day(items.first, zone, until))
        wrong = False
        for item, timing in zip(items.all, timings, strict=True):
            if timing.inferred and timing.end_ms != item.row["end"]:
                item.fields["minutes"], wrong = _minutes(item.row), True
        for problem in reading.problems:
            item = items.all[problem.line - 1]
            if problem.code == "overlap":
                item.fields["parallel"], wrong = True, True
            elif problem.code == "outside_parent":
                del item.fields["parent"]
                items.unsaid.append(f"{_words(item)}: part of a block that ends before")
                wrong = True
        if not wrong:
            break
    for item in items.all:
        if item.fields.get("minutes", 0) == LONGEST:
            items.unsaid.append(f"{_words(item)}: its end")


def _place(items: Items) -> None:
    """Say of which block an item is part, if that stands before it."""
    before: set[str] = set()
    for item in items.all:
        parent = item.row["parent"]
        if parent in before:
            item.fields["parent"] = parent
        elif parent is not None:
            items.unsaid.append(f"{_words(item)}: part of {parent}, which begins later")
        before.add(item.row.id)


def _timings(items: Items) -> list[Timing]:
    numbers = {item.row.id: n for n, item in enumerate(items.all)}
    return [
        Timing(
            line=n,
            at=_node(fields["at"], n),
            end=_node(fields["end"], n) if "end" in fields else None,
            minutes=fields.get("minutes"),
            date=_node(fields["date"], n) if fields.get("date") else None,
            place=item.row["place"],
            parallel=bool(fields.get("parallel")),
            parent=numbers.get(fields.get("parent", "")),
        )
        for n, item, fields in ((n, item, item.fields) for n, item in enumerate(items.all, 1))
    ]


def _minutes(row: Row) -> int:
    whole: int = (row["end"] - row["start"] // MINUTE * MINUTE) // MINUTE
    return min(LONGEST, max(1, whole))


def _node(text: str, line: int) -> yaml.Node:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, yaml.Mark("", 0, line - 1, 0, "", 0))


def _words(item: Timed) -> str:
    title = item.row["title"]
    return " ".join(pick(title, "en").split())
