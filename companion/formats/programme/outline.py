"""The day as it stands now, item by item, for everything that takes it out: calendars, schedules, paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from companion.core.audiences import NOBODY
from companion.core.messages import _
from companion.core.table import Row, Table
from companion.core.text import pick
from companion.formats.programme.model import Label

Translate = Callable[[str], str]


ROLE_WORDS: Final[dict[str, str]] = {
    "speaker": _("talk"),
    "panellist": _("on the panel"),
    "moderator": _("moderation"),
    "facilitator": _("facilitation"),
    "host": _("hosting"),
    "guest": _("as a guest"),
}


KIND_WORDS: Final[dict[str, str]] = {
    "reception": _("Reception"),
    "opening": _("Opening"),
    "greeting": _("Welcome"),
    "keynote": _("Keynote"),
    "talk": _("Talk"),
    "panel": _("Panel discussion"),
    "break": _("Break"),
    "workshop": _("Workshops"),
    "plenary": _("Plenary"),
    "closing": _("Closing"),
    "input": _("Input"),
    "discussion": _("Discussion"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One session, or one workshop of a round, which stands for its part of the round's session.

    `what` is `session` or `slot`; `round` is the title of the round, `room` an id, `where` the room's title or the place.
    """

    what: str
    row: Row
    kind: str
    title: Label
    people: tuple[dict[str, str], ...]
    languages: tuple[str, ...]
    round: Label | None
    room: str | None
    where: Label | None

    @property
    def id(self) -> str:
        """The id of the row."""
        return self.row.id

    @property
    def start(self) -> int | None:
        """When it begins, as it stands."""
        found: int | None = self.row["start"]
        return found

    @property
    def end(self) -> int | None:
        """When it ends, as it stands."""
        found: int | None = self.row["end"]
        return found

    @property
    def cancelled(self) -> bool:
        """Whether it does not take place."""
        return bool(self.row["state"] == "cancelled")

    @property
    def moved(self) -> bool:
        """Whether it begins at another time than was planned, which people are told."""
        planned = self.row["plan_start"]
        return planned is not None and planned != self.start and not self.cancelled


def outline(table: Table) -> list[Entry]:
    """Every session and slot by time; a round's session only where it has no slots. Cancelled ones are kept."""
    slots: dict[str, list[Row]] = {}
    for slot in table.all("slot"):
        slots.setdefault(slot["session"], []).append(slot)
    found = []
    shown = [row for row in table.all("session") if row.to != NOBODY]
    for session in sorted(shown, key=lambda row: (row["start"] or 0, row["order"])):
        inside = slots.get(session.id, []) if session["round"] is not None else []
        found += [_slot(table, slot, session) for slot in sorted(inside, key=lambda slot: slot["order"])]
        if not inside:
            found.append(_session(session))
    # Without times the order of the programme is the order; a slot may have been moved alone.
    return sorted(found, key=lambda entry: entry.start or 0)


def plenary(entries: list[Entry]) -> list[Entry]:
    """What is for everybody: no slots, and nothing beside which something else runs in another place."""
    sessions = [entry for entry in entries if entry.what == "session"]
    return [entry for entry in sessions if not any(_beside(entry, other) for other in sessions)]


def people(entry: Entry, translate: Translate = str) -> str:
    """Who is there, with roles: `Ada Beispiel (moderation), Bo Muster (on the panel)`."""
    return ", ".join(f"{who['name']} ({translate(ROLE_WORDS.get(who['role'], who['role']))})" for who in entry.people)


def place(entry: Entry, lang: str, venue: Label | None = None) -> str:
    """The room or place, and the venue."""
    return ", ".join(pick(words, lang) for words in (entry.where, venue) if words)


def _session(row: Row) -> Entry:
    return Entry(
        "session", row, row["kind"], row["title"], tuple(row["people"]), tuple(row["languages"]), None, None, row["place"]
    )  # fmt: skip


def _slot(table: Table, row: Row, session: Row) -> Entry:
    workshop = table.get("workshop", row["workshop"])
    room = table.get("room", row["room"]) if row["room"] else None
    about: dict[str, Any] = workshop.fields if workshop else {"title": session["title"], "people": [], "languages": []}
    return Entry(
        "slot", row, "workshop", about["title"], tuple(about["people"]), tuple(about["languages"]),
        session["title"], room.id if room else None, room["title"] if room else None,
    )  # fmt: skip


def _beside(a: Entry, b: Entry) -> bool:
    if a.where is None or a.where == b.where or b.cancelled or None in (a.start, a.end, b.start, b.end):
        return False
    return bool(a.start < b.end and b.start < a.end)  # type: ignore[operator]
