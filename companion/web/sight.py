"""What the first paint of a public page says, before any script has run: what is on now, else what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext

from companion.core.event import is_closed, zone_of
from companion.core.table import Row, Table
from companion.web.dates import local

MINUTE_MS = 60_000
LONG = 90
"""So many minutes ahead, or past, the time says enough."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a public page says at first sight: a title, whether it is on, and when."""

    rehearsal: bool
    title: Any = None
    languages: tuple[str, ...] = ()
    on: bool = False
    when: str = ""


def first_sight(table: Table, slug: str, now: int) -> Sight:
    """The item that runs, the one started last; else the next one, else nothing but whether this is a rehearsal."""
    clock = table.get("clock", slug)
    rehearsal = bool(clock and clock["rehearsal"])
    day = sorted(table.all("session"), key=lambda row: (row["start"] or 0, row["order"], row.id))
    running = [row for row in day if row["state"] == "running"]
    if running:
        row = max(running, key=lambda row: (row["started"] or row["start"] or 0, day.index(row)))
        return Sight(rehearsal, _title(table, row), tuple(row["languages"]), on=True, when=_until(table, row, now))
    for row in [] if is_closed(table) else day:
        if row["state"] == "planned":
            when = _time(table, row["start"]) if row["start"] else ""
            return Sight(rehearsal, _title(table, row), tuple(row["languages"]), when=when)
    return Sight(rehearsal)


def _title(table: Table, row: Row) -> Any:
    """A session whose topic people have chosen says it behind its title; the scripts say it in every language."""
    topic = table.get("chosen_topic", row.id)
    if not topic or not topic["title"]:
        return row["title"]
    title, said = row["title"], topic["title"]
    both = title if isinstance(title, dict) else dict.fromkeys(said, title)
    return {lang: f"{words}: {said.get(lang) or said['de']}" for lang, words in both.items()}


def _until(table: Table, row: Row, now: int) -> str:
    """As the scripts say it, so that nothing changes when they do."""
    if not row["end"]:
        return str(gettext("Now"))
    left = ceil((row["end"] - now) / MINUTE_MS)
    words = gettext("until {time}")
    if 0 < left <= LONG:
        words = gettext("until {time} · {n} min left")
    elif -LONG <= left <= -1:
        words = gettext("until {time} · {n} min over")
    return str(words).format(time=_time(table, row["end"]), n=abs(left))


def _time(table: Table, ms: int) -> str:
    return f"{local(ms, ZoneInfo(zone_of(table))):%H:%M}"
