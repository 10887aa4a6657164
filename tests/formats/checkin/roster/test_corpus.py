"""Lists of many tools: who is on them, in which state, and that nobody is who is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.formats import measure_lists
from companion.formats.checkin.roster.letters import ENCODINGS
from companion.formats.checkin.roster.model import Person
from companion.formats.checkin.roster.reading import read_roster
from companion.formats.checkin.roster.same_people import recognised

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.txt"))


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_lists_of_other_tools_are_read_right(file: Path) -> None:
    assert len(CORPUS) >= 20
    assert measure_lists([file]).failures == []


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1250", "Łukasz Żółw|Jiří Dvořák|Eszter Őri"), ("cp1251", "Олена Мороз|Ольга Садова"),
        ("cp1252", "Zoë Müller|François Léger|Åse Ørn"), ("cp1253", "Μαρία Παππά|Γιώργος Νικολάου"),
        ("cp1254", "Ayşe Yıldız|Çağlar Şahin"), ("mac_roman", "Zoë Müller|Jörg Weiß"), ("cp850", "Zoë Müller|Jürgen Groß"),
        ("utf-8", "Ayşe Yıldız|Łukasz Żak"), ("utf-16", "Ayşe Yıldız|Łukasz Żak"),
    ],
)  # fmt: skip
def test_the_letters_say_how_a_file_is_encoded(encoding: str, names: str) -> None:
    assert encoding in ENCODINGS or encoding.startswith("utf")
    data = ("Name;Verein\r\n" + "\r\n".join(f"{name};Verein" for name in names.split("|"))).encode(encoding)
    assert [person.name for person in read_roster(data, "x.csv").people] == names.split("|")


def test_one_byte_of_another_encoding_spoils_nothing_else() -> None:
    data = "Name;Ort\nAyşe Yıldız;Köy\n".encode() + "Zoë Müller;Köln\n".encode("cp1252") + "Łukasz Żak;Świt\n".encode()
    assert [person.name for person in read_roster(data, "x.csv").people] == ["Ayşe Yıldız", "Zoë Müller", "Łukasz Żak"]


def test_what_was_encoded_twice_is_as_it_was() -> None:
    data = "Name\nZoë Müller\nAnna Groß\n".encode().decode("cp1252").encode()
    assert [person.name for person in read_roster(data, "x.csv").people] == ["Zoë Müller", "Anna Groß"]


def test_a_state_that_is_not_known_is_asked_about() -> None:
    roster = read_roster(b"Name;Status\nAda Bach;Stufe 3\n", "x.csv")
    assert roster.people[0].state == "unapproved"
    assert [(note.code, note.about) for note in roster.notes if note.code == "unknown_state"] == [
        ("unknown_state", ("Status: Stufe 3",))
    ]


def test_unfinished_answers_and_rows_of_other_tables_are_counted() -> None:
    survey = read_roster(b"Name,Date submitted\nAda Bach,2026-05-01\nBo Bach,\nCy Bach,N/A\n", "x.csv")
    assert [person.name for person in survey.people] == ["Ada Bach"]
    assert {note.code: note.n for note in survey.notes}["unfinished"] == 2
    double = read_roster(
        b"First name,Last name,Email\nAda,Bach,a@example.org\nLast name,First name,Email\nTeich,Bo,b@example.org\n",
        "x.csv",
    )
    assert [person.name for person in double.people] == ["Ada Bach"]
    assert {note.code: note.about for note in double.notes}["other_table"] == ("Teich Bo b@example.org",)


def people(text: str) -> tuple[Person, ...]:
    return read_roster(f"Name;Organisation;Teilnahme\n{text}".encode(), "x.csv").people


FIRST = "Maria Probe;Verein;vor Ort\nMaria Probe;Verein;online\n"


def keys_after(text: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """By the way that each of the first list took part, where the second list has them now; and who is unsure."""
    current = {person.key: person for person in people(FIRST)}
    found, unsure = recognised(current, people(text))
    return {str(current[one.key].mode): f"{one.org} {one.mode}" for one in found if one.key in current}, unsure


def test_people_of_the_same_name_do_not_swap_when_the_rows_turn() -> None:
    turned = "Maria Probe;Verein;online\nMaria Probe;Verein;vor Ort\n"
    assert keys_after(turned) == ({"remote": "Verein remote", "onsite": "Verein onsite"}, ())
    assert keys_after(FIRST)[0] == {"remote": "Verein remote", "onsite": "Verein onsite"}


def test_one_of_two_left_is_the_one_that_is_like_them() -> None:
    assert keys_after("Maria Probe;Verein;online\n") == ({"remote": "Verein remote"}, ())


def test_an_organisation_added_later_makes_nobody_new() -> None:
    added = "Maria Probe;Caritas;vor Ort\nMaria Probe;AWO;online\n"
    assert keys_after(added) == ({"onsite": "Caritas onsite", "remote": "AWO remote"}, ())


def test_who_cannot_be_told_from_another_is_new_and_named() -> None:
    assert keys_after("Maria Probe;;\n") == ({}, ("Maria Probe",))
