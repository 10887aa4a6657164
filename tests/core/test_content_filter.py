"""The first look at a text: what makes it wait, and what must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.core.content_filter import cleaned, default_words, folded, reasons

WORDS = ["idiot*", "Arschloch", "Hurensöhne", "null acht"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Schaut auf https://x.example/y", ["link"]),
        ("Mehr auf www.beispiel.de", ["link"]),
        ("mehr auf beispiel.org", ["link"]),
        ("Schreibt an amal.b+x@verein.example", ["mail"]),
        ("Ruft an: +49 30 / 123 45-678", ["phone"]),
        ("0176 12345678", ["phone"]),
        ("DE89 3704 0044 0532 0130 00", ["iban"]),
        ("Was für ein Idiotenverein", ["word"]),
        ("ARSCHLÖCHER? Nein, ARSCHLOCH!", ["word"]),
        ("Hurensoehne", ["word"]),
        ("so ein i d i o t", ["word"]),
        ("1d10t", ["word"]),
        ("arschl0ch, ruft an: 030 1234567", ["phone", "word"]),
    ],
)
def test_reasons_are_found(text: str, why: list[str]) -> None:
    assert reasons(text, WORDS) == why


@pytest.mark.parametrize(
    "text",
    [
        "Wie war die Förderung 2019–2024, und wie wird sie 2025/2026?",
        "Der Saal 3, um 11:40, mit 120 Leuten und 1.500 Euro",
        "Ideen für Idiome und das Mascherl am Schloch",
        "z. B. u. a. d. h.",
        "Was passiert nach der Null-Acht-Fünfzehn-Lösung?",
        "Ist das fair? Ja. Nein.Vielleicht.",
    ],
)
def test_ordinary_texts_do_not_wait(text: str) -> None:
    assert reasons(text, WORDS[:3]) == []


@given(st.text(), st.sampled_from(WORDS[:3]))
def test_a_listed_word_is_found_wherever_it_stands(around: str, word: str) -> None:
    assert "word" in reasons(f"{around} \n{word.rstrip('*').upper()}\n {around}", WORDS)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüß ", max_size=80))
def test_without_a_list_letters_alone_are_no_reason(text: str) -> None:
    assert reasons(text, []) == []


@given(st.text())
def test_folding_twice_changes_nothing(word: str) -> None:
    assert folded(folded(word).casefold()).isascii() == folded(word).isascii()


def test_lists_are_kept_clean_and_those_that_ship_are() -> None:
    assert cleaned(["  Idiot ", "idiot", "", "*", "a*", "zwei  Worte"]) == ["idiot", "zwei worte"]
    for lang in ("de", "en"):
        assert list(default_words(lang)) and cleaned(default_words(lang)) == sorted(default_words(lang))
    assert default_words("fr") == ()
