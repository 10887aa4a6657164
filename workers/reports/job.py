"""The job that makes the report of an event: it reads the table once, writes the files, and hands them in by a command."""

from __future__ import annotations

import logging
from collections.abc import Callable

from companion.base.i18n import words
from companion.base.sheets import Sheet, workbook_of
from companion.core.clock import event_time, wall_now
from companion.core.table import Table
from companion.formats.paper import fonts
from companion.formats.reports.blocks import Text
from companion.formats.reports.build import build_report
from companion.formats.reports.document import document
from companion.formats.reports.markdown import markdown
from companion.formats.reports.model import Report, archive
from companion.formats.reports.page import page
from companion.formats.reports.paper import paper
from companion.formats.reports.submissions import submitted_files
from companion.formats.reports.tables import tables
from companion.rules.reports.answers import STORED, invitation_in, stored_files
from companion.store.files import Files
from workers.ordered import OrderedWork
from workers.reports.packing import packed

log = logging.getLogger(__name__)
PACKED = "zip"
MOST_UNSET = 20
FRESH_S = 600
PAPER = 0.85
"""The share of the time that the paper takes; the other formats take almost none."""


class ReportWork(OrderedWork):
    """Work on the report."""

    def make(self) -> None:
        """Write the report in all formats, hand it in, and remove those before it."""
        follower = self._replica.follower(self._event)
        follower.catch_up()
        with follower.lock:
            table = follower.table
            row, clock = self.asked(table), table.get("clock", self._event)
            if row is None:
                return self.nothing()
            lang, read = str(row["lang"]), table.v
            report = build_report(table, event_time(clock.fields if clock else None, wall_now()))
            handed = {name: self._files.find(self._event, stored) for stored, name in submitted_files(table)}
        made, sheets, unset = written(report, lang, self.reached)
        made[PACKED] = packed(
            {f"{self._event}-report.{ending}": data for ending, data in made.items()}, sheets, handed, lang
        )
        self.deliver(row, read, made, files=[[ending, len(data)] for ending, data in made.items()], unset=unset)
        return sweep(self._files, self._event, self.newest())


def written(
    report: Report, lang: str, tell: Callable[[float], None] = lambda share: None
) -> tuple[dict[str, bytes], list[Sheet], list[str]]:
    """The report in a language, as files by their endings, its tables, and the places of what the PDF could not hold.

    A format that fails is left out. Raises what the last one raised if all do.
    """
    catalogue = words(lang)
    blocks = document(report, catalogue)
    sheets: list[Sheet] = []
    unset: list[str] = []

    def workbook() -> bytes:
        sheets.extend(tables(report, catalogue))
        return workbook_of(sheets)

    def pdf() -> bytes:
        missing = catalogue.t("This cannot be shown on paper. It is in the other files of the report.")
        spoken = Text(
            catalogue.t(
                "This report is also a page for the browser (HTML), which can be read aloud; a PDF has no tags."
            ),
            True,
        )
        printed = paper([*blocks, spoken], lang, fonts(), missing, lambda share: tell(PAPER * share))
        unset.extend(printed.unset[:MOST_UNSET])
        return printed.data

    makers: dict[str, Callable[[], bytes]] = {
        "md": lambda: markdown(blocks).encode(),
        "html": lambda: page(blocks, lang).encode(),
        "json": lambda: archive(report),
        "xlsx": workbook,
        "pdf": pdf,
    }
    made: dict[str, bytes] = {}
    for ending, make in makers.items():
        try:
            made[ending] = make()
        except Exception:
            log.exception("the report could not be written as %s", ending)
            if not made and ending == "pdf":
                raise
    return made, sheets, unset


def sweep(files: Files, event: str, table: Table) -> None:
    """Remove what was handed in and stands in no answer any more. What came just now may be on its way into one, unless it
    is of an organisation that is not asked any more.
    """
    held = stored_files(table)
    for name in files.names(event, STORED):
        if name not in held and (not _still_asked(table, name) or not _fresh(files, event, name)):
            files.drop(event, name)


def _still_asked(table: Table, name: str) -> bool:
    invitation = table.get("invitation", invitation_in(name))
    if invitation is None:  # names of earlier versions tell no invitation
        return bool(table.all("invitation"))
    return bool(invitation["state"] == "open")


def _fresh(files: Files, event: str, name: str) -> bool:
    path = files.find(event, name)
    return path is not None and path.stat().st_mtime >= wall_now() / 1000 - FRESH_S
