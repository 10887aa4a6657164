"""Files of other programs as the text of an agenda, and what is understood of it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given, settings

from companion.core.text import pick
from companion.formats.apart import read_text_apart
from companion.formats.programme.agenda.reader import read_agenda
from companion.formats.programme.as_text import text_of
from companion.formats.programme.ical import Feed, calendar
from companion.formats.programme.model import Label, Programme
from companion.formats.programme.problems import ProgrammeError
from tests.formats.programme.test_frab_out import programmes, table_of
from tests.support.event.fixture import START

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ITEMS = [("09:00", "Begrüßung"), ("09:30", "Podium: Wie weiter?"), ("11:00", "Kaffeepause")]


def paragraph(text: str, more: str = "") -> str:
    return f"<w:p><w:pPr>{more}</w:pPr><w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p>"


def docx(body: str, doctype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"{doctype}<w:document {W}><w:body>{body}</w:body></w:document>")
    return out.getvalue()


def understood(text: str) -> list[tuple[str | None, str]]:
    return [(item.start, item.title) for item in read_agenda(text, 2026).items]


def table(rows: list[tuple[str, str]]) -> str:
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_a_word_document_with_lines() -> None:
    heading = paragraph("Sommertagung der Jugendverbände am 5. Juni 2026", '<w:pStyle w:val="berschrift1"/>')
    text = text_of(docx(heading + "".join(paragraph(f"{time} Uhr {title}") for time, title in ITEMS)), "a.docx")
    assert text.startswith("# Sommertagung")
    found = read_agenda(text, None)
    assert (found.title, found.date) == ("Sommertagung der Jugendverbände", "2026-06-05") and understood(text) == ITEMS


def test_a_word_document_with_a_table_in_which_something_was_deleted() -> None:
    deleted = "<w:p><w:del><w:r><w:delText>12:00 Entfallenes</w:delText></w:r></w:del></w:p>"
    assert understood(text_of(docx(table([("Zeit", "Titel"), *ITEMS]) + deleted), "a.docx")) == ITEMS


def test_a_workbook() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Datum", "Beginn", "Titel"])
    for time, title in ITEMS:
        sheet.append([dt.datetime(2026, 6, 5), dt.time.fromisoformat(time), title])
    out = io.BytesIO()
    book.save(out)
    text = text_of(out.getvalue(), "plan.xlsx")
    assert understood(text) == ITEMS and read_agenda(text, None).date == "2026-06-05"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_table_as_text(encoding: str, sign: str) -> None:
    lines = [f"Zeit{sign}Titel", *(f"{time}{sign}{title}" for time, title in ITEMS)]
    assert understood(text_of("\r\n".join(lines).encode(encoding), "plan.csv")) == ITEMS


def test_a_calendar_tells_the_time_where_the_event_is() -> None:
    items = [
        ("20260605T070000Z", "Begrüßung"),
        ("20260605T073000Z", "Podium: Wie weiter?"),
        ("20260605T090000Z", "Kaffeepause"),
    ]
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART:{at}\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"
        for n, (at, title) in enumerate(items)
    )
    off = "BEGIN:VEVENT\r\nUID:9\r\nSTATUS:CANCELLED\r\nDTSTART:20260605T080000Z\r\nSUMMARY:Fort\r\nEND:VEVENT\r\n"
    data = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Tagung\r\n{off}{events}END:VCALENDAR\r\n".encode()
    text = text_of(data, "a.ics", "Europe/Berlin")
    assert understood(text) == ITEMS
    assert (read_agenda(text, None).title, read_agenda(text, None).date) == ("Tagung", "2026-06-05")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 torn", "damaged"),
        (docx("", "<!DOCTYPE x [<!ENTITY a 'b'>]>"), "damaged"),
        (b"%PDF-1.7", "foreign_format"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:neun\r\n", "damaged"),
        (b"x" * 5_000_001, "too_large"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, code: str) -> None:
    with pytest.raises(ProgrammeError) as caught:
        text_of(data, "a.docx")
    assert [problem.code for problem in caught.value.problems] == [code]


def test_it_is_read_by_a_child_with_limits_of_its_own() -> None:
    assert understood(read_text_apart(docx(table(ITEMS)), "a.docx", "Europe/Berlin")) == ITEMS
    body = "".join(paragraph("09:00 x") for _ in range(400_000))
    with pytest.raises(ProgrammeError):
        read_text_apart(docx(body), "a.docx", "UTC")


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(programmes())
def test_a_calendar_of_ours_reads_back_to_the_same_items(programme: Programme) -> None:
    """Rounds, which a calendar tells workshop by workshop, nights and summer time are in it."""
    zone = ZoneInfo(programme.tz)
    text = text_of(calendar(table_of(programme), "day-24", Feed("https://x", "de"), START), "x.ics", programme.tz)
    names = {workshop.id: workshop.title for workshop in programme.workshops}

    def said(start: int | None, end: int | None, title: Label) -> tuple[str, ...]:
        assert start is not None and end is not None
        moments = [dt.datetime.fromtimestamp(ms / 1000, zone) for ms in (start, end)]
        return (*(f"{moment:%H:%M}" for moment in moments), pick(title, "de").replace("<b> ", ""))  # marks of HTML go

    wanted = [said(one.start, one.end, one.title) for one in programme.sessions if one.round is None]
    wanted += [said(one.start, one.end, names[slot.workshop]) for one in programme.sessions for slot in one.slots]
    read = read_agenda(text, 2024)
    assert sorted((item.start, item.end, item.title) for item in read.items) == sorted(wanted)
