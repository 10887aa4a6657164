"""Certificates of attendance: what check-in knows, in the person's language, with a code that can be checked."""

from __future__ import annotations

import io
import zipfile

import pypdfium2 as pdfium

from companion.core.certificate_codes import certificate_code, is_certificate
from companion.formats.checkin.prints.certificates import (
    Certificate,
    Issue,
    certificates,
    certificates_of,
    each_apart,
    issue_of,
)
from companion.formats.paper import fonts
from tests.rules.checkin.conftest import day as day  # noqa: PLC0414  the fixture
from tests.rules.checkin.scene import code, desk, scan
from tests.rules.programme.scene import MINUTE
from tests.support.event.fixture import START, EventFixture

KEY = "key"
ISSUE = Issue(
    {"de": "Fachtagung", "en": "Conference"},
    "Köln",
    "Solidarnetz e. V.",
    "Ada",
    {},
    "https://l.example/e/x/certificate/",
)


def words(lang: str, text: str) -> str:
    return text


def people(event: EventFixture) -> dict[str, Certificate]:
    return certificates_of(event.table, KEY, event.slug, words, "en")


def text(data: bytes, page: int = 0) -> str:
    return str(pdfium.PdfDocument(data)[page].get_textpage().get_text_bounded())


def test_who_was_there_gets_one_and_nobody_else(day: EventFixture) -> None:
    dora = desk(day)
    for type, at in (("entry", 0), ("exit", 60)):
        day.wall = START + at * MINUTE
        scan(day, dora, code(day, "Aylin"), type=type)
    (found,) = people(day).values()
    assert found.name == "Aylin Díaz" and len(found.times) == 1
    assert "10:40–11:40" in found.times[0] and "on site" in found.times[0]
    assert is_certificate(KEY, day.slug, found.code)
    organiser = day.person("orla", "onsite", "organiser")
    day.do(organiser, "certificate.about", issuer="Netz", signer="Ada", text={"de": "war da:", "en": "was here:"})
    page = text(certificates([found], issue_of(day.table, "https://l.example/e/x"), fonts(), words))
    for said in ("Netz", "Ada", "Aylin Díaz", "10:40–11:40", "https://l.example/e/x/certificate"):
        assert said in page
    assert "was here:" in page or "war da:" in page
    day.do(organiser, "attendees.forget")
    assert not people(day), "who was forgotten gets none"


def test_a_code_is_known_again_however_it_is_typed_and_no_other_is() -> None:
    made = certificate_code(KEY, "e", "a1")
    assert is_certificate(KEY, "e", made) and is_certificate(KEY, "e", f"{made[:4]}-{made[4:12]} {made[12:]}".lower())
    wrong = ("A" if made[-1] != "A" else "B",)
    for other in (made[:-1] + wrong[0], made[:-1], "", "x" * 24, "../" * 8):
        assert not is_certificate(KEY, "e", other)
    assert not is_certificate(KEY, "f", made) and not is_certificate("other", "e", made)
    assert "a1" not in made and made != certificate_code(KEY, "e", "a2")


def test_each_gets_a_file_and_a_sheet_says_whose_it_is() -> None:
    names = ["Bärbel", "王小明", "प्रिया शर्मा"]
    all_ = [Certificate(name, "", ("4 June, 10:40–11:40",), ("W",), "de", "A" * 24) for name in names]
    told: list[float] = []
    data = each_apart(all_, ISSUE, words, "de", told.append)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len([name for name in archive.namelist() if name.endswith(".pdf")]) == 3
        assert "王小明" in archive.read("index.csv").decode("utf-8-sig")
        assert "Bärbel" in text(archive.read("0001-barbel.pdf"))
    assert told[-1] == 1 and told == sorted(told)
