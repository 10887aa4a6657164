"""The desk's search: one table of examples, which holds for every program that searches."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.formats.checkin.roster.names import folded, matches

TABLE: dict[str, Any] = json.loads((Path(__file__).parent / "folding.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "plain"), TABLE["folded"])
def test_texts_are_folded(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.mark.parametrize("case", TABLE["matches"], ids=lambda case: f"{case['query']}-{case['name']}")
def test_queries_match(case: dict[str, Any]) -> None:
    assert matches(case["query"], case["name"], case["org"]) is case["match"]


@given(st.text(max_size=30))
def test_a_whole_name_finds_itself(name: str) -> None:
    name = f"{name} Ay"
    assert matches(name, name)


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_search_never_fails(query: str, name: str) -> None:
    assert matches(query, name) in (True, False)
