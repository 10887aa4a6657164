"""Closing an event for good, and deleting it, for whoever organises it; the operator's page asks the same."""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response, g

from companion.base.i18n import words
from companion.core.actors import ORGANISERS, SYSTEM
from companion.core.clock import wall_now
from companion.core.errors import Refusal
from companion.core.event import event_of
from companion.core.ids import random_id
from companion.core.text import pick
from companion.formats.reports.deletions import deleted
from companion.formats.reports.page import page
from companion.store import deletion
from companion.web.access import fresh_table, require
from companion.web.base import LANGUAGES, body, reply
from companion.web.pages import services

routes = Blueprint("deletion", __name__)


class Named(msgspec.Struct, forbid_unknown_fields=True):
    """The event's title or short name, typed, so that it is the one that is meant."""

    name: str


class Deleted(Named):
    """The same; `statement`: with a statement of what is deleted, as a page to keep."""

    statement: bool = False


@routes.post("/e/<slug>/organise/close")
def close(slug: str) -> Response:
    """Close the event for good: {"ok"}. Raises `Refusal`: `wrong_name`, `rehearsal_on`."""
    require(slug, ORGANISERS)
    require_name(slug, event_of(fresh_table(slug))["title"], body(Named).name)
    services().commands.run(slug, SYSTEM, "event.seal", random_id(), {})
    return reply({"ok": True})


@routes.post("/e/<slug>/organise/delete")
def delete(slug: str) -> Response:
    """Delete the event, with everything that people have written: {"ok", "goto", "statement"}. Raises `Refusal("wrong_name")`.

    The statement is handed out here and nowhere else, since nothing of the event stays that could keep it.
    """
    require(slug, ORGANISERS)
    table, asked = fresh_table(slug), body(Deleted)
    require_name(slug, event_of(table)["title"], asked.name)
    said = page([*deleted(table, words(g.lang), wall_now())], g.lang) if asked.statement else None
    deletion.begin(services().store, slug)
    return reply({"ok": True, "goto": "/", "statement": said})


def require_name(slug: str, title: str | dict[str, str], typed: str) -> None:
    """Raise `Refusal("wrong_name")` if what was typed is neither the event's title, in any language, nor its short name."""
    if " ".join(typed.split()).casefold() not in {slug, *(pick(title, lang).casefold() for lang in LANGUAGES)}:
        raise Refusal("wrong_name")
