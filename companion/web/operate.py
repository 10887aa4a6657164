"""The operator's pages: all events of this server, a new one, and ways back into one whose links were lost.

They work without a script: whoever runs a server looks at them on whatever is at hand. Only the link itself is opened by
one, so that its secret stays out of addresses (`event.staff`).
"""

from __future__ import annotations

import io
from typing import Any, Final
from zoneinfo import available_timezones

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from flask_babel import format_decimal, gettext, ngettext

from companion.base import qr
from companion.core.clock import wall_now
from companion.core.errors import Refusal
from companion.core.event import parse_zone
from companion.core.ids import SLUG
from companion.core.profiles import PROFILES
from companion.formats.apart import read_archive_apart
from companion.formats.event.importing import bring_in
from companion.formats.programme.events import Listed, listed
from companion.formats.programme.importing import READERS
from companion.formats.programme.problems import Problem, ProgrammeError
from companion.formats.programme.sources import ENDINGS
from companion.identity.operator import leave, require_operator
from companion.identity.sign_in import open_link
from companion.identity.staff_links import address_of, new_organiser, staff_links
from companion.ops.doctor import examine
from companion.store import deletion
from companion.store.files import Files
from companion.store.operators import Operators
from companion.web import new_event
from companion.web.base import LANGUAGES, check_form, message
from companion.web.dates import day
from companion.web.event.archive import archive_file
from companion.web.event.deletion import require_name
from companion.web.pages import base_url, services

routes = Blueprint("operate", __name__)
MAX_FORM: Final = 6_000_000  # a file of 5 MB, and what was typed
MAX_ARCHIVE: Final = 100_000_000
ARCHIVE: Final = "/"  # what a refusal is about that is of no event


@routes.get("/operate")
def operate() -> Response:
    """All events, and the form for a new one."""
    require_operator(services().store)
    return _page()


@routes.post("/operate/events")
def new() -> Response:
    """Make an event, and go on as its organiser. What it begins with is shown first, with what that says of the event."""
    _required()
    request.max_content_length = MAX_FORM
    asked = new_event.asked(request.form, request.files, LANGUAGES)
    try:
        source = new_event.source(asked, services())
        if source is not None and asked.looked != asked.mark:
            return _page(new_event.filled(asked, source, g.lang), look=source.listed(g.lang), mark=asked.mark)
        name = new_event.make(asked, source, LANGUAGES, services())
    except Refusal as refusal:
        return _page(asked.given, refusal)
    except ProgrammeError as error:
        return _page(asked.given, Refusal("bad_args", "agenda"), said=error.problems)
    return _organise(name)


@routes.post("/operate/events/<slug>/open")
def open_event(slug: str) -> Response:
    """Go on as an organiser of the event; its organisers see that somebody has."""
    _required()
    return _organise(slug)


@routes.post("/operate/events/<slug>/link")
def link(slug: str) -> Response:
    """Make another organiser's link, for whoever has lost theirs; it is shown once."""
    _required()
    url = address_of(base_url(), _new_link(slug))
    return _page(link={"event": slug, "url": url, "qr": qr.data_uri(url)})


@routes.post("/operate/events/<slug>/delete")
def delete(slug: str) -> Response:
    """Delete an event for good; its name was typed, so that it is the one that is meant."""
    _required()
    at = services()
    event = at.store.listing().get(slug)
    if event is None:
        raise Refusal("no_event")
    try:
        require_name(slug, event["title"], request.form.get("name", ""))
    except Refusal as refusal:
        return _page(refusal=refusal, about=slug)
    deletion.begin(at.store, slug)
    return redirect("/operate", 303)  # type: ignore[return-value]


@routes.get("/operate/events/<slug>/archive.zip")
def archive(slug: str) -> Response:
    """A whole event as a file."""
    require_operator(services().store)
    return archive_file(slug)


@routes.post("/operate/archive")
def bring_in_archive() -> Response:
    """Make an event of an archive, and go on as its organiser."""
    _required()
    request.max_content_length = MAX_ARCHIVE
    file, name = request.files.get("archive"), request.form.get("name", "").strip()
    at, data = services(), file.read() if file is not None else b""
    try:
        found = bring_in(
            read_archive_apart(data), io.BytesIO(data), at.store, Files(at.settings.files), wall_now(), name or None
        )
    except Refusal as refusal:
        return _page(refusal=refusal, about=ARCHIVE)
    return _organise(found.event)


