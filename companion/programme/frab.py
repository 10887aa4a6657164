"""Schedules of frab, pretalx and their kin, as JSON or XML: read whether or not they are valid, and said what was changed.

Field names as in the schedule format of the C3VOC (schema version 1), which is what such programs exchange.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from companion.ids import ID
from companion.kinds import ASKABLE
from companion.programme.agenda.words import kind_of
from companion.programme.frab_xml import as_tree
from companion.programme.items import USUAL_ROLE
from companion.programme.model import Label, Person, Programme, Room, Session, Slot, Workshop
from companion.programme.names import slug
from companion.programme.problems import Problem, ProgrammeError
from companion.programme.times import parse_zone

MOST_EVENTS: Final = 1500
SHORTEST_MS: Final = 5 * 60_000
USUAL_TYPES: Final = frozenset({"", "talk", "lecture"})
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def _(message: str) -> str:
    """Mark `message` for extraction; it is translated when it is shown."""
    return message


NOTES: Final[dict[str, str]] = {
    "no_duration": _("“%(title)s” has no duration; it ends when the next one in its room begins."),
    "no_time": _("“%(title)s” has no time that can be read, and was left out."),
    "no_title": _("An entry without a title was left out."),
    "other_zone": _(
        "The file names the time zone %(zone)s, but its times are written with another offset; those count."
    ),
    "no_zone": _("The file names no time zone; %(zone)s was taken."),
    "same_id": _("“%(title)s” has the same id as another entry; it was given one of its own."),
    "too_many": _("The file has more than %(limit)s entries; the rest was left out."),
}


class Note(msgspec.Struct, frozen=True):
    """Something that was read otherwise than it stands there; `code` is one of `NOTES`."""

    code: str
    params: dict[str, Any] = {}

    def text(self, gettext: Any = str) -> str:
        """The sentence, in the language of `gettext`."""
        return str(gettext(NOTES[self.code]) % self.params)


@dataclass(slots=True)
class Talk:
    """One entry of the file."""

    id: str
    title: str
    kind: str
    start: int
    end: int | None
    room: str
    people: tuple[str, ...]
    languages: tuple[str, ...]

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What makes two entries the same thing held twice."""
        return self.title.lower(), self.people


@dataclass(slots=True)
class _Reading:
    name: str
    notes: list[Note] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def note(self, code: str, **params: Any) -> None:
        self.notes.append(Note(code, params))


def parse_frab(data: bytes, name: str) -> tuple[Programme, tuple[Note, ...]]:
    """Read a schedule. Raises `ProgrammeError` if the data are none."""
    conference = _conference(data, name)
    reading = _Reading(name)
    zone = _zone(reading, conference)
    talks = _talks(reading, conference, zone)
    if not talks:
        raise ProgrammeError(name, [Problem(0, "nothing_planned")])
    _fill_ends(reading, talks)
    rounds = _rounds(talks)
    rooms = {room: slug(room) for room in dict.fromkeys(talk.room for talks_ in rounds.values() for talk in talks_)}
    workshops = _workshops(rounds)
    languages = _languages(conference, talks)
    used = {id(talk) for talks_ in rounds.values() for talk in talks_}
    sessions = [_session(talk) for talk in talks if id(talk) not in used]
    sessions += [
        _round(n, start, talks_, rooms, workshops) for n, (start, talks_) in enumerate(sorted(rounds.items()), 1)
    ]
    sessions.sort(key=lambda session: (session.start or 0, session.place or ""))
    programme = Programme(
        title=_text(conference.get("title")) or name.rsplit(".", 1)[0],
        subtitle=None,
        tz=zone.key,
        languages=languages,
        series=None,
        mode="clock",
        venue=_text(conference.get("venue")) or None,
        code=None,
        provisional=False,
        signup=False,
        stream=None,
        profile="open",
        start=min(talk.start for talk in talks),
        end=max(talk.end or talk.start for talk in talks),
        rooms=tuple(Room(id_, room) for room, id_ in rooms.items()),
        workshops=tuple(workshops.values()),
        sessions=tuple(sessions),
    )
    return programme, tuple(reading.notes)


