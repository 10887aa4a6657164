"""The organiser's page."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from flask import Blueprint, Response, request
from flask_babel import gettext

from companion.base import qr
from companion.core.actors import ORGANISERS
from companion.core.content_filter import default_words
from companion.core.errors import Refusal
from companion.core.event import zone_of
from companion.core.link_secrets import secret_of
from companion.core.messages import _
from companion.core.profiles import PROFILES
from companion.core.table import Table
from companion.formats.apart import read_agenda_apart, read_programme_apart, read_text_apart
from companion.formats.checkin.prints.badges import LABELS
from companion.formats.programme.agenda.model import Agenda
from companion.formats.programme.importing import ending_of, import_programme, lies_behind, preview
from companion.formats.programme.model import Programme
from companion.formats.programme.pasted import Entry, Taken, entries, programme_of
from companion.formats.programme.problems import Note, ProgrammeError
from companion.formats.programme.series import carry_over, left_open
from companion.identity.staff_links import address_of, link_of, may_show
from companion.web.access import fresh_table, require
from companion.web.base import LANGUAGES, body, message, reply
from companion.web.pages import base_url, event_key, live_page, server_notes, services, with_codes

routes = Blueprint("organise", __name__)
MAX_PROGRAMME = 4_500_000
MAX_FILE = 5_000_000
FILES = (".yaml", ".yml", ".json", ".xml")
DOUBTS: Final[dict[str, str]] = {
    "nothing_in_common": _(
        "Nothing of this event is in it, and all items would be cancelled. Is it another event’s programme?"
    ),
    "in_the_past": _("All of it lies in the past. Is the date right?"),
    "most_cancelled": _("Most items of this event are not in it and would be cancelled. Is it the whole programme?"),
}


class Secret(msgspec.Struct, forbid_unknown_fields=True):
    """The secret of a staff link."""

    secret: str


class ProgrammeImport(msgspec.Struct, forbid_unknown_fields=True):
    """A programme as text, or as the corrected rows of a preview; `apply` takes it over, else it is only looked at.
    `taken`: what of a text is taken over beside its rows. `whole`: it is the whole programme, and what it lacks is cancelled;
    else what it has is added; None: whole if it has half of what the event has. `sure`: also what would leave nothing, or
    little, of what the event has, or is over."""

    text: str | None = None
    name: str | None = None
    items: list[Entry] | None = None
    taken: Taken = Taken()
    whole: bool | None = None
    apply: bool = False
    sure: bool = False


@routes.get("/e/<slug>/organise")
def organise(slug: str) -> str:
    """Join addresses, staff links, the programme."""
    own = [link for link, _ in require(slug, ORGANISERS).openings]
    words = {lang: default_words(lang) for lang in LANGUAGES}
    labels = [[name, label.words] for name, label in LABELS.items()]
    keeps = {name: {**profile.keeps, "shortest": profile.shortest} for name, profile in PROFILES.items()}
    more = {"words": words, "labels": labels, "own": own, "notes": server_notes(), "keeps": keeps}
    return live_page("organise", slug, "team", **more, **with_codes(slug))


@routes.get("/e/<slug>/organise/series")
def series(slug: str) -> Response:
    """What stayed open at earlier events of the series: [{"event", "title", "topics": [title], "questions": [title]}]."""
    require(slug, ORGANISERS)
    found = left_open(services().store, services().replica, slug)
    kinds = ("topics", "questions")
    return reply(
        [{"event": x.event, "title": x.title} | {k: [one.title for one in getattr(x, k)] for k in kinds} for x in found]
    )


@routes.post("/e/<slug>/organise/series/<other>")
def carry(slug: str, other: str) -> Response:
    """Take what stayed open at another event of the series over: {"ok", "topics"}."""
    require(slug, ORGANISERS)
    at = services()
    return reply({"ok": True, "topics": carry_over(at.store, at.replica, at.commands, slug, other)})


@routes.post("/e/<slug>/organise/programme")
def programme(slug: str) -> Response:
    """Understand a programme, and say what it would change; with `apply`, change it.

    {"ok", "agenda" (of pasted text), "changes", "release", "notes", "doubt"}, or {"ok": false, "problems": [{"line",
    "message"}]}.
    """
    require(slug, ORGANISERS)
    request.max_content_length = MAX_PROGRAMME
    given = body(ProgrammeImport)
    table = fresh_table(slug)
    try:
        return _answered(table, slug, given, _understood(table, slug, given))
    except ProgrammeError as error:
        problems = [{"line": problem.line, "message": problem.text(gettext)} for problem in error.problems]
        return reply({"ok": False, "problems": problems}, 422)


class Understood(NamedTuple):
    """What was understood. Without a programme there are rows of an `agenda` to be corrected first; `why` says what of them.
    `notes` are about a file."""

    programme: Programme | None
    agenda: Agenda | None = None
    notes: tuple[Note, ...] = ()
    why: str = ""


def _understood(table: Table, slug: str, given: ProgrammeImport) -> Understood:
    """Raises `ProgrammeError`, and `Refusal` for rows that were corrected into what cannot be."""
    if given.items is not None:
        return Understood(programme_of(table, slug, given.items, given.taken))
    if name := _file_name(given):
        programme, notes = read_programme_apart((given.text or "").encode(), name)
        return Understood(programme, notes=notes)
    first = _first_day(slug)
    agenda = read_agenda_apart(given.text or "", first.year if first else None, first)
    if not agenda.items:
        return Understood(None, agenda)
    try:
        return Understood(programme_of(table, slug, entries(agenda), given.taken), agenda)
    except Refusal as refusal:  # such as a time that a night does not have: the rows are there to be corrected
        return Understood(None, agenda, why=message(refusal))


def _answered(table: Table, slug: str, given: ProgrammeImport, understood: Understood) -> Response:
    """What an import would change, or has changed. Raises `StoreDown`, `Refusal`."""
    found, agenda, notes, why = understood
    if found is None:
        return reply({"ok": True, "agenda": agenda, "changes": []} | ({"notes": [why]} if why else {}))
    at, add = services(), given.whole is False
    result = preview(found, slug, at.store, at.replica, notes, add=add)
    if given.whole is None and _is_pasted(given, agenda) and result.doubt in ("nothing_in_common", "most_cancelled"):
        add = True
        result = preview(found, slug, at.store, at.replica, notes, add=True)
    doubt = DOUBTS.get(result.doubt or "")
    if doubt is None and lies_behind(found, table, at.commands.event_now(slug)):
        doubt = DOUBTS["in_the_past"]
    if agenda is None and given.apply:
        if doubt and not given.sure:
            return reply({"ok": False, "problems": [{"line": 0, "message": gettext(doubt)}]}, 422)
        result = import_programme(found, slug, at.store, at.replica, at.commands, add=add)
    messages = [note.text(gettext) for note in result.notes]
    return reply(
        {
            "ok": True,
            "agenda": agenda,
            "changes": result.changes,
            "release": result.release,
            "undo": result.undo,
            "whole": not add,
            "notes": messages,
            "doubt": gettext(doubt) if doubt else "",
        }
    )


@routes.post("/e/<slug>/organise/programme/text")
def programme_text(slug: str) -> Response:
    """A file (the body, `?name=` its name) as the text that an agenda is read from: {"ok", "text"}; problems as above."""
    require(slug, ORGANISERS)
    request.max_content_length = MAX_FILE
    data, name = request.get_data(), request.args.get("name", "")
    try:
        text = read_text_apart(data, name, zone_of(fresh_table(slug)))
    except ProgrammeError as error:
        problems = [{"line": problem.line, "message": problem.text(gettext)} for problem in error.problems]
        return reply({"ok": False, "problems": problems}, 422)
    return reply({"ok": True, "text": text})


def _is_pasted(given: ProgrammeImport, agenda: Agenda | None) -> bool:
    """Whether it was pasted, as rows or a text, rather than a file of a whole programme."""
    return given.items is not None or agenda is not None


def _file_name(given: ProgrammeImport) -> str | None:
    """The name of the file that a text is from, also if somebody has copied the whole file and pasted it."""
    if (given.name or "").lower().endswith(FILES):
        return given.name
    ending = ending_of(given.text or "")
    return f"programme{ending}" if ending else None


def _first_day(slug: str) -> dt.date | None:
    row = services().replica.table(slug).get("event", slug)
    return dt.datetime.fromtimestamp(row["start"] / 1000, ZoneInfo(row["tz"])).date() if row and row["start"] else None


@routes.get("/e/<slug>/organise/link/<id>")
def link(slug: str, id: str) -> Response:
    """The address of a staff link, to be shown to an organiser who may have it (`may_show`): {"url", "secret", "qr"}."""
    who = require(slug, ORGANISERS)
    follower = services().replica.follower(slug)
    row = follower.find("link", id)
    if row is None:
        raise Refusal("not_found")
    if not may_show(follower.table, row, who):
        raise Refusal("not_allowed")
    return _address(secret_of(event_key(slug), slug, id))


@routes.post("/e/<slug>/organise/link")
def known_link(slug: str) -> Response:
    """The same for whoever has a link's secret already, as when they have just made it."""
    require(slug, ORGANISERS)
    given = body(Secret).secret
    follower, _ = link_of(services().replica, services().settings.secret_key, given)
    if follower.slug != slug:
        raise Refusal("bad_secret")
    return _address(given)


def _address(secret: str) -> Response:
    url = address_of(base_url(), secret)
    return reply({"url": url, "secret": secret, "qr": qr.data_uri(url)})
