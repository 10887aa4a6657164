"""Agendas of many shapes and languages: kinds that were read wrong once are read exactly, the others as well as is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.formats import CORPUS, YEAR, measure
from companion.formats.programme.agenda.reader import read_agenda

KINDS = Path(__file__).parent / "kinds"
AIMS = {"recall": 0.95, "precision": 0.95, "kinds": 0.9, "people recall": 0.9, "people precision": 0.9, "parallel": 0.8}


@pytest.mark.parametrize("file", sorted(KINDS.glob("*.txt")), ids=lambda file: file.stem)
def test_what_was_read_wrong_once_is_read_right(file: Path) -> None:
    assert measure([file]).failures == []


def test_the_corpus_is_read_as_well_as_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted(CORPUS.glob("*.txt"))
    assert len(files) >= 60
    score = measure(files)
    with capsys.disabled():
        print(f"\n{len(files)} agendas: " + ", ".join(f"{name} {share:.3f}" for name, share in score.shares.items()))
    assert all(score.shares[name] >= aim for name, aim in AIMS.items()), score.failures


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("09:30–09:15 Begrüßung\n11:00 Panel", "09:30", "11:00"),
        ("10:00–09:00 Auftakt\n11:00 Panel", "10:00", "11:00"),
        ("09:00–09:00 Check-in\n10:00 Panel", "09:00", "10:00"),
        ("10.30 Uhr bis 9.45 Uhr Auftakt\n11:00 Panel", "10:30", "11:00"),
    ],
)
def test_an_end_before_its_start_is_asked_about_and_nothing_is_added(text: str, start: str, end: str) -> None:
    agenda = read_agenda(text, YEAR)
    assert (agenda.items[0].start, agenda.items[0].end, agenda.items[0].end_inferred) == (start, end, True)
    assert agenda.items[0].confidence <= 0.5
    assert [(question.row, question.code) for question in agenda.questions] == [(0, "end_before_start")]


def test_an_end_over_noon_or_midnight_is_no_question() -> None:
    agenda = read_agenda("11–1 pm Brunch\n22:00–01:00 Party", YEAR)
    assert [(item.start, item.end) for item in agenda.items] == [("11:00", "13:00"), ("22:00", "01:00")]
    assert agenda.questions == ()


def test_the_early_morning_below_an_evening_is_on_the_next_day_and_the_night_is_not() -> None:
    agenda = read_agenda("Samstag, 28. März 2026\n20:00 Beginn\n02:30–03:00 Halb drei\n05:30 Frühstück", None)
    assert [item.day for item in agenda.items] == ["2026-03-28", "2026-03-28", "2026-03-29"]
    assert [(question.row, question.code) for question in agenda.questions] == [(2, "next_day")]


def test_cells_that_nothing_is_made_of_are_listed() -> None:
    agenda = read_agenda("09:00\tBegrüßung\tmit Blumen schmücken\n10:00\tVortrag\tBeamer holen\n", YEAR)
    assert {"mit Blumen schmücken", "Beamer holen"} <= set(agenda.ignored)


@pytest.mark.parametrize(
    ("text", "title", "people"),
    [
        (
            "Panel: What next for our co-op? Ada Beispiel, Bo Muster",
            "Panel: What next for our co-op?",
            ("Ada Beispiel", "Bo Muster"),
        ),
        ("Breakout sessions (choose one)", "Breakout sessions", ()),
        ("Gespräch mit Ada Beispiel, Kämmerer Bo Muster", "Gespräch", ("Ada Beispiel", "Bo Muster")),
        ("Heat pumps – led by Tom Hargreaves and Wei Ling Tan", "Heat pumps", ("Tom Hargreaves", "Wei Ling Tan")),
    ],
)
def test_names_and_remarks_behind_a_title(text: str, title: str, people: tuple[str, ...]) -> None:
    item = read_agenda(f"10:00 {text}\n11:00 Pause\n11:30 Schluss", YEAR).items[0]
    assert (item.title, item.people) == (title, people)


def test_rooms_at_the_head_of_columns_are_rooms_whatever_they_are_called() -> None:
    agenda = read_agenda("Zeit\tSaal\tBibliothek\tWerkraum\n10:00\tEins\tZwei\tDrei\n11:00\tVier\tFünf\tSechs\n", YEAR)
    assert [item.title for item in agenda.items] == ["Eins", "Zwei", "Drei", "Vier", "Fünf", "Sechs"]
