"""Certificates of attendance: one at the desk or by the own ticket, all for organisers, and a check for anybody."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, g, redirect, render_template, request

from companion.core.certificate_codes import is_certificate
from companion.core.errors import Refusal
from companion.core.event import event_of
from companion.core.ids import digest
from companion.core.table import Table
from companion.core.work import CERTIFICATES
from companion.formats.checkin.prints.certificates import Certificate, certificates, certificates_of, issue_of
from companion.formats.paper import fonts
from companion.identity.actor import actor
from companion.rules.checkin.certificates import settings
from companion.web.access import fresh_table, ordered_file, require_supervisor
from companion.web.base import attachment
from companion.web.checkin.prints import in_thread, printed_words
from companion.web.pages import base_url, event_key

routes = Blueprint("certificates", __name__)
KEPT: Final = 100
_made: dict[str, bytes] = {}
"""The papers that this process has made last, by what stands in them."""


@routes.get("/e/<slug>/organise/people/certificates.zip")
def archive(slug: str) -> Response:
    """Those of all, as a worker made them."""
    return attachment(ordered_file(slug, CERTIFICATES), "application/zip", f"{slug}-certificates.zip")


@routes.get("/e/<slug>/organise/people/<id>/certificate.pdf")
def one(slug: str, id: str) -> Response:
    """One person's, at the desk. `not_found` if they were not there."""
    require_supervisor(slug)
    return _paper(slug, fresh_table(slug), id)


@routes.get("/e/<slug>/certificate.pdf")
def own(slug: str) -> Response:
    """One's own, where organisers let people fetch it: for who has opened their ticket and was there."""
    table, who = fresh_table(slug), actor(slug)
    if not settings(table)["own"] or who.attendee is None:
        raise Refusal("not_found")
    return _paper(slug, table, who.attendee)


@routes.get("/e/<slug>/certificate")
def typed(slug: str) -> Response:
    """Where a code is typed: `?code=` leads to its page."""
    given = "".join(char for char in request.args.get("code", "") if char.isalnum())
    if given:
        return redirect(f"/e/{slug}/certificate/{given[:40]}", 303)  # type: ignore[return-value]
    page = render_template("certificate.html", event=event_of(fresh_table(slug)), home=f"/e/{slug}/", genuine=False)
    return Response(page, content_type="text/html; charset=utf-8")


@routes.get("/e/<slug>/certificate/<code>")
def check(slug: str, code: str) -> Response:
    """Who has issued the certificate with this code, and nothing else. `not_found` if nobody has."""
    table = fresh_table(slug)
    if not is_certificate(event_key(slug), slug, code):
        raise Refusal("not_found")
    event = event_of(table)
    issuer = settings(table)["issuer"]
    page = render_template("certificate.html", event=event, home=f"/e/{slug}/", genuine=True, issuer=issuer)
    return Response(page, content_type="text/html; charset=utf-8")


def _paper(slug: str, table: Table, id: str) -> Response:
    words = printed_words()
    person: Certificate | None = certificates_of(table, event_key(slug), slug, words, g.lang).get(id)
    if person is None:
        raise Refusal("not_found")
    issue = issue_of(table, f"{base_url()}/e/{slug}")
    # Setting one takes half a second of a core, and whoever has a ticket may ask for theirs as often as they like.
    about = digest(slug, repr(person), repr(issue))
    made = _made.get(about)
    if made is None:
        made = _made[about] = in_thread(certificates, [person], issue, fonts(), words)
        while len(_made) > KEPT:
            _made.pop(next(iter(_made)), None)
    return attachment(made, "application/pdf", f"{slug}-certificate.pdf")
