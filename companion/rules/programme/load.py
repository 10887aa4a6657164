"""A programme comes into an event, for the first time or again.

What a file said last time is kept beside the live rows (`plan`). So a second import changes what has changed in the
file and nothing else: questions, extended sessions and switched settings stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from companion.core.actors import ORGANISERS, SYSTEM_ONLY, Actor, Context
from companion.core.addresses import https
from companion.core.audiences import NOBODY
from companion.core.commit import Commit
from companion.core.event import event_of
from companion.core.screens import AUTO
from companion.core.table import Row, Table
from companion.rules.allocation import settle
from companion.rules.base import Args, command
from companion.rules.programme.releases import Change, changes_of, detail, release
from companion.rules.programme.states import ahead_again, change_item, meeting_audience
from companion.rules.undo import Undoable

MISSING = object()
# Fields that no programme speaks of: they belong to the day.
ITEMS: Final = ("session", "slot")
LIVE: Mapping[str, dict[str, Any]] = {
    **{kind: {"started": None, "ended": None, "seq": 0} for kind in ITEMS},
    "event": {"responsible": None, "contact": None, "opened": None, "closed": None},
}
# Rows that every event has, and that the programme does not speak of.
ALWAYS: Mapping[str, dict[str, Any]] = {
    "clock": {"wall": 0, "at": 0, "speed": 1, "rehearsal": False},
    "presence": {"all": None, "onsite": None, "remote": None},
    "screen": {**AUTO, "at": 0},
}

PlanRow = tuple[str, str, dict[str, Any]]
Plan = dict[tuple[str, str], dict[str, Any]]


class Load(Args, frozen=True):
    """All rows of a programme as `[kind, id, fields]`; `code` is the join code if there is none yet.

    `add`: what the programme does not speak of stays, and what is new stands behind it. `dry` only tells what would change,
    and that in all rows.
    """

    event: str
    rows: list[PlanRow]
    code: str
    dry: bool = False
    add: bool = False


class Stream(Args, frozen=True):
    """Where remote people watch: an https address, or null."""

    url: str | None = None


@command("programme.load", Load, SYSTEM_ONLY)
def load(table: Table, who: Actor, args: Load, ctx: Context) -> Commit:
    """Bring the table to what the programme says, as a new release of it; it can be taken back.

    The result names the rows that were added, changed and cancelled; `changes` tells what that means for people.
    """
    stored = table.get("plan", args.event)
    old: Plan = {(kind, id): fields for kind, id, fields in stored["rows"]} if stored else {}
    new: Plan = {(kind, id): fields for kind, id, fields in args.rows}
    undoable = Undoable(table, who, ctx, "programme.load", [args.event])
    commit = undoable.commit
    commit.result = {"added": [], "changed": [], "cancelled": []}
    details: list[Change] = []
    for (kind, id), fields in new.items():
        row = table.get(kind, id)
        if kind == "event":
            fields = {**fields, "code": fields["code"] or (row["code"] if row else args.code)}
        if row is None or (row.to == NOBODY and (kind, id) not in old):
            _add(undoable, row, kind, id, _placed_behind(table, kind, fields) if args.add else fields)
            details += detail(kind, id, {}, fields)
        else:
            merged = _merge(undoable, row, old.get((kind, id)), fields, ctx.now, args.add)
            details += detail(kind, id, row.fields, merged)
    for kind, id in () if args.add else old:
        if (kind, id) not in new:
            _cancel(table, undoable, table.get(kind, id))
    _add_settings(table, commit, args.event)
    settle(table, commit, _roomier(table, new))
    changes = changes_of(table, new, commit.result)
    if args.dry:
        return Commit(commit.result | {"changes": changes + details})
    commit.result["changes"] = changes
    changed = any(commit.result[how] for how in ("added", "changed", "cancelled"))
    if changed:
        release(table, commit, changes, ctx.now)
    planned = old | new if args.add else new
    if old != planned:
        _keep_plan(undoable, args.event, stored, planned)
    return undoable.done() if stored is not None and changed else commit


def _add_settings(table: Table, commit: Commit, event: str) -> None:
    """Rows that every event has, where it has not got them yet."""
    for kind, fields in ALWAYS.items():
        id = "main" if kind == "screen" else event
        if table.get(kind, id) is None:
            commit.absent(kind, id).put(kind, id, "stage", fields)


def _keep_plan(undoable: Undoable, event: str, stored: Row | None, plan: Plan) -> None:
    """Keep what was planned, which the next import is compared with."""
    if stored is None:
        undoable.commit.absent("plan", event)
    else:
        undoable.remember(stored)
    undoable.commit.put("plan", event, NOBODY, {"rows": [(*key, fields) for key, fields in plan.items()]})


@command("event.stream", Stream, ORGANISERS)
def stream(table: Table, who: Actor, args: Stream, ctx: Context) -> Commit:
    """Say where remote people watch."""
    url = https(args.url)
    event = event_of(table)
    return Commit() if event["stream"] == url else Commit().change(event, stream=url)


def _placed_behind(table: Table, kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a new row that stands behind those that are there."""
    if "order" not in fields:
        return fields
    return {**fields, "order": fields["order"] + max((row["order"] + 1 for row in table.all(kind)), default=0)}


