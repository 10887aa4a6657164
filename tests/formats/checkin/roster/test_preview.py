"""What is said about columns before a list is taken: how each was read, what it may be instead, and nothing of private ones."""

from __future__ import annotations

import pytest

from companion.formats.checkin.roster.preview import MEANINGS, meanings_of, told_columns
from companion.formats.checkin.roster.problems import RosterError
from companion.formats.checkin.roster.reading import read_roster

LIST = b"Name;Chor;E-Mail;Wo?\nAda Probe;Alt;ada@example.org;ada@example.org im Saal\nBo Muster;Bass;bo@example.org;\n"


def told(text: str = "") -> dict[str, tuple[str, bool, list[str]]]:
    columns = told_columns(read_roster(LIST, "x.csv", meanings_of(text)), str)
    return {one["header"]: (one["field"], one["fixed"], one["samples"]) for one in columns}


def test_each_column_is_told_with_some_of_its_values_and_private_ones_without() -> None:
    assert told() == {
        "Name": ("name", False, ["Ada Probe", "Bo Muster"]),
        "Chor": ("", False, ["Alt", "Bass"]),
        "E-Mail": ("private", True, []),
        "Wo?": ("", False, ["im Saal"]),
    }
    assert "example.org" not in str(told())


def test_a_column_is_what_somebody_says_but_a_private_one_stays_private() -> None:
    people = read_roster(LIST, "x.csv", meanings_of("1:org,2:note")).people
    assert [(person.name, person.org, person.note) for person in people] == [
        ("Ada Probe", "Alt", ""),
        ("Bo Muster", "Bass", ""),
    ]
    assert told("1:org,2:note")["E-Mail"] == ("private", True, [])


def test_a_state_that_is_said_to_be_one_is_read_as_such() -> None:
    data = b"Name;Wie\nAda Probe;abgesagt\nBo Muster;lila\n"
    assert [person.state for person in read_roster(data, "x.csv").people] == ["valid", "valid"]
    assert [person.state for person in read_roster(data, "x.csv", {1: "status"}).people] == ["canceled", "unapproved"]


@pytest.mark.parametrize(
    "text", ["1", "x:org", "1:private", "1:nothing", "99:org", "-1:org", "²:org", "1:org:x", "1000:org"]
)
def test_what_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(RosterError) as refused:
        read_roster(LIST, "x.csv", meanings_of(text))
    assert refused.value.code == "bad_column"


def test_without_a_column_of_names_there_is_no_list() -> None:
    with pytest.raises(RosterError) as refused:
        read_roster(LIST, "x.csv", {0: ""})
    assert refused.value.code == "no_name_column"


def test_no_meaning_keeps_addresses() -> None:
    assert not {"private", "unused"} & set(MEANINGS)
