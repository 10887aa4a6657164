"""Bring a programme file into a store: the inner function of `companion import`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from companion.actors import SYSTEM
from companion.commands import Commands
from companion.errors import Refusal
from companion.ids import SLUG, join_code, random_id
from companion.programme.frab import Note, parse_frab
from companion.programme.model import Programme
from companion.programme.problems import Problem, ProgrammeError
from companion.programme.read import parse
from companion.programme.rows import keep_ids, rows
from companion.programme.times import parse_zone, show_time
from companion.replica import Replica
from companion.store import Store

CODE_LENGTH = 5
MAX_FILE = 4_000_000


class Imported(msgspec.Struct, frozen=True):
    """What was understood from a file, and what it changed. `v` is the event's version afterwards."""

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
    notes: list[str] = []


def import_file(
    path: Path, store: Store, replica: Replica, commands: Commands, event: str | None = None, dry: bool = False
) -> Imported:
    """Load a programme file as `event` (by default named as the file); again, to bring in what has changed in it.

    `dry` only tells what would change. Raises:
        ProgrammeError: the file was not accepted, and nothing was changed.
        StoreDown, Refusal: the store could not be reached or did not take it.
    """
    slug = path.stem.lower() if event is None else event
    programme, notes = read_file(path)
    if not SLUG.fullmatch(slug):
        raise ProgrammeError(path.name, [Problem(0, "bad_slug", {"value": slug})])
    if dry and not store.exists(slug):
        raise Refusal("no_event")
    store.create(slug)
    found = bring(programme, store, replica, commands, slug, dry)
    return msgspec.structs.replace(found, notes=[note.text() for note in notes])


def read_file(path: Path) -> tuple[Programme, tuple[Note, ...]]:
    """A programme in a file of any known kind, and what was read otherwise than it stands there. Raises `ProgrammeError`."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        problem = Problem(0, "unreadable", {"reason": error.strerror or type(error).__name__})
        raise ProgrammeError(path.name, [problem]) from None
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> tuple[Programme, tuple[Note, ...]]:
    """The same for the content of a file called `name`. Raises `ProgrammeError`."""
    ending = name.lower().rpartition(".")[2]
    if len(data) > MAX_FILE:
        raise ProgrammeError(name, [Problem(0, "too_large", {"limit": MAX_FILE})])
    if ending in ("yaml", "yml"):
        return parse(data, name), ()
    if ending in ("json", "xml"):
        return parse_frab(data, name)
    raise ProgrammeError(name, [Problem(0, "unknown_format")])


def bring(
    programme: Programme, store: Store, replica: Replica, commands: Commands, slug: str, dry: bool = False
) -> Imported:
    """Bring an event to what `programme` says; `dry` only tells what would change. Raises `StoreDown`, `Refusal`."""
    follower = replica.follower(slug)
    follower.catch_up()
    programme = keep_ids(programme, follower.table, slug)
    args = {"event": slug, "rows": rows(programme, slug), "code": _free_code(store, replica), "dry": dry}
    answer = commands.run(slug, SYSTEM, "programme.load", random_id(), msgspec.to_builtins(args))
    follower.catch_up()
    row = follower.table.get("event", slug)
    return Imported(
        event=slug, v=answer.v, code=row["code"] if row else "", mode=programme.mode, counts=_counts(programme),
        items=_items(programme), **answer.result,
    )  # fmt: skip


def _free_code(store: Store, replica: Replica) -> str:
    taken = {row["code"] for slug in store.events() for row in replica.table(slug).all("event")}
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
