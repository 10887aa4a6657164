"""What all parts of a schedule that is written share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from companion.core.table import Row
from companion.core.text import pick
from companion.formats.programme.frab.ids import uuid_of
from companion.formats.programme.outline import Entry

PLENARY = {"de": "Plenum", "en": "Plenary"}


@dataclass(frozen=True, slots=True)
class About:
    """What all parts of a schedule share: the event and its page, the language and zone, and what to call the hall."""

    slug: str
    page: str
    lang: str
    zone: ZoneInfo
    hall: str

    def guid(self, what: str, id: str) -> str:
        """The guid of a row of this event."""
        return guid(self.slug, what, id)


def guid(slug: str, what: str, id: str) -> str:
    """The guid of a row: the one it came with, else always the same one for the same row."""
    return uuid_of(id) or str(uuid5(NAMESPACE_URL, f"companion:{slug}/{what}/{id}"))


def hall_name(event: Row | None, entries: Iterable[Entry], lang: str) -> str:
    """What to call the room of items that have no place; not as a room that there is."""
    name = pick(event["venue"], lang) if event and event["venue"] else PLENARY.get(lang, PLENARY["en"])
    while any(entry.where and pick(entry.where, lang) == name for entry in entries):
        name += " (P)"
    return name
