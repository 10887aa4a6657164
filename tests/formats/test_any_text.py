"""Whatever a file or a text holds, each reader answers within two seconds of work, or refuses with a code."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from companion.formats.checkin.roster.problems import ERRORS, RosterError
from companion.formats.checkin.roster.reading import read_roster
from companion.formats.programme.agenda.reader import read_agenda
from companion.formats.programme.importing import READERS, read_bytes
from companion.formats.programme.problems import ProgrammeError

AT_MOST_S: Final = 2.0
LONG: Final = 60_000
WEARISOME: Final = {
    "blanks": "10:00 " + " " * LONG + "x",
    "lines of blanks": ("10:00" + " " * 900 + "\n") * (LONG // 900),
    "tabs": "10:00\t" * (LONG // 6),
    "brackets": "10:00 " + "(" * LONG,
    "dashes": "10:00 " + "- " * (LONG // 2),
    "quotes": "10:00 " + "„a“ " * (LONG // 4),
    "digits": "1" * LONG,
    "times": "10:00 " * (LONG // 6),
    "names": "10:00 " + "Ada Probe, " * (LONG // 11),
    "labels": "10:00 " + "Moderation: " * (LONG // 12),
    "labelled lines": "10:00 Panel. Moderation: Ada Probe. Gäste: Bo Muster, Cy Modell\n" * 300,
    "led": "10:00 Café " + "con la presidente " * (LONG // 18),
    "halves of the day": "10:00 " + "ظهرا " * (LONG // 5),
    "sections": "Session 1. Chair: Ada Probe\n\n" * 1000,
    "cells that go on": "\tA\tB\n" + "10:00\t(weiter)\t(weiter)\n" * 1000,
    "cells": "<table>" + "<tr><td>10:00<td>a" * 1000,
    "bullets": "10:00 Haus\n" + "- a (mit Ada Probe)\n" * 1000,
}
ENDINGS: Final = (*READERS, ".ics", ".xlsx", ".txt", "")


def within_time(read: Callable[[], Any]) -> Any:
    """The answer, or the error; how long this process worked for it is checked, since others work beside it."""
    began = time.process_time()
    try:
        return read()
    except (ProgrammeError, RosterError) as error:
        return error
    finally:
        assert time.process_time() - began < AT_MOST_S


@pytest.mark.parametrize("text", WEARISOME.values(), ids=WEARISOME)
def test_texts_that_are_long_to_look_through(text: str) -> None:
    within_time(lambda: read_agenda(text, 2026))
    for ending in READERS:
        within_time(lambda ending=ending: read_bytes(text.encode(), f"x{ending}"))
    within_time(lambda: read_roster(f"Name;Wer\n{text};x".encode(), "x.csv"))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600), st.sampled_from(ENDINGS))
@example(b"PK\x03\x04", ".json")
@example(b"\xff\xfe{\x00", ".json")
@example(b'{"schedule": {"conference": {"days": [[]]}}}', ".json")
def test_any_bytes_are_read_or_refused_with_a_code(data: bytes, ending: str) -> None:
    answer = within_time(lambda: read_bytes(data, f"x{ending}"))
    assert not isinstance(answer, ProgrammeError) or all(problem.code for problem in answer.problems)
    told = within_time(lambda: read_roster(data, f"x{ending}"))
    assert not isinstance(told, RosterError) or told.code in ERRORS


PIECES: Final = [
    "10:00", "9.30 Uhr", "–", "Ada Probe", "Moderation:", "(mit Bo Muster)", "Workshop 1.1", "Session II.", "Tag 2",
    "6 June 2026", "\n", "\t", "|", " ", "„Titel“", "con la presidente Cy Modelo", "ظهراً", "(weiter)", "- ", "Pause",
    "4:30–5:00", "Saal A",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=60).map(" ".join))
@example("10:00 \n –")
@example("10:00 \n –\n11:00 Panel")
def test_any_text_is_an_agenda_or_none(text: str) -> None:
    agenda = within_time(lambda: read_agenda(text, 2026))
    assert all((item.title or item.people) and 0 < item.confidence <= 1 for item in agenda.items)
