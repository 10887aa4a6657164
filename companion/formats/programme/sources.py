"""What a new event begins with: an agenda, a programme from a file, or an earlier event of the series.

Each is looked at before anything is made (`suggested`): what it says of the event fills the fields that nobody has filled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

import msgspec

from companion.core.event import parse_zone
from companion.core.table import Row, Table
from companion.core.text import pick
from companion.formats.programme.agenda.model import Agenda
from companion.formats.programme.copying import moved, prepared, programme_rows
from companion.formats.programme.model import Programme
from companion.formats.programme.pasted import entries, programme_of
from companion.formats.programme.rows import PlanRow, rows
from companion.formats.programme.times import show_time

MOST_BYTES: Final = 5_000_000
"""Of a file of another program, whose text is read."""
ENDINGS: Final = (".docx", ".ics", ".xlsx", ".csv", ".tsv", ".txt", ".md", ".html", ".htm")
"""Of such files."""
OWN: Final = (
    "title",
    "short",
    "tz",
    "venue",
    "code",
    "stream",
    "profile",
    "listed",
    "formal",
    "start",
    "end",
    "languages",
)
"""What of the event's row whoever makes it has said; the rest comes from its source."""
PreparedRow = tuple[str, str, str, dict[str, Any]]


class Beginning(msgspec.Struct, frozen=True):
    """The rows of a programme, and what was prepared beside it as (kind, id, audience, fields)."""

    rows: list[PlanRow]
    prepared: list[PreparedRow] = []


class Source(Protocol):
    """What a new event begins with."""

    def suggested(self, lang: str) -> dict[str, Any]:
        """What it says of the event, by the names of `NewEvent`'s fields, with titles in the language `lang`."""

    def listed(self, lang: str) -> list[tuple[str, str]]:
        """Its items as (time, title), for a look before."""

    def begin(self, empty: Programme, name: str) -> Beginning:
        """The event `name`, which is `empty` so far, with this in it. Raises `Refusal` for what makes no sense."""


class FromAgenda(msgspec.Struct, frozen=True):
    """A text in which an agenda was found."""

    agenda: Agenda

    def suggested(self, lang: str) -> dict[str, Any]:
        """As in `Source`."""
        starts = [item.start for item in self.agenda.items if item.start]
        ends = [item.end for item in self.agenda.items if item.end]
        days = {item.day for item in self.agenda.items if item.day}
        hours = {"begins": starts[0], "ends": ends[-1]} if starts and ends and len(days) < 2 else {}
        about = {"title": self.agenda.title, "date": self.agenda.date, "venue": self.agenda.venue}
        return {name: value for name, value in {**about, **hours}.items() if value}

    def listed(self, lang: str) -> list[tuple[str, str]]:
        """As in `Source`."""
        return [("" if item.workshop else _span(item.start, item.end), item.title) for item in self.agenda.items]

    def begin(self, empty: Programme, name: str) -> Beginning:
        """As in `Source`."""
        if not self.agenda.items:
            return Beginning(rows(empty, name))
        table = Table()
        table.load(Row(kind, id, 1, "stage", {}, msgspec.json.encode(fields)) for kind, id, fields in rows(empty, name))
        found = msgspec.structs.replace(programme_of(table, name, entries(self.agenda)), provisional=True)
        return Beginning(rows(found, name))


