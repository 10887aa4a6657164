"""Slips to print and cut up: codes for one poll, and personal links; those also as a list for e-mails."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import NamedTuple

from flask import Blueprint, Response, g, render_template, request

from companion.base import qr
from companion.base.sheets import csv_of
from companion.core.actors import MODERATORS, ORGANISERS
from companion.core.errors import Refusal
from companion.core.ids import chunked
from companion.core.table import Row
from companion.core.ticket_codes import Ticket, code_of
from companion.web.access import fresh_table, require
from companion.web.base import attachment
from companion.web.pages import addresses, base_url, event_key, services

routes = Blueprint("slips", __name__)
ON_PAGE = 24
AT_ONCE = 96  # drawing the codes of so many slips takes about a second


class Slip(NamedTuple):
    """One slip: what to type or to open, and the address in its QR code."""

    words: str
    address: str


@routes.get("/e/<slug>/moderate/codes/<poll>")
def codes(slug: str, poll: str) -> str:
    """The codes of a poll that takes one ballot for each."""
    require(slug, MODERATORS)
    found = services().commands.ballot_box.codes(slug, poll)
    table = fresh_table(slug)
    row = table.get("poll", poll)
    join = addresses(table, slug)["join"]
    slips = [Slip(chunked(code), f"{join}#code={code}") for code in found]
    return _sheet(slug, slips, poll=row and row["title"])


@routes.get("/e/<slug>/organise/tickets/<batch>")
def tickets(slug: str, batch: str) -> str:
    """The personal links of a batch, to hand out."""
    row = _batch(slug, batch)
    return _sheet(slug, [Slip(f"{row.id} · {n + 1}", link) for n, link in enumerate(_links(slug, row))], batch=row)


@routes.get("/e/<slug>/organise/tickets/<batch>.csv")
def listed(slug: str, batch: str) -> Response:
    """The same as a list for a program that writes e-mails."""
    rows = [[str(n), link] for n, link in enumerate(_links(slug, _batch(slug, batch)), 1)]
    return attachment(csv_of(["number", "link"], rows, g.lang), "text/csv; charset=utf-8", f"{slug}-{batch}.csv")


def _batch(slug: str, batch: str) -> Row:
    require(slug, ORGANISERS)
    row = services().replica.follower(slug).find("ticket_batch", batch)
    if row is None or row["revoked"]:
        raise Refusal("not_found")
    return row


def _links(slug: str, row: Row) -> list[str]:
    key = event_key(slug)
    return [f"{base_url()}/t/{code_of(key, slug, Ticket(row.id, n))}" for n in range(row["n"])]


def _drawn(slip: Slip) -> str:
    time.sleep(0)  # a sheet takes a second of work, in which everybody else must be served as well
    return qr.picture(slip.address)


def _sheet(slug: str, slips: Sequence[Slip], **about: object) -> str:
    first = max(0, request.args.get("from", 1, int) - 1)
    shown = slips[first : first + AT_ONCE]
    drawn = [(slip, _drawn(slip)) for slip in shown]
    pages = [drawn[n : n + ON_PAGE] for n in range(0, len(drawn), ON_PAGE)]
    event = services().replica.table(slug).get("event", slug)
    sheets = [(n + 1, min(n + AT_ONCE, len(slips))) for n in range(0, len(slips), AT_ONCE)]
    return render_template(
        "slips.html", event=event, pages=pages, sheets=sheets, first=first + 1, host=base_url().split("//")[-1], **about
    )
