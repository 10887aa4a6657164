"""The programme as a calendar (RFC 5545, 7986): one event per session, and per workshop of a round.

Feeds are read again only every few hours, so a calendar is for planning; what changes on the day is on the pages. The
address of a slot's meeting is never in it: that is shown only while the slot is held.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDuration

from companion.core.event import parse_zone
from companion.core.table import Row, Table
from companion.core.text import pick
from companion.formats.programme.outline import Entry, Translate, outline, people, place

AGAIN = timedelta(minutes=30)  # what we ask of readers, of which some listen
PRODUCT = "-//Companion//Companion//EN"


@dataclass(frozen=True, slots=True)
class Feed:
    """Where a calendar is read: `base_url` of the server, the language, and what translates words such as roles.

    `origin` ends the ids of what is in it. It stays the same whatever address the server is asked by, so that nobody who has
    subscribed gets everything twice.
    """

    base_url: str
    lang: str
    translate: Translate = str
    origin: str = "companion"


def calendar(table: Table, slug: str, feed: Feed, now_ms: int, wanted: Collection[str] | None = None) -> bytes:
    """The calendar of an event; `wanted` are ids of sessions and slots, by default all. `now_ms` is wall time.

    All times are in UTC, which no reader gets wrong. An event whose items have no times, as in programmes that are moved on
    by hand, is one entry for its day that lists them.
    """
    event = table.get("event", slug)
    found = _empty(pick(event["title"], feed.lang) if event else slug)
    if event is None:
        return bytes(found.to_ical())
    known = outline(table)
    entries = [entry for entry in known if entry.start is not None]
    stamp = datetime.fromtimestamp(now_ms // 1000, UTC)
    for entry in entries:
        if wanted is not None and entry.id not in wanted:
            continue
        item = _item(entry, event, feed)
        item.add("uid", f"{entry.what}-{entry.id}.{slug}@{feed.origin}")
        item.add("dtstamp", stamp)
        item.add("url", f"{feed.base_url}/e/{slug}/" + (f"rooms/{entry.room}" if entry.room else ""))
        found.add_component(item)
    if not entries and event["start"] is not None:
        whole = _whole(known, event, feed)
        whole.add("uid", f"event.{slug}@{feed.origin}")
        whole.add("dtstamp", stamp)
        whole.add("url", f"{feed.base_url}/e/{slug}/")
        found.add_component(whole)
    return bytes(found.to_ical())


def save_the_date(table: Table, slug: str, feed: Feed, now_ms: int) -> bytes | None:
    """The event as one entry: its hours if it is one day, else its days; None as long as nobody has said when it is."""
    event = table.get("event", slug)
    if event is None:
        return None
    planned = [entry for entry in outline(table) if entry.start is not None and not entry.cancelled]
    begins = event["start"] or min((entry.start or 0 for entry in planned), default=None)
    if begins is None:
        return None
    ends = event["end"] or max((entry.end or entry.start or 0 for entry in planned), default=begins)
    found, zone = _empty(pick(event["title"], feed.lang)), parse_zone(event["tz"]) or ZoneInfo("UTC")
    if datetime.fromtimestamp(begins / 1000, zone).date() < datetime.fromtimestamp((ends - 1) / 1000, zone).date():
        item = _days(event, begins, ends, feed)
    else:
        item = Event()
        item.add("summary", pick(event["title"], feed.lang))
        item.add("dtstart", _utc(begins))
        item.add("dtend", _utc(max(begins, ends)))
        if event["venue"]:
            item.add("location", pick(event["venue"], feed.lang))
    item.add("uid", f"date.{slug}@{feed.origin}")
    item.add("dtstamp", datetime.fromtimestamp(now_ms // 1000, UTC))
    item.add("url", f"{feed.base_url}/e/{slug}/")
    found.add_component(item)
    return bytes(found.to_ical())


def _whole(entries: list[Entry], event: Row, feed: Feed) -> Event:
    """The event as one entry for its days, with its items in their order."""
    item = _days(event, event["start"], event["end"] or event["start"] + 1, feed)
    item.add("status", "TENTATIVE" if event["provisional"] else "CONFIRMED")
    item.add("transp", "TRANSPARENT")
    if entries:
        item.add("description", "\n".join(f"- {_title(entry, feed)}" for entry in entries))
    return item


def _days(event: Row, begins: int, ends: int, feed: Feed) -> Event:
    """An entry for whole days, from one moment to another (ms)."""
    item, zone = Event(), parse_zone(event["tz"]) or ZoneInfo("UTC")
    first = datetime.fromtimestamp(begins / 1000, zone).date()
    last = datetime.fromtimestamp((ends - 1) / 1000, zone).date()
    item.add("summary", pick(event["title"], feed.lang))
    item.add("dtstart", first)
    item.add("dtend", max(first, last) + timedelta(days=1))
    if event["venue"]:
        item.add("location", pick(event["venue"], feed.lang))
    return item


def _title(entry: Entry, feed: Feed) -> str:
    """The title; some readers show what is cancelled as if it were not, so it says so itself."""
    title = pick(entry.title, feed.lang)
    return feed.translate("Cancelled: %(title)s") % {"title": title} if entry.cancelled else title


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


def _item(entry: Entry, event: Row, feed: Feed) -> Event:
    item, lang = Event(), feed.lang
    item.add("summary", _title(entry, feed))
    item.add("dtstart", _utc(entry.start or 0))
    if entry.end is not None and entry.end > (entry.start or 0):
        item.add("dtend", _utc(entry.end))
    item.add("sequence", entry.row["seq"])
    item.add("status", "CANCELLED" if entry.cancelled else "TENTATIVE" if event["provisional"] else "CONFIRMED")
    item.add("categories", [entry.kind])
    spoken = f"{feed.translate('Language')}: {' / '.join(entry.languages)}" if entry.languages else ""
    about = [people(entry, feed.translate), pick(entry.round or "", lang), spoken]
    if text := "\n".join(filter(None, about)):
        item.add("description", text)
    if where := place(entry, lang, event["venue"]):
        item.add("location", where)
    if event["stream"] and entry.what == "session":
        label = {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": feed.translate("Stream")}
        item.add("conference", event["stream"], parameters=label)
    return item


def _utc(ms: int) -> datetime:
    return datetime.fromtimestamp(ms // 1000, UTC)
