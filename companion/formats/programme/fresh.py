"""A new event: its title, its date, what it promises to people, and what it begins with."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from companion.core.event import DAY_BEGINS, MAX_SHORT, parse_zone
from companion.core.ids import SLUG, random_id
from companion.core.profiles import PROFILES
from companion.core.text import limited, line, required
from companion.formats.programme.importing import load_rows
from companion.formats.programme.model import Programme
from companion.formats.programme.names import slug as slug_of
from companion.formats.programme.rows import rows
from companion.formats.programme.sources import Beginning, Source
from companion.formats.programme.times import parse_date, parse_time, unix_ms
from companion.store import deletion
from companion.store.replica import Replica
from companion.store.store import Store

MAX_TITLE: Final = 300
NOON: Final = 12


class NewEvent(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody has said about an event. `date` as 2024-06-04, `begins` and `ends` as 09:00; `name`: in addresses, by
    default made of the title; `short`: where there is no room for the title.
    """

    title: str
    date: str
    begins: str = "09:00"
    ends: str = "17:00"
    zone: str = "Europe/Berlin"
    languages: tuple[str, ...] = ("de",)
    venue: str = ""
    profile: str = "open"
    name: str = ""
    short: str = ""


def name_of(given: NewEvent, taken: frozenset[str]) -> str:
    """The event's name in addresses: the one that was given, else one made of the title that is not taken.

    Raises `Refusal("bad_args")` if the given one cannot be one, or is taken.
    """
    if given.name:
        if not SLUG.fullmatch(given.name) or given.name in taken:
            raise Refusal("bad_args", "name")
        return given.name
    base, n = slug_of(given.title, 30), 1
    name = base
    while name in taken:
        n += 1
        name = f"{base}-{n}"
    return name


def _times(given: NewEvent) -> tuple[int, int]:
    """When it begins and ends, unix ms. Raises `Refusal("bad_args")` with the name of the field."""
    day, zone = parse_date(given.date), parse_zone(given.zone)
    begins, ends = parse_time(given.begins), parse_time(given.ends)
    for name, value in {"date": day, "zone": zone, "begins": begins, "ends": ends}.items():
        if value is None:
            raise Refusal("bad_args", name)
    assert day and zone and begins and ends
    start = unix_ms(day, begins, zone)
    # A night that ends after the day of the programme does, at four, ends in the morning; anything else was mistyped.
    into_morning = (DAY_BEGINS, 0) <= ends < (NOON, 0) and ends < begins
    end = unix_ms(day + dt.timedelta(days=into_morning), ends, zone)
    if start is None or end is None or end <= start:
        raise Refusal("bad_args", "ends")
    return start, end


def fresh(given: NewEvent, known: tuple[str, ...]) -> Programme:
    """The event as a programme without items; `known` are the languages that it can be held in.

    Raises `Refusal`: `empty`, `too_long`, or `bad_args` with the name of the field.
    """
    title = required(line(given.title), MAX_TITLE)
    start, end = _times(given)
    languages = tuple(lang for lang in known if lang in given.languages)
    for name, is_wrong in {"languages": not languages, "profile": given.profile not in PROFILES}.items():
        if is_wrong:
            raise Refusal("bad_args", name)
    return Programme(
        title=title,
        short=limited(line(given.short), MAX_SHORT) or None,
        subtitle=None,
        tz=given.zone,
        languages=languages,
        series=None,
        mode="pointer" if given.profile == "small" else "clock",
        venue=limited(line(given.venue), MAX_TITLE) or None,
        code=None,
        provisional=True,
        signup=False,
        stream=None,
        profile=given.profile,  # type: ignore[arg-type]
        listed=False,
        formal=False,
        start=start,
        end=end,
        rooms=(),
        workshops=(),
        sessions=(),
    )


def make_event(
    given: NewEvent,
    known: tuple[str, ...],
    store: Store,
    replica: Replica,
    commands: Commands,
    source: Source | None = None,
) -> str:
    """Make the event, empty or from a source; its name in addresses.

    Raises as `name_of` and `fresh`, `Refusal("bad_args")` if an agenda's items do not fit on the day, `Refusal("no_event")` if
    what is copied is gone, and `StoreDown`.
    """
    name = name_of(given, frozenset({*store.events(), *deletion.doomed(store)}))
    empty = fresh(given, known)
    beginning = Beginning(rows(empty, name)) if source is None else source.begin(empty, name)
    load_rows(beginning.rows, name, store, commands)
    if beginning.prepared:
        commands.run(name, SYSTEM, "event.prepare", random_id(), {"rows": beginning.prepared})
    replica.follower(name).catch_up()
    return name
