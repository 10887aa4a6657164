"""Read a programme file of any kind and bring it into a store, or tell what that would change."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from companion.commands.commands import Answer, Commands
from companion.core.actors import SYSTEM, Context
from companion.core.event import parse_zone
from companion.core.ids import SLUG, join_code, random_id
from companion.core.table import Table
from companion.formats.programme.frab import reader as frab_json
from companion.formats.programme.frab import xml as frab_xml
from companion.formats.programme.model import Programme
from companion.formats.programme.problems import Note, Problem, ProgrammeError
from companion.formats.programme.read import content, parse
from companion.formats.programme.rows import PlanRow, keep_ids, rows
from companion.formats.programme.times import show_time
from companion.rules.programme.load import Load
from companion.rules.programme.load import load as decide
from companion.store.replica import Replica
from companion.store.store import Store

CODE_LENGTH = 5
LEAST_ITEMS: Final = 3  # of fewer, losing most says little
Doubt = Literal["nothing_in_common", "most_cancelled"]
"""Why a file may not be meant for an event: nothing that the event has is in it, or less than half."""
Reader = Callable[[bytes, str], tuple[Programme, tuple[Note, ...]]]
READERS: Final[dict[str, Reader]] = {
    ".yaml": lambda data, name: (parse(data, name), ()),
    ".yml": lambda data, name: (parse(data, name), ()),
    ".json": frab_json.parse,
    ".xml": frab_xml.parse,
}


# How files begin that organisers have, and that hold no programme which is read here.
FOREIGN: Final = (
    (b"begin:vcalendar", "iCalendar (.ics)"), (b"pk\x03\x04", "Excel, Word (.xlsx, .docx)"), (b"%pdf", "PDF"),
    (b"\xd0\xcf\x11\xe0", "Excel, Word (.xls, .doc)"), (b"{\\rtf", "RTF"),
)  # fmt: skip
_SCHEDULE: Final = re.compile(r"\s*\{\s*(?:\"[$@\w]+\"\s*:\s*\"[^\"]*\"\s*,\s*)*\"schedule\"\s*:")
_XML: Final = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<schedule[\s>]", re.DOTALL)
_YAML: Final = re.compile(r"^(?:sessions|title|date|timezone)\s*:", re.MULTILINE)


def ending_of(text: str) -> str | None:
    """The ending of the file that a text was copied from, if it is a programme and no agenda."""
    start = text[:4000].lstrip("\ufeff")
    if _SCHEDULE.match(start) or (start.lstrip().startswith("{") and '"schedule"' in start and '"conference"' in start):
        return ".json"
    if _XML.match(start):
        return ".xml"
    keys = {match[0].split(":")[0].strip() for match in _YAML.finditer(text[:100_000])}
    return ".yaml" if {"sessions", "title"} <= keys else None


class Imported(msgspec.Struct, frozen=True):
    """What was understood from a file, and what it changed, or would change. `v` is the event's version afterwards."""

    event: str
    v: int
    code: str
    mode: str
    counts: dict[str, int]
    items: list[dict[str, Any]]
    added: list[str]
    changed: list[str]
    cancelled: list[str]
    changes: list[dict[str, Any]]
    release: int | None = None
    notes: tuple[Note, ...] = ()
    rooms: dict[str, Any] = {}
    zone: str = "UTC"
    undo: str | None = None
    doubt: Doubt | None = None


def read_file(path: Path) -> tuple[Programme, tuple[Note, ...]]:
    """Read the programme in a file of any kind; the notes tell what a schedule has and programmes have not.

    Raises:
        ProgrammeError: with everything that is wrong.
    """
    return read_bytes(content(path, frab_json.MAX_BYTES), path.name)


def read_bytes(data: bytes, name: str) -> tuple[Programme, tuple[Note, ...]]:
    """Read the programme in the content of a file, by its name’s ending. Raises as `read_file`."""
    foreign = next(
        (kind for mark, kind in FOREIGN if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:200].lower().startswith(mark)), None
    )
    if foreign:
        raise ProgrammeError(name, [Problem(0, "foreign_format", {"value": foreign})])
    ending = Path(name).suffix.lower()
    if ending not in READERS:
        problem = Problem(0, "unknown_format", {"value": ending or name, "choices": ", ".join(READERS)})
        raise ProgrammeError(name, [problem])
    return READERS[ending](data, name)


def import_file(
    path: Path,
    store: Store,
    replica: Replica,
    commands: Commands,
    event: str | None = None,
    way: Literal["dry", "asking", "sure"] = "sure",
) -> Imported:
    """Load a programme file as `event` (by default named as the file); again, to bring in what has changed in it.

    `dry` only tells what would happen; `asking` refuses what may be meant for another event.

    Raises:
        ProgrammeError: the file was not accepted, and nothing was changed.
        StoreDown, Refusal: the store could not be reached or did not take it.
    """
    slug = path.stem.lower() if event is None else event
    programme, notes = read_file(path)
    if not SLUG.fullmatch(slug):
        raise ProgrammeError(path.name, [Problem(0, "bad_slug", {"value": slug})])
    if way != "sure":
        looked = preview(programme, slug, store, replica, notes)
        if way == "dry":
            return looked
        if looked.doubt:
            raise ProgrammeError(path.name, [Problem(0, looked.doubt, {"value": slug})])
    return import_programme(programme, slug, store, replica, commands, notes)


