"""What a report says of who spoke: sums, and never who."""

from __future__ import annotations

import pytest

from companion.base.i18n import words
from companion.formats.reports.document import document
from companion.formats.reports.markdown import markdown
from companion.formats.reports.model import archive
from companion.formats.reports.tables import tables
from companion.rules.floor.ending import ended_floors
from tests.formats.reports.conftest import PANEL, Ended

pytestmark = pytest.mark.slow  # they make whole files
MINUTE = 60_000


def sums(ended: Ended, people: int) -> None:
    """So many people of both groups have spoken in the panel, three minutes each."""
    each = {"onsite": people, "remote": people, "onsite_ms": 3 * people * MINUTE, "remote_ms": 3 * people * MINUTE}
    told = each if people >= 5 else dict.fromkeys(each)
    ended.event.put({f"turns/{PANEL}": {"n": 2 * people, "ms": 6 * people * MINUTE, **told}})


@pytest.mark.parametrize(("people", "groups"), [(5, True), (2, False)])
def test_turns_are_told_in_sums_and_by_group_where_both_are_large(ended: Ended, people: int, groups: bool) -> None:
    sums(ended, people)
    text = markdown(document(ended.report, words("en")))
    assert "Who spoke" in text and f"{2 * people} turns" in text
    assert ("5 turns · 15 min" in text) is groups
    assert ("too few to show" in text and "Too few people to show: " in text) is not groups
    (row,) = next(sheet for sheet in tables(ended.report, words("en")) if sheet.name == "Turns").rows
    assert row[1:5] == (2 * people, 6 * people, people if groups else None, people if groups else None)


def test_where_nobody_has_spoken_there_is_no_chapter(ended: Ended) -> None:
    assert ended.report.turns == () and "Who spoke" not in markdown(document(ended.report, words("en")))
    assert ended_floors(ended.event.table) == [] and b'"turns": []' in archive(ended.report)
