"""The programme to take away: calendars, a schedule for apps, and paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Blueprint, Response, g, render_template
from flask_babel import gettext

from companion.base import qr
from companion.core.actors import ORGANISERS
from companion.core.audiences import NOBODY
from companion.core.clock import HOUR_MS, wall_now
from companion.core.errors import Refusal
from companion.core.event import DAY_BEGINS, parse_zone
from companion.core.ids import digest
from companion.core.owners import owners
from companion.core.table import Row, Table
from companion.core.text import pick
from companion.formats.programme.as_markdown import as_markdown
from companion.formats.programme.as_yaml import as_yaml
from companion.formats.programme.frab import writer as frab_writer
from companion.formats.programme.ical import Feed, calendar, save_the_date
from companion.formats.programme.outline import Entry, outline, plenary
from companion.formats.programme.outline import people as people_in
from companion.identity.actor import actor
from companion.web.access import fresh_table, require
from companion.web.base import attachment, reply
from companion.web.dates import day_and_time, local
from companion.web.pages import base_url, event_key, services

routes = Blueprint("programme", __name__)


@routes.get("/e/<slug>/programme.ics")
def whole(slug: str) -> Response:
    """The programme as a calendar."""
    table, _ = _event(slug)
    return _calendar(table, slug, None)


@routes.get("/e/<slug>/save-the-date.ics")
def date(slug: str) -> Response:
    """The event as one entry of a calendar."""
    table, _ = _event(slug)
    data = save_the_date(table, slug, _feed(slug), wall_now())
    if data is None:
        raise Refusal("not_found")
    return _as_file(data, slug)


@routes.get("/e/<slug>/mine.ics")
def mine(slug: str) -> Response:
    """What is for everybody, and the workshops in which the asker has a place."""
    who = actor(slug)
    if not who.pid:
        raise Refusal("no_participant")
    table, _ = _event(slug)
    places = {
        row["slot"] for row in table.owned(owners(table, who.pid)) if row.kind == "signup" and row["state"] == "in"
    }
    response = _calendar(table, slug, places | {entry.id for entry in plenary(outline(table))})
    response.headers["Cache-Control"] = "private, no-store"
    return response


@routes.get("/e/<slug>/schedule.json")
def schedule(slug: str) -> Response:
    """The programme for apps of conferences."""
    table, _ = _event(slug)
    response = reply(frab_writer.schedule(table, slug, base_url(), g.lang, services().commands.event_now(slug)))
    response.headers["Access-Control-Allow-Origin"] = "*"  # it is public, and read by pages of others
    return response


@routes.get("/e/<slug>/programme.md")
def markdown(slug: str) -> Response:
    """The programme as text with tables, for wikis and mails."""
    table, _ = _event(slug)
    return attachment(as_markdown(table, slug, g.lang, gettext).encode(), "text/markdown; charset=utf-8", f"{slug}.md")


@routes.get("/e/<slug>/organise/programme.yaml")
def file(slug: str) -> Response:
    """The programme as the file that is imported, with meeting links, which only the team has."""
    require(slug, ORGANISERS)
    table, _ = _event(slug)
    data = as_yaml(table, slug, services().commands.event_now(slug)).encode()
    return attachment(data, "application/yaml; charset=utf-8", f"{slug}.yaml")


@routes.get("/e/<slug>/print")
def printed(slug: str) -> str:
    """The day on paper."""
    table, event = _event(slug)
    return _sheet(table, event, outline(table))


@routes.get("/e/<slug>/print/<room>")
def door(slug: str, room: str) -> str:
    """A sheet for the door of a room: what runs there, and the way to its page."""
    table, event = _event(slug)
    row = table.get("room", room)
    if row is None or row.to == NOBODY:
        raise Refusal("not_here")
    address = f"{base_url()}/j/{event['code']}/{room}"
    here = [entry for entry in outline(table) if entry.room == room]
    return _sheet(table, event, here, room=row, address=address, code=qr.data_uri(address))


def _event(slug: str) -> tuple[Table, Row]:
    table = fresh_table(slug)
    event = table.get("event", slug)
    if event is None:
        raise Refusal("no_event")
    return table, event


def _calendar(table: Table, slug: str, wanted: set[str] | None) -> Response:
    return _as_file(calendar(table, slug, _feed(slug), wall_now(), wanted), slug)


def _feed(slug: str) -> Feed:
    return Feed(base_url(), g.lang, gettext, f"{digest('calendar', event_key(slug))}.companion")


def _as_file(data: bytes, slug: str) -> Response:
    response = Response(data, mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'inline; filename="{slug}.ics"'
    return response


def _sheet(table: Table, event: Row, entries: list[Entry], **about: Any) -> str:
    zone = parse_zone(event["tz"]) or ZoneInfo("UTC")
    release = max(table.all("release"), key=lambda row: int(row["n"]), default=None)
    return render_template(
        "print.html",
        event=event,
        days=_days(entries, zone),
        several=len({entry.where and pick(entry.where, g.lang) for entry in entries}) > 1,
        release=release,
        released=release and day_and_time(local(release["at"], zone), "medium"),
        date_of=lambda day: format_date(day, "full", locale=g.lang),
        people_in=lambda entry: people_in(entry, gettext),
        clock=lambda ms: f"{local(ms, zone):%H:%M}",
        **about,
    )


def _days(entries: list[Entry], zone: ZoneInfo) -> list[tuple[datetime | None, list[Entry]]]:
    """The items by day, of which each ends at four in the morning; all in one where items have no times."""
    days: dict[Any, tuple[datetime | None, list[Entry]]] = {}
    for entry in entries:
        at = None if entry.start is None else local(entry.start - DAY_BEGINS * HOUR_MS, zone)
        days.setdefault(at and at.date(), (at, []))[1].append(entry)
    return list(days.values())
