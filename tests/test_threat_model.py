"""The threat model names tests that exist, and tests every part of security that has one."""

from __future__ import annotations

import re

from companion.base.paths import ROOT

TEXT = (ROOT / "docs" / "threat-model.md").read_text()
NAMED = frozenset(re.findall(r"`(tests/[\w/]+\.py)`", TEXT))


def test_every_test_that_it_names_exists_and_tests_something() -> None:
    in_security = re.findall(r"\]\(\.\./(tests/[\w/]+\.py)\)", (ROOT / "docs" / "security.md").read_text())
    named = {*NAMED, *in_security}
    assert len(named) > 40 and not [name for name in named if "def test_" not in (ROOT / name).read_text()]
    links = re.findall(r"\]\((\.\./tests/[^)]+|[\w-]+\.md)\)", TEXT)
    assert links and all((ROOT / "docs" / link).is_file() for link in links)


def test_every_control_has_a_test() -> None:
    table = TEXT.split("## Controls")[1].split("## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| who |")]
    assert len(rows) > 15 and all("`tests/" in row.rsplit("|", 2)[1] for row in rows)


def test_every_test_of_security_is_named() -> None:
    files = {f"tests/security/{path.name}" for path in (ROOT / "tests" / "security").glob("test_*.py")}
    named = NAMED | set(re.findall(r"tests/security/test_\w+\.py", (ROOT / "docs" / "security.md").read_text()))
    assert files <= named, files - named
