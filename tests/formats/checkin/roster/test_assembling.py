"""Tickets for nobody in particular: each lets somebody in, and none is a person who is called by what stands for no name."""

from __future__ import annotations

import pytest

from companion.formats.checkin.roster.model import Roster
from companion.formats.checkin.roster.reading import read_roster


def people(text: str) -> Roster:
    return read_roster(text.encode(), "list.csv")


def named(text: str) -> list[tuple[str, str]]:
    return [(person.name, person.state) for person in people(text).people]


NOBODY = [
    "",
    "anonymous",
    "n/a",
    "-",
    "Info Requested",
    "TBA",
    "Name folgt",
    "Anonymer Teilnehmer",
    "anonymous attendee",
]


@pytest.mark.parametrize("said", NOBODY)
def test_a_ticket_with_a_code_is_valid_whoever_it_is_for(said: str) -> None:
    text = f"Ticket code,Name,Status\nABC123XYZ,Ada Probe,paid\nDEF456UVW,{said},paid\nDEF456UVX,{said},paid\n"
    found = people(text)
    assert [(one.name, one.state) for one in found.people] == [
        ("Ada Probe", "valid"), ("#456UVW", "valid"), ("#456UVX", "valid"),
    ]  # fmt: skip
    assert [one.codes for one in found.people] == [("ABC123XYZ",), ("DEF456UVW",), ("DEF456UVX",)]
    assert next(note for note in found.notes if note.code == "no_name").n == 2


def test_a_cancelled_one_is_none() -> None:
    text = "Ticket code,Name,Status\nABC123XYZ,Ada Probe,paid\nDEF456UVW,,cancelled\n"
    assert ("#456UVW", "valid") not in named(text)


def test_first_and_last_name_that_are_asked_for_are_no_name() -> None:
    text = (
        "Order #,Ticket Type,First Name,Last Name,Barcode\n10,Std,Ada,Probe,123456789012\n"
        "11,Std,Info Requested,Info Requested,123456789013\n"
    )
    names = [name for name, _ in named(text)]
    assert names[0] == "Ada Probe" and len(names) == 2 and "Info" not in names[1]


def test_two_tickets_of_one_order_are_two() -> None:
    assert named("Bestellung;Name\nX1Y2Z;Ada Probe\nX1Y2W;\nX1Y2W;\n") == [
        ("Ada Probe", "valid"), ("X1Y2W", "valid"), ("X1Y2W-2", "valid"),
    ]  # fmt: skip


def test_lines_of_one_ticket_for_each_workshop_are_one() -> None:
    text = "Bestellung;Name;Workshop\nX1Y2Z;Ada Probe;Radio\nX1Y2W;;Radio\nX1Y2W;;Karten\n"
    assert [(one.name, one.choices) for one in people(text).people][1:] == [("X1Y2W", ("Radio", "Karten"))]


def test_a_reference_names_the_ticket() -> None:
    text = "Ticket Reference,Ticket Full Name,Ticket,Void Status\nABCD-1,Ada Probe,Std,\nABCD-2,,Std,\n"
    assert named(text) == [("Ada Probe", "valid"), ("ABCD-2", "valid")]


def test_who_has_neither_name_nor_ticket_is_left_out_and_counted() -> None:
    found = people("Nr.;Name;Organisation\n1;Ada Probe;Verein\n2;;Verein Probe\n")
    assert [one.name for one in found.people] == ["Ada Probe"]
    assert [note.n for note in found.notes if note.code == "no_name"] == [1]
