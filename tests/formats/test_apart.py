"""Files of others are read elsewhere, within limits; what comes back is what the readers say."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import time
import zipfile

import pytest

from companion.base.paths import ROOT
from companion.formats import apart
from companion.formats.apart import (
    fetch_pretix_apart,
    read_agenda_apart,
    read_programme_apart,
    read_roster_apart,
    read_text_apart,
)
from companion.formats.checkin.roster.pretix import PretixEvent, fetch
from companion.formats.checkin.roster.problems import RosterError
from companion.formats.checkin.roster.reading import read_roster
from companion.formats.checkin.roster.sheets import MOST_CELLS, MOST_TEXTS
from companion.formats.programme.agenda.reader import read_agenda
from companion.formats.programme.as_text import MOST_LETTERS
from companion.formats.programme.importing import read_bytes
from companion.formats.programme.problems import ProgrammeError
from companion.formats.programme.sources import MOST_BYTES
from tests.formats.checkin.roster.shop import TOKEN, order, position, serving
from tests.support.workbooks import cells, texts

pytestmark = pytest.mark.slow  # each starts a process
SEED = ROOT / "events" / "nexsm24.yaml"
AGENDA = "09:30 Begrüßung\n10:00 Vortrag: Anna Muster\n11:00 Pause\n"
LIST = "Name;Firma\nAylin Díaz;Solidarnetz\nBo Østergård;\n".encode()


def test_what_is_read_elsewhere_is_the_same() -> None:
    assert read_roster_apart(LIST, "x.csv") == read_roster(LIST, "x.csv")
    assert read_programme_apart(SEED.read_bytes(), SEED.name) == read_bytes(SEED.read_bytes(), SEED.name)
    assert read_agenda_apart(AGENDA, 2026) == read_agenda(AGENDA, 2026)


def test_a_list_of_pretix_is_fetched_elsewhere() -> None:
    with serving([order("A", position(1, attendee_name="Bo"))]) as server:
        event = PretixEvent(server.base, "netz", "tag26", TOKEN)
        assert fetch_pretix_apart(event) == fetch(event, everyone=True)
        with pytest.raises(RosterError) as refused:
            fetch_pretix_apart(PretixEvent(server.base, "netz", "tag26", "wrong"))
    assert refused.value.code == "bad_token"
    with pytest.raises(RosterError) as away:
        fetch_pretix_apart(event)
    assert away.value.code == "not_reachable", "its address is shut"


def test_what_is_wrong_is_told_as_the_readers_tell_it() -> None:
    with pytest.raises(RosterError) as here:
        read_roster(b"%PDF-1.7\x00\xff", "x.pdf")
    with pytest.raises(RosterError) as there:
        read_roster_apart(b"%PDF-1.7\x00\xff", "x.pdf")
    assert there.value.text() == here.value.text()
    with pytest.raises(ProgrammeError) as one:
        read_bytes(b"x: [", "x.yaml")
    with pytest.raises(ProgrammeError) as other:
        read_programme_apart(b"x: [", "x.yaml")
    assert other.value.problems == one.value.problems and other.value.text() == one.value.text()


@pytest.mark.parametrize(
    ("data", "size"), [(cells(2 * MOST_CELLS), 30_000), (texts(2 * MOST_TEXTS), 60_000)], ids=["cells", "texts"]
)
def test_small_workbooks_that_hold_too_much_are_refused_at_once(data: bytes, size: int) -> None:
    assert len(data) < size
    began = time.process_time()
    with pytest.raises(RosterError, match="too_many_cells"):
        read_roster(data, "x.xlsx")
    assert time.process_time() - began < 5


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(xml: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("word/document.xml", xml)
    return out.getvalue()


def changed(data: bytes, after: bytes, offset: int, to: bytes) -> bytes:
    """`data` with other bytes so far behind the first place of `after`."""
    at = data.index(after) + offset
    return data[:at] + to + data[at + len(to) :]


def appointment(line: str) -> bytes:
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:x",
        "BEGIN:VEVENT",
        "SUMMARY:x",
        line,
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "\r\n".join((*lines, "")).encode()


NESTED = 60
BAD_FILES = {
    "deep.docx": document(f"<w:document {WORD}>" + "<w:x>" * 3000 + "</w:x>" * 3000 + "</w:document>"),
    "entity.docx": document('<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'),
    "outside.docx": document('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    "locked.docx": changed(document("<a/>"), b"PK\x01\x02", 8, b"\x01\x00"),
    "damaged.docx": changed(document("<a>" + "x" * 5000 + "</a>"), b"document.xml", 14, b"\xff" * 6),
    "bomb.docx": document("<a>" + " " * 40_000_000 + "</a>"),
    "tables.docx": document(
        f"<w:document {WORD}>"
        + "<w:tbl><w:tr><w:tc>" * NESTED
        + f"<w:p><w:r><w:t>{'x' * 400_000}</w:t></w:r></w:p>"
        + "</w:tc></w:tr></w:tbl>" * NESTED
        + "</w:document>"
    ),
    "first-year.ics": appointment("DTSTART:00010101T000000Z"),
    "last-year.ics": appointment("DTSTART:99991231T235959Z"),
    "two-starts.ics": appointment("DTSTART:20260101T100000Z\r\nDTSTART:20260101T110000Z"),
    "paths.ics": appointment("DTSTART;TZID=../../etc/passwd:20260101T100000"),
    "field.csv": b'a;b\n"' + b"x" * 300_000 + b'";2\n',
    "long.txt": b"x\n" * 2_400_000,
    "nul.csv": b"a;b\x00;c\n1;2;3",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_or_read_and_never_breaks_anything(name: str) -> None:
    assert len(BAD_FILES[name]) < MOST_BYTES
    try:
        text = read_text_apart(BAD_FILES[name], name, "Asia/Tokyo")
    except ProgrammeError as error:
        assert {problem.code for problem in error.problems} <= {"damaged", "too_large", "too_much", "foreign_format"}
    else:
        assert name in (
            "first-year.ics",
            "last-year.ics",
            "two-starts.ics",
            "paths.ics",
            "field.csv",
            "nul.csv",
            "deep.docx",
        )
        assert len(text) <= MOST_LETTERS and "root:" not in text


@pytest.mark.parametrize("took", ["time", "memory", "patience"])
def test_what_takes_too_much_is_ended_and_refused(took: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code = {
        "time": "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass",
        "memory": f"import sys; sys.exit({apart.TOO_MUCH})",
        "patience": "import time; time.sleep(600)",
    }[took]
    started: list[subprocess.Popen[bytes]] = []

    def popen(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        started.append(plain([sys.executable, "-c", code], **options))  # type: ignore[call-overload]
        return started[-1]

    plain = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", popen)
    monkeypatch.setattr(apart, "PATIENCE_S", 3 if took == "patience" else 60)
    with pytest.raises(RosterError, match="too_much"):
        read_roster_apart(LIST, "x.csv")
    assert started[0].poll() is not None


def test_a_child_has_so_much_time_and_memory() -> None:
    code = (
        "import resource, companion.formats.reading as r; r.READERS['roster'] = lambda asked: bytearray(2 * r.MEMORY_BYTES);"
        "print(r.main(), resource.getrlimit(resource.RLIMIT_CPU)[0] == r.CPU_S)"
    )
    given = apart.msgspec.msgpack.encode(apart.Asked("roster", LIST))
    done = subprocess.run([sys.executable, "-c", code], input=given, capture_output=True, timeout=60, cwd=ROOT)
    assert done.stdout.split() == [str(apart.TOO_MUCH).encode(), b"True"], done.stderr


def test_no_more_than_two_are_read_at_once() -> None:
    running: list[int] = []
    most = 0
    lock = threading.Lock()
    plain = apart._run

    def run(given: bytes) -> tuple[int, bytes]:
        nonlocal most
        with lock:
            running.append(1)
            most = max(most, len(running))
        try:
            return plain(given)
        finally:
            with lock:
                running.pop()

    apart._run = run
    try:
        threads = [threading.Thread(target=read_roster_apart, args=(LIST, "x.csv")) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        apart._run = plain
    assert most == apart.AT_ONCE
