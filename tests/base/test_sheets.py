"""No cell of a sheet is a formula, whatever is in it and however a program parts it into cells."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from companion.base.sheets import csv_of

FORMULA = re.compile(r"[\s\"]*[=+\-@＝＋－＠]")
TEXTS = st.text(st.sampled_from(",;\t\r\n\"'=+-@＝ a1"), max_size=12)
EVIL = "=cmd|' /C calc'!A0"


@pytest.mark.parametrize("lang", ["de", "en"])
@given(cells=st.lists(TEXTS, min_size=2, max_size=4))
@example(cells=["Verein", f"Ja,{EVIL}"])
@example(cells=["Verein", f"Ja;{EVIL}"])
@example(cells=["Verein", f'Ja, "{EVIL}'])
@example(cells=["Verein", f"Ja\n{EVIL}", "x"])
def test_no_cell_begins_a_formula_in_any_programs_eyes(lang: str, cells: list[str]) -> None:
    """A German spreadsheet parts at semicolons, an English one at commas, whichever of them the file was made for."""
    text = csv_of(["a"] * len(cells), [cells], lang).decode("utf-8-sig")
    for delimiter in ",;\t":
        found = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row]
        assert found and not [cell for cell in found if FORMULA.match(cell)], (delimiter, text)


def test_what_is_no_formula_stays_as_it_was() -> None:
    cells = ["Müller, Anna", "Ja; nein – vielleicht", "a-b", "1,5", "x = y", "Zeile\nzweite"]
    [_, row] = csv.reader(io.StringIO(csv_of(["a"] * 6, [cells]).decode("utf-8-sig"), newline=""))
    assert row == cells
