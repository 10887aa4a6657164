"""Questionnaires for organisers: the links to send, and the files that came back."""

from __future__ import annotations

from flask import Blueprint, Response, g
from flask_babel import gettext

from companion.base.sheets import csv_of
from companion.core.actors import ORGANISERS
from companion.core.answer_links import answer_code
from companion.core.errors import Refusal
from companion.core.table import Table
from companion.rules.reports.answers import form_of, invitations_of
from companion.store.files import Files
from companion.web.access import fresh_table, require
from companion.web.base import attachment, reply
from companion.web.pages import base_url, event_key, services

routes = Blueprint("forms", __name__)


@routes.get("/e/<slug>/organise/forms/<form>/links")
def links(slug: str, form: str) -> Response:
    """The links of a questionnaire: [{"id", "org", "url"}]."""
    return reply([{"id": id, "org": org, "url": url} for id, org, url in _links(slug, form)])


@routes.get("/e/<slug>/organise/forms/<form>/links.csv")
def sheet(slug: str, form: str) -> Response:
    """The same for a program that writes e-mails."""
    rows = [[org, url] for _, org, url in _links(slug, form)]
    data = csv_of([gettext("Organisation"), gettext("Link")], rows, g.lang)
    return attachment(data, "text/csv; charset=utf-8", f"{slug}-questionnaire.csv")


@routes.get("/e/<slug>/organise/forms/<form>/<asked>/<question>")
def file(slug: str, form: str, asked: str, question: str) -> Response:
    """A file that an organisation has handed in; always to be saved, since others have made it."""
    handed = _table(slug).get("submission", asked)
    answer = handed["answers"].get(question, {}) if handed is not None and handed["form"] == form else {}
    path = Files(services().settings.files).find(slug, answer["stored"]) if "stored" in answer else None
    if path is None:
        raise Refusal("not_found")
    return attachment(path, "application/octet-stream", answer["name"])


def _links(slug: str, form: str) -> list[tuple[str, str, str]]:
    table, key = _table(slug), event_key(slug)
    base = f"{base_url()}/e/{slug}/answer"
    rows = invitations_of(table, form_of(table, form).id)
    return [(row.id, row["org"], f"{base}/{answer_code(key, slug, row.id, row['issue'])}") for row in rows]


def _table(slug: str) -> Table:
    require(slug, ORGANISERS)
    return fresh_table(slug)
