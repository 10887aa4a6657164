"""Which codes of other systems could be found from their hashes."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.formats.checkin.roster.short_codes import short_codes

DIGITS = st.text("0123456789", min_size=1, max_size=12)


@pytest.mark.parametrize(
    "codes",
    [
        ["482913"],
        ["482913", "118305"],
        ["Jahrestagung-der-Netzwerke-2026-0001", "Jahrestagung-der-Netzwerke-2026-0417"],
        ["0001@einladung.verein-fuer-alle.example", "0417@einladung.verein-fuer-alle.example"],
        ["AB3CD"],
        ["3fa09c1e22b7"],
    ],
)
def test_short_ones(codes: list[str]) -> None:
    assert short_codes(codes) == set(codes)


@pytest.mark.parametrize(
    "codes",
    [
        ["zr7kq2v9xw4m8pd3nt6hy5cf2jb7sg4a"],
        ["zr7kq2v9xw4m8pd3nt6hy5cf2jb7sg4a", "zq1kq8v3xw9m2pd6nt4hy7cf5jb1sg3b"],
        [str(uuid.UUID(int=n * 0x9E3779B97F4A7C15F39CC0605CEDC834 % 2**128)) for n in (1, 2, 3)],
    ],
)
def test_long_ones(codes: list[str]) -> None:
    assert not short_codes(codes)


@given(st.lists(DIGITS, min_size=2, max_size=20, unique=True), st.text(max_size=30), st.text(max_size=30))
def test_what_all_have_in_common_makes_no_code_longer(numbers: list[str], begin: str, end: str) -> None:
    codes = [begin + number + end for number in numbers]
    assert short_codes(codes) == set(codes)


def test_nothing_of_nothing() -> None:
    assert short_codes([]) == frozenset()
