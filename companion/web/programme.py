"""The programme to take along: calendars, the schedule for conference apps, the day and the rooms on paper."""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response, g, render_template

from companion import people, qr
from companion.errors import Refusal
from companion.kinds import person
from companion.programme.frab_out import schedule
from companion.programme.ical import calendar
from companion.programme.times import parse_zone, show_time
from companion.table import Row, Table
from companion.web.pages import base_url, services

routes = Blueprint("programme", __name__)
Line = dict[str, object]


@routes.get("/e/<slug>/programme.ics")
def whole(slug: str) -> Response:
    """The whole programme as a calendar."""
    return _calendar(slug, calendar(_table(slug), slug, base_url(), g.lang), slug)


@routes.get("/e/<slug>/mine.ics")
def mine(slug: str) -> Response:
    """What is for everybody, and the workshops that the reader has a place in."""
    table = _table(slug)
    who = people.actor(slug)
    places = {
        row["slot"]
        for row in table.state(frozenset({person(who.pid)}))
        if row.kind == "signup" and row["state"] == "in"
    }
    sessions = {row.id for row in table.all("session")}
    return _calendar(slug, calendar(table, slug, base_url(), g.lang, sessions | places), f"{slug}-mine")


@routes.get("/e/<slug>/schedule.json")
def for_apps(slug: str) -> Response:
    """The programme in the format that conference apps read."""
    table = _table(slug)
    found = schedule(table, slug, base_url(), g.lang, str(len(table.all("release")) or 1))
    return Response(msgspec.json.encode(found), mimetype="application/json")


@routes.get("/e/<slug>/print")
def day(slug: str) -> str:
    """The day on paper."""
    table = _table(slug)
    event = table.get("event", slug)
    assert event is not None
    lines = [_line(table, row, event["tz"]) for row in _in_order(table)]
    release = max((row["n"] for row in table.all("release")), default=1)
    return render_template("print.html", event=event, lines=lines, release=release, room=None, code=None, address=None)


@routes.get("/e/<slug>/print/<room>")
def sheet(slug: str, room: str) -> str:
    """A sheet for the door of a room: what is held there, and the code that leads to it."""
    table = _table(slug)
    event, row = table.get("event", slug), table.get("room", room)
    if event is None or row is None or not row.to:
        raise Refusal("not_here")
    slots = [slot for slot in table.all("slot") if slot["room"] == room and slot.to]
    slots.sort(key=lambda slot: (slot["start"] or 0, slot["round"]))
    address = f"{base_url()}/e/{slug}/rooms/{room}"
    return render_template(
        "print.html", event=event, lines=[_slot(table, slot, event["tz"]) for slot in slots], release=None, room=row,
        code=qr.data_uri(address), address=address,
    )  # fmt: skip


def _table(slug: str) -> Table:
    table = services().replica.table(slug)
    if table.get("event", slug) is None:
        raise Refusal("no_event")
    return table


def _calendar(slug: str, data: bytes, name: str) -> Response:
    response = Response(data, mimetype="text/calendar")
    response.headers["Content-Disposition"] = f"inline; filename={name}.ics"
    return response


def _in_order(table: Table) -> list[Row]:
    rows = [row for row in table.all("session") if row.to]
    return sorted(rows, key=lambda row: (row["start"] or 0, row["order"]))


def _line(table: Table, row: Row, tz: str) -> Line:
    slots = sorted(
        (s for s in table.all("slot") if s["session"] == row.id and s.to), key=lambda slot: int(slot["order"])
    )
    return {**_times(row, tz), **row.fields, "slots": [_slot(table, slot, tz) for slot in slots]}


def _slot(table: Table, slot: Row, tz: str) -> Line:
    workshop, room = table.get("workshop", slot["workshop"]), table.get("room", slot["room"] or "")
    said = workshop.fields if workshop else {"title": slot.id, "people": [], "languages": []}
    return {**_times(slot, tz), **said, "kind": "workshop", "state": slot["state"], "room": room["title"] if room else None,
            "round": slot["round"]}  # fmt: skip


def _times(row: Row, tz: str) -> Line:
    """Local times as they are expected, and as they were published where that differs."""
    zone = parse_zone(tz)
    assert zone is not None
    shown = {name: None if row[name] is None else show_time(row[name], zone) for name in ("start", "end", "plan_start")}
    moved = shown["plan_start"] if shown["plan_start"] != shown["start"] else None
    return {"from_": shown["start"], "until": shown["end"], "planned": moved}
