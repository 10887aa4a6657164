"""Lists as they are exported and as people make them: who is on them, and what is said about the rest."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.formats.checkin.roster.model import LENGTHS, MOST_PEOPLE, Person, Roster
from companion.formats.checkin.roster.problems import NOTES, RosterError
from companion.formats.checkin.roster.reading import read_roster

FILES = Path(__file__).parent / "files"
BROKEN = {
    "ohne_namen.csv": "no_name_column",
    "ohne_kopf.csv": "no_name_column",
    "nur_kopf.csv": "empty",
    "leer.csv": "empty",
    "bild.csv": "not_a_table",
    "alt.xls": "old_excel",
    "kaputt.xlsx": "broken_file",
}
LISTS = sorted(path.name for path in FILES.iterdir() if path.name not in BROKEN)


def read(name: str) -> Roster:
    return read_roster((FILES / name).read_bytes(), name)


def of(roster: Roster) -> dict[str, Person]:
    return {person.name: person for person in roster.people}


def notes(roster: Roster) -> dict[str, tuple[str, ...]]:
    return {note.code: note.about for note in roster.notes}


def text(*rows: str) -> Roster:
    return read_roster("\n".join(rows).encode(), "x.csv")


def workbook(**sheets: Iterable[Iterable[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def whole(roster: Roster) -> None:
    """What every list promises, whatever it was read from."""
    keys = [person.key for person in roster.people]
    assert all(keys) and len(set(keys)) == len(keys)
    codes = [code for person in roster.people for code in person.codes]
    assert len(set(codes)) == len(codes)
    assert 0 < len(roster.people) <= MOST_PEOPLE
    for person in roster.people:
        assert person.name and person.name == person.name.strip()
        for field, most in LENGTHS.items():
            value = getattr(person, field)
            assert all(len(part) <= most for part in ([value] if isinstance(value, str) else value))
    assert {note.code for note in roster.notes} <= set(NOTES)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_and_read_again_the_same(name: str) -> None:
    roster = read(name)
    whole(roster)
    assert read(name) == roster
    assert "@example.org" not in str(roster)


@pytest.mark.parametrize(("name", "code"), BROKEN.items())
def test_what_is_no_list_has_a_code(name: str, code: str) -> None:
    with pytest.raises(RosterError) as found:
        read(name)
    assert found.value.code == code


def test_a_check_in_list_of_pretix() -> None:
    roster = read("pretix_checkin_de.csv")
    assert roster.source == "pretix"
    olena, mohammed, jose, uemit = roster.people
    assert (olena.name, olena.org, olena.group) == ("Olena Шевченко", "Brücke e. V.", "A7QX3")
    assert olena.attention and olena.note == "Braucht Dolmetschung · Am Eingang abholen"
    assert olena.codes == ("k2h8wq3nzt5r9ybxk2h8wq3nzt5r9ybx",)
    assert (mohammed.mode, mohammed.group) == ("remote", olena.group)
    assert (mohammed.valid_from, mohammed.valid_until) == ("2026-06-04T09:00", "2026-06-05T18:00")
    assert (jose.state, uemit.state, uemit.org, uemit.mode) == ("unpaid", "blocked", "Streetwork@online", None)
    told = notes(roster)
    assert told["guessed_column"] == ("Wie nimmst du teil? (vor Ort/online)",)
    assert told["unknown_value"] == ("Wie nimmst du teil? (vor Ort/online): weiß noch nicht",)
    assert {"E-Mail", "Telefonnummer", "Adresse", "Kommentar"} <= set(told["dropped_column"])
    assert "unknown_column" not in told and "Rechnung" not in str(roster.people)


def test_a_check_in_list_of_an_earlier_pretix_without_codes() -> None:
    roster = read("pretix_checkin_en_old.csv")
    assert [(person.name, person.mode) for person in roster.people] == [
        ("Zoë O’Neill", "remote"),
        ("Łukasz Żółć", "onsite"),
        ("Łukasz Żółć", "onsite"),
    ]
    assert notes(roster)["mode_from_product"] == ("Online ticket → remote", "On-site ticket → onsite")
    assert notes(roster)["duplicate_key"] == ("Łukasz Żółć",)
    assert "no_codes" in notes(roster) and "unknown_column" not in notes(roster)


def test_positions_of_pretix_with_workshops_as_add_ons() -> None:
    roster = read("pretix_positionen_de.csv")
    people = of(roster)
    anna = people["Anna Weiß"]
    assert (anna.key, anna.lang, anna.consent, anna.org) == ("ABCDEFGHJK", "de", True, "Verein Süd")
    assert anna.choices == ("Workshop Runde 1 – Digitale Gewalt, und was hilft", "Workshop Runde 2 – Comics")
    assert {person.name: person.state for person in roster.people if person.state != "valid"} == {
        "Νίκος Παπαδόπουλος": "unpaid",
        "Ida Berg": "unapproved",
        "Karl Tal": "canceled",
    }
    assert people["Νίκος Παπαδόπουλος"].consent is False
    assert people["Νίκος Παπαδόπουλος"].valid_until == "2026-06-05T00:00"
    assert people["Renate Stein"].org == "Amt Nord"  # who ordered, where no attendee is named
    assert people["R2D2F-1"].codes
    told = notes(roster)
    assert told["addon_without_person"] == ("LOST1-2 Workshop Runde 1 – Radio",)
    assert told["skipped_canceled"] == ("Workshop Runde 2 – Radio",)
    assert told["no_name"] == ("R2D2F-1",)
    assert not {"unknown_column", "guessed_column", "no_codes"} & set(told)


def test_positions_in_english_with_a_multiple_choice() -> None:
    roster = read("pretix_positions_en.csv")
    alena, wang, sinead = roster.people
    assert (alena.lang, alena.choices, alena.org) == ("en", ("Radio",), "Мост")  # an answer before the order's locale
    assert (wang.name, wang.choices, wang.state) == ("王小明", ("Comics",), "canceled")
    assert sinead.choices == ("Radio", "Comics") and sinead.state == "canceled"


def test_the_same_positions_in_either_language_are_the_same_people() -> None:
    german = text("Bestellnummer;Position;Name Teilnehmer*in;Pseudonyme ID", "A1;1;Anna;PS1", "A1;2;Ida;")
    english = text("Order code,Position ID,Attendee name,Pseudonymization ID", "A1,1,Anna,PS1", "A1,2,Ida,")
    assert german.people == english.people
    assert [person.key for person in german.people] == ["PS1", "A1-2"]


def test_a_list_of_excel_in_german() -> None:
    first, second, third = read("excel_de_cp1252.csv").people
    assert (first.name, first.mode, first.lang, first.consent) == ("Jürgen Groß", "onsite", "de", True)
    assert first.choices == ("„Streit“ – aber richtig", "Radio") and first.note == "kommt später"
    assert (second.name, second.mode, second.consent, second.choices) == ("Zoë Díaz", "remote", False, ("Comics",))
    assert (third.name, third.mode, third.consent) == ("François Lefèvre", "onsite", None)


def test_titles_above_and_sums_below() -> None:
    roster = read("liste_mit_titel.csv")
    assert [(person.name, person.mode) for person in roster.people] == [
        ("Anna Müller", "onsite"),
        ("Олена Шевченко", "remote"),
        ("Mohammed al-Ali", None),
    ]
    assert notes(roster)["no_name"] == ("Summe: 3",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    rows = [("Name", "Organisation", "Sprache"), ("محمد العلي", "Міст", "de"), ("Zoë Díaz", "x", "en")]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    assert [(p.name, p.org, p.lang) for p in read_roster(data, "x").people] == list(rows[1:])


def test_a_list_of_names_alone() -> None:
    assert list(of(read("nur_namen.txt"))) == ["Anna Müller", "Olga Kim", "أحمد منصور", "Cher", "Lee, PhD"]


def test_an_export_of_a_form() -> None:
    roster = read("form_en.csv")
    zoe, ibrahim, nguyen = roster.people
    assert (zoe.mode, zoe.choices, zoe.consent, zoe.org) == ("onsite", ("Radio",), True, "Radio Nord")
    assert (ibrahim.mode, ibrahim.choices, ibrahim.consent) == ("remote", ("Comics",), False)
    assert (nguyen.name, nguyen.mode, nguyen.consent) == ("Nguyễn Hương", None, None)
    assert notes(roster)["unknown_column"] == ("T-shirt size",)
    assert len(notes(roster)["guessed_column"]) == 6


def test_headers_with_typos_are_guessed_and_said() -> None:
    roster = read("tippfehler.csv")
    assert (roster.people[0].name, roster.people[0].org) == ("Anna Weiß", "Süd")
    assert notes(roster)["guessed_column"] == ("Nachnahme", "Organistaion")
    assert all(column.confidence < 1 for column in roster.columns if column.header in ("Nachnahme", "Organistaion"))


def test_one_person_on_several_lines_is_one_and_people_of_one_name_are_several() -> None:
    roster = read("doppelt.csv")
    assert [(p.name, p.choices, p.codes) for p in roster.people] == [
        ("Anna Weiß", ("Radio", "Comics"), ()),
        ("Jan Kim", (), ("T-1",)),
        ("Jan Kim", (), ("T-2",)),
        ("Ida Berg", (), ()),
        ("Jan Kim", (), ()),
        ("Jan Kim", (), ("T-9",)),
    ]
    assert notes(roster)["duplicate_code"] == ("Ida Berg",)
    namesakes = read("namensgleich.csv").people
    assert [person.mode for person in namesakes] == ["onsite", "remote", "onsite"]


def test_cells_with_quotes_and_lines() -> None:
    anna = read("umbrueche.csv").people[0]
    assert (anna.name, anna.org) == ('Anna "Anni" Weiß', "Süd, Nord")
    assert anna.choices == ("Radio", "Comics", "Streit")
    assert anna.note == "Zeile 1 · Zeile 2, mail an"


def test_a_quote_that_never_ends_takes_nobody_away() -> None:
    assert list(of(read("offene_klammer.csv"))) == ["Anna Weiß", "Ida Berg"]


def test_states_of_a_list_made_by_hand() -> None:
    roster = read("status.csv")
    assert [person.state for person in roster.people] == ["valid", "unapproved", "canceled", "unapproved", "unpaid"]
    assert [person.consent for person in roster.people] == [False, None, None, None, None]
    assert roster.people[0].group == roster.people[1].group == "Bus 1"
    assert "unknown_state" not in notes(roster)  # “vielleicht” is understood, and no ticket


def test_a_family_name_is_called_name_beside_given_names() -> None:
    assert text("Name;Vorname", "Müller;Anna", "Anna Kim;Anna").people[0].name == "Anna Müller"
    assert text("Name;Vorname", "Anna Kim;Anna").people[0].name == "Anna Kim"
    assert text("Titel;Vorname;Nachname", "Dr.;Anna;Kim").people[0].name == "Dr. Anna Kim"


def test_a_workbook_of_pretix_has_its_people_on_the_second_sheet() -> None:
    orders = [["Event slug", "Order code", "Order total", "Invoice address name"], ["x", "A1", 10.0, "Payer"]]
    positions = [
        ["Order code", "Position ID", "Attendee name", "Ticket secret", "Valid until", "Blocked", "Email"],
        ["A1", 1, "Олена Шевченко", 123456789, None, None, "a@example.org"],
        ["A1", 2.0, "محمد العلي", "k2h8", None, True, None],
    ]
    roster = read_roster(workbook(Orders=orders, Positions=positions, Fees=[["Order code"]]), "x.xlsx")
    whole(roster)
    assert [(p.name, p.key, p.codes, p.state) for p in roster.people] == [
        ("Олена Шевченко", "A1-1", ("123456789",), "valid"),
        ("محمد العلي", "A1-2", ("k2h8",), "blocked"),
    ]


def test_a_name_that_is_an_address_is_not_kept() -> None:
    roster = text("Name;Organisation", "anna@example.org;Süd", "Ida <ida@example.org>;on/off")
    assert [person.name for person in roster.people] == ["Ida"]
    assert set(notes(roster)) == {"no_name", "removed_address", "no_codes"}


def test_long_texts_are_cut_and_said() -> None:
    for roster in (
        text("Name;Hinweis", f"{'A' * 300};{'x' * 900}"),
        text("Name;Bestellnummer;Firma", f";{'x' * 900};{'y' * 300}"),
    ):
        whole(roster)
        assert "cut" in notes(roster)


def test_no_more_people_than_fit() -> None:
    rows = [f"Person {n}" for n in range(MOST_PEOPLE + 1)]
    assert len(text("Name", *rows[:-1]).people) == MOST_PEOPLE
    with pytest.raises(RosterError, match="too_many"):
        text("Name", *rows)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["x.csv", "x.xlsx", ""]))
def test_no_bytes_raise_anything_else(data: bytes, name: str) -> None:
    try:
        whole(read_roster(data, name))
    except RosterError:
        pass


HEADERS = ["Name", "Vorname", "Nachname", "Organisation", "Position", "Bestellnummer", "Zusatzprodukt zu Position"]
HEADERS += [
    "Ticket-Code",
    "Pseudonyme ID",
    "Produkt",
    "Status",
    "Workshop 1",
    "online",
    "vor Ort",
    "Gültig bis",
    "Foto ok",
]
CELLS = st.one_of(
    st.sampled_from(["", "1", "2", "ja", "online", "Anna", "A1", "04.06.2026", "31.02.2026"]), st.text(max_size=12)
)
TABLE = st.lists(st.lists(CELLS, max_size=8), max_size=8)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=8), TABLE, st.sampled_from(";,\t"))
def test_whatever_stands_in_a_list_comes_again_the_same(headers: list[str], rows: list[list[str]], mark: str) -> None:
    data = "\n".join(mark.join(row) for row in [headers, *rows]).encode("utf-8", "replace")
    try:
        roster = read_roster(data, "x.csv")
    except RosterError:
        return
    whole(roster)
    assert read_roster(data, "x.csv") == roster


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_damaged_workbook_raises_nothing_else(data: st.DataObject) -> None:
    good = bytearray(BOOK)
    for _ in range(data.draw(st.integers(1, 4))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    try:
        whole(read_roster(bytes(good[: data.draw(st.integers(len(good) // 2, len(good)))]), "x.xlsx"))
    except RosterError:
        pass


BOOK = workbook(Liste=[["Name", "Organisation"], ["Anna", "Süd"], ["Ida", "Nord"]])
