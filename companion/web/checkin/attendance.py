"""Who was there, as files: for organisers and supervisors of the desk, and nobody else."""

from __future__ import annotations

from flask import Blueprint, Response, g, request
from flask_babel import gettext

from companion.base.sheets import XLSX_TYPE, Sheet, csv_of, workbook_of
from companion.core.errors import Refusal
from companion.formats.checkin.attendance import Book
from companion.web.access import fresh_table, require_supervisor
from companion.web.base import attachment

routes = Blueprint("attendance", __name__)


@routes.get("/e/<slug>/attendance.csv")
def csv(slug: str) -> Response:
    """Attendance as CSV: `?by=day` (the default), `slot` or `log`."""
    sheet = _sheet(slug)
    return attachment(csv_of(sheet.header, sheet.rows, g.lang), "text/csv; charset=utf-8", f"{slug}-attendance.csv")


@routes.get("/e/<slug>/attendance.xlsx")
def xlsx(slug: str) -> Response:
    """The same as a workbook."""
    sheet = _sheet(slug)
    return attachment(workbook_of([sheet]), XLSX_TYPE, f"{slug}-attendance.xlsx")


def _sheet(slug: str) -> Sheet:
    require_supervisor(slug)
    book = Book(fresh_table(slug), g.lang, gettext)
    views = {"day": book.by_day, "slot": book.by_slot, "log": book.log}
    view = views.get(request.args.get("by", "day"))
    if view is None:
        raise Refusal("bad_args", f"by: {', '.join(views)}")
    return view()
