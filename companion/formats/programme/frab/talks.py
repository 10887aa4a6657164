"""The items of a schedule one by one, before it is asked which belong together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from companion.core.clock import MINUTE_MS
from companion.core.event import DAY_BEGINS, day_of
from companion.formats.programme.frab import values
from companion.formats.programme.frab.zone import zone_of
from companion.formats.programme.model import Person
from companion.formats.programme.problems import Notes
from companion.formats.programme.times import is_jumped_over, parse_date, parse_time

SHORTEST_MS = 5 * MINUTE_MS
ASSUMED_MS = 30 * MINUTE_MS
DROPPED = "subtitle abstract description track logo links attachments answers recording_license do_not_record".split()
LISTS = ("events", "talks", "sessions", "slots")  # what files of others call a list of events
CANCELLED = frozenset({"cancelled", "canceled", "withdrawn", "rejected"})


@dataclass(slots=True)
class Talk:
    """One item in one room; `keys` are what the file knows it by, `id` is what it will be called."""

    title: str
    kind: str
    start: int
    end: int
    inferred: bool
    room: str
    people: tuple[Person, ...]
    languages: tuple[str, ...]
    cancelled: bool
    track: str
    keys: dict[str, str]
    id: str = field(default="")

    @property
    def named(self) -> bool:
        """Whether the file has an id for it."""
        return bool(self.keys)


@dataclass(slots=True)
class _Raw:
    title: str
    fields: dict[str, Any]
    room: str
    moment: datetime


def read_talks(conference: dict[str, Any], notes: Notes) -> tuple[list[Talk], ZoneInfo]:
    """All items that have a title and a time, by their start; and the time zone that they are in."""
    raw = [found for day, room, event in _events(conference) if (found := _raw(day, room, event, notes))]
    moments = (item.moment for item in raw)
    zone = zone_of(values.text(conference.get("time_zone_name")) or None, moments, notes)
    talks: list[tuple[Talk, int | None]] = []
    seen = set()
    for item in raw:
        start = _ms(item.moment, zone)
        key = (start, item.room, item.title, str(item.fields.get("guid") or item.fields.get("id")))
        if key in seen:
            notes.add("twice", item.title)
            continue
        seen.add(key)
        if is_jumped_over(item.moment, zone):
            at = datetime.fromtimestamp(start / 1000, zone)
            notes.add("jumped_over", f"{item.title} ({item.moment:%H:%M} → {at:%H:%M})")
        talks.append((_talk(item, start, notes), _end(item, start, zone)))
    talks.sort(key=lambda pair: pair[0].start)
    order = list(dict.fromkeys(item.room for item in raw))
    for room in order:
        _lasting([pair for pair in talks if pair[0].room == room], zone, notes)
    return sorted((talk for talk, _ in talks), key=lambda talk: (talk.start, order.index(talk.room))), zone


def _events(conference: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, dict[str, Any]]]:
    """(day, room, event) of all events: below the rooms of days, or in lists of days or of the whole conference."""
    for day in [*_dicts(conference.get("days")), conference]:
        for name, events in _rooms(day):
            for event in _dicts(events):
                yield day, _room_of(event) or name, event


def _rooms(day: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The lists of events of a day by the names of their rooms, which may be keys or in a list of rooms."""
    rooms = day.get("rooms")
    if isinstance(rooms, dict):
        yield from ((values.text(name), events) for name, events in rooms.items())
    for room in _dicts(rooms):
        yield values.text(room.get("name")), next((room[key] for key in LISTS if key in room), None)
    yield from (("", day[key]) for key in LISTS if key in day)


def _room_of(event: dict[str, Any]) -> str:
    """The room that an event names: by its name, or as what has one."""
    room = event.get("room")
    return values.text(room.get("name") if isinstance(room, dict) else room)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _raw(day: dict[str, Any], room: str, event: dict[str, Any], notes: Notes) -> _Raw | None:
    title = values.title_of(event.get("title"), notes)
    moment = _moment(day, event)
    if moment is None:
        notes.add("no_start", title or "?")
        return None
    if not title:
        notes.add("no_title", f"{moment:%Y-%m-%d %H:%M} {room}".rstrip())
        return None
    stated = parse_time(values.text(event.get("start")))
    if stated is not None and stated != (moment.hour, moment.minute):
        notes.add("start_contradicts", title)
    for name in DROPPED:
        if event.get(name) not in (None, "", [], {}, False):
            notes.add("not_taken", name)
    return _Raw(title, event, room[: values.MAX_NAME], moment)


def _moment(day: dict[str, Any], event: dict[str, Any]) -> datetime | None:
    """When an item begins, with an offset if the file gives one."""
    full = values.moment_of(event.get("date")) or values.moment_of(event.get("start"))
    if full is not None:
        return full
    time = parse_time(values.text(event.get("start")))
    dates = (day.get("date"), event.get("date"), day.get("day_start"))
    date = next((found for value in dates if (found := parse_date(values.text(value)[:10]))), None)
    if time is None or date is None:
        return None
    night = timedelta(days=1 if time < _night_ends(day) else 0)
    return datetime(date.year, date.month, date.day, *time) + night


def _night_ends(day: dict[str, Any]) -> tuple[int, int]:
    """Until when times belong to the night after a day: until the end that the file says, if that is on the next morning."""
    first, last = (values.moment_of(day.get(name)) for name in ("day_start", "day_end"))
    if first is None or last is None or last.date() <= first.date():
        return DAY_BEGINS, 0
    return min((last.hour, last.minute), (first.hour, first.minute))


def _ms(moment: datetime, zone: ZoneInfo) -> int:
    return int((moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()) * 1000


def _talk(item: _Raw, start: int, notes: Notes) -> Talk:
    fields = item.fields
    kind = values.kind_of(fields.get("type"), item.title, notes)
    states = {values.text(fields.get(key)).lower() for key in ("state", "status")}
    return Talk(
        title=item.title,
        kind=kind,
        start=start,
        end=start,
        inferred=False,
        room=item.room,
        people=values.people_of(fields.get("persons"), kind, notes),
        languages=values.languages_of(fields.get("language"), notes),
        cancelled=not CANCELLED.isdisjoint(states),
        track=values.text(fields.get("track"))[: values.MAX_TITLE],
        keys={key: found for key in ("guid", "code", "id") if (found := values.text(fields.get(key)))},
    )


def _end(item: _Raw, start: int, zone: ZoneInfo) -> int | None:
    """When an item ends, if the file says so in a way that can be meant."""
    end = values.moment_of(item.fields.get("end"))
    if end is not None and 0 < _ms(end, zone) - start <= values.MOST_MINUTES * MINUTE_MS:
        return _ms(end, zone)
    minutes = values.minutes_of(item.fields.get("duration"))
    return None if minutes is None else start + minutes * MINUTE_MS


def _lasting(talks: list[tuple[Talk, int | None]], zone: ZoneInfo, notes: Notes) -> None:
    """The ends of all items in one room, which come by their start."""
    starts = [start for start, _ in groupby(talk.start for talk, _ in talks)]
    latest = 0
    for talk, end in talks:
        if talk.start < latest:
            notes.add("overlap", talk.title)
        following = next((start for start in starts if start > talk.start), None)
        if end is not None:
            talk.end = end
        elif following is not None and day_of(following, zone) == day_of(talk.start, zone):
            talk.end, talk.inferred = max(following, talk.start + SHORTEST_MS), True
            notes.add("end_inferred", talk.title)
        else:
            talk.end, talk.inferred = talk.start + ASSUMED_MS, True
            notes.add("end_assumed", talk.title)
        latest = max(latest, talk.end)
