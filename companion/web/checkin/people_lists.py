"""The list of people, imported by organisers: looked at first, from a file or from pretix."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, request
from flask_babel import gettext

from companion.core.actors import ORGANISERS
from companion.core.errors import Refusal
from companion.formats.apart import fetch_pretix_apart, read_roster_apart
from companion.formats.checkin.roster.importing import changes_by_name, difference, import_roster
from companion.formats.checkin.roster.model import Roster
from companion.formats.checkin.roster.pretix import PretixEvent
from companion.formats.checkin.roster.preview import MEANINGS, meanings_of, told_columns
from companion.formats.checkin.roster.problems import RosterError
from companion.web.access import fresh_table, require
from companion.web.base import body, reply
from companion.web.pages import event_key, services

routes = Blueprint("people_lists", __name__)
MAX_LIST: Final = 5_000_000


@routes.post("/e/<slug>/organise/people")
def file(slug: str) -> Response:
    """Understand a list (the file is the body, `?name=` its name) and say what it would change; with `?apply=1`, change it.
    `?columns=3:org,5:` says what columns are, by their number from 0, where they were read otherwise.

    {"ok", "added", "changed", "gone": [{"name", "org"}], "same", "notes": [...], "columns": [...], "meanings": [...]}, applied
    {"ok", "added", "changed", "same"}.
    """
    require(slug, ORGANISERS)
    request.max_content_length = MAX_LIST
    data = request.get_data()
    asked = request.args
    return _answer(slug, lambda: read_roster_apart(data, asked.get("name", ""), meanings_of(asked.get("columns", ""))))


@routes.post("/e/<slug>/organise/people/pretix")
def pretix(slug: str) -> Response:
    """The same with a list that is fetched from pretix; its token is used for this and forgotten."""
    require(slug, ORGANISERS)
    event = body(PretixEvent)
    if not event.url.startswith("https://"):  # not to whatever runs beside this server
        raise Refusal("bad_address")
    return _answer(slug, lambda: fetch_pretix_apart(event))


def _answer(slug: str, read: Callable[[], Roster]) -> Response:
    at = services()
    try:
        roster = read()
    except RosterError as error:
        return reply({"ok": False, "code": error.code, "message": error.text(gettext)}, 422)
    table = fresh_table(slug)
    ours, changes = difference(table, roster, event_key(slug))
    if request.args.get("apply"):
        counts = import_roster(at.commands, slug, table, ours)
        return reply({"ok": True, "added": counts.added, "changed": counts.changed, "same": counts.same})
    keys = set(changes.gone)
    gone = [row for row in table.all("attendee") if row.to and row["key"] in keys]
    others = {"gone": [{"name": row["name"], "org": row["org"]} for row in gone], "same": len(changes.same)}
    notes = [note.text(gettext) for note in ours.notes]
    return reply(
        {
            "ok": True,
            **changes_by_name(changes),
            **others,
            "notes": notes,
            "source": roster.source,
            "columns": told_columns(roster, gettext) if request.path.endswith("/people") else [],
            "meanings": [(field, gettext(words)) for field, words in MEANINGS.items()],
        }
    )
