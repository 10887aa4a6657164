"""No text of one person keeps a report from being made: long rows of signs are set, and what cannot be is named."""

from __future__ import annotations

import unicodedata

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.formats.paper import MOST_WITHOUT_DIRECTION, fonts, settable
from companion.formats.reports.blocks import Block, Grid, Heading, Item, Items, Text
from companion.formats.reports.paper import Printed, _Report, paper

ROWS = ["-", "!", "…", "💪", "(", " ·", "é́", "1.", "\u200f", "(["]


def everywhere(text: str) -> list[Block]:
    return [Heading(2, text), Text(text), Items((Item(text, text, text),)), Grid(("a", "b"), ((text, "1"),), (50, 50))]


@pytest.mark.parametrize("sign", ROWS)
def test_thousands_of_signs_in_a_row_are_set(sign: str) -> None:
    printed = paper([Heading(1, "Bericht"), *everywhere(sign * 2000), Text("Danach")], "de", fonts())
    assert printed.unset == ()
    said = "".join(sheet.get_textpage().get_text_bounded() for sheet in pdfium.PdfDocument(printed.data))
    assert said.count("-") >= 4 * 2000 or sign != "-"
    assert "Danach" in said


@given(st.text(alphabet=st.sampled_from("-!(){}[]<>«»|…·💪 \u200f\u0301a1א"), max_size=3000))
@settings(max_examples=25)
def test_any_mixture_of_signs_is_set(text: str) -> None:
    assert paper([Heading(1, "x"), Text(text)], "de", fonts()).unset == ()


@given(st.text(max_size=500))
def test_only_unseen_marks_are_added(text: str) -> None:
    assert settable(text).replace("\u200e", "") == text.replace("\u200e", "")
    run = longest = 0
    for char in settable(text):
        run = 0 if unicodedata.bidirectional(char) in ("L", "R", "AL") else run + 1
        longest = max(longest, run)
    assert longest <= MOST_WITHOUT_DIRECTION


def test_what_cannot_be_set_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = _Report._flow

    def breaks(self: _Report, text: str) -> None:
        if "UNSETTABLE" in text:
            raise RecursionError
        plain(self, text)

    monkeypatch.setattr(_Report, "_flow", breaks)
    blocks: list[Block] = [
        Heading(1, "Bericht"),
        Heading(2, "Fragen"),
        Items((Item("Erste"), Item("UNSETTABLE"), Item("Dritte", below="UNSETTABLE"))),
        Heading(2, "Umfragen"),
        Text("UNSETTABLE"),
        Text("Ende"),
    ]
    printed: Printed = paper(blocks, "de", fonts(), "Fehlt hier.")
    assert printed.unset == ("Fragen (2)", "Fragen (3)", "Umfragen")
    said = "".join(sheet.get_textpage().get_text_bounded() for sheet in pdfium.PdfDocument(printed.data))
    assert said.count("Fehlt hier.") == 3 and "Erste" in said and "Ende" in said and "UNSETTABLE" not in said