@routes.post("/operate/leave")
def give_back() -> Response:
    """Give the role back on this device."""
    check_form()
    leave(services().store)
    return redirect("/", 303)  # type: ignore[return-value]


def _required() -> None:
    check_form()
    require_operator(services().store)


def _page(
    given: dict[str, Any] | None = None,
    refusal: Refusal | None = None,
    link: dict[str, str] | None = None,
    about: str | None = None,
    look: list[tuple[str, str]] | None = None,
    mark: str = "",
    said: list[Problem] | None = None,
) -> Response:
    """`given`: what was typed for a new event; `about`: the event, or `ARCHIVE`, that a refusal is about, None for the new
    one; `look`: the items of what it begins with, which `mark` stands for; `said`: what was wrong with that.
    """
    at = services()
    events = listed(at.store, at.replica, Files(at.settings.files), wall_now())
    page = render_template(
        "operate.html",
        events=events,
        days={event.name: day(event.start, parse_zone(event.zone)) for event in events},
        checks=[check for check in examine(at.settings) if not check.ok],
        facts={event.name: _facts(event) for event in events},
        devices=_devices(len(Operators(at.store).openings())),
        zones=sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")),
        profiles=list(PROFILES),
        given={"begins": "09:00", "ends": "17:00", "zone": "Europe/Berlin", "languages": LANGUAGES, **(given or {})},
        trouble=_trouble(refusal) if refusal else None,
        wrong=refusal.detail if refusal and refusal.code == "bad_args" else "title" if refusal else None,
        about=about,
        link=link,
        look=look,
        understood=ngettext("%(num)d item understood", "%(num)d items understood", len(look or ())),
        mark=mark,
        said=[(problem.line, problem.text(gettext)) for problem in said or []],
        accept=",".join((*ENDINGS, *READERS)),
    )
    response = make_response(page, refusal.status if refusal else 200)
    # Without a referrer, a form's POST would say that it is from nowhere.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _devices(n: int) -> str:
    return str(
        ngettext(
            "%(num)d device has this role. A new link, by companion operator --renew, ends all of them.",
            "%(num)d devices have this role. A new link, by companion operator --renew, ends all of them.",
            n,
        )
    )


def _facts(event: Listed) -> list[str]:
    """What there is in an event, in figures."""
    facts = [
        ngettext("%(num)d item in the programme", "%(num)d items in the programme", event.items),
        ngettext("%(num)d person here now", "%(num)d people here now", event.here),
        ngettext("%(num)d on the list", "%(num)d on the list", event.people),
        ngettext(
            "who wrote what is forgotten %(num)d day after the end",
            "who wrote what is forgotten %(num)d days after the end",
            event.retention_days,
        ),
    ]
    if event.size is not None:
        facts.append(f"{format_decimal(round(event.size / 1_000_000, 1))} MB")
    return facts


def _trouble(refusal: Refusal) -> str:
    """A refusal in words; a field by the name that it has on the page."""
    fields = {
        "date": gettext("Date"),
        "begins": gettext("From"),
        "ends": gettext("Until"),
        "zone": gettext("Time zone"),
        "languages": gettext("Languages of the event"),
        "profile": gettext("What kind of event is it?"),
        "short": gettext("Short name"),
        "name": gettext("Name in addresses"),
        "agenda": gettext("Programme"),
    }
    known = refusal.code == "bad_args" and str(refusal.detail) in fields
    return message(Refusal(refusal.code, fields[str(refusal.detail)]) if known else refusal)


def _organise(slug: str) -> Response:
    at = services()
    if not SLUG.fullmatch(slug) or not at.store.exists(slug):
        raise Refusal("no_event")
    found = staff_links(at.commands, at.replica, at.settings.secret_key, base_url(), slug)
    standing = next((link["secret"] for link in found if link["id"] == "organiser"), None)
    open_link(at.commands, standing or _new_link(slug))
    return redirect(f"/e/{slug}/organise", 303)  # type: ignore[return-value]


def _new_link(slug: str) -> str:
    at = services()
    return new_organiser(at.commands, at.replica, at.settings.secret_key, slug)
