"""The programme as `schedule.json`, valid by the schema of the C3VOC (version 1), for apps that show conferences.

The format knows no delays and no cancelling, and forbids fields of its own: cancelled items are left out, and times are
those that are expected now. Every slot has an id of its own, also where a workshop is held twice.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections import defaultdict
from typing import Any, Final
from zoneinfo import ZoneInfo

from companion.programme.names import slug as slug_of
from companion.table import Row, Table
from companion.text import pick

SCHEMA: Final = "https://c3voc.de/schedule/schema.json"
DAY_BEGINS: Final = dt.timedelta(hours=4)
SPACE: Final = uuid.UUID("6f1f8b52-3d0c-5a7e-9a3d-0d7f6c2e9b41")
EVERYWHERE: Final = "Plenum"


def schedule(table: Table, event: str, base: str, lang: str, version: str) -> dict[str, Any]:
    """The whole schedule. `base` is the server's address; `version` names the release. Items without times are not in it."""
    about = table.get("event", event)
    assert about is not None
    zone = ZoneInfo(about["tz"])
    entries = list(_entries(table, event, base, lang, zone))
    by_day: dict[dt.date, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for moment, room, entry in sorted(entries, key=lambda e: (e[0], e[2]["id"])):
        by_day[(moment - DAY_BEGINS).date()][room].append(entry)
    names = sorted({room for _, room, _ in entries})
    days = sorted(by_day)
    return {
        "$schema": SCHEMA,
        "generator": {"name": "Companion", "version": "0.1.0"},
        "schedule": {
            "version": version,
            "base_url": f"{base}/e/{event}/",
            "conference": {
                "title": pick(about["title"], lang),
                "acronym": _acronym(event),
                "start": days[0].isoformat() if days else "1970-01-01",
                "end": days[-1].isoformat() if days else "1970-01-01",
                "daysCount": len(days),
                "timeslot_duration": "00:05",
                "time_zone_name": zone.key,
                "url": f"{base}/e/{event}/",
                "rooms": [{"name": name, "guid": _guid(event, "room", name)} for name in names],
                "tracks": [],
                "days": [_day(n, day, by_day[day], zone) for n, day in enumerate(days, 1)],
            },
        },
    }


def _day(n: int, day: dt.date, rooms: dict[str, list[dict[str, Any]]], zone: ZoneInfo) -> dict[str, Any]:
    begin = dt.datetime.combine(day, dt.time(4), zone)
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(4), zone)
    ordered = {room: rooms[room] for room in sorted(rooms)}
    return {
        "index": n,
        "date": day.isoformat(),
        "day_start": begin.isoformat(),
        "day_end": end.isoformat(),
        "rooms": ordered,
    }


def _entries(table: Table, event: str, base: str, lang: str, zone: ZoneInfo) -> Any:
    rounds = {slot["session"] for slot in table.all("slot") if slot.to and slot["state"] != "cancelled"}
    number = 0
    for row in sorted(table.all("session"), key=lambda row: (row["start"] or 0, row["order"])):
        if row["start"] is None or row["end"] is None or row["state"] == "cancelled" or not row.to or row.id in rounds:
            continue
        number += 1
        place = pick(row["place"], lang) if row["place"] else EVERYWHERE
        yield _entry(row, number, row.fields, place, event, base, lang, zone)
    for row in sorted(table.all("slot"), key=lambda row: (row["start"] or 0, row["order"])):
        workshop = table.get("workshop", row["workshop"])
        if row["start"] is None or row["end"] is None or row["state"] == "cancelled" or not row.to or workshop is None:
            continue
        number += 1
        room = table.get("room", row["room"] or "")
        place = pick(room["title"], lang) if room else EVERYWHERE
        yield _entry(row, number, {**workshop.fields, "kind": "workshop"}, place, event, base, lang, zone)


def _entry(
    row: Row, number: int, said: dict[str, Any], room: str, event: str, base: str, lang: str, zone: ZoneInfo
) -> tuple[dt.datetime, str, dict[str, Any]]:
    moment = dt.datetime.fromtimestamp(row["start"] / 1000, zone)
    minutes = max(1, round((row["end"] - row["start"]) / 60_000))
    title = pick(said["title"], lang)
    page = f"rooms/{row.id}" if row.kind == "slot" else f"#s-{row.id}"
    return moment, room, {
        "id": number,
        "guid": _guid(event, row.kind, row.id),
        "date": moment.isoformat(),
        "start": moment.strftime("%H:%M"),
        "duration": f"{minutes // 60:02}:{minutes % 60:02}",
        "room": room,
        "slug": f"{_acronym(event)}-{number}-{slug_of(title)}".lower(),
        "url": f"{base}/e/{event}/{page}",
        "title": title,
        "subtitle": "",
        "track": None,
        "type": said["kind"],
        "language": "/".join(said["languages"]) or lang,
        "abstract": "",
        "persons": [{"name": person["name"], "guid": _guid(event, "person", person["name"])} for person in said["people"]],
        "links": [],
    }  # fmt: skip


def _guid(event: str, *parts: str) -> str:
    return str(uuid.uuid5(SPACE, "/".join((event, *parts))))


def _acronym(event: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", event.lower()) or "event"
