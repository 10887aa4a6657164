"""The documents say what the code does."""

from __future__ import annotations

import re

from companion.base.paths import ROOT
from companion.core.errors import CODES
from companion.ops.reference import reference
from companion.ops.refusal_codes import script
from companion.ops.row_types import declarations
from companion.rules.registry import COMMANDS


def test_the_reference_is_what_the_code_says() -> None:
    written = (ROOT / "docs" / "reference.md").read_text()
    assert written == reference(), "run: python -m companion.ops.reference > docs/reference.md"


def test_the_front_ends_row_types_are_what_the_code_says() -> None:
    written = (ROOT / "static/src/core/rows.d.ts").read_text()
    assert written == declarations(), "run: python -m companion.ops.row_types > static/src/core/rows.d.ts"


def test_the_front_end_knows_the_codes_of_all_refusals() -> None:
    written = (ROOT / "static/src/core/codes.js").read_text()
    assert written == script(), "run: python -m companion.ops.refusal_codes > static/src/core/codes.js"


def test_every_command_says_what_it_does() -> None:
    assert all(command.rule.__doc__ for command in COMMANDS.values())


def test_every_code_is_used_and_every_used_code_exists() -> None:
    sources = "\n".join(p.read_text() for p in [*ROOT.glob("companion/**/*.py"), *ROOT.glob("workers/**/*.py")])
    sources = sources.replace((ROOT / "companion/core/errors.py").read_text(), "")
    unused = {code for code in CODES if f'"{code}"' not in sources}
    assert not unused
    assert set(re.findall(r'Refusal\("([a-z_]+)"', sources)) <= set(CODES)


def test_links_between_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
