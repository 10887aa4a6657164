"""The programme as `schedule.json`, as apps for conferences read it: https://c3voc.de/schedule/schema.json.

The format knows no cancelled items, so these are left out; what it does not allow beside its own fields would make it
invalid. `conference.meta` is free, and tells where the live state is.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from companion.core.clock import MINUTE_MS
from companion.core.event import DAY_BEGINS, day_of, parse_zone
from companion.core.table import Row, Table
from companion.core.text import pick
from companion.formats.programme.frab.about import About, guid, hall_name
from companion.formats.programme.names import slug as plain
from companion.formats.programme.outline import Entry, outline

SCHEMA = "https://c3voc.de/schedule/schema.json"
ONLINE = "Online"
OWN_IDS = 10**9  # ids that are made begin here; smaller ones are those of an imported schedule


def schedule(table: Table, slug: str, base_url: str, lang: str, now_ms: int) -> dict[str, Any]:
    """The schedule of an event, with titles in `lang`. Items without times are left out."""
    event = table.get("event", slug)
    entries = [e for e in outline(table) if e.start is not None and e.end is not None and not e.cancelled]
    zone = (parse_zone(event["tz"]) if event else None) or ZoneInfo("UTC")
    about = About(slug, f"{base_url}/e/{slug}", lang, zone, hall_name(event, entries, lang))
    items = _items(entries, about)
    today = datetime.fromtimestamp(now_ms / 1000, zone).date()
    dates = sorted({_day(entry, zone) for entry in entries}) or [today]
    version = max((release["n"] for release in table.all("release")), default=0)
    conference: dict[str, Any] = {
        "acronym": acronym(slug),
        "title": pick(event["title"], lang) if event else slug,
        "start": dates[0].isoformat(),
        "end": dates[-1].isoformat(),
        "daysCount": len(dates),
        "timeslot_duration": "00:05",
        "time_zone_name": zone.key,
        "url": f"{about.page}/",
        "rooms": _rooms(table, event, entries, about),
        "meta": {
            "venue": pick(event["venue"], lang) if event and event["venue"] else None,
            "plenary": about.hall,
            "rounds": _rounds(entries, slug),
            "live": f"{about.page}/",
            "calendar": f"{about.page}/programme.ics",
        },
        "days": [_one_day(n, day, zone, items) for n, day in enumerate(dates if items else [], 1)],
    }
    if not _common(zone.key):
        del conference["time_zone_name"]
    content = {"version": str(version), "base_url": f"{about.page}/", "conference": conference}
    return {"$schema": SCHEMA, "generator": {"name": "Companion"}, "schedule": content}


def acronym(slug: str) -> str:
    """A name for the event that the format allows: `nexsm-24` is `nexsm24`; at least four letters."""
    found = slug.replace("-", "")
    return found if len(found) > 3 else f"{found}_event"


def _common(zone: str) -> bool:
    """Whether the format takes this name of a time zone."""
    return re.match("[A-Z][a-z]+/[A-Z][a-z]+|UTC$", zone) is not None


def _rounds(entries: list[Entry], slug: str) -> list[list[str]]:
    """Which items are one round: the format has no word for it, and a single round looks like any parallel items."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        if entry.what == "slot":
            found.setdefault(entry.row["session"], []).append(guid(slug, entry.what, entry.id))
    return list(found.values())


def _items(entries: list[Entry], about: About) -> list[tuple[date, str, dict[str, Any]]]:
    """Every item with its day and room."""
    found, numbers = [], set[int]()
    for entry in entries:
        key = about.guid(entry.what, entry.id)
        number = int(entry.id) if entry.id.isdecimal() and entry.id.isascii() and 0 < int(entry.id) < OWN_IDS else 0
        number = number or OWN_IDS + int(key.replace("-", ""), 16) % OWN_IDS
        while number in numbers:
            number += 1
        numbers.add(number)
        item = _item(entry, key, number, about)
        found.append((_day(entry, about.zone), item["room"], item))
    return found


