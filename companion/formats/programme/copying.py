"""A new event made like an earlier one of the series: its programme on another day, its rooms, and what was prepared for it.

What people did stays where it was: nobody's name on a list, no question, ballot, note or link comes along.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from companion.core.table import Row, Table
from companion.formats.programme.rows import PlanRow

SETTINGS: Final[tuple[str, ...]] = (
    "registration", "write_access", "blocklist", "parking_lot", "note_settings", "reaction_settings", "glossary",
    "report_settings", "retention_settings",
)  # fmt: skip
"""Rows that hold nothing but what organisers have set."""
_TIMES: Final = ("start", "end", "plan_start", "plan_end")
_OF_ITS_OWN: Final = {"opening": "", "closing": "", "onsite": None, "remote": None}
"""What a report says of its own event; who has paid for it stays the same."""
_MADE: Final = frozenset({"draft", "open", "closing", "closed"})


def programme_rows(table: Table, source: str, event: str, fields: Mapping[str, Any], days: int) -> list[PlanRow]:
    """The programme of `source` as that of the new `event`, as `rows` gives it, `days` later by the same times of day.

    Items that were cancelled are left out, and every item is planned again, at the time that was planned. `fields` are
    those of the event that are its own: title, day, languages.
    """
    about = table.get("event", source)
    assert about is not None
    zone, to = ZoneInfo(about["tz"]), ZoneInfo(fields["tz"])
    move = partial(_moved, days=days, zone=zone, to=to)
    known = {name: about.fields.get(name) for name in ("subtitle", "series", "mode", "provisional")}
    found: list[PlanRow] = [("event", event, {**fields, **known})]
    switch = table.get("signup_settings", source)
    found.append(("signup_settings", event, {"open": bool(switch and switch["open"])}))
    kept = {row.id for kind in ("session", "slot") for row in _alive(table, kind)}
    for kind in ("room", "workshop"):
        found += [(kind, row.id, dict(row.fields)) for row in _standing(table, kind)]
    for row in _alive(table, "session"):
        found.append(("session", row.id, move(_again(row, kept))))
    for row in _standing(table, "round"):
        if row["session"] in kept:
            found.append(("round", row.id, move(row.fields)))
    for row in _alive(table, "slot"):
        if row["session"] in kept:
            found.append(("slot", row.id, move(_again(row, kept))))
    found += [("qa", row.id, dict(row.fields)) for row in _standing(table, "qa") if row.id in kept]
    empty = {"topic": None, "title": None}
    found += [("chosen_topic", row.id, empty) for row in _standing(table, "chosen_topic") if row.id in kept]
    return found


def prepared(table: Table, source: str, event: str, kept: Iterable[str]) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Settings and polls as (kind, id, audience, fields): polls as drafts, without those about topics that were chosen.

    `kept` are the items that came along; what is about another one stays.
    """
    items = {*kept}
    found = []
    for kind in SETTINGS:
        for row in _standing(table, kind):
            # A setting is of the event, of an item, of a language: only what an item that is left out had has no place.
            id = event if row.id == source else row.id
            of_item = table.get("session", row.id) is not None or table.get("slot", row.id) is not None
            if not of_item or row.id in items:
                said = _OF_ITS_OWN if kind == "report_settings" else {}
                found.append((kind, id, row.to, {**row.fields, **said}))
    for row in table.all("poll"):
        about = any(option.get("topic") for option in row["options"])
        if row.to and row["state"] in _MADE and not about and (row["session"] is None or row["session"] in items):
            blank: dict[str, Any] = {
                "state": "draft",
                "opened": None,
                "ends": None,
                "closed": None,
                "resets": [],
                "codes": 0,
                "before": None,
            }
            found.append(("poll", row.id, "team", {**row.fields, **blank}))
    return found


def moved(rows: Iterable[PlanRow], fields: Mapping[str, Any], days: int, zone: ZoneInfo) -> list[PlanRow]:
    """A programme that was read in `zone` as that of an event with `fields` of its own, `days` later by the same times of
    day.
    """
    to = ZoneInfo(fields["tz"])
    return [
        (kind, id, {**given, **fields} if kind == "event" else _moved(given, days, zone, to))
        for kind, id, given in rows
    ]


def _again(row: Row, kept: set[str]) -> dict[str, Any]:
    """An item as it was planned, before anything of it was held."""
    fields = {name: value for name, value in row.fields.items() if name not in ("started", "ended", "seq")}
    for name in ("start", "end"):
        planned = fields[f"plan_{name}"] if fields.get(f"plan_{name}") is not None else fields[name]
        fields |= {name: planned, f"plan_{name}": planned}
    fields["state"] = "planned"
    if fields.get("parent") not in kept and "parent" in fields:
        fields["parent"] = None
    return fields


def _moved(fields: Mapping[str, Any], days: int, zone: ZoneInfo, to: ZoneInfo) -> dict[str, Any]:
    times = {name: fields[name] for name in _TIMES if fields.get(name) is not None}
    return {**fields, **{name: _later(ms, days, zone, to) for name, ms in times.items()}}


def _later(ms: int, days: int, zone: ZoneInfo, to: ZoneInfo) -> int:
    """The same time of day `days` later, in the zone `to`."""
    local = dt.datetime.fromtimestamp(ms / 1000, zone).replace(tzinfo=None) + dt.timedelta(days=days)
    return round(local.replace(tzinfo=to).timestamp()) * 1000


def _standing(table: Table, kind: str) -> list[Row]:
    return [row for row in table.all(kind) if row.to]


def _alive(table: Table, kind: str) -> list[Row]:
    return [row for row in _standing(table, kind) if row["state"] != "cancelled"]
