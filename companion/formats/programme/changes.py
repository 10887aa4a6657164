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
SAME: Final = _("Nothing is different.")


def lines(found: Imported, lang: str, gettext: Callable[[str], str] = str) -> Iterator[str]:
    """One line per change, in the order of the programme."""
    zone = parse_zone(found.zone) or ZoneInfo("UTC")
    for change in found.changes:
        before, after = (_where(change[side], found.rooms, zone, lang) for side in ("before", "after"))
        if change["what"] == "renamed":
            before, after = (pick(change[side]["title"] or "", lang) for side in ("before", "after"))
        title = pick(change["title"] or change["id"], lang)
        sentence = SENTENCES[change["what"]]
        yield gettext(sentence) % {"title": title, "before": before, "after": after}
    if not any((found.added, found.changed, found.cancelled)):
        yield gettext(SAME)


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
