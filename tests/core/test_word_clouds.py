"""One word is counted once, however it is spelt; the tests of the screens use the same table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.core.word_clouds import bare, counted, word_key

TABLE: dict[str, Any] = json.loads((Path(__file__).parent / "texts" / "words.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("spellings", TABLE["one"])
def test_spellings_of_one_word(spellings: list[str]) -> None:
    assert len({word_key(text) for text in spellings}) == 1
    assert [n for _, n in counted(spellings)] == [len(spellings)]


@pytest.mark.parametrize("words", TABLE["apart"])
def test_words_of_their_own(words: list[str]) -> None:
    assert len(counted(words)) == len(words)


def test_signs_alone_are_no_word() -> None:
    assert counted(TABLE["none"]) == []


def test_the_usual_spelling_is_shown_and_the_order_does_not_depend_on_arrival() -> None:
    said = ["Zeit", "zeit ", "Zeit!", "Geld", "geld", "Ärger"]
    assert counted(said) == counted(reversed(said)) == [("Zeit", 3), ("Geld", 2), ("Ärger", 1)]


@given(st.text(max_size=40))
def test_a_word_bared_or_keyed_twice_is_the_same(text: str) -> None:
    assert word_key(bare(text)) == word_key(text)
