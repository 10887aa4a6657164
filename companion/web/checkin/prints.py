"""Tickets, badges and lists to sign, as files. What opens everybody's tickets is for organisers: it is everybody's vote.

Supervisors of the desk get those of one person, and the lists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from flask import Blueprint, Response, g, request
from flask_babel import force_locale, gettext
from gevent import get_hub

from companion.base import qr
from companion.base.sheets import csv_of
from companion.core.actors import ORGANISERS
from companion.core.errors import Refusal
from companion.core.event import days_of_programme
from companion.core.table import Row, Table
from companion.core.ticket_codes import attendee_code
from companion.formats.apart import read_named_rows_apart
from companion.formats.checkin.attendance import OWN_PHONE, VALUES, Book, alphabetical
from companion.formats.checkin.prints import certificates as certificate_pages
from companion.formats.checkin.prints import lists
from companion.formats.checkin.prints import tickets as pages
from companion.formats.checkin.prints.badges import LABELS, badges
from companion.formats.checkin.prints.lists import signature_lists, slips
from companion.formats.checkin.prints.model import Holder, Occasion, Signer, Words
from companion.formats.checkin.prints.signing import occasion, to_sign
from companion.formats.checkin.prints.tickets import one_by_one, tickets
from companion.formats.checkin.roster.named_rows import links_for
from companion.formats.checkin.roster.problems import RosterError
from companion.formats.paper import fonts
from companion.formats.scripts import unprintable_names
from companion.web.access import fresh_table, require, require_supervisor
from companion.web.base import LANGUAGES, attachment, reply
from companion.web.pages import base_url, event_key
from companion.web.wording import wording

routes = Blueprint("prints", __name__)
MAX_LIST = 5_000_000
MESSAGES = (*pages.MESSAGES, *lists.MESSAGES, *certificate_pages.MESSAGES, *VALUES.values(), OWN_PHONE)


@routes.get("/e/<slug>/organise/people/tickets.pdf")
def pdf(slug: str) -> Response:
    """A page for everybody on the list, or for one: `?id=`."""
    table = _table_of_tickets(slug)
    made = in_thread(tickets, _holders(slug, table), _occasion(table), fonts(), printed_words())
    return attachment(made, "application/pdf", f"{slug}-tickets.pdf")


@routes.get("/e/<slug>/organise/people/tickets.zip")
def archive(slug: str) -> Response:
    """A file for each, to be sent by e-mail."""
    table = _table_of_tickets(slug)
    made = in_thread(one_by_one, _holders(slug, table), _occasion(table), printed_words(), g.lang)
    return attachment(made, "application/zip", f"{slug}-tickets.zip")


@routes.get("/e/<slug>/organise/people/links.csv")
def links(slug: str) -> Response:
    """Everybody's link, for a program that writes e-mails."""
    rows = [[holder.name, holder.org, holder.url] for holder in _holders(slug, _table_of_tickets(slug))]
    data = csv_of([gettext("Name"), gettext("Organisation"), gettext("Link")], rows, g.lang)
    return attachment(data, "text/csv; charset=utf-8", f"{slug}-links.csv")


@routes.post("/e/<slug>/organise/people/merge")
def merge(slug: str) -> Response:
    """An organiser's own list (the file is the body, `?name=` its name) with everybody's link in a column more, to write
    e-mails by: {"ok", "csv", "found", "rows"}. Nothing of it is kept, so addresses stay with whoever has the file.
    """
    require(slug, ORGANISERS)
    table = fresh_table(slug)
    request.max_content_length = MAX_LIST
    people = [(holder.name, holder.org, holder.url) for holder in _holders(slug, table)]
    try:
        given = read_named_rows_apart(request.get_data(), request.args.get("name", ""))
    except RosterError as error:
        return reply({"ok": False, "code": error.code, "message": error.text(gettext)}, 422)
    found = links_for(given.rows, people)
    rows = [[*row.cells, link] for row, link in zip(given.rows, found, strict=True)]
    data = csv_of([*given.header, gettext("Link")], rows, g.lang)
    return reply({"ok": True, "csv": data.decode(), "found": sum(map(bool, found)), "rows": len(rows)})