class FromProgramme(msgspec.Struct, frozen=True):
    """A programme that was read from a file, with everything in it."""

    programme: Programme

    def suggested(self, lang: str) -> dict[str, Any]:
        """As in `Source`."""
        about, zone = self.programme, ZoneInfo(self.programme.tz)
        start, end = _first(about), about.end or max((s.end or 0 for s in about.sessions), default=0)
        found: dict[str, Any] = {
            "title": pick(about.title, lang), "short": pick(about.short or "", lang), "venue": pick(about.venue or "", lang),
            "zone": about.tz, "languages": about.languages, "profile": about.profile,
        }  # fmt: skip
        if start:
            found["date"] = _day(start, zone).isoformat()
            found |= {"begins": show_time(start, zone), "ends": show_time(end, zone)} if end > start else {}
        return {name: value for name, value in found.items() if value}

    def listed(self, lang: str) -> list[tuple[str, str]]:
        """As in `Source`."""
        names = {workshop.id: workshop.title for workshop in self.programme.workshops}
        zone = ZoneInfo(self.programme.tz)
        found = []
        for one in self.programme.sessions:
            found.append((_times(one.start, one.end, zone), pick(one.title, lang)))
            found += [("", pick(names.get(slot.workshop, ""), lang)) for slot in one.slots]
        return found

    def begin(self, empty: Programme, name: str) -> Beginning:
        """As in `Source`."""
        said = _own(empty, name)
        if not isinstance(self.programme.title, str) and said["title"] in self.programme.title.values():
            said["title"] = self.programme.title  # in both languages, as long as nobody has called it otherwise
        if self.programme.stream:
            said["stream"] = self.programme.stream
        zone = ZoneInfo(self.programme.tz)
        return Beginning(moved(rows(self.programme, name), said, _days(_first(self.programme), empty, zone), zone))


class FromEvent(msgspec.Struct, frozen=True):
    """An earlier event of this server, by its name and its table."""

    event: str
    table: Table

    def suggested(self, lang: str) -> dict[str, Any]:
        """As in `Source`; not the day, which is another one."""
        about = self._about()
        zone = ZoneInfo(about["tz"])
        found: dict[str, Any] = {
            "title": pick(about["title"], lang), "short": pick(about.fields.get("short") or "", lang), "zone": about["tz"],
            "venue": pick(about["venue"] or "", lang), "languages": tuple(about["languages"]), "profile": about["profile"],
        }  # fmt: skip
        if about["start"] and about["end"]:
            found |= {"begins": show_time(about["start"], zone), "ends": show_time(about["end"], zone)}
        return {name: value for name, value in found.items() if value}

    def listed(self, lang: str) -> list[tuple[str, str]]:
        """As in `Source`."""
        zone = ZoneInfo(self._about()["tz"])
        rows = [row for row in self.table.all("session") if row.to and row["state"] != "cancelled"]
        rows.sort(key=lambda row: (row["plan_start"] or row["start"] or 0, row["order"]))
        return [(_times(row["plan_start"], row["plan_end"], zone), pick(row["title"], lang)) for row in rows]

    def begin(self, empty: Programme, name: str) -> Beginning:
        """As in `Source`."""
        about = self._about()
        starts = [row["plan_start"] for row in self.table.all("session") if row.to and row["plan_start"] is not None]
        days = _days(about["start"] or min(starts, default=None), empty, ZoneInfo(about["tz"]))
        found = programme_rows(self.table, self.event, name, _own(empty, name), days)
        kept = [id for kind, id, _ in found if kind in ("session", "slot")]
        return Beginning(found, prepared(self.table, self.event, name, kept))

    def _about(self) -> Row:
        about = self.table.get("event", self.event)
        assert about is not None
        return about


def _own(empty: Programme, name: str) -> dict[str, Any]:
    fields = next(fields for kind, _, fields in rows(empty, name) if kind == "event")
    return {name: fields[name] for name in OWN}


def _first(programme: Programme) -> int | None:
    starts: Iterable[int] = (session.start for session in programme.sessions if session.start is not None)
    return programme.start or min(starts, default=None)


def _days(first: int | None, empty: Programme, zone: ZoneInfo) -> int:
    """By how many days a programme moves, whose first moment is `first`."""
    to = parse_zone(empty.tz)
    if first is None or empty.start is None or to is None:
        return 0
    return (_day(empty.start, to) - _day(first, zone)).days


def _day(ms: int, zone: ZoneInfo) -> dt.date:
    return dt.datetime.fromtimestamp(ms / 1000, zone).date()


def _times(start: int | None, end: int | None, zone: ZoneInfo) -> str:
    return _span(*(None if ms is None else show_time(ms, zone) for ms in (start, end)))


def _span(start: str | None, end: str | None) -> str:
    return "–".join(filter(None, (start, end)))
