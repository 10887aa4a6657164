"""The job that makes the folder for a funder: report, sums, lists and statement in one file, handed in by a command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from companion.base.i18n import words
from companion.base.sheets import workbook_of
from companion.commands.commands import Commands
from companion.core.clock import event_time, wall_now
from companion.formats.checkin.attendance import Book
from companion.formats.checkin.prints.lists import signature_lists, slips
from companion.formats.checkin.prints.signing import Days, to_sign, without_names
from companion.formats.paper import fonts
from companion.formats.reports.blocks import Block
from companion.formats.reports.build import build_report
from companion.formats.reports.document import document
from companion.formats.reports.folder import Part, days_sheet, parts, readme
from companion.formats.reports.page import page
from companion.formats.reports.paper import paper
from companion.formats.reports.submissions import submitted_files
from companion.formats.reports.tables import tables
from companion.store.files import Files
from companion.store.replica import Replica
from workers.ordered import OrderedWork
from workers.reports.packing import packed
from workers.work import Task

MOST_UNSET = 20
Handed = dict[str, Path | None]
Print = Callable[[Sequence[Block]], bytes]


class FolderWork(OrderedWork):
    """Work on the folder."""

    def __init__(self, files: Files, replica: Replica, commands: Commands, task: Task) -> None:
        super().__init__(files, replica, commands, task)
        self._unset = list[str]()
        self._lang = "en"

    def make(self) -> None:
        """Write the folder, hand it in, and remove those before it."""
        follower = self._replica.follower(self._event)
        follower.catch_up()
        with follower.lock:
            table = follower.table
            row, clock = self.asked(table), table.get("clock", self._event)
            if row is None:
                return self.nothing()
            self._lang, read = str(row["lang"]), table.v
            catalogue, now = words(self._lang), event_time(clock.fields if clock else None, wall_now())
            report = build_report(table, now)
            found = parts(table, report, catalogue, now, row["lists"])
            to_be_signed = to_sign(Book(table, self._lang, catalogue.t), self._lang)
            sheets = [*tables(report, catalogue), days_sheet(table, catalogue)]
            handed = {name: self._files.find(self._event, stored) for stored, name in submitted_files(table)}
        signed = self._signed(str(row["lists"]), to_be_signed)
        made = self._written(found, document(report, catalogue), signed)
        made["README.html"] = page(readme(report, catalogue, found), self._lang).encode()
        data = packed(made | {"tables.xlsx": workbook_of(sheets)}, sheets, handed, self._lang)
        return self.deliver(row, read, {"zip": data}, size=len(data), unset=self._unset[:MOST_UNSET])

    def _signed(self, lists: str, days: Days) -> bytes | None:
        if lists == "none":
            return None
        if lists == "slips":
            days = without_names(days, words(self._lang).t("Person %(n)s"))
        return (slips if lists == "slips" else signature_lists)(days, fonts(), _said, self._lang)

    def _written(self, found: Sequence[Part], report: Sequence[Block], signed: bytes | None) -> dict[str, bytes]:
        """Each document, by its name in the folder. The report is the first; what is signed is on paper alone."""
        made: dict[str, bytes] = {}
        for n, part in enumerate(found):
            name, blocks = partial(part.name, n + 1), report if n == 0 else part.blocks
            if blocks is not None:
                made[name("html")] = page(blocks, self._lang).encode()
                made[name("pdf")] = self._printed(blocks)
            elif signed is not None:
                made[name("pdf")] = signed
            self.reached((n + 1) / len(found))
        return made

    def _printed(self, blocks: Sequence[Block]) -> bytes:
        missing = words(self._lang).t("This cannot be shown on paper. It is in the other files of the report.")
        printed = paper(blocks, self._lang, fonts(), missing)
        self._unset.extend(printed.unset)
        return printed.data


def _said(lang: str, text: str) -> str:
    return words(lang).t(text)
