"""The event's glossary: kept clean, for organisers, and summaries follow it."""

from __future__ import annotations

from typing import Any

import pytest

from companion.rules.summaries.glossary import MAX_PAIRS, MAX_TERM
from companion.rules.summaries.sources import glossary_of, pending_summaries
from tests.rules.programme.scene import moderator, refuses
from tests.rules.reports.scene import organiser
from tests.rules.summaries.scene import SLOT, deliver, draft_of, noted
from tests.support.event.fixture import EventFixture


def test_pairs_are_cleaned_and_stand_for_those_before(day: EventFixture) -> None:
    day.do(
        organiser(day),
        "glossary.set",
        terms=[[" outreach ", "aufsuchende\n Arbeit"], ["Outreach", "Aufsuchende Arbeit"]],
    )
    assert glossary_of(day.table) == [("outreach", "aufsuchende Arbeit")]
    day.do(organiser(day), "glossary.set", terms=[["peer", "Gleichaltrige"]])
    assert glossary_of(day.table) == [("peer", "Gleichaltrige")]
    day.do(organiser(day), "glossary.set", terms=[])
    assert glossary_of(day.table) == [] and not any(kind == "glossary" for kind, _ in day.rows("all"))


def test_summaries_are_made_anew_with_new_words(day: EventFixture) -> None:
    notes = noted(day)
    deliver(day, SLOT, day.table.v, draft_of(day, *notes))
    assert SLOT not in [want.id for want in pending_summaries(day.table)]
    day.do(organiser(day), "glossary.set", terms=[["peer", "Gleichaltrige"]])
    assert SLOT in [want.id for want in pending_summaries(day.table)]


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ([["a", " "]], "empty"), ([["a", "x" * (MAX_TERM + 1)]], "too_long"), ([["a", "b"]] * (MAX_PAIRS + 1), "bad_args"),
        ([["a"]], "bad_args"),
    ],
)  # fmt: skip
def test_bad_pairs_are_refused(day: EventFixture, terms: Any, code: str) -> None:
    with refuses(code):
        day.do(organiser(day), "glossary.set", terms=terms)


def test_only_organisers_set_it(day: EventFixture) -> None:
    with refuses("not_allowed"):
        day.do(moderator(day), "glossary.set", terms=[["a", "b"]])
