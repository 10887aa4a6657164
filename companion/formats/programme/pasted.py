"""A pasted agenda as a programme for an event that is there: what the agenda does not speak of stays as it is."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

import msgspec

from companion.core.errors import Refusal
from companion.core.kinds import ASKABLE, SESSION_KINDS
from companion.core.table import Row, Table
from companion.formats.programme.agenda.model import MOST_ITEMS, Agenda
from companion.formats.programme.items import USUAL_ROLE
from companion.formats.programme.model import Label, Person, Programme, Questions, Room, Session, Slot, Workshop
from companion.formats.programme.names import slug
from companion.formats.programme.times import parse_date, parse_time, unix_ms


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the preview, as its reader has left it; the fields are those of `agenda.Item`."""

    day: str | None
    start: str | None
    end: str | None
    title: str
    kind: str
    people: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    round: int | None = None
    workshop: str | None = None
    room: str | None = None
    end_inferred: bool = False


def entries(agenda: Agenda) -> list[Entry]:
    """The rows of an agenda as they are before anybody has corrected them."""
    names = [field.name for field in msgspec.structs.fields(Entry)]
    return [Entry(**{name: getattr(item, name) for name in names}) for item in agenda.items]


class Taken(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What of an agenda beside its rows is taken over: `date` becomes the first day of the event, None: it keeps its own."""

    title: str | None = None
    venue: str | None = None
    date: str | None = None


def programme_of(table: Table, event: str, rows: list[Entry], taken: Taken = Taken()) -> Programme:  # noqa: B008
    """The programme of `event` with these items. Raises `Refusal("bad_args")` if an entry makes no sense."""
    about = table.get("event", event)
    if about is None:
        raise Refusal("no_event")
    if not rows or len(rows) > MOST_ITEMS:
        raise Refusal("bad_args", f"items: 1…{MOST_ITEMS}")
    days = _Days(about, rows, taken.date)
    making = _Making(table, about, days)
    sessions = making.sessions(rows)
    timed = any(session.start is not None for session in sessions)
    switch = table.get("signup_settings", event)
    names = "title subtitle tz series venue provisional stream profile".split()
    said = {name: text for name in ("title", "venue") if (text := (getattr(taken, name) or "").strip()[:300])}
    return Programme(
        **({name: about[name] for name in names} | said),
        short=about.fields.get("short"),
        start=days.moved(about["start"]),
        end=days.moved(about["end"]),
        listed=bool(about.fields.get("listed")),
        formal=bool(about.fields.get("formal")),
        languages=tuple(about["languages"]),
        mode="clock" if timed else "pointer",
        code=None,
        signup=bool(switch and switch["open"]),
        rooms=making.rooms(),
        workshops=tuple(making.workshops.values()),
        sessions=tuple(sessions),
    )


class _Days:
    """On which day a row is: the first of them is the event's first day, or the day that was chosen instead."""

    def __init__(self, about: Row, rows: list[Entry], chosen: str | None) -> None:
        self._zone = ZoneInfo(about["tz"])
        self._begins = _date_of(about["start"], self._zone)
        given = [day for row in rows if row.day and (day := parse_date(row.day))]
        wanted = parse_date(chosen) if chosen else None
        if chosen and wanted is None:
            raise Refusal("bad_args", "date")
        self._first = wanted or self._begins or min(given, default=None)
        self._given = min(given, default=None)

    def of(self, row: Entry) -> dt.date | None:
        """The day of a row."""
        day = parse_date(row.day) if row.day else None
        if day is None or self._given is None or self._first is None:
            return self._first
        return self._first + (day - self._given)

    def moved(self, ms: int | None) -> int | None:
        """A moment of the event's hours on its first day, by the same time of day."""
        if ms is None or self._begins is None or self._first in (None, self._begins):
            return ms
        local = dt.datetime.fromtimestamp(ms / 1000, self._zone).replace(tzinfo=None) + (self._first - self._begins)
        return int(local.replace(tzinfo=self._zone).timestamp() * 1000)


class _Making:
    def __init__(self, table: Table, about: Row, days: _Days) -> None:
        self._table, self._zone, self._days = table, ZoneInfo(about["tz"]), days
        self._language: tuple[str, ...] = tuple(about["languages"][:1])
        self._known = {kind: self._by_title(kind) for kind in ("session", "workshop")}
        self._used: set[str] = set()
        self.workshops: dict[str, Workshop] = {}
        rooms = sorted((row for row in table.all("room") if row.to), key=lambda row: int(row["order"]))
        self._there = [Room(row.id, row["title"], row["capacity"]) for row in rooms]
        self._named: list[Room] = []

    def rooms(self) -> tuple[Room, ...]:
        """Those of the event, and behind them those that only the text names."""
        return (*self._there, *self._named)

    def _room(self, row: Entry) -> str | None:
        """The room that a row of a round names, which there may not have been before."""
        name = " ".join((row.room or "").split())[:120]
        if not name:
            return None
        found = next((r.id for r in self.rooms() if _plain(name) in map(_plain, _texts(r.title))), None)
        if found is None:
            taken, base, n = {room.id for room in self.rooms()}, slug(name), 1
            found = base
            while found in taken:
                n += 1
                found = f"{base}-{n}"
            self._named.append(Room(found, name))
        return found

    def sessions(self, rows: list[Entry]) -> list[Session]:
        slots: dict[int, list[Entry]] = {}
        for row in rows:
            if row.workshop and row.round is not None:
                slots.setdefault(row.round, []).append(row)
        return [self._session(row, slots.get(row.round or 0, [])) for row in rows if not row.workshop]

    def _session(self, row: Entry, slots: list[Entry]) -> Session:
        if row.kind not in SESSION_KINDS or not row.title.strip() or len(row.title) > 300:
            raise Refusal("bad_args", f"{row.title[:40]}: kind, title")
        start, end = self._moment(row, row.start), self._moment(row, row.end)
        if start is not None and end is not None and end <= start:
            end += 24 * 3_600_000
        old = self._known["session"].get(_plain(row.title))
        was = old.fields if old is not None and old.id not in self._used else {}
        id = self._own(old.id if was and old is not None else None, row.title)
        kind: Any = row.kind
        questions = "moderated" if kind in ASKABLE else "closed"
        return Session(
            id=id,
            named=bool(was),
            kind=kind,
            title=was["title"] if was else row.title.strip(),
            start=start,
            end=end,
            end_inferred=row.end_inferred,
            people=self._people(row, USUAL_ROLE.get(kind, "speaker"), was.get("people")),
            languages=row.languages or tuple(was.get("languages") or self._language),
            place=(row.room or "").strip()[:120] or was.get("place"),
            questions=cast(Questions, self._questions(id) or questions),
            cancelled=False,
            choose=bool(self._table.get("chosen_topic", id)),
            pinned=bool(was.get("pinned")),
            parent=was.get("parent"),
            round=row.round,
            slots=tuple(self._slot(slot, n, row.round) for n, slot in enumerate(slots))
            if row.round is not None
            else (),
        )

    def _slot(self, row: Entry, n: int, round: int) -> Slot:
        old = self._known["workshop"].get(_plain(row.title))
        same = next((w.id for w in self.workshops.values() if _plain(_text(w.title)) == _plain(row.title)), None)
        id = same or (old.id if old is not None else self._own(None, row.title))
        if id not in self.workshops:
            people = self._people(row, "facilitator", old["people"] if old is not None else None)
            languages = row.languages or (tuple(old["languages"]) if old is not None else self._language)
            self.workshops[id] = Workshop(id, old["title"] if old is not None else row.title.strip(), people, languages)
        slot = self._table.get("slot", f"{id}-{round}")
        named = self._room(row)
        if slot is None:
            usual = self._there[n].id if n < len(self._there) else None
            return Slot(f"{id}-{round}", id, named or usual, None)
        meeting = self._table.get("meeting", slot.id)
        return Slot(
            slot.id,
            id,
            named or slot["room"],
            slot["capacity"],
            slot["capacity_remote"],
            meeting["url"] if meeting else None,
        )

    def _people(self, row: Entry, usual: str, old: list[dict[str, str]] | None) -> tuple[Person, ...]:
        roles = {person["name"]: person["role"] for person in old or []}
        return tuple(Person(name[:120], roles.get(name, usual)) for name in row.people if name.strip())

    def _moment(self, row: Entry, text: str | None) -> int | None:
        if text is None:
            return None
        day, time = self._days.of(row), parse_time(text)
        ms = unix_ms(day, time, self._zone) if day and time else None
        if ms is None:
            raise Refusal("bad_args", f"{row.title[:40]}: {text[:10]}")
        return ms

    def _questions(self, id: str) -> Literal["moderated", "direct", "closed"] | None:
        qa = self._table.get("qa", id)
        return None if qa is None else ("moderated" if qa["moderated"] else "direct") if qa["open"] else "closed"

    def _own(self, known: str | None, title: str) -> str:
        base = known or slug(title)
        id, n = base, 1
        while id in self._used or id in self.workshops:
            n += 1
            id = f"{base}-{n}"
        self._used.add(id)
        return id

    def _by_title(self, kind: str) -> dict[str, Row]:
        rows = [row for row in self._table.all(kind) if row.to]
        return {_plain(text): row for row in rows for text in _texts(row["title"])}


def _date_of(ms: int | None, zone: ZoneInfo) -> dt.date | None:
    return None if ms is None else dt.datetime.fromtimestamp(ms / 1000, zone).date()


def _texts(title: Label) -> list[str]:
    return [title] if isinstance(title, str) else list(title.values())


def _text(title: Label) -> str:
    return _texts(title)[0]


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.lower()))
