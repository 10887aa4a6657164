"""The programme as a calendar (RFC 5545, 7986): one event per session, and per workshop of a round.

Feeds are read again only every few hours, so a calendar is for planning; what changes on the day is on the pages. The
address of a slot's meeting is never in it: that is shown only while the slot is held.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vDuration

from companion.core.table import Row, Table
from companion.core.text import pick
from companion.formats.programme.outline import Entry, Translate, outline, people, place
from companion.formats.programme.times import parse_zone

AGAIN = timedelta(minutes=30)  # what we ask of readers, of which some listen
PRODUCT = "-//Companion//Companion//EN"


@dataclass(frozen=True, slots=True)
class Feed:
    """Where a calendar is read: `base_url` of the server, the language, and what translates words such as roles.

    `host` ends the ids of what is in it, by default the host of `base_url`.
    """

    base_url: str
    lang: str
    translate: Translate = str
    host: str | None = None

    @property
    def ids_end(self) -> str:
        """What the ids of the calendar's events end with."""
        return self.host or urlsplit(self.base_url).hostname or "localhost"


def calendar(table: Table, slug: str, feed: Feed, now_ms: int, wanted: Collection[str] | None = None) -> bytes:
    """The calendar of an event; `wanted` are ids of sessions and slots, by default all. `now_ms` is wall time.

    Items without times, as in programmes that are moved on by hand, are left out.
    """
    event = table.get("event", slug)
    found = _empty(pick(event["title"], feed.lang) if event else slug)
    if event is None:
        return bytes(found.to_ical())
    zone = parse_zone(event["tz"]) or ZoneInfo("UTC")
    entries = [e for e in outline(table) if e.start is not None and (wanted is None or e.id in wanted)]
    if entries and zone.key != "UTC":
        days = [datetime.fromtimestamp((entry.start or 0) / 1000, zone).date() for entry in entries]
        year = timedelta(days=366)  # both changes of the clocks before and after are told
        found.add_component(Timezone.from_tzid(zone.key, first_date=min(days) - year, last_date=max(days) + year))
    for entry in entries:
        item = _item(entry, event, zone, feed)
        item.add("uid", f"{entry.what}-{entry.id}.{slug}@{feed.ids_end}")
        item.add("dtstamp", datetime.fromtimestamp(now_ms // 1000, UTC))
        item.add("url", f"{feed.base_url}/e/{slug}/" + (f"rooms/{entry.room}" if entry.room else ""))
        found.add_component(item)
    return bytes(found.to_ical())


def _empty(name: str) -> Calendar:
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("name", name)
    found.add("x-wr-calname", name)
    found.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", vDuration(AGAIN))
    return found


def _item(entry: Entry, event: Row, zone: ZoneInfo, feed: Feed) -> Event:
    item, lang = Event(), feed.lang
    item.add("summary", pick(entry.title, lang))
    item.add("dtstart", _local(entry.start or 0, zone))
    if entry.end is not None:
        item.add("dtend", _local(entry.end, zone))
    item.add("sequence", entry.row["seq"])
    item.add("status", "CANCELLED" if entry.cancelled else "TENTATIVE" if event["provisional"] else "CONFIRMED")
    item.add("categories", [entry.kind])
    about = [people(entry, feed.translate), pick(entry.round or "", lang), " / ".join(entry.languages)]
    if text := "\n".join(filter(None, about)):
        item.add("description", text)
    if where := place(entry, lang, event["venue"]):
        item.add("location", where)
    if event["stream"] and entry.what == "session":
        label = {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": feed.translate("Stream")}
        item.add("conference", event["stream"], parameters=label)
    return item


def _local(ms: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(ms // 1000, zone)
