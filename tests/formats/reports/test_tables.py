"""The report as tables: the same texts and numbers as its other forms, and no cell that a program would compute."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from companion.base.i18n import words
from companion.base.sheets import Cell, Sheet, csv_of, workbook_of
from companion.formats.reports.tables import tables
from tests.formats.reports.conftest import KEPT, NOTE, SECRETS, Ended


def in_german(ended: Ended) -> dict[str, Sheet]:
    return {sheet.name: sheet for sheet in tables(ended.report, words("de"))}


def column(sheet: Sheet, heading: str) -> list[Cell]:
    return [row[sheet.header.index(heading)] for row in sheet.rows]


def test_every_thing_of_the_report_has_a_row(ended: Ended) -> None:
    report, found = ended.report, in_german(ended)
    assert column(found["Fragen"], "Frage") == [question.text for question in report.questions]
    assert column(found["Fragen"], "Unterstützende") == [question.support for question in report.questions]
    assert len(found["Programm"].rows) == len(report.programme) > 5
    assert NOTE in column(found["Notizen"], "Notiz")
    assert column(found["Themen"], "Thema") == ["Moderation"]
    assert found["Zusammenfassungen"].rows, "the plenary was published"


def test_a_poll_has_a_row_for_each_option_with_its_numbers(ended: Ended) -> None:
    poll = ended.report.polls[0]
    sheet = in_german(ended)["Umfragen"]
    assert column(sheet, "Stimmen oder Punkte") == [choice.n for choice in poll.options]
    assert set(column(sheet, "Stimmen")) == {poll.ballots}


def test_what_nobody_is_to_read_is_in_no_table(ended: Ended) -> None:
    said = str(tables(ended.report, words("de")))
    assert NOTE in said, "the control"
    assert [secret for secret in SECRETS if secret in said] == [] and KEPT in SECRETS


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_workbook_and_files_say_the_same(ended: Ended, lang: str) -> None:
    sheets = tables(ended.report, words(lang))
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(sheets)))
    assert book.sheetnames == [sheet.name for sheet in sheets]
    for sheet in sheets:
        back = [list(row) for row in book[sheet.name].iter_rows(values_only=True)]
        wanted = [[None if cell == "" else cell for cell in row] for row in (sheet.header, *sheet.rows)]
        assert back == wanted, "numbers are numbers, and texts are texts"
        text = csv_of(sheet.header, sheet.rows, lang).decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text), delimiter=";" if lang == "de" else ","))
        assert [len(row) for row in lines] == [len(sheet.header)] * (len(sheet.rows) + 1)


def test_a_text_that_looks_like_a_formula_is_a_text() -> None:
    sheet = Sheet("A", ("a", "n"), (("=1+1", -3),))
    page = openpyxl.load_workbook(io.BytesIO(workbook_of([sheet])))["A"]
    assert page["A2"].value == "=1+1" and page["A2"].data_type in ("s", "inlineStr") and page["B2"].value == -3
    assert csv_of(sheet.header, sheet.rows).decode("utf-8-sig").splitlines()[1] == "'=1+1,-3"
