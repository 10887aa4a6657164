"""The report of an event, as files for organisers."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response

from companion.base.sheets import XLSX_TYPE
from companion.core.actors import ORGANISERS
from companion.core.errors import Refusal
from companion.core.work import FOLDER, REPORT
from companion.web.access import ordered_file, require
from companion.web.base import attachment

routes = Blueprint("report", __name__)
TYPES: Final = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "xlsx": XLSX_TYPE,
    "zip": "application/zip",
}


@routes.get("/e/<slug>/organise/folder.zip")
def folder(slug: str) -> Response:
    """The newest folder for a funder."""
    return attachment(ordered_file(slug, FOLDER), TYPES["zip"], f"{slug}-folder.zip")


@routes.get("/e/<slug>/organise/report.<ending>")
def file(slug: str, ending: str) -> Response:
    """The newest report as a PDF, a page, Markdown, tables (`xlsx`), JSON, or all of them in one (`zip`)."""
    require(slug, ORGANISERS)
    if ending not in TYPES:
        raise Refusal("not_found")
    return attachment(ordered_file(slug, REPORT, ending), TYPES[ending], f"{slug}-report.{ending}")
