"""The form for a new event: what was typed, what it begins with, and what that says of it."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from werkzeug.datastructures import FileStorage, MultiDict

from companion import Services
from companion.core.errors import Refusal
from companion.core.event import parse_zone
from companion.core.ids import digest
from companion.formats.programme.begin_with import source_of, text_in
from companion.formats.programme.fresh import NewEvent, make_event
from companion.formats.programme.sources import FromEvent, Source
from companion.formats.programme.times import parse_date

FIELDS: Final = ("title", "date", "begins", "ends", "zone", "venue", "profile", "name", "short")
KEPT: Final = (*FIELDS, "agenda", "copy")
TYPED: Final = ("title", "short", "date", "venue")
"""What counts more than what its source says; hours, languages and profile stand in the form before anybody has typed."""


class Asked(msgspec.Struct):
    """A form as it came. `given`: its fields by their names; `looked`: the mark of what its sender has seen before."""

    given: dict[str, Any]
    looked: str
    file: tuple[bytes, str] | None

    @property
    def mark(self) -> str:
        """Stands for what the event begins with, however a browser sends the ends of its lines."""
        return digest("new event", self.given.get("copy", ""), " ".join(self.given.get("agenda", "").split()))


def asked(form: MultiDict[str, str], files: MultiDict[str, FileStorage], known: tuple[str, ...]) -> Asked:
    """What was sent; `known` are the languages that an event can be held in."""
    given: dict[str, Any] = {name: value for name in KEPT if (value := form.get(name, "").strip())}
    given["languages"] = tuple(lang for lang in known if lang in form.getlist("languages"))
    file = files.get("file")
    content = (file.read(), file.filename) if file is not None and file.filename else None
    return Asked(given, form.get("looked", ""), content)


def source(asked: Asked, at: Services) -> Source | None:
    """What the event is to begin with. A file is put into the form as its text, where people see and correct it.

    Raises `ProgrammeError`; `Refusal`: `no_event` for one that is not there, `busy`, `two_sources`.
    """
    given = asked.given
    if asked.file:
        zone = given.get("zone", "UTC")
        given["agenda"] = text_in(*asked.file, zone if parse_zone(zone) else "UTC")
    if given.get("copy"):
        if given.get("agenda"):
            raise Refusal("bad_args", "copy")
        follower = at.replica.follower(given["copy"])
        follower.catch_up()
        return FromEvent(given["copy"], follower.table)
    text = given.get("agenda", "")
    return source_of(text, parse_date(given.get("date", ""))) if text else None


def filled(asked: Asked, source: Source, lang: str) -> dict[str, Any]:
    """The form with what its source says of the event, in the language `lang`; what somebody has typed stays."""
    typed = {name: value for name, value in asked.given.items() if name in TYPED}
    return asked.given | source.suggested(lang) | typed


def make(asked: Asked, source: Source | None, known: tuple[str, ...], at: Services) -> str:
    """Make the event; its name in addresses. Raises as `make_event`."""
    given = {name: asked.given[name] for name in FIELDS if name in asked.given}
    event = NewEvent(**{"title": "", "date": "", **given}, languages=asked.given["languages"])
    return make_event(event, known, at.store, at.replica, at.commands, source)
