"""Who was there, as files: for organisers and supervisors of the desk, and nobody else."""

from __future__ import annotations

from flask import Blueprint, Response, g, request
from flask_babel import gettext

from companion.base.sheets import csv_of, xlsx_of
from companion.core.actors import DESK
from companion.core.errors import Refusal
from companion.formats.checkin.attendance import Book, Sheet
from companion.identity import people
from companion.rules.checkin.registration import require_supervisor
from companion.web.pages import services

routes = Blueprint("attendance", __name__)


@routes.get("/e/<slug>/attendance.csv")
def csv(slug: str) -> Response:
    """Attendance as CSV: `?by=day` (the default), `slot` or `log`."""
    sheet = _sheet(slug)
    return attached(csv_of(sheet.header, sheet.rows, g.lang), "text/csv; charset=utf-8", f"{slug}-attendance.csv")


@routes.get("/e/<slug>/attendance.xlsx")
def xlsx(slug: str) -> Response:
    """The same as a workbook."""
    sheet = _sheet(slug)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return attached(xlsx_of(sheet.header, sheet.rows), kind, f"{slug}-attendance.xlsx")


def allow(slug: str) -> None:
    """Raise `Refusal` unless whoever asks may see the list of people."""
    who = people.actor(slug)
    if not who.may(DESK):
        raise Refusal("not_allowed")
    require_supervisor(who)


def attached(data: bytes, kind: str, name: str) -> Response:
    """A file to be kept."""
    response = Response(data, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _sheet(slug: str) -> Sheet:
    allow(slug)
    follower = services().replica.follower(slug)
    follower.catch_up()
    book = Book(follower.table, g.lang, gettext)
    views = {"day": book.by_day, "slot": book.by_slot, "log": book.log}
    view = views.get(request.args.get("by", "day"))
    if view is None:
        raise Refusal("bad_args", f"by: {', '.join(views)}")
    return view()
