"""The report of an event, as files for organisers."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response

from companion.base.sheets import XLSX_TYPE
from companion.core.actors import ORGANISERS
from companion.core.errors import Refusal
from companion.core.work import FOLDER, REPORT
from companion.rules.reports.folder import file_name as folder_name
from companion.rules.reports.report import file_name
from companion.store.files import Files
from companion.web.access import fresh_table, require
from companion.web.base import attachment
from companion.web.pages import services

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
    require(slug, ORGANISERS)
    row = fresh_table(slug).get(FOLDER, FOLDER)
    path = Files(services().settings.files).find(slug, folder_name(row["made"])) if row and row["size"] else None
    if path is None:
        raise Refusal("not_found")
    return attachment(path, "application/zip", f"{slug}-folder.zip")


@routes.get("/e/<slug>/organise/report.<ending>")
def file(slug: str, ending: str) -> Response:
    """The newest report as a PDF, a page, Markdown, tables (`xlsx`), JSON, or all of them in one (`zip`)."""
    require(slug, ORGANISERS)
    row = fresh_table(slug).get(REPORT, REPORT)
    if row is None or ending not in TYPES or ending not in [name for name, _ in row["files"]]:
        raise Refusal("not_found")
    path = Files(services().settings.files).find(slug, file_name(row["made"], ending))
    if path is None:
        raise Refusal("not_found")
    return attachment(path, TYPES[ending], f"{slug}-report.{ending}")