def _conference(data: bytes, name: str) -> dict[str, Any]:
    data = data.lstrip(b"\xef\xbb\xbf \r\n\t")
    try:
        tree: Any = as_tree(data) if data.startswith(b"<") else msgspec.json.decode(data)
    except (ValueError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ProgrammeError(name, [Problem(0, "syntax", {"reason": str(error)[:120]})]) from None
    schedule = tree.get("schedule", tree) if isinstance(tree, dict) else None
    conference = schedule.get("conference", schedule) if isinstance(schedule, dict) else None
    if not isinstance(conference, dict) or not isinstance(conference.get("days"), list):
        raise ProgrammeError(name, [Problem(0, "not_a_schedule")])
    return conference


def _zone(reading: _Reading, conference: dict[str, Any]) -> ZoneInfo:
    named = _text(conference.get("time_zone_name"))
    found = parse_zone(named) if named else None
    if found is None:
        found = ZoneInfo("Europe/Berlin")
        reading.note("no_zone", zone=found.key)
    return found


def _talks(reading: _Reading, conference: dict[str, Any], zone: ZoneInfo) -> list[Talk]:
    found: list[Talk] = []
    other = False
    for day in conference["days"]:
        rooms = day.get("rooms") if isinstance(day, dict) else None
        for room, entries in rooms.items() if isinstance(rooms, dict) else ():
            for entry in entries if isinstance(entries, list) else ():
                if not isinstance(entry, dict):
                    continue
                if len(found) >= MOST_EVENTS:
                    reading.note("too_many", limit=MOST_EVENTS)
                    return found
                talk, offset = _talk(reading, entry, str(room), _text(day.get("date")), zone)
                other = other or offset
                if talk is not None:
                    found.append(talk)
    if other:
        reading.note("other_zone", zone=zone.key)
    return sorted(found, key=lambda talk: (talk.start, talk.room))


def _talk(reading: _Reading, entry: dict[str, Any], room: str, day: str, zone: ZoneInfo) -> tuple[Talk | None, bool]:
    title = " ".join(_text(entry.get("title")).split())[:300]
    if not title:
        reading.note("no_title")
        return None, False
    moment = _moment(entry, day, zone)
    if moment is None:
        reading.note("no_time", title=title)
        return None, False
    offset = moment.utcoffset() != moment.astimezone(zone).utcoffset()
    start = round(moment.timestamp()) * 1000
    minutes = _minutes(_text(entry.get("duration")))
    said = _text(entry.get("type"))
    kind, _sure = kind_of(title if said.lower() in USUAL_TYPES else f"{said} {title}")
    people = tuple(dict.fromkeys(name for person in entry.get("persons") or [] if (name := _name(person))))
    languages = tuple(dict.fromkeys(_LANGUAGE.findall(_text(entry.get("language")).lower())))
    end = start + minutes * 60_000 if minutes else None
    return Talk(_id(reading, entry, title, start), title, kind, start, end, room, people, languages), offset


def _moment(entry: dict[str, Any], day: str, zone: ZoneInfo) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(_text(entry.get("date")))
    except ValueError:
        moment = None
    if moment is not None and (moment.hour or moment.minute or "T" in _text(entry.get("date"))):
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    time = re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d\d)?", _text(entry.get("start")))
    try:
        date = dt.date.fromisoformat(day[:10])
    except ValueError:
        return None
    if not time or int(time[1]) > 23:
        return None
    # A talk at one in the morning stands in the programme of the evening before.
    date += dt.timedelta(days=1 if int(time[1]) < 4 else 0)
    return dt.datetime(date.year, date.month, date.day, int(time[1]), int(time[2]), tzinfo=zone)


def _id(reading: _Reading, entry: dict[str, Any], title: str, start: int) -> str:
    base = ""
    for name in ("guid", "code", "id"):
        value = _text(entry.get(name)).strip()
        if name == "guid":
            try:
                value = str(uuid.UUID(value))
            except ValueError:
                continue
        if value and ID.fullmatch(value):
            base = value if name == "guid" or not value.isdigit() else f"{slug(title, 30)}-{value}"
            break
    found = base or slug(title)
    if found in reading.ids:
        if base:
            reading.note("same_id", title=title)
        moment = dt.datetime.fromtimestamp(start / 1000, dt.UTC)
        found = f"{found[:48]}-{moment:%d%H%M}"
        while found in reading.ids:
            found += "x"
    reading.ids.add(found)
    return found


