"""Files of other programs as the text of an agenda: Word, calendars, and tables of Excel or as CSV.

What comes out is what somebody would have pasted from them: lines, and rows whose cells stand apart by tabs. So one reader
understands them all, and people see and correct the text that was read.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError
from zoneinfo import ZoneInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from icalendar import Calendar

from companion.formats.checkin.roster.cells import Rows
from companion.formats.checkin.roster.csvs import decoded, read_text
from companion.formats.checkin.roster.problems import RosterError
from companion.formats.checkin.roster.sheets import read_workbook
from companion.formats.programme.problems import Problem, ProgrammeError
from companion.formats.programme.sources import MOST_BYTES

MOST_UNPACKED: Final = 30_000_000
MOST_LETTERS: Final = 1_000_000
"""Of the text that comes out: a programme of a thousand items has a fifth of that."""
MOST_ENTRIES: Final = 2_000
"""Appointments of a calendar."""
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING: Final = re.compile(r"(heading|berschrift|title|titel)", re.IGNORECASE)
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(:00)?")
_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)")
_SECONDS: Final = re.compile(r"(\d\d:\d\d):00")
_HEADS: Final = ("Date", "Time", "Title", "Room")


def text_of(data: bytes, name: str, zone: str = "UTC") -> str:
    """The text of an agenda that is in a file; what kind of file it is, its content says, and else its name's ending.

    Args:
        zone: the time zone in which the event is held: moments of calendars that are given in another one are told in it.

    Raises:
        ProgrammeError: it is too large, damaged, or of a kind that is not read here.
    """
    if len(data) > MOST_BYTES:
        raise ProgrammeError(name, [Problem(0, "too_large", {"limit": MOST_BYTES})])
    try:
        text = _reader(data, name, zone)()
    except RosterError as error:
        raise ProgrammeError(name, [Problem(0, "damaged", {"value": str(error.code)})]) from None
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, KeyError, ValueError, NotImplementedError) as error:
        raise ProgrammeError(name, [Problem(0, "damaged", {"value": type(error).__name__})]) from None
    if len(text) > MOST_LETTERS:  # tables inside of tables make much of little
        raise ProgrammeError(name, [Problem(0, "too_much")])
    return text


def _reader(data: bytes, name: str, zone: str) -> Callable[[], str]:
    start = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:200].lower()
    if start.startswith(b"pk\x03\x04"):
        if "word/document.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist():
            return lambda: _document(data, name)
        return lambda: "\n\n".join(_table(table.rows) for table in read_workbook(data, name))
    if start.startswith(b"begin:vcalendar"):
        return lambda: _calendar(data, name, ZoneInfo(zone))
    if start.startswith((b"%pdf", b"{\\rtf", b"\xd0\xcf\x11\xe0")):
        raise ProgrammeError(name, [Problem(0, "foreign_format", {"value": "PDF, RTF, .doc, .xls"})])
    if Path(name).suffix.lower() in (".csv", ".tsv"):
        return lambda: _separated(data, name)
    return lambda: decoded(data, name)


def _document(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.getinfo("word/document.xml")
        if part.file_size > MOST_UNPACKED:
            raise ProgrammeError(name, [Problem(0, "too_large", {"limit": MOST_UNPACKED})])
        root = fromstring(archive.read(part), forbid_dtd=True)
    return "\n".join(_lines(root))


def _lines(element: Element) -> Iterator[str]:
    """The lines of a document, with its tables as rows; what stands in boxes comes where it stands."""
    for inside in element:
        if inside.tag == f"{_WORD}p":
            yield _paragraph(inside)
        elif inside.tag == f"{_WORD}tbl":
            rows = [[_cell(cell) for cell in row.iter(f"{_WORD}tc")] for row in inside.iter(f"{_WORD}tr")]
            yield from ("", _table(rows), "")
        else:
            yield from _lines(inside)


def _cell(cell: Element) -> str:
    return "\n".join(filter(None, (_words(paragraph).strip() for paragraph in cell.iter(f"{_WORD}p"))))


def _paragraph(paragraph: Element) -> str:
    style = next((each.get(f"{_WORD}val", "") for each in paragraph.iter(f"{_WORD}pStyle")), "")
    words = _words(paragraph)
    if not words.strip():
        return ""
    listed = next(paragraph.iter(f"{_WORD}numPr"), None) is not None
    return f"# {words.strip()}" if _HEADING.search(style) else f"- {words}" if listed else words


def _words(paragraph: Element) -> str:
    """The text of a paragraph as it is when all changes are accepted."""
    signs = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
    found = []
    for each in paragraph.iter():
        if each.tag == f"{_WORD}t":
            found.append(each.text or "")
        elif each.tag in signs and not (each.tag == f"{_WORD}tab" and each.get(f"{_WORD}val")):
            found.append(signs[each.tag])
    return "".join(found)


def _table(rows: Rows) -> str:
    """Rows as they are pasted from a table: cells by tabs, those of several lines in quotes."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue().rstrip("\n")


def _plain(cell: str) -> str:
    """A cell of a workbook as people write it: a day without its midnight, a time without seconds."""
    if _MIDNIGHT.fullmatch(cell):
        return cell[:10]
    if moment := _MOMENT.fullmatch(cell):
        return f"{moment[1]} {moment[2]}"
    return cell[:5] if _SECONDS.fullmatch(cell) else cell


def _separated(data: bytes, name: str) -> str:
    found = read_text(data, name)
    return _table(found[0].rows) if found else decoded(data, name)


def _calendar(data: bytes, name: str, zone: ZoneInfo) -> str:
    """The appointments of a calendar in their order; those of whole days are its dates, and no items."""
    calendar: Any = Calendar.from_ical(data)
    found: list[tuple[dt.datetime, dt.datetime | None, str, str]] = []
    events = list(calendar.walk("VEVENT"))
    if len(events) > MOST_ENTRIES:
        raise ProgrammeError(name, [Problem(0, "too_many", {"limit": MOST_ENTRIES})])
    for event in events:
        start, end = (event.decoded(name, None) for name in ("DTSTART", "DTEND"))
        if str(event.get("STATUS", "")).upper() == "CANCELLED" or not isinstance(start, dt.datetime):
            continue
        begins, ends = _local(start, zone), _local(end, zone) if isinstance(end, dt.datetime) else None
        found.append((begins, ends, _one_line(event.get("SUMMARY", "")), _one_line(event.get("LOCATION", ""))))
    found.sort(key=lambda one: one[0])
    rows = [
        [f"{begins:%Y-%m-%d}", f"{begins:%H:%M}" + (f" - {ends:%H:%M}" if ends else ""), title, room]
        for begins, ends, title, room in found
    ]
    title = _one_line(calendar.get("X-WR-CALNAME", ""))
    return "\n".join(filter(None, (title and f"# {title}\n", _table([[*_HEADS], *rows]))))


def _local(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    # By way of UTC, so that a time that the clocks jump over is the one that readers of calendars show.
    return moment if moment.tzinfo is None else moment.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None)


def _one_line(text: object) -> str:
    return " ".join(str(text).split())
