"""The codes of lists: closed, all in use, each with a sentence."""

from __future__ import annotations

import re

import pytest

from companion.base.paths import ROOT
from companion.formats.checkin.roster.problems import ERRORS, NOTES, Note, Notes, RosterError

FOLDER = ROOT / "companion/formats/checkin/roster"
SOURCES = [ROOT / "companion/formats/apart.py", *(path for path in FOLDER.glob("*.py") if path.name != "problems.py")]


def test_every_code_is_used() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    assert not {code for code in {**ERRORS, **NOTES} if f'"{code}"' not in text}


@pytest.mark.parametrize("code", ERRORS)
def test_errors_have_a_sentence(code: str) -> None:
    assert not re.search(r"%\(", RosterError(code, "x").text())


@pytest.mark.parametrize("code", NOTES)
def test_notes_have_a_sentence(code: str) -> None:
    assert not re.search(r"%\(", Note(code, 2, ("a", "b")).text())


def test_notes_are_counted_and_name_the_first() -> None:
    notes = Notes()
    for n in range(30):
        notes.add("unknown_value", f"x{n % 25}" + "y" * 100)
    notes.add("no_codes")
    first, second = notes.all()
    assert (first.code, first.n, first.about) == ("no_codes", 1, ())
    assert (second.n, len(second.about)) == (30, Notes.MOST)
    assert all(len(about) <= Notes.LENGTH for about in second.about)
