"""Polls that were asked twice stand side by side in a report, where both may be told."""

from __future__ import annotations

import pytest

from companion.base.i18n import words
from companion.formats.reports.document import document
from companion.formats.reports.markdown import markdown
from companion.formats.reports.tables import tables
from companion.rules.polls.counting import NO_TALLY, NO_TURNOUT
from tests.formats.reports.conftest import Ended

pytestmark = pytest.mark.slow  # they make whole files


def again(ended: Ended, told: bool = True) -> None:
    """The poll of the panel, asked once more; by then 6 and 3 have chosen, or too few."""
    (first,) = ended.event.table.all("poll")
    ids = [option["id"] for option in first["options"]]
    turnout = {"ballots": 9, "abstained": 0, "onsite": None, "remote": None}
    tally = {"n": dict(zip(ids, (3, 6), strict=False)), "of": 9, "onsite": None, "remote": None}
    ended.event.put(
        {
            "poll/again": {**first.fields, "closed": first["closed"] + 60_000, "before": first.id},
            "turnout/again": turnout if told else NO_TURNOUT,
            "tally/again": tally if told else NO_TALLY,
        }
    )


def test_both_stand_side_by_side(ended: Ended) -> None:
    again(ended)
    text = markdown(document(ended.report, words("en")))
    assert "Asked before: " in text and "7 ballots then, 9 ballots now." in text
    (sheet,) = (sheet for sheet in tables(ended.report, words("en")) if sheet.name == "Polls")
    first, second = [row for row in sheet.rows if row[2] == 7], [row for row in sheet.rows if row[2] == 9]
    assert [row[-1] for row in first] == [None] * len(first)
    assert [row[-1] for row in second] == [row[6] for row in first]


def test_nothing_is_compared_where_one_has_too_few(ended: Ended) -> None:
    again(ended, told=False)
    assert "Asked before" not in markdown(document(ended.report, words("en")))
