"""What columns are taken for, by their headers, and how sure that is."""

from __future__ import annotations

import pytest

from companion.formats.checkin.roster.columns import understood
from companion.formats.checkin.roster.headers import ALIASES, FIELDS, KNOWN, PATTERNS, plain


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Name Teilnehmer*in", "name"), ("Name Teilnehmer:in", "name"), ("NAME TEILNEHMER/-IN", "name"),
        ("Name Teilnehmer_in", "name"), ("Teilnehmer*innenname: Vorname", "given"), ("Teilnehmerinnenname  Nachname", "family"),
        ("Attendee name: Family name", "family"), ("First name*", "given"), ("Email", "private"), ("E-mail", "private"),
        ("E-Mail-Adresse:", "private"), ("Ihre E-Mail", "private"), ("Mobile phone number", "private"),
        ("Ticket-Code", "code"), ("ticket code", "code"), ("Secret", "code"), ("Pseudonyme ID", "pseudonym"),
        ("Pseudonymization ID", "pseudonym"), ("Add-on to position ID", "addon_to"),
        ("Zusatzprodukt zu Position", "addon_to"), ("Benötigt besondere Behandlung", "attention"),
        ("Benoetigt besondere Behandlung", "attention"), ("Gültig ab", "valid_from"), ("Teilnahme: online/vor Ort", "mode"),
        ("Workshop Runde 1", "choice"), ("1. Workshop", "choice"), ("Workshop II", "choice"), ("WS-Runde 2", "choice"),
        ("Round 1", "choice"), ("keine Fotos", "refusal"), ("Organisation/Verein", "org"), ("State", "private"),
        ("Rechnungsadresse: Name", "invoice_name"), ("Rechnungsadresse: Straße", "private"), ("Bestellsprache", "locale"),
        ("#", "unused"), ("Gutscheincode", "unused"),
    ],
)  # fmt: skip
def test_headers_that_are_known(header: str, field: str) -> None:
    column = understood(header)
    assert (column.field, column.confidence) == (field, 1)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Vornahme", "given"), ("Organistation", "org"), ("Attende name", "name"), ("Vorname (wie auf dem Ausweis)", "given"),
        ("Nimmst du online oder vor Ort teil?", "mode"), ("Willst du zu einem Workshop?", "choice"),
        ("Ich bin mit Fotos einverstanden", "consent"), ("Bitte keine Fotos von mir", "refusal"),
    ],
)  # fmt: skip
def test_headers_that_are_guessed(header: str, field: str) -> None:
    column = understood(header)
    assert column.field == field and 0 < column.confidence < 1


@pytest.mark.parametrize("header", ["", "Schuhgröße", "Name deines Haustiers", "T-Shirt", "Foo", "Namen der Kinder"])
def test_headers_that_are_not_known(header: str) -> None:
    column = understood(header)
    assert (column.field, column.confidence) == ("", 0)


@pytest.mark.parametrize("header", ["Workshops – Radio", "Workshops - Radio", "Workshop Runde 1 [Radio]"])
def test_columns_of_a_multiple_choice(header: str) -> None:
    column = understood(header)
    assert (column.field, column.option) == ("choice", "Radio")


def test_no_header_is_for_two_fields() -> None:
    found = [(plain(alias) or alias.strip(), field) for field, names in ALIASES.items() for alias in names.split(";")]
    assert len(set(found)) == len(KNOWN)
    assert {field for field, _, _ in PATTERNS} <= FIELDS


def test_private_columns_are_never_taken_by_a_guess() -> None:
    for alias in ALIASES["private"].split(";"):
        assert understood(f"{alias.strip()} (optional)").field == "private"