def _fill_ends(reading: _Reading, talks: list[Talk]) -> None:
    for talk in talks:
        if talk.end is None:
            later = [other.start for other in talks if other.room == talk.room and other.start > talk.start]
            talk.end = min(later, default=talk.start + 30 * 60_000)
            talk.end = max(talk.start + SHORTEST_MS, min(talk.end, talk.start + 4 * 3_600_000))
            reading.note("no_duration", title=talk.title)


def _rounds(talks: list[Talk]) -> dict[int, list[Talk]]:
    """Talks that are held more than once side by side with others such: by the moment they begin."""
    held: dict[Any, list[Talk]] = defaultdict(list)
    for talk in talks:
        held[talk.key].append(talk)
    again = [
        talk
        for same in held.values()
        if len({talk.start for talk in same}) > 1
        for talk in same
        if talk.kind != "break"
    ]
    starts: dict[int, list[Talk]] = defaultdict(list)
    for talk in again:
        starts[talk.start].append(talk)
    found = {
        start: same
        for start, same in starts.items()
        if len({talk.key for talk in same}) > 1 and len({talk.room for talk in same}) > 1
    }
    # What is repeated in only one of these rounds is no workshop of rounds.
    times = {key: sum(any(talk.key == key for talk in same) for same in found.values()) for key in held}
    return {
        start: kept for start, same in found.items() if len(kept := [talk for talk in same if times[talk.key] > 1]) > 1
    }


def _workshops(rounds: dict[int, list[Talk]]) -> dict[Any, Workshop]:
    found: dict[Any, Workshop] = {}
    ids: set[str] = set()
    for talks in rounds.values():
        for talk in talks:
            if talk.key not in found:
                id_ = slug(talk.title)
                while id_ in ids:
                    id_ += "x"
                ids.add(id_)
                people = tuple(Person(name, "facilitator") for name in talk.people)
                found[talk.key] = Workshop(id_, talk.title, people, talk.languages)
    return found


def _session(talk: Talk) -> Session:
    role = USUAL_ROLE.get(talk.kind, "speaker")
    return Session(
        id=talk.id, named=True, kind=talk.kind, title=talk.title, start=talk.start, end=talk.end, end_inferred=False,
        people=tuple(Person(name, role) for name in talk.people), languages=talk.languages, place=talk.room or None,
        questions="moderated" if talk.kind in ASKABLE else "closed", cancelled=False, choose=False, pinned=False,
        parent=None, round=None, slots=(),
    )  # fmt: skip


def _round(n: int, start: int, talks: list[Talk], rooms: dict[str, str], workshops: dict[Any, Workshop]) -> Session:
    title: Label = {"de": f"Workshops, Runde {n}", "en": f"Workshops, round {n}"}
    slots, taken = [], set[str]()
    for talk in sorted(talks, key=lambda talk: talk.room):
        id_ = f"{workshops[talk.key].id}-{n}"
        if id_ not in taken:
            taken.add(id_)
            slots.append(Slot(id_, workshops[talk.key].id, rooms[talk.room], None))
    return Session(
        id=f"round-{n}", named=True, kind="workshop", title=title, start=start, end=max(talk.end or 0 for talk in talks),
        end_inferred=False, people=(), languages=(), place=None, questions="moderated", cancelled=False, choose=False,
        pinned=False, parent=None, round=n, slots=tuple(slots),
    )  # fmt: skip


def _languages(conference: dict[str, Any], talks: list[Talk]) -> tuple[str, ...]:
    counts: dict[str, int] = defaultdict(int)
    for talk in talks:
        for language in talk.languages:
            counts[language] += 1
    return tuple(sorted(counts, key=lambda language: (-counts[language], language)))[:3] or ("de",)


def _minutes(text: str) -> int | None:
    found = re.fullmatch(r"(?:(\d+):)?(\d{1,3}):(\d{2})(?::\d\d)?", text.strip())
    if not found:
        return None
    minutes = int(found[1] or 0) * 24 * 60 + int(found[2]) * 60 + int(found[3])
    return minutes if 0 < minutes <= 3 * 24 * 60 else None


def _name(person: Any) -> str:
    if isinstance(person, dict):
        person = person.get("public_name") or person.get("name") or person.get("full_public_name")
    return " ".join(_text(person).split())[:120]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""
