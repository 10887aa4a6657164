"""The documents that the law asks for say what is switched on, leave the rest blank, and are for organisers."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
import pytest

from companion.web.event.records import BLANK
from tests.support.event.served import ServedEvent

NAMES = ("processing", "measures")


def read(event: ServedEvent, name: str, lang: str = "de", ending: str = "html") -> tuple[int, bytes]:
    path = f"/e/{event.slug}/organise/records/{name}.{ending}"
    status, data, headers = event.staff("organiser").request("GET", path, headers={"Accept-Language": lang})
    assert status != 200 or headers["content-disposition"].startswith("attachment")
    return status, data


def words(event: ServedEvent, name: str, lang: str = "de") -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", read(event, name, lang)[1].decode()).split())


@pytest.mark.parametrize("name", NAMES)
def test_they_are_there_in_both_languages_as_a_page_and_on_paper(event: ServedEvent, name: str) -> None:
    for lang, law in (("de", "DSGVO"), ("en", "GDPR")):
        assert law in words(event, name, lang) and BLANK in words(event, name, lang)
        status, data = read(event, name, lang, "pdf")
        text = "".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(data))
        assert status == 200 and law in text
    assert read(event, "other")[0] == read(event, name, ending="doc")[0] == 404
    for who in (event.visitor(), event.staff("moderator"), event.staff("desk")):
        assert who.request("GET", f"/e/{event.slug}/organise/records/{name}.html")[0] == 403


def test_the_record_says_what_is_there_and_nothing_else(event: ServedEvent) -> None:
    before = words(event, "processing")
    assert "Die Liste der Personen" not in before and "Das Video" not in before and "Organisationen, die" not in before
    organiser = event.staff("organiser")
    organiser.do("registration.set", own=True)
    organiser.do("event.stream", url="https://video.example.org/x")
    organiser.do("event.edit", responsible="Netz e. V., Köln", contact="hallo@example.org")
    questions = [{"kind": "text", "title": {"de": "?"}}]
    organiser.do("form.make", title={"de": "?"}, questions=questions, organisations=["Haus"])
    organiser.do("retention.set", texts=0)
    after = words(event, "processing")
    for text in ("Die Liste der Personen", "Das Video", "Organisationen, die", "Netz e. V., Köln", "hallo@example.org"):
        assert text in after, text
    assert "bis die Organisation es löscht" in after


def test_the_measures_say_what_is_so(event: ServedEvent) -> None:
    assert "Namen neben Fragen sind möglich" in words(event, "measures")
    assert "ohne https" in words(event, "measures"), "as the test's server is"
    event.staff("organiser").do("event.profile", profile="sensitive")
    assert "Namen neben Fragen sind abgeschaltet" in words(event, "measures")
