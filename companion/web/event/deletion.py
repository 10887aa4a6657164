"""Closing an event for good, and deleting it, for whoever organises it; the operator's page asks the same."""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response

from companion.core.actors import ORGANISERS, SYSTEM
from companion.core.errors import Refusal
from companion.core.event import event_of
from companion.core.ids import random_id
from companion.core.text import pick
from companion.store import deletion
from companion.web.access import fresh_table, require
from companion.web.base import LANGUAGES, body, reply
from companion.web.pages import services

routes = Blueprint("deletion", __name__)


class Named(msgspec.Struct, forbid_unknown_fields=True):
    """The event's title or short name, typed, so that it is the one that is meant."""

    name: str


@routes.post("/e/<slug>/organise/close")
def close(slug: str) -> Response:
    """Close the event for good: {"ok"}. Raises `Refusal("wrong_name")`."""
    require(slug, ORGANISERS)
    require_name(slug, event_of(fresh_table(slug))["title"], body(Named).name)
    services().commands.run(slug, SYSTEM, "event.seal", random_id(), {})
    return reply({"ok": True})


@routes.post("/e/<slug>/organise/delete")
def delete(slug: str) -> Response:
    """Delete the event, with everything that people have written: {"ok", "goto"}. Raises `Refusal("wrong_name")`."""
    require(slug, ORGANISERS)
    require_name(slug, event_of(fresh_table(slug))["title"], body(Named).name)
    deletion.begin(services().store, slug)
    return reply({"ok": True, "goto": "/"})


def require_name(slug: str, title: str | dict[str, str], typed: str) -> None:
    """Raise `Refusal("wrong_name")` if what was typed is neither the event's title, in any language, nor its short name."""
    if " ".join(typed.split()).casefold() not in {slug, *(pick(title, lang).casefold() for lang in LANGUAGES)}:
        raise Refusal("wrong_name")
