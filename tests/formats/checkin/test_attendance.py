"""Exports of who was there: days, rooms, the whole log; what was taken back, came late, or crossed midnight."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.base.sheets import Sheet, csv_of, safe, workbook_of
from companion.core.actors import SYSTEM
from companion.formats.checkin.attendance import Book, alphabetical
from tests.rules.checkin.conftest import day as day  # noqa: PLC0414  the fixture
from tests.rules.checkin.scene import NOON, code, desk, scan
from tests.rules.programme.scene import MINUTE
from tests.support.event.fixture import START, EventFixture

HOUR = 60 * MINUTE


def book(event: EventFixture) -> Book:
    return Book(event.table, "en", str)


def column(sheet: Sheet, name: str) -> list[str]:
    return [row[sheet.header.index(name)] for row in sheet.rows]


def test_a_day_tells_first_in_and_last_out(day: EventFixture) -> None:
    dora = desk(day)
    for type, at in (("entry", 0), ("exit", 60), ("entry", 70), ("exit", 200)):
        day.wall = START + at * MINUTE
        scan(day, dora, code(day, "Aylin"), type=type)
    day.do(SYSTEM, "registration.set", own=True)
    day.do(day.person("d", "remote", attendee=code(day, "Дарья")[:12]), "checkin.self")
    sheet = book(day).by_day()
    assert column(sheet, "Name") == ["Aylin Díaz", "Дарья Ильина"]
    assert column(sheet, "First in") == ["10:40", "14:00"] and column(sheet, "Last out") == ["14:00", ""]
    assert column(sheet, "Took part") == ["on site", "remote"] and column(sheet, "Desk")[1] == "own phone"


def test_what_was_taken_back_counts_for_nothing_and_stands_in_the_log(day: EventFixture) -> None:
    dora = desk(day)
    scan(day, dora, code(day, "Aylin"), nonce="wrong")
    day.wall += MINUTE
    day.do(dora, "checkin.annul", nonce="wrong")
    day.wall += MINUTE
    scan(day, dora, "nobody")
    assert not book(day).by_day().rows
    log = book(day).log()
    assert column(log, "Type") == ["entry", "undo", "entry"] and column(log, "Taken back") == ["yes", "", ""]
    assert column(log, "Result") == ["let in", "let in", "Nobody here knows this ticket."]


def test_after_midnight_is_still_the_day_before(day: EventFixture) -> None:
    dora = desk(day)
    day.wall = START + 12 * HOUR
    scan(day, dora, code(day, "Aylin"))
    day.wall += 3 * HOUR
    scan(day, dora, code(day, "Aylin"), type="exit")
    day.wall += 8 * HOUR
    scan(day, dora, code(day, "Aylin"))
    sheet = book(day).by_day()
    assert column(sheet, "Day") == ["2024-06-04", "2024-06-05"] and column(sheet, "Last out") == ["01:40", ""]


def test_rooms_tell_when_somebody_came_and_went(day: EventFixture) -> None:
    dora = desk(day)
    day.wall = NOON
    day.do(SYSTEM, "programme.advance")
    scan(day, dora, code(day, "Aylin"), room="raum-1")
    day.wall += 20 * MINUTE
    scan(day, dora, code(day, "Aylin"), room="raum-2")
    day.wall += 30 * MINUTE
    day.do(SYSTEM, "programme.advance")
    sheet = book(day).by_slot()
    assert list(zip(column(sheet, "In"), column(sheet, "Out"), strict=True)) == [("12:00", "12:20"), ("12:20", "12:45")]
    assert column(sheet, "Round") == ["1", "1"] and len(set(column(sheet, "Workshop"))) == 2


def test_a_workshop_is_left_when_it_ends_and_entered_once(day: EventFixture) -> None:
    dora = desk(day)
    day.wall = NOON
    day.do(SYSTEM, "programme.advance")
    scan(day, dora, code(day, "Aylin"), room="raum-1")
    scan(day, dora, code(day, "Aylin"), room="raum-1", offline=True, at=NOON + MINUTE)
    day.wall += 100 * MINUTE
    day.do(SYSTEM, "programme.advance")
    scan(day, dora, code(day, "Aylin"), type="exit")
    sheet = book(day).by_slot()
    assert list(zip(column(sheet, "In"), column(sheet, "Out"), strict=True)) == [("12:00", "12:45")]
    assert "This ticket was used already." in column(book(day).log(), "Result")[1]


def test_a_late_scan_stands_where_it_happened(day: EventFixture) -> None:
    dora = desk(day)
    day.wall = START + 30 * MINUTE
    scan(day, dora, code(day, "Aylin"))
    scan(day, dora, code(day, "Aylin"), offline=True, at=START)
    assert column(book(day).by_day(), "First in") == ["10:40"]
    assert column(book(day).log(), "Without network") == ["yes", ""]


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-1", "@SUM(A1)", "\t1", "\r1", " =1", "＝1", '=HYPERLINK("x")'])
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert safe(cell) == f"'{cell}" and safe("Müller-Lüdenscheidt") == "Müller-Lüdenscheidt"


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=5))
def test_a_sheet_comes_back_as_it_was_written(rows: list[list[str]]) -> None:
    for lang, delimiter in (("de", ";"), ("en", ",")):
        text = csv_of(["a", "b"], rows, lang).decode("utf-8-sig")
        back: list[Any] = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        assert back[1:] == [[safe(cell) for cell in row] for row in rows]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=5))
def test_a_workbook_holds_texts_and_no_formula(rows: list[list[str]]) -> None:
    rows = [["=1+1", "+49"], ['=HYPERLINK("x")', "@SUM(A1)"], *rows]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of([Sheet("A", ("a", "b"), tuple(map(tuple, rows)))]))).active
    assert sheet is not None and sheet.max_row == len(rows) + 1
    assert sheet["A2"].value == "=1+1"
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}, "texts, in either way to write them"


def test_names_are_sorted_as_in_a_telephone_book() -> None:
    assert sorted(["Zoe", "Änne", "anna", "Özil", "Oz"], key=alphabetical) == ["anna", "Änne", "Oz", "Özil", "Zoe"]
