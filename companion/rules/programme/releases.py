"""Releases of the programme: each has a number and says what is new, moved, cancelled and renamed since the one before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from companion.core.clock import MINUTE_MS
from companion.core.commit import Commit
from companion.core.table import Row, Table

ANNOUNCED = ("session", "slot")
WHEN_WHERE = ("start", "end", "room", "place")
MAX_CHANGES = 300
AMENDS_MS = 10 * MINUTE_MS

Change = dict[str, Any]
Plan = Mapping[tuple[str, str], Mapping[str, Any]]


def changes_of(table: Table, new: Plan, result: Mapping[str, list[str]]) -> list[Change]:
    """What rows that were added, changed and cancelled mean for people, in the order of the programme.

    Each is {"what", "kind", "id", "title", "before", "after"}; `what` is new, moved, renamed, cancelled or changed.
    """
    found: list[Change] = []
    for how in ("added", "changed", "cancelled"):
        for key in result[how]:
            kind, id = key.split("/")
            row = table.get(kind, id)
            after = new.get((kind, id), {})
            if kind in ANNOUNCED:
                title = _title(table, new, kind, after or (row.fields if row else {}))
                found.append(_change_of(title, how, kind, id, row, after))
            elif kind == "workshop" and how == "changed" and row and row["title"] != after["title"]:
                found.append(
                    _change("renamed", kind, id, after["title"], {"title": row["title"]}, {"title": after["title"]})
                )
    return found


DETAILS: Final[Mapping[str, tuple[str, ...]]] = {
    "event": (
        "title",
        "short",
        "subtitle",
        "venue",
        "tz",
        "languages",
        "series",
        "stream",
        "profile",
        "listed",
        "formal",
        "mode",
        "start",
        "end",
    ),
    "room": ("title", "capacity"),
    "slot": ("capacity", "capacity_remote"),
    "meeting": ("url",),
    "chosen_topic": ("topic",),
}
"""What people are not told of in a release, and organisers look at before they take a programme over."""


def detail(kind: str, id: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What else a programme changes in a row: one change for each field; `before` is empty for a row that is new."""
    told = [name for name in DETAILS.get(kind, ()) if name in after]
    if not before and (kind in ("event", "slot") or not told):
        return []
    names = told if before else told[:1]
    what = "detail" if before else "added"
    return [_change(what, kind, id, name, _only(before, (name,)), _only(after, (name,))) for name in names]


def release(table: Table, commit: Commit, changes: list[Change], now: int) -> None:
    """Publish: the next number, with what has changed; the first has nothing to be compared with."""
    n = len(table.all("release")) + 1
    fields = {"n": n, "at": now, "changes": changes[:MAX_CHANGES] if n > 1 else []}
    commit.result["release"] = n
    commit.absent("release", str(n)).put("release", str(n), "all", fields)


def amend(table: Table, commit: Commit, changes: list[Change], now: int) -> None:
    """Publish what somebody has edited by hand. What follows within some minutes comes into the same release: an evening of
    corrections is one release, not a hundred.
    """
    last = max(table.all("release"), key=lambda row: int(row["n"]), default=None)
    if last is None or not last["at"] <= now < last["at"] + AMENDS_MS:
        release(table, commit, changes, now)
    elif last["n"] > 1:
        commit.change(last, changes=_added(last["changes"], changes)[:MAX_CHANGES])


def _added(known: list[Change], changes: list[Change]) -> list[Change]:
    """Both, where each item is told of once: as it was before all of it, and as it is now."""
    found = {(change["kind"], change["id"]): change for change in known}
    for change in changes:
        at = change["kind"], change["id"]
        old = found.pop(at, None)
        if old is not None and old["what"] == "new" and change["what"] == "cancelled":
            continue
        if old is not None and old["what"] != "cancelled":
            kept = {"what": "new"} if old["what"] == "new" else {}
            change = {
                **change,
                "before": {**change["before"], **old["before"]},
                "after": {**old["after"], **change["after"]},
                **kept,
            }
        found[at] = change
    return list(found.values())


def _change_of(title: Any, how: str, kind: str, id: str, row: Row | None, after: Mapping[str, Any]) -> Change:
    if how == "cancelled" or after.get("state") == "cancelled":
        return _change("cancelled", kind, id, title, {}, {})
    if how == "added" or row is None:
        return _change("new", kind, id, title, {}, _only(after, WHEN_WHERE))
    for what, fields in (("moved", WHEN_WHERE), ("renamed", ("title",))):
        changed = [name for name in fields if name in after and row.fields.get(name) != after[name]]
        if changed:
            return _change(what, kind, id, title, _only(row.fields, changed), _only(after, changed))
    return _change("changed", kind, id, title, {}, {})


def _change(what: str, kind: str, id: str, title: Any, before: Change, after: Change) -> Change:
    return {"what": what, "kind": kind, "id": id, "title": title, "before": before, "after": after}


def _title(table: Table, new: Plan, kind: str, fields: Mapping[str, Any]) -> Any:
    if kind == "session":
        return fields.get("title")
    id = fields.get("workshop") or ""
    workshop = new.get(("workshop", id)) or table.get("workshop", id)
    return workshop["title"] if workshop else None


def _only(fields: Mapping[str, Any], names: Any) -> Change:
    return {name: fields[name] for name in names if name in fields}