def _item(entry: Entry, key: str, number: int, about: About) -> dict[str, Any]:
    lang, zone = about.lang, about.zone
    start, end = entry.start or 0, entry.end or 0
    minutes = max(1, round((end - start) / MINUTE_MS))
    title = pick(entry.title, lang)
    return {
        "guid": key,
        "id": number,
        "date": _iso(start, zone),
        "start": f"{_local(start, zone):%H:%M}",
        "end": _iso(max(end, start + MINUTE_MS), zone),
        "duration": f"{minutes // 60:02}:{minutes % 60:02}",
        "room": pick(entry.where, lang) if entry.where else about.hall,
        "slug": f"{plain(title)}-{number}",
        "url": f"{about.page}/" + (f"rooms/{entry.room}" if entry.room else ""),
        "title": title,
        "subtitle": None,
        "track": pick(entry.round, lang) if entry.round else None,
        "type": entry.kind,
        "language": "/".join(entry.languages) or None,
        "abstract": None,
        "description": None,
        "persons": [_person(person, about) for person in entry.people],
        "links": [],
    }


def _person(person: dict[str, str], about: About) -> dict[str, Any]:
    return {
        "name": person["name"],
        "guid": about.guid("person", person["name"]),
        "role": person["role"],
    }


def _rooms(table: Table, event: Row | None, entries: list[Entry], about: About) -> list[dict[str, Any]]:
    """The hall, the places of items, the rooms of workshops, and the stream as a room of its own."""
    found: dict[str, dict[str, Any]] = {}
    if any(entry.where is None for entry in entries):
        found[about.hall] = _room(about.hall, about.guid("hall", "hall"), "plenary", "lecturehall")
    for entry in entries:
        if entry.what == "session" and entry.where:
            name = pick(entry.where, about.lang)
            found.setdefault(name, _room(name, about.guid("place", name), _slug(name), "stage"))
    used = {entry.room for entry in entries}
    for room in table.all("room"):
        if room.id in used:
            name, page = pick(room["title"], about.lang), f"{about.page}/rooms/{room.id}"
            fields = _room(name, about.guid("room", room.id), _slug(room.id), "workshop")
            found[name] = {**fields, "capacity": room["capacity"], "url": page}
    rooms = list(found.values())
    if event and event["stream"]:
        name = ONLINE if ONLINE not in found else f"{ONLINE} (stream)"
        fields = _room(name, about.guid("room", "online"), "online", "online")
        rooms.append({**fields, "stream_id": about.slug, "url": event["stream"]})
    return rooms


def _room(name: str, guid: str, slug: str, type: str) -> dict[str, Any]:
    return {"name": name, "guid": guid, "slug": slug, "type": type}


def _slug(name: str) -> str:
    found = plain(name.replace("_", "-").replace(".", "-"))
    return found if len(found) > 1 else f"room-{found}"


def _one_day(n: int, day: date, zone: ZoneInfo, items: list[tuple[date, str, dict[str, Any]]]) -> dict[str, Any]:
    rooms: dict[str, list[dict[str, Any]]] = {}
    for at, room, item in items:
        if at == day:
            rooms.setdefault(room, []).append(item)
    begins = datetime.combine(day, time(DAY_BEGINS), zone)
    ends = datetime.combine(day + timedelta(days=1), time(DAY_BEGINS), zone)
    return {
        "index": n, "date": day.isoformat(), "day_start": begins.isoformat(), "day_end": ends.isoformat(), "rooms": rooms,
    }  # fmt: skip


def _day(entry: Entry, zone: ZoneInfo) -> date:
    return day_of(entry.start or 0, zone)


def _local(ms: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(ms // 1000, zone)


def _iso(ms: int, zone: ZoneInfo) -> str:
    return _local(ms, zone).isoformat()
