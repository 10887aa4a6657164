"""The folder for a funder: each document with what it is, and the page that says what is what.

Numbers are those of the report; what is too few to be told there is not told here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from babel.dates import format_date

from companion.base.i18n import Words
from companion.base.sheets import Sheet
from companion.core.small_numbers import groups_told, told
from companion.core.table import Table
from companion.core.uploads import safe_name
from companion.formats.checkin.attendance import Book
from companion.formats.reports.blocks import Block, Grid, Heading, Item, Items, Text
from companion.formats.reports.deletions import statement
from companion.formats.reports.document import programme
from companion.formats.reports.evaluations import evaluation
from companion.formats.reports.model import Report
from companion.formats.reports.participation import answers
from companion.formats.reports.tables import participation
from companion.formats.reports.translator import Translator


class Part(NamedTuple):
    """A document of the folder: its title, what it is in a sentence, and what stands in it; None: it is made elsewhere."""

    title: str
    about: str
    blocks: Sequence[Block] | None

    def name(self, n: int, ending: str) -> str:
        """Its file's name as the `n`-th."""
        return safe_name(f"{n}-{self.title}.{ending}", ending).lower()


def parts(table: Table, report: Report, words: Words, now: int, lists: str) -> list[Part]:
    """The documents, those alone in which there is something. `now` is event time in ms."""
    i18n, t = Translator(report, words), words.t
    found = [Part(t("Report"), t("What the event was, in numbers and in words. Nobody who took part is named."), None)]
    if report.programme:
        about = t("Each item with the time at which it really began and ended, and what was cancelled.")
        found.append(Part(t("Programme"), about, _whole(i18n, list(programme(i18n)))))
    about = t("How many took part, on site and remote, as sums; numbers of fewer than five people are not told.")
    found.append(Part(t("Participation"), about, _whole(i18n, list(_participation(table, i18n, words)))))
    if lists == "signatures":
        about = t("Who was there, with a line to sign for those on site. It holds names, and is for the funder alone.")
        found.append(Part(t("Signature lists"), about, None))
    elif lists == "slips":
        about = t("A slip for each person who was there, with a number instead of a name.")
        found.append(Part(t("Slips"), about, None))
    if report.evaluations:
        about = t("What those who took part have answered without a name.")
        blocks = [block for one in report.evaluations for block in evaluation(i18n, one)]
        found.append(Part(t("Evaluation"), about, _whole(i18n, blocks)))
    if report.questionnaires:
        about = t("What organisations have answered afterwards; their files are in the folder “files”.")
        blocks = [block for one in report.questionnaires for block in answers(i18n, one)]
        found.append(Part(t("Questionnaires"), about, _whole(i18n, blocks)))
    about = t("Which data was deleted on which day, and which goes when.")
    return [*found, Part(t("Deletion"), about, list(statement(table, words, now)))]


def readme(report: Report, words: Words, found: Sequence[Part]) -> list[Block]:
    """The page that says what is what."""
    i18n, t = Translator(report, words), words.t
    items = [Item(f"{n} · {part.title}", below=part.about) for n, part in enumerate(found, 1)]
    return [
        Heading(1, t("What is in this folder")),
        Text(" · ".join(filter(None, (i18n.pick(report.title), i18n.day(report.start) if report.start else "")))),
        Text(t("Everything that a funder usually asks for after an event. Open the files with a double click.")),
        Items(tuple(items)),
        Heading(2, t("Which ending is for what")),
        Items(
            (
                Item("PDF", below=t("To hand in and to print.")),
                Item("HTML", below=t("The same as a page for the browser: for screens of every size, and read aloud.")),
                Item(
                    t("Which one is accessible"),
                    below=t(
                        "The page (HTML). The PDFs have a title, a language and an outline, but no tags for screen readers."
                    ),
                ),
                Item("XLSX", below=t("All tables in one workbook for Excel or LibreOffice.")),
                Item("CSV", below=t("The same tables one by one, in the folder “tables”, for every other program.")),
            )
        ),
        Heading(2, t("Before you pass it on")),
        Text(t("Read once what people and organisations have written: Companion does not change their words.")),
        Text(t("Made with Companion on %(day)s.", day=i18n.day(report.made)), quiet=True),
    ]


def days_sheet(table: Table, words: Words) -> Sheet:
    """How many were checked in on each day, on site and remote, as far as they are not too few."""
    t = words.t
    header = (t("Day"), t("In the room"), t("Remote"), t("Together"))
    rows = ((day.isoformat(), *counts) for day, *counts in _days(table, words))
    return Sheet(t("Checked in by day"), header, tuple(rows))


def _whole(i18n: Translator, blocks: list[Block]) -> list[Block]:
    """A part of the report as a document of its own, which its event heads."""
    day = i18n.day(i18n.report.start) if i18n.report.start else ""
    return [Heading(1, i18n.pick(i18n.report.title)), *([Text(day, quiet=True)] if day else []), *blocks]


def _participation(table: Table, i18n: Translator, words: Words) -> Iterator[Block]:
    t = words.t
    yield Heading(2, t("Participation"))
    yield Text(t("“–” means: too few to show, since a number of few people tells who they are."), quiet=True)
    groups = (t("In the room"), t("Remote"), t("Together"))
    days = [(str(format_date(day, "long", locale=words.lang)), *map(_n, n)) for day, *n in _days(table, words)]
    if days:
        yield Heading(3, t("Checked in, by day"))
        yield Grid((t("Day"), *groups), tuple(days), (40, 20, 20, 20), frozenset({1, 2, 3}))
    rows = [(str(what), _n(round), *map(_n, n)) for what, round, *n in participation(i18n)]
    if rows:
        yield Heading(3, t("By item and workshop"))
        widths = (46, 12, 14, 14, 14)
        yield Grid((t("What"), t("Round"), *groups), tuple(rows), widths, frozenset({1, 2, 3, 4}))
        yield Text(t("Of an item: the most that followed at the same time, in the room and remote."), quiet=True)


def _n(n: object) -> str:
    return "–" if n is None else str(n)


def _days(table: Table, words: Words) -> Iterator[tuple[dt.date, int | None, int | None, int | None]]:
    days: dict[dt.date, list[int]] = {}
    for who in Book(table, words.lang, words.t).present():
        days.setdefault(who.day, [0, 0])[who.mode == "remote"] += 1
    for day, (onsite, remote) in sorted(days.items()):
        yield day, *groups_told(onsite, remote), told(onsite + remote)
