"""From a schedule, however it was written, to a programme: the one step that JSON and XML share."""

from __future__ import annotations

from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from companion.core.addresses import is_https
from companion.core.kinds import ASKABLE
from companion.core.language import detect
from companion.formats.programme.frab import values
from companion.formats.programme.frab.ids import fitting, free, name_talks, shared
from companion.formats.programme.frab.rounds import Rounds, find_rounds
from companion.formats.programme.frab.talks import Talk, read_talks
from companion.formats.programme.model import Label, Programme, Room, Session, Slot, Workshop
from companion.formats.programme.names import slug
from companion.formats.programme.problems import Note, Notes, Problem, ProgrammeError

MOST_ITEMS = 3000
GUESSED = ("de", "en")  # languages that titles are told apart in
ROUND = {"de": "Workshop-Runde", "en": "Workshop round"}


def to_programme(schedule: dict[str, Any], name: str) -> tuple[Programme, tuple[Note, ...]]:
    """The programme that a schedule means.

    Raises:
        ProgrammeError: there is nothing in it that could be one.
    """
    notes = Notes()
    conference = _conference(schedule, name)
    talks, zone = _talks(conference, name, notes)
    languages = _languages(talks, notes)
    taken = name_talks(talks, notes)
    rounds = find_rounds(talks, notes, _meta(conference).get("rounds"))
    venue, plenary = _venue(conference, talks, rounds, notes)
    rooms = _rooms(conference, rounds)
    workshops = _workshops(rounds)
    sessions = [_session(talk, plenary) for talk in _single(talks, rounds)]
    sessions += _rounds(rounds, workshops, rooms, taken)
    programme = Programme(
        title=_title(conference, name, notes),
        short=None,
        subtitle=None,
        tz=zone.key,
        languages=languages,
        series=None,
        mode="clock",
        venue=venue,
        code=None,
        provisional=False,
        signup=False,
        stream=_stream(conference),
        profile="open",
        listed=False,
        formal=False,
        start=None,
        end=None,
        rooms=tuple(rooms.values()),
        workshops=tuple(workshops.values()),
        sessions=tuple(sorted(sessions, key=lambda session: session.start or 0)),
    )
    return programme, notes.all()


def _conference(schedule: dict[str, Any], name: str) -> dict[str, Any]:
    conference = schedule.get("conference")
    if not isinstance(conference, dict):
        raise ProgrammeError(name, [Problem(0, "not_a_schedule", {"key": "conference"})])
    return conference


def _talks(conference: dict[str, Any], name: str, notes: Notes) -> tuple[list[Talk], ZoneInfo]:
    """The items, and the zone of the event."""
    talks, zone = read_talks(conference, notes)
    if not talks:
        raise ProgrammeError(name, [Problem(0, "empty_schedule")])
    if len(talks) > MOST_ITEMS:
        raise ProgrammeError(name, [Problem(0, "too_many", {"limit": MOST_ITEMS})])
    return talks, zone


def _title(conference: dict[str, Any], name: str, notes: Notes) -> str:
    title = values.title_of(conference.get("title"), notes)
    if not title:
        title = values.title_of(conference.get("acronym"), notes) or name
        notes.add("title_given", title)
    return title


def _languages(talks: list[Talk], notes: Notes) -> tuple[str, ...]:
    """The languages of the event, the one of most items first; items without one get theirs from the title."""
    for talk in talks:
        if not talk.languages:
            talk.languages = (detect(talk.title, GUESSED, GUESSED[0]),)
            if talk.kind != "break":
                notes.add("language_assumed", talk.title)
    count = Counter(language for talk in talks for language in talk.languages)
    return tuple(language for language, _ in count.most_common())


def _single(talks: list[Talk], rounds: Rounds) -> list[Talk]:
    inside = {id(talk) for pairs in rounds.frames.values() for _, talk in pairs}
    return [talk for talk in talks if id(talk) not in inside]