def _add(undoable: Undoable, row: Row | None, kind: str, id: str, fields: dict[str, Any]) -> None:
    """A row that is new, or that an earlier programme had and dropped."""
    commit = undoable.commit
    if row is None:
        undoable.made(kind, id, {**fields, **LIVE.get(kind, {})})
    else:
        undoable.remember(row)
    commit.result["added"].append(f"{kind}/{id}")
    commit.as_read(row, kind, id)
    to = meeting_audience(id, "planned") if kind == "meeting" else "stage"
    commit.put(kind, id, to, {**fields, **LIVE.get(kind, {})})


def _merge(
    undoable: Undoable, row: Row, before: dict[str, Any] | None, fields: dict[str, Any], now: int, add: bool
) -> dict[str, Any]:
    """Take over what the programme says now and did not say before; what has changed."""
    commit, before = undoable.commit, before or {}
    if add:
        fields = {name: value for name, value in fields.items() if name != "order"}
    # A row that an earlier version wrote lacks what has come since.
    fields = {**{name: value for name, value in LIVE.get(row.kind, {}).items() if name not in row.fields}, **fields}
    repeated = {key for key in fields if key in before and before[key] == fields[key] and key in row.fields}
    news = {key: value for key, value in fields.items() if key not in repeated}
    if row.fields.get("state") not in (None, "planned", "cancelled"):
        news.pop("state", None)
        news |= ahead_again(row, news.get("start"), now) if row["state"] == "over" else {}
    changes = {key: value for key, value in news.items() if row.fields.get(key, MISSING) != value}
    if changes:
        commit.result["changed"].append(f"{row.kind}/{row.id}")
        undoable.remember(row)
        if row.kind in ITEMS:
            change_item(commit, row, **changes)
        else:
            commit.change(row, **changes)
    return changes


def _cancel(table: Table, undoable: Undoable, row: Row | None) -> None:
    """A row that the programme no longer has. Live data may hang on sessions and slots, so these stay, as cancelled, and a
    workshop stays as long as there are slots that bear its title.
    """
    if row is None or row.to == NOBODY:
        return
    if row.kind == "workshop" and any(slot["workshop"] == row.id and slot.to for slot in table.all("slot")):
        return
    commit = undoable.commit
    if row.kind == "qa":
        changes: dict[str, Any] = {"open": False}
    elif row.kind in ("session", "slot"):
        changes = {"state": "cancelled"} if row["state"] in ("planned", "open") else {}
    else:
        undoable.remember(row)
        commit.change(row, to=NOBODY)
        return
    if any(row[key] != value for key, value in changes.items()):
        undoable.remember(row)
        if row.kind == "qa":
            commit.change(row, **changes)
        else:
            change_item(commit, row, **changes)
            commit.result["cancelled"].append(f"{row.kind}/{row.id}")


def _roomier(table: Table, new: Plan) -> dict[str, dict[str, Any]]:
    """Slots that people wait for, as they will be: the programme may have made room."""
    waiting = {row["slot"] for row in table.all("signup") if row["state"] == "waiting"}
    slots = {slot.id: slot for slot in table.all("slot") if slot.id in waiting}
    return {id: {**slots[id].fields, **fields} for (kind, id), fields in new.items() if kind == "slot" and id in slots}