def preview(
    programme: Programme, slug: str, store: Store, replica: Replica, notes: tuple[Note, ...] = (), *, add: bool = False
) -> Imported:
    """What `import_programme` would do; nothing is written, also not for an event that is not there yet."""
    table = _caught_up(replica, slug) if store.exists(slug) else Table()
    programme = keep_ids(programme, table, slug)
    args = Load(event=slug, rows=rows(programme, slug), code="", dry=True, add=add)
    result = decide(table, SYSTEM, args, Context(now=0, wall=0, id="")).result
    row = table.get("event", slug)
    if row and row["tz"] != programme.tz:
        notes = (Note("zone_changed", 1, (f"{row['tz']} → {programme.tz}",)), *notes)
    code = row["code"] if row else programme.code or ""
    found = _imported(programme, slug, table.v, code, notes, result)
    return msgspec.structs.replace(found, doubt=_doubt(table, found.cancelled))


def lies_behind(programme: Programme, table: Table, now: int) -> bool:
    """Whether all that a programme has at a time is over at event time `now` (ms), and what is planned already is not."""
    planned = [row["end"] or row["start"] for row in table.all("session") if row.to and row["start"] is not None]
    ends = [session.end or session.start or 0 for session in programme.sessions if session.start is not None]
    return bool(ends) and max(ends) <= now and (not planned or max(planned) > now)


def _doubt(table: Table, cancelled: list[str]) -> Doubt | None:
    """Whether a file would leave nothing, or little, of what the event has now."""
    alive = {f"session/{row.id}" for row in table.all("session") if row.to and row["state"] != "cancelled"}
    gone = len(alive & set(cancelled))
    if not alive or gone * 2 <= len(alive):
        return None
    if gone == len(alive):
        return "nothing_in_common"
    return "most_cancelled" if len(alive) >= LEAST_ITEMS else None


def import_programme(
    programme: Programme,
    slug: str,
    store: Store,
    replica: Replica,
    commands: Commands,
    notes: tuple[Note, ...] = (),
    *,
    add: bool = False,
) -> Imported:
    """Load a programme as the event `slug`; `add`: what it does not speak of stays. Raises `StoreDown`, `Refusal`."""
    store.create(slug)
    programme = keep_ids(programme, _caught_up(replica, slug), slug)
    answer = load_rows(rows(programme, slug), slug, store, commands, add=add)
    row = _caught_up(replica, slug).get("event", slug)
    assert row is not None
    return _imported(programme, slug, answer.v, row["code"], notes, answer.result)


def load_rows(rows: list[PlanRow], slug: str, store: Store, commands: Commands, *, add: bool = False) -> Answer:
    """Load a programme that is rows already, as the event `slug`. Raises as `import_programme`."""
    store.create(slug)
    args = {"event": slug, "rows": rows, "code": free_code(store), "add": add}
    return commands.run(slug, SYSTEM, "programme.load", random_id(), msgspec.to_builtins(args))


def _caught_up(replica: Replica, slug: str) -> Table:
    follower = replica.follower(slug)
    follower.catch_up()
    return follower.table


def _imported(
    programme: Programme, slug: str, v: int, code: str, notes: tuple[Note, ...], result: dict[str, Any]
) -> Imported:
    rooms = {room.id: room.title for room in programme.rooms}
    return Imported(
        event=slug, v=v, code=code, mode=programme.mode, counts=_counts(programme), items=_items(programme),
        notes=notes, rooms=rooms, zone=programme.tz, **result,
    )  # fmt: skip


def free_code(store: Store) -> str:
    """A code to join with that no event has. Raises `StoreDown`."""
    taken = {event["code"] for event in store.listing().values()}
    while (code := join_code(CODE_LENGTH)) in taken:
        pass
    return code


def _counts(programme: Programme) -> dict[str, int]:
    return {
        "sessions": len(programme.sessions),
        "rounds": sum(session.round is not None for session in programme.sessions),
        "workshops": len(programme.workshops),
        "slots": sum(len(session.slots) for session in programme.sessions),
        "rooms": len(programme.rooms),
        "ends_inferred": sum(session.end_inferred for session in programme.sessions),
    }


def _items(programme: Programme) -> list[dict[str, Any]]:
    zone = parse_zone(programme.tz)
    assert zone is not None
    return [
        {
            "id": session.id,
            "kind": session.kind,
            "title": session.title,
            "start": session.start,
            "end": session.end,
            "local": None if session.start is None else show_time(session.start, zone),
            "until": None if session.end is None else show_time(session.end, zone),
            "end_inferred": session.end_inferred,
            "people": [person.name for person in session.people],
            "languages": list(session.languages),
            "round": session.round,
            "slots": [slot.id for slot in session.slots],
        }
        for session in programme.sessions
    ]
