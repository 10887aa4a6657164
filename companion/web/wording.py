"""How German addresses people: “du”, or “Sie” where the event that a request is about says so."""

from __future__ import annotations

from typing import Final

from flask import current_app, g, request
from flask_babel import refresh

from companion.core.errors import Refusal
from companion.core.event import find_event
from companion.store.client import StoreDown

FORMAL: Final = "@formal"
"""What a language's name ends in where it addresses people formally; the build makes these catalogues."""
HAVE_FORMAL: Final = frozenset({"de"})


def wording(lang: str) -> str:
    """The catalogue for a language in this request: of the event in its address, or of the one that `about_event` named."""
    return lang + FORMAL if lang in HAVE_FORMAL and _formal() else lang


def about_event(slug: str) -> None:
    """This request is about an event that its address does not name."""
    g.about_event = slug
    g.pop("formal", None)
    refresh()


def _formal() -> bool:
    if "formal" not in g:
        slug = g.get("about_event") or (request.view_args or {}).get("slug")
        g.formal = slug is not None and _says_formal(slug)
    return bool(g.formal)


def _says_formal(slug: str) -> bool:
    # A page that says that there is no such event, or no store, is said in some words, too.
    try:
        event = find_event(current_app.extensions["companion"].replica.table(slug))
    except (Refusal, StoreDown):
        return False
    return event is not None and bool(event.fields.get("formal"))
