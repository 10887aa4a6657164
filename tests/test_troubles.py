"""The table of troubles names tests that exist, one at least for each."""

from __future__ import annotations

import re

from companion.base.paths import ROOT

ROWS = [line for line in (ROOT / "docs" / "troubles.md").read_text().splitlines() if line.startswith("| ")][1:]


def test_every_trouble_has_tests_that_exist() -> None:
    named = [re.findall(r"`(tests/[\w/]+(?:\.test\.js|\.py))`", row.rsplit("|", 2)[1]) for row in ROWS]
    assert len(ROWS) > 20 and all(named), [row for row, found in zip(ROWS, named, strict=True) if not found]
    files = {name: (ROOT / name).read_text() for found in named for name in found}
    assert all(re.search(r"def test_|^test\(", text, re.M) for text in files.values())
