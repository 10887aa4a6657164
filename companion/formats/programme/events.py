"""Events as a list: what whoever runs the server sees of each, which is nothing that people have written."""

from __future__ import annotations

from typing import Literal

import msgspec

from companion.core.clock import event_time
from companion.core.retention import days_of
from companion.core.table import Table
from companion.rules.programme.order import in_order
from companion.store import upkeep
from companion.store.files import Files
from companion.store.replica import Replica
from companion.store.store import Store

State = Literal["rehearsal", "ahead", "running", "over"]


class Listed(msgspec.Struct, frozen=True):
    """One event. `here` people are connected, `people` on its list; `size` is in bytes, None if the store does not tell."""

    name: str
    title: str | dict[str, str]
    start: int | None
    zone: str
    state: State
    here: int
    people: int
    items: int
    profile: str
    retention_days: int
    organisers: int
    size: int | None


def listed(store: Store, replica: Replica, files: Files, wall: int) -> list[Listed]:
    """All events, the newest first; `wall` is the time (ms). Raises `StoreDown`."""
    there = replica.tables(store.listing())
    found = [_listed(name, table, store, files, wall) for name, table in there.items()]
    return sorted(found, key=lambda one: (-(one.start or 0), one.name))


def _listed(name: str, table: Table, store: Store, files: Files, wall: int) -> Listed:
    event = table.get("event", name)
    assert event is not None
    here = [row for row in table.all("team_presence")]
    size = upkeep.size(store, name)
    return Listed(
        name=name,
        title=event["title"],
        start=event["start"] or min((row["start"] for row in table.all("session") if row["start"]), default=None),
        zone=event["tz"],
        state=_state(table, name, wall),
        here=sum(row["onsite"] + row["remote"] for row in here),
        people=len(table.all("attendee")),
        items=len(in_order(table)),
        profile=event.fields.get("profile") or "open",
        retention_days=days_of(table)["owners"],
        organisers=sum(row["role"] == "organiser" and not row["revoked"] for row in table.all("link")),
        size=None if size is None else size + files.size(name),
    )


def _state(table: Table, name: str, wall: int) -> State:
    event, clock = table.get("event", name), table.get("clock", name)
    assert event is not None
    if clock is not None and clock["rehearsal"]:
        return "rehearsal"
    now = event_time(clock.fields if clock else None, wall)
    if event["end"] is not None and event["end"] < now:
        return "over"
    return "ahead" if event["start"] is not None and event["start"] > now else "running"
