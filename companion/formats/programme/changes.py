"""What an import changes, as lines for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from companion.core.event import parse_zone
from companion.core.messages import _
from companion.core.text import pick
from companion.formats.programme.importing import Imported

SENTENCES: Final[dict[str, str]] = {
    "new": _("New: %(title)s (%(after)s)"),
    "moved": _("Moved: %(title)s (%(before)s → %(after)s)"),
    "renamed": _("Renamed: %(before)s → %(after)s"),
    "cancelled": _("Cancelled: %(title)s"),
    "changed": _("Changed: %(title)s"),
}
ADDED: Final[dict[str, str]] = {
    "room": _("New room: %(title)s"),
    "meeting": _("New link for remote people: %(title)s"),
    "chosen_topic": _("New placeholder for a topic"),
}
NAMES: Final[dict[str, str]] = {
    "title": _("Title"), "short": _("Short name"), "subtitle": _("Subtitle"), "venue": _("Where"), "tz": _("Time zone"),
    "languages": _("Languages"),
    "series": _("Series"), "stream": _("Stream"), "profile": _("What kind of event is it?"), "listed": _("On the start page"),
    "formal": _("German says “Sie”"),
    "mode": _("Times"), "start": _("Begins"), "end": _("Ends"), "capacity": _("Places"),
    "capacity_remote": _("Places for remote people"), "url": _("Link for remote people"), "topic": _("Topic"),
}  # fmt: skip
SAME: Final = _("Nothing is different.")


def lines(found: Imported, lang: str, gettext: Callable[[str], str] = str) -> Iterator[str]:
    """One line per change, in the order of the programme."""
    zone = parse_zone(found.zone) or ZoneInfo("UTC")
    for change in found.changes:
        if change["what"] in ("added", "detail"):
            yield _detail(change, zone, lang, gettext)
            continue
        before, after = (_where(change[side], found.rooms, zone, lang) for side in ("before", "after"))
        if change["what"] == "renamed":
            before, after = (pick(change[side]["title"] or "", lang) for side in ("before", "after"))
        title = pick(change["title"] or change["id"], lang)
        sentence = SENTENCES[change["what"]]
        yield gettext(sentence) % {"title": title, "before": before, "after": after}
    if not any((found.added, found.changed, found.cancelled)):
        yield gettext(SAME)


def _detail(change: dict[str, Any], zone: ZoneInfo, lang: str, gettext: Callable[[str], str]) -> str:
    """What else changes in a row, such as an event's title or a room's places."""
    field = change["title"]
    before, after = (_said(change[side].get(field), field, zone, lang) for side in ("before", "after"))
    if change["what"] == "added":
        return gettext(ADDED[change["kind"]]) % {"title": after}
    where = "" if change["kind"] == "event" else f" ({change['id']})"
    return f"{gettext(NAMES[field])}{where}: {before} → {after}"


def _said(value: Any, field: str, zone: ZoneInfo, lang: str) -> str:
    if value in (None, "", []):
        return "—"
    if field in ("start", "end"):
        return datetime.fromtimestamp(value / 1000, zone).strftime("%Y-%m-%d %H:%M")
    return ", ".join(value) if isinstance(value, list) else str(pick(value, lang) if isinstance(value, dict) else value)


def _where(fields: dict[str, Any], rooms: dict[str, Any], zone: ZoneInfo, lang: str) -> str:
    """When and where, as far as a side of a change says it."""
    times = [
        datetime.fromtimestamp(fields[name] / 1000, zone).strftime("%Y-%m-%d %H:%M" if name == "start" else "%H:%M")
        for name in ("start", "end")
        if fields.get(name) is not None
    ]
    room = fields.get("room")
    places = [pick(rooms.get(room, room), lang) if room else None, fields.get("place")]
    return ", ".join(filter(None, ["–".join(times), *places])) or "—"
