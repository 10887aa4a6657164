"""A programme comes into an event, for the first time or again.

What a file said last time is kept beside the live rows (`plan`). So a second import changes what has changed in the
file and nothing else: questions, extended sessions and switched settings stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from companion.actors import ORGANISERS, SYSTEM_ONLY, Actor, Moment
from companion.commit import Commit
from companion.errors import Refusal
from companion.kinds import NOBODY
from companion.rules import Args, command, sessions, timeline
from companion.table import Row, Table

REGISTERED = (sessions, timeline)
MAX_ADDRESS = 2000
# Fields that no programme speaks of: they belong to the day.
LIVE: Mapping[str, dict[str, Any]] = {"session": {"started": None, "ended": None}}
# Rows that every event has, and that the programme does not speak of.
ALWAYS: Mapping[str, dict[str, Any]] = {
    "clock": {"wall": 0, "at": 0, "speed": 1, "rehearsal": False},
    "presence": {"onsite": 0, "remote": 0},
    "screen": {"what": "join", "id": None, "text": None, "part": None},
}

PlanRow = tuple[str, str, dict[str, Any]]
Plan = dict[tuple[str, str], dict[str, Any]]


class Load(Args, frozen=True):
    """All rows of a programme as `[kind, id, fields]`; `code` is the join code if there is none yet."""

    event: str
    rows: list[PlanRow]
    code: str


class Stream(Args, frozen=True):
    """Where remote people watch: an https address, or null."""

    url: str | None = None


@command("programme.load", Load, SYSTEM_ONLY)
def load(table: Table, who: Actor, args: Load, at: Moment) -> Commit:
    """Bring the table to what the programme says; the result names the rows that were added, changed and cancelled."""
    stored = table.get("plan", args.event)
    old: Plan = {(kind, id): fields for kind, id, fields in stored["rows"]} if stored else {}
    new: Plan = {(kind, id): fields for kind, id, fields in args.rows}
    commit = Commit({"added": [], "changed": [], "cancelled": []})
    for (kind, id), fields in new.items():
        row = table.get(kind, id)
        if kind == "event":
            fields = {**fields, "code": fields["code"] or (row["code"] if row else args.code)}
        if row is None or (row.to == NOBODY and (kind, id) not in old):
            _add(commit, row, kind, id, fields)
        else:
            _merge(commit, row, old.get((kind, id)), fields)
    for kind, id in old.keys() - new.keys():
        _cancel(commit, table.get(kind, id))
    for kind, fields in ALWAYS.items():
        id = "main" if kind == "screen" else args.event
        if table.get(kind, id) is None:
            commit.absent(kind, id).put(kind, id, "stage", fields)
    if old != new:
        if stored is None:
            commit.absent("plan", args.event)
        commit.put("plan", args.event, NOBODY, {"rows": args.rows})
    return commit


@command("event.stream", Stream, ORGANISERS)
def stream(table: Table, who: Actor, args: Stream, at: Moment) -> Commit:
    """Say where remote people watch."""
    url = (args.url or "").strip() or None
    if url is not None and not _is_https(url):
        raise Refusal("bad_address")
    commit = Commit()
    for event in table.all("event"):
        if event["stream"] != url:
            commit.change(event, stream=url)
    return commit


def _add(commit: Commit, row: Row | None, kind: str, id: str, fields: dict[str, Any]) -> None:
    """A row that is new, or that an earlier programme had and dropped."""
    commit.result["added"].append(f"{kind}/{id}")
    if row is None:
        commit.absent(kind, id)
    else:
        commit.unchanged(row)
    commit.put(kind, id, "stage", {**fields, **LIVE.get(kind, {})})


def _merge(commit: Commit, row: Row, before: dict[str, Any] | None, fields: dict[str, Any]) -> None:
    """Take over what the programme says now and did not say before."""
    before = before or {}
    told = {key: value for key, value in fields.items() if key not in before or before[key] != value}
    if row.fields.get("state") in ("running", "over"):
        told.pop("state", None)
    changes = {key: value for key, value in told.items() if row[key] != value}
    if changes:
        commit.result["changed"].append(f"{row.kind}/{row.id}")
        commit.change(row, **changes)


def _cancel(commit: Commit, row: Row | None) -> None:
    """A row that the programme no longer has. Live data may hang on sessions and slots, so these stay, as cancelled."""
    if row is None or row.to == NOBODY:
        return
    if row.kind == "qa":
        changes: dict[str, Any] = {"open": False}
    elif row.kind in ("session", "slot"):
        changes = {"state": "cancelled"} if row["state"] in ("planned", "open") else {}
    else:
        commit.change(row, to=NOBODY)
        return
    if any(row[key] != value for key, value in changes.items()):
        commit.change(row, **changes)
        if row.kind != "qa":
            commit.result["cancelled"].append(f"{row.kind}/{row.id}")


def _is_https(url: str) -> bool:
    if len(url) > MAX_ADDRESS or any(char.isspace() or not char.isprintable() for char in url):
        return False
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and parts.username is None and port_is_fine