@routes.get("/e/<slug>/organise/people/badges.pdf")
def sheet(slug: str) -> Response:
    """Badges on labels: `?format=`, `?from=` the first free label of the first sheet, `?id=` for one person."""
    table = _table_of_tickets(slug)
    label = LABELS.get(request.args.get("format", "L7165"))
    if label is None:
        raise Refusal("bad_args", f"format: {', '.join(LABELS)}")
    first = request.args.get("from", 1, int)
    made = in_thread(badges, _holders(slug, table), _occasion(table), label, fonts(), first)
    return attachment(made, "application/pdf", f"{slug}-badges.pdf")


@routes.get("/e/<slug>/organise/people/signatures.pdf")
def signatures(slug: str) -> Response:
    """Who was there, to sign: a list for each day, or with `?slips=1` a slip for each person. With `?before=1` everybody who
    is expected on site, on the days of the programme: to be printed on the eve.
    """
    if request.args.get("before"):
        return _on_the_eve(slug)
    make = slips if request.args.get("slips") else signature_lists
    about = to_sign(Book(_table(slug), g.lang, gettext), g.lang)
    made = in_thread(make, about, fonts(), printed_words(), g.lang)
    return attachment(made, "application/pdf", f"{slug}-signatures.pdf")


@routes.get("/e/<slug>/organise/people/unprintable")
def unprintable(slug: str) -> Response:
    """Whose name would have gaps on paper: {"names"}."""
    require(slug, ORGANISERS)
    names = [row["name"] for row in fresh_table(slug).all("attendee") if row.to]
    found: list[str] = get_hub().threadpool.apply(unprintable_names, (names,))
    return reply({"names": found})


@routes.get("/e/<slug>/organise/people/<id>/ticket")
def one(slug: str, id: str) -> Response:
    """One person's link and its code, to be shown on a screen: {"url", "code", "qr"}."""
    row = _table(slug).get("attendee", id)
    if row is None or not row.to:
        raise Refusal("not_found")
    holder = _holder(slug, row)
    return reply({"url": holder.url, "code": holder.code, "qr": qr.data_uri(holder.url)})


def _on_the_eve(slug: str) -> Response:
    table = _table(slug)
    expected = _expected(table)
    days: Sequence[dt.date | None] = days_of_programme(table) or [None]
    about = [(occasion(table, g.lang, day), expected) for day in days]
    made = in_thread(signature_lists, about, fonts(), printed_words(), g.lang)
    return attachment(made, "application/pdf", f"{slug}-signatures.pdf")


def _expected(table: Table) -> list[Signer]:
    """Who may come to the place, by the alphabet."""
    rows = [row for row in table.all("attendee") if row.to and row["state"] == "valid" and row["mode"] != "remote"]
    rows.sort(key=lambda row: (alphabetical(row["name"]), row.id))
    return [Signer(row["name"], row["org"]) for row in rows]


def _table_of_tickets(slug: str) -> Table:
    if "id" not in request.args:
        require(slug, ORGANISERS)
    return _table(slug)


def _table(slug: str) -> Table:
    require_supervisor(slug)
    return fresh_table(slug)


def _holders(slug: str, table: Table) -> Sequence[Holder]:
    wanted = request.args.get("id")
    rows = [row for row in table.all("attendee") if row.to and row["state"] != "canceled" and wanted in (None, row.id)]
    rows.sort(key=lambda row: (alphabetical(row["name"]), row.id))
    if not rows:
        raise Refusal("not_found")
    return [_holder(slug, row) for row in rows]


def _holder(slug: str, row: Row) -> Holder:
    code = attendee_code(event_key(slug), slug, row.id, row["issue"])
    lang = row["lang"] if row["lang"] in LANGUAGES else g.lang
    return Holder(row["name"], row["org"], f"{base_url()}/t/{code}", code, lang)


def _occasion(table: Table) -> Occasion:
    return occasion(table, g.lang)


def in_thread(make: Callable[..., bytes], *args: object) -> bytes:
    """Run `make` in a thread: hundreds of pages take seconds, in which this process must go on serving everybody else."""
    return bytes(get_hub().threadpool.apply(make, args))


def printed_words(messages: Sequence[str] = MESSAGES) -> Words:
    """What is printed, in all languages, as a thread without a request needs it."""
    texts: dict[tuple[str, str], str] = {}
    for lang in LANGUAGES:
        with force_locale(wording(lang)):
            texts |= {(lang, text): str(gettext(text)) for text in messages}
    return lambda lang, text: texts[lang, text]
