"""Files as tables: of many encodings and sheets, and never larger than they may be."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile

import openpyxl
import pytest

from companion.formats.checkin.roster import sheets
from companion.formats.checkin.roster.cells import MOST_COLUMNS, MOST_ROWS
from companion.formats.checkin.roster.problems import RosterError
from companion.formats.checkin.roster.reading import read_roster
from companion.formats.checkin.roster.tables import MOST_BYTES, tables
from tests.formats.checkin.roster.test_reading import workbook


def code_of(data: bytes, name: str = "x") -> str:
    with pytest.raises(RosterError) as found:
        tables(data, name)
    return found.value.code


def changed(book: bytes, part: str, content: bytes) -> bytes:
    """The workbook with another content of one part."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), part}:
            new.writestr(name, content if name == part else old.read(name))
    return file.getvalue()


BOOK = workbook(Liste=[["Name", "Gültig ab"], ["Anna", "x"]])
SHEET = "xl/worksheets/sheet1.xml"


def test_the_content_says_what_a_file_is_not_its_name() -> None:
    assert tables(BOOK, "list.csv")[0].rows[0] == ["Name", "Gültig ab"]
    assert tables(b"Name;Org\nAnna;x\n", "list.xlsx")[0].rows[1] == ["Anna", "x"]


def test_cells_of_a_workbook_are_text() -> None:
    moment = dt.datetime(2026, 6, 4, 9, 30)
    rows = tables(workbook(A=[[1.0, 2.5, True, None, moment, dt.date(2026, 6, 4), "  x\u202e "]]), "x")[0].rows
    assert rows == [["1", "2.5", "yes", "", "2026-06-04T09:30", "2026-06-04T00:00", "x\u202e"]]


def test_days_of_a_workbook_are_whole_days() -> None:
    day = dt.date(2026, 6, 4)
    person = read_roster(workbook(A=[["Name", "Gültig ab", "Gültig bis"], ["Anna", day, day]]), "x").people[0]
    assert (person.valid_from, person.valid_until) == ("2026-06-04T00:00", "2026-06-04T23:59")


def test_formulas_are_not_run_and_hidden_sheets_not_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(A=[["Name"], ["Anna"], ["=1+1"]], B=[["Name"], ["Ida"]])))
    book["B"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    assert [table.rows for table in tables(file.getvalue(), "x")] == [[["Name"], ["Anna"]]]


def test_sizes_that_a_sheet_claims_are_not_believed() -> None:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        sheet = archive.read(SHEET)
    assert b"dimension" in sheet
    wrong = changed(BOOK, SHEET, sheet.replace(b'ref="A1:B2"', b'ref="A1:A1"'))
    assert tables(wrong, "x")[0].rows == [["Name", "Gültig ab"], ["Anna", "x"]]


def test_a_cell_far_below_costs_nothing() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["XFD1"], sheet["A1048576"] = "Name", "Anna", "far", "below"
    file = io.BytesIO()
    book.save(file)
    start = time.monotonic()
    assert tables(file.getvalue(), "x")[0].rows == [["Name"], ["Anna"]]
    assert time.monotonic() - start < 5


def test_what_unpacks_to_too_much_is_not_unpacked() -> None:
    bomb = changed(BOOK, SHEET, b"<x>" + b" " * sheets.MOST_UNPACKED)
    assert len(bomb) < MOST_BYTES
    assert code_of(bomb) == "too_large"
    lying = bytearray(bomb)
    at = lying.index(SHEET.encode(), lying.index(b"PK\x01\x02")) - 46  # its entry in the directory
    while lying[at : at + 4] != b"PK\x01\x02":
        at = lying.index(SHEET.encode(), at + 47) - 46
    lying[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert code_of(bytes(lying)) == "broken_file"


def test_entities_are_not_resolved() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    assert code_of(changed(BOOK, SHEET, laughs)) == "broken_file"


def test_other_archives_are_no_tables() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    assert code_of(file.getvalue(), "x.ods") == "not_a_table"


def test_limits() -> None:
    assert code_of(b"x" * (MOST_BYTES + 1)) == "too_large"
    assert code_of(b"a;b\n" * (MOST_ROWS + 1)) == "too_many"
    assert len(tables(b";".join([b"x"] * 1000), "x")[0].rows[0]) == MOST_COLUMNS
    assert code_of(b"") == code_of(b" \r\n\t") == code_of(b";;;\n;;\n") == "empty"


@pytest.mark.parametrize(
    "start", [b"%PDF-1.7", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"{\\rtf1", b"ab\x00\xff\xfe\x00\x01"]
)
def test_other_files_are_no_tables(start: bytes) -> None:
    assert code_of(start + b"\x00\xff" * 20) == "not_a_table"


def test_a_large_list_is_read_in_little_time() -> None:
    row = ";".join(f"Wert {n}" for n in range(40))
    data = "\n".join(
        ["Name;" + ";".join(f"Spalte {n}" for n in range(40)), *(f"P {n};{row}" for n in range(5000))]
    ).encode()
    start = time.monotonic()
    assert len(read_roster(data, "x").people) == 5000
    assert time.monotonic() - start < 20


@pytest.mark.parametrize(
    "data",
    [
        "Name;Hinweis\n" + "".join(f"P{n};{'a' * 1900}@\n" for n in range(2500)),
        "Name;Hinweis\n" + "".join(f"P{n};{'@a.' * 630}\n" for n in range(2500)),
        "Name\n" + '"' * 4_900_000,
        "Name\na" + "\u0301" * 2_000_000,
        ("Name,;\t|" + ",;\t|" * 1000 + "\n") * 1000,
    ],
    ids=["no-address", "nearly-addresses", "quotes", "marks", "delimiters"],
)
def test_what_is_made_to_take_long_does_not(data: str) -> None:
    start = time.monotonic()
    try:
        read_roster(data.encode(), "x")
    except RosterError:
        pass
    assert time.monotonic() - start < 20
