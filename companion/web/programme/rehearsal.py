"""Rehearsals from the organiser's page: begun by typing the event's title, and ended after a look at what that takes away."""

from __future__ import annotations

from flask import Blueprint, Response

from companion.commands.rehearsals import Rehearsals
from companion.core.actors import ORGANISERS
from companion.core.event import event_of
from companion.rehearsal.stage import beginning
from companion.rules.programme.rehearsal import SetRehearsal
from companion.store.files import Files
from companion.web.access import fresh_table, require
from companion.web.base import body, reply
from companion.web.event.deletion import require_name
from companion.web.pages import services

routes = Blueprint("rehearsal", __name__)


class Begin(SetRehearsal, frozen=True):
    """As `rehearsal.set`; without `at` it begins with the first panel. `name`: the event's title, typed."""

    name: str = ""


@routes.get("/e/<slug>/organise/rehearsal")
def taken_away(slug: str) -> Response:
    """What the end of the rehearsal takes away or back: {"ok", "gone": [[group, made, changed]]}. Raises `Refusal`."""
    require(slug, ORGANISERS)
    found = _rehearsals().taken_away(slug)
    return reply({"ok": True, "gone": [[one.group, one.made, one.changed] for one in found]})


@routes.post("/e/<slug>/organise/rehearsal")
def begin(slug: str) -> Response:
    """Begin a rehearsal: {"ok"}. Raises `Refusal`: `wrong_name`, `people_here`, `event_closed`, `wrong_state`, `bad_args`."""
    require(slug, ORGANISERS)
    given, table = body(Begin), fresh_table(slug)
    require_name(slug, event_of(table)["title"], given.name)
    at = beginning(table, slug, None) if given.at is None else given.at
    asked = SetRehearsal(at=at, speed=given.speed, people=given.people, moderated=given.moderated)
    _rehearsals().begin(slug, asked)
    return reply({"ok": True})


@routes.post("/e/<slug>/organise/rehearsal/end")
def end(slug: str) -> Response:
    """End the rehearsal: all is again as it was before: {"ok"}. Raises `Refusal("wrong_state")`."""
    require(slug, ORGANISERS)
    _rehearsals().end(slug)
    return reply({"ok": True})


def _rehearsals() -> Rehearsals:
    at = services()
    return Rehearsals(at.store, at.replica, at.commands, Files(at.settings.files))
