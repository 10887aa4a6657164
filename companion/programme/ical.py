"""The programme as a calendar (RFC 5545, 7986): a stable UID for each item, and a SEQUENCE that counts its moves.

Calendars ask seldom, some only once a day: what changes on the day itself people learn from their pages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any, Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from companion.table import Row, Table
from companion.text import pick

REFRESH: Final = dt.timedelta(minutes=30)
PRODUCT: Final = "-//Companion//Programme//EN"


def calendar(table: Table, event: str, base: str, lang: str, only: Collection[str] | None = None) -> bytes:
    """All items with times, or those sessions and slots whose ids are in `only`; cancelled ones stay, as cancelled.

    `base` is the server's address. A round stands for its slots, so it is not in it itself.
    """
    about = table.get("event", event)
    assert about is not None
    zone = ZoneInfo(about["tz"])
    cal = Calendar()
    cal.add("prodid", PRODUCT)
    cal.add("version", "2.0")
    cal.add("x-wr-calname", pick(about["title"], lang))
    cal.add("name", pick(about["title"], lang))
    cal.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    cal.add("x-published-ttl", "PT30M")
    for row, said in _items(table):
        if only is None or row.id in only:
            cal.add_component(_event(table, about, row, said, zone, base, lang))
    cal.add_missing_timezones()
    return bytes(cal.to_ical())


def _items(table: Table) -> Iterator[tuple[Row, dict[str, Any]]]:
    slots = [row for row in table.all("slot") if row.to and row["start"] is not None]
    rounds = {slot["session"] for slot in slots}
    for row in sorted(table.all("session"), key=lambda row: (row["start"] or 0, row["order"])):
        if row.to and row["start"] is not None and row.id not in rounds:
            yield row, row.fields
    for row in sorted(slots, key=lambda row: (row["start"], row["order"])):
        workshop = table.get("workshop", row["workshop"])
        if workshop is not None:
            yield row, {**workshop.fields, "kind": "workshop", "place": None}


def _event(table: Table, about: Row, row: Row, said: dict[str, Any], zone: ZoneInfo, base: str, lang: str) -> Event:
    item = Event()
    host = base.partition("://")[2].partition(":")[0].partition("/")[0]
    start = dt.datetime.fromtimestamp(row["start"] / 1000, zone)
    end = dt.datetime.fromtimestamp((row["end"] or row["start"]) / 1000, zone)
    page = f"{base}/e/{about.id}/" + (f"rooms/{row.id}" if row.kind == "slot" else "")
    item.add("uid", f"{row.kind}-{row.id}.{about.id}@{host}")
    # The version of the row: a calendar that has the same sequence knows by it that nothing is new.
    item.add("dtstamp", dt.datetime.fromtimestamp((about["start"] or row["start"]) / 1000, dt.UTC))
    item.add("sequence", row["seq"])
    item.add("summary", pick(said["title"], lang))
    item.add("dtstart", start)
    item.add("dtend", end)
    item.add("status", _status(about, row))
    item.add("url", page)
    item.add("categories", [said["kind"]])
    place = _place(table, about, row, said, lang)
    if place:
        item.add("location", place)
    people = ", ".join(person["name"] for person in said["people"])
    if people:
        item.add("description", people)
    if about["stream"]:
        item.add("conference", about["stream"], parameters={"VALUE": "URI"})
    return item


def _status(about: Row, row: Row) -> str:
    if row["state"] == "cancelled":
        return "CANCELLED"
    return "TENTATIVE" if about["provisional"] else "CONFIRMED"


def _place(table: Table, about: Row, row: Row, said: dict[str, Any], lang: str) -> str:
    room = table.get("room", row["room"] or "") if row.kind == "slot" else None
    parts = [
        pick(room["title"], lang) if room else said.get("place"),
        pick(about["venue"], lang) if about["venue"] else "",
    ]
    return ", ".join(part for part in parts if part)
