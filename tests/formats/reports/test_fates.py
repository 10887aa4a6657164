"""What a report says of the questions of a session: all of them, in one line."""

from __future__ import annotations

import pytest

from companion.base.i18n import words
from companion.core.actors import SYSTEM
from companion.formats.reports.document import document
from companion.formats.reports.markdown import markdown
from companion.rules.questions.fate import uncounted
from tests.formats.reports.conftest import PANEL, Ended

pytestmark = pytest.mark.slow  # they make whole files


def test_all_that_were_asked_are_in_one_line(ended: Ended) -> None:
    assert "not shown" not in markdown(document(ended.report, words("en"))), "nothing is said before it is counted"
    for place in uncounted(ended.event.table):
        ended.event.do(SYSTEM, "question.count", session=place)
    row = ended.event.row("fate", PANEL)
    text = markdown(document(ended.report, words("en")))
    hidden = row["waiting"] + row["dismissed"] + row["withdrawn"]
    assert hidden and f"{row['n']} questions asked · {row['n'] - hidden} shown" in text
    assert f"{hidden} not shown (" in text and "asked, " not in text.split("not shown")[1].split("\n")[0]
    assert f"{row['n']}\u00a0Fragen gestellt" in markdown(document(ended.report, words("de")))
