"""Slips to print and cut up: codes for one poll, and personal links; those also as a list for e-mails."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Sequence
from typing import NamedTuple

from flask import Blueprint, Response, render_template, request

from companion.base import qr
from companion.core.actors import MODERATORS, ORGANISERS
from companion.core.errors import Refusal
from companion.core.ids import chunked
from companion.core.table import Row
from companion.core.ticket_codes import Ticket, code_of
from companion.identity import people
from companion.web.pages import addresses, base_url, services

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
    _allow(slug, MODERATORS)
    found = services().commands.ballot_box.codes(slug, poll)
    row = services().replica.table(slug).get("poll", poll)
    join = addresses(services().replica.table(slug), slug)["join"]
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
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["number", "link"])
    writer.writerows(enumerate(_links(slug, _batch(slug, batch)), 1))
    response = Response(out.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename={slug}-{batch}.csv"
    return response


def _allow(slug: str, roles: frozenset[str]) -> None:
    if not people.actor(slug).may(roles):
        raise Refusal("not_allowed")


def _batch(slug: str, batch: str) -> Row:
    _allow(slug, ORGANISERS)
    row = services().replica.follower(slug).find("ticket_batch", batch)
    if row is None or row["revoked"]:
        raise Refusal("not_found")
    return row


def _links(slug: str, row: Row) -> list[str]:
    key = services().settings.secret_key
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