def _venue(conference: dict[str, Any], talks: list[Talk], rounds: Rounds, notes: Notes) -> tuple[Label | None, str]:
    """Where the event is, and the room in which items are for everybody, and so have no place."""
    meta = _meta(conference)
    places = (conference.get("venue"), conference.get("city"), meta.get("venue"))
    venue = next((found for value in places if (found := values.title_of(value, notes))), "")
    plenary = values.text(meta.get("plenary"))
    rooms = {talk.room for talk in _single(talks, rounds)}
    if not plenary and len(rooms) == 1 and (plenary := rooms.pop()):
        notes.add("one_room", plenary)
        venue = venue or plenary
    return venue or None, plenary


def _meta(conference: dict[str, Any]) -> dict[str, Any]:
    """What files of this program say beyond the format."""
    meta = conference.get("meta")
    return meta if isinstance(meta, dict) else {}


def _stream(conference: dict[str, Any]) -> str | None:
    rooms = conference.get("rooms")
    for room in rooms if isinstance(rooms, list) else ():
        if isinstance(room, dict) and room.get("type") == "online":
            url = values.text(room.get("url"))
            if is_https(url):
                return url
    return None


def _rooms(conference: dict[str, Any], rounds: Rounds) -> dict[str, Room]:
    """The rooms of the rounds by their names, in the order of the file."""
    known = conference.get("rooms")
    by_name = {values.text(r.get("name")): r for r in known if isinstance(r, dict)} if isinstance(known, list) else {}
    used = dict.fromkeys(talk.room for pairs in rounds.frames.values() for _, talk in pairs)
    found: dict[str, Room] = {}
    ids: set[str] = set()
    for name in sorted(used, key=lambda name: list(by_name).index(name) if name in by_name else len(by_name)):
        if name:
            capacity = values.size_of(by_name.get(name, {}).get("capacity"))
            given = fitting(values.text(by_name.get(name, {}).get("slug")))
            found[name] = Room(free(given or slug(name), ids), name, capacity)
    return found


def _workshops(rounds: Rounds) -> dict[int, Workshop]:
    ids: set[str] = set()
    found = {}
    for number, talks in rounds.workshops.items():
        people = tuple(dict.fromkeys(person for talk in talks for person in talk.people))
        languages = tuple(dict.fromkeys(language for talk in talks for language in talk.languages))
        name = shared(talks) if len(talks) > 1 else None
        found[number] = Workshop(free(name or slug(talks[0].title), ids), talks[0].title, people, languages)
    return found


def _session(talk: Talk, plenary: str) -> Session:
    return Session(
        id=talk.id,
        named=talk.named,
        kind=talk.kind,
        title=talk.title,
        start=talk.start,
        end=talk.end,
        end_inferred=talk.inferred,
        people=talk.people,
        languages=talk.languages,
        place=None if talk.room == plenary else talk.room or None,
        questions="moderated" if talk.kind in ASKABLE else "closed",
        cancelled=talk.cancelled,
        choose=False,
        pinned=False,
        parent=None,
        round=None,
        slots=(),
    )


def _rounds(rounds: Rounds, workshops: dict[int, Workshop], rooms: dict[str, Room], taken: set[str]) -> list[Session]:
    found = []
    for n, (frame, pairs) in enumerate(sorted(rounds.frames.items()), 1):
        slots = [
            Slot(talk.id, workshops[number].id, rooms[talk.room].id if talk.room in rooms else None, None)
            for number, talk in pairs
        ]
        head = Talk(
            title="", kind="workshop", start=frame[0], end=frame[1], inferred=any(talk.inferred for _, talk in pairs),
            room="", people=(), languages=tuple(dict.fromkeys(la for _, talk in pairs for la in talk.languages)),
            cancelled=all(talk.cancelled for _, talk in pairs), track="", keys={"id": "round"},
            id=free(f"round-{n}", taken),
        )  # fmt: skip
        title = _round_title(rounds, [talk for _, talk in pairs], n)
        session = _session(head, "")
        found.append(msgspec.structs.replace(session, title=title, round=n, slots=tuple(slots)))
    return found


def _round_title(rounds: Rounds, talks: list[Talk], n: int) -> Label:
    """The track, if it is that of this round and of no other, else a number."""
    tracks = {talk.track for talk in talks}
    others = {talk.track for pairs in rounds.frames.values() for _, talk in pairs if talk not in talks}
    if len(tracks) == 1 and tracks.isdisjoint(others) and (track := tracks.pop()):
        return track
    return {language: f"{words} {n}" for language, words in ROUND.items()}
