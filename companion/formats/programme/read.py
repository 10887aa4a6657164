"""Read a programme from YAML. `docs/programme-format.md` describes the format for people who write one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import yaml

from companion.core.event import MAX_SHORT, parse_zone
from companion.core.profiles import PROFILES
from companion.formats.programme.items import read_items, read_parents, read_sessions, read_timing
from companion.formats.programme.model import Label, Programme
from companion.formats.programme.names import Names
from companion.formats.programme.nodes import Fields, Reading
from companion.formats.programme.parts import read_languages, read_rooms, read_workshops
from companion.formats.programme.problems import Problem, ProgrammeError
from companion.formats.programme.schedule import Day, Timing, day_of, moment, schedule
from companion.formats.programme.slots import Places
from companion.formats.programme.times import show_time

MAX_BYTES = 1_000_000
EVENT = tuple(
    "title short subtitle date last from until timezone languages series mode venue code provisional signup stream profile"
    " listed formal rooms workshops sessions".split()
)


def load(path: Path) -> Programme:
    """Read the programme in a YAML file.

    Raises:
        ProgrammeError: with everything that is wrong, each problem with its line.
    """
    return parse(content(path, MAX_BYTES), path.name)


def content(path: Path, limit: int) -> bytes:
    """What is in a file; a byte more than `limit` if it has more. Raises `ProgrammeError`."""
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        problem = Problem(0, "unreadable", {"reason": error.strerror or type(error).__name__})
        raise ProgrammeError(path.name, [problem]) from None


def parse(data: bytes, name: str) -> Programme:
    """Read the programme in the content of a YAML file; `name` is how errors call the file."""
    reading = Reading()
    root = _compose(reading, data)
    programme = _event(reading, root) if root is not None else None
    if reading.problems or programme is None:
        raise ProgrammeError(name, reading.problems)
    return programme


def _compose(reading: Reading, data: bytes) -> yaml.Node | None:
    if len(data) > MAX_BYTES:
        reading.note(0, "too_large", limit=MAX_BYTES)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reading.note(data[: error.start].count(b"\n") + 1, "not_utf8")
        return None
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reading.note(mark.line + 1 if mark else 0, "syntax")
        return None
    except yaml.reader.ReaderError as error:
        reading.note(text[: error.position].count("\n") + 1, "syntax")
        return None
    except RecursionError:
        reading.note(0, "syntax")
        return None
    if root is None:
        reading.note(1, "not_a_map")
        return None
    return root


def _event(reading: Reading, root: yaml.Node) -> Programme | None:
    fields = reading.fields(root, EVENT, required=("title", "date", "timezone", "languages", "sessions"))
    if fields is None:
        return None
    names = Names(reading)
    mode = reading.choice(fields.get("mode"), "mode", ("clock", "pointer")) or "clock"
    languages = read_languages(reading, fields)
    places = Places(read_rooms(reading, names, fields), read_workshops(reading, names, fields, languages))
    items = [(item, read_timing(reading, node, item, mode)) for node, item in read_items(reading, fields)]
    read_parents(reading, items)
    start, end = _times(reading, fields, [timing for _, timing in items] if mode == "clock" else [])
    return Programme(
        title=reading.label(fields.get("title"), "title") or "",
        short=_short(reading, fields),
        subtitle=reading.label(fields.get("subtitle"), "subtitle"),
        tz=reading.text(fields.get("timezone"), "timezone") or "",
        languages=languages,
        series=reading.id(fields.get("series")),
        mode=cast(Any, mode),
        venue=reading.label(fields.get("venue"), "venue"),
        code=_code(reading, fields),
        provisional=reading.flag(fields.get("provisional"), "provisional"),
        signup=reading.flag(fields.get("signup"), "signup"),
        stream=reading.address(fields.get("stream"), "stream"),
        profile=cast(Any, reading.choice(fields.get("profile"), "profile", tuple(PROFILES)) or "open"),
        listed=reading.flag(fields.get("listed"), "listed"),
        formal=reading.flag(fields.get("formal"), "formal"),
        start=start,
        end=end,
        rooms=tuple(places.rooms),
        workshops=tuple(places.workshops),
        sessions=read_sessions(reading, names, items, languages, places),
    )


def _times(reading: Reading, fields: Fields, timings: list[Timing]) -> tuple[int | None, int | None]:
    """Fill in the times of the items; return the official hours of the event."""
    first = day_of(reading, fields.get("date"))
    zone_name = reading.text(fields.get("timezone"), "timezone")
    zone = parse_zone(zone_name) if zone_name else None
    if zone_name and zone is None:
        reading.note(fields["timezone"], "unknown_zone", value=zone_name)
    # With a wrong date or zone the times are still checked, on some day: all problems at once save people a round.
    first, zone = first or date(2001, 1, 1), zone or ZoneInfo("UTC")
    schedule(reading, timings, Day(first, zone, fields.get("until")))
    last = day_of(reading, fields.get("last")) or max((timing.day for timing in timings if timing.day), default=first)
    start = moment(reading, fields.get("from"), first, zone)
    end = moment(reading, fields.get("until"), last, zone)
    if start is not None and end is not None and end <= start:
        reading.note(fields["until"], "end_before_start", end=show_time(end, zone), start=show_time(start, zone))
    return start, end


def _short(reading: Reading, fields: Fields) -> Label | None:
    """The event's name for headers, which must be short in each language."""
    short = reading.label(fields.get("short"), "short")
    said = short.values() if isinstance(short, dict) else [short or ""]
    if too_long := next((text for text in said if len(text) > MAX_SHORT), None):
        reading.note(fields["short"], "long_short", value=too_long, limit=MAX_SHORT)
        return None
    return short


def _code(reading: Reading, fields: Fields) -> str | None:
    code = reading.text(fields.get("code"), "code")
    if code is None:
        return None
    if not (4 <= len(code) <= 8 and code.isascii() and code.isalnum()):
        reading.note(fields["code"], "bad_code", value=code)
        return None
    return code.upper()
