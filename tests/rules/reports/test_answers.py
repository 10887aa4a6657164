"""Questionnaires answered by organisations until they are due."""

from __future__ import annotations

from typing import Any

import pytest

from companion.rules.reports.answers import MAX_ANSWER, stored_files
from tests.rules.programme.scene import refuses
from tests.rules.reports.scene import DAY, FILE, hand, ids, make, organiser
from tests.support.event.fixture import START, EventFixture


def test_answers_are_taken_changed_and_stand_for_those_before(day: EventFixture) -> None:
    first, second = ids(day, make(day))
    hand(day, first)
    row = day.row("submission", first)
    assert row["answers"] == {"q1": {"text": "Viel."}, "q2": {"text": "https://example.org/x"}, "q3": FILE}
    assert stored_files(day.table) == {"answer-1.pdf"} and day.table.get("submission", second) is None
    assert hand(day, first, {"q1": {"text": " Mehr.\n\nViel mehr. "}, "q3": {"keep": True}}) == []
    assert day.row("submission", first)["answers"] == {"q1": {"text": "Mehr.\n\nViel mehr."}, "q3": FILE}
    newer = {**FILE, "stored": "answer-2.pdf"}
    assert hand(day, first, {"q1": {"text": "x"}, "q3": {"file": newer}}) == ["answer-1.pdf"]
    assert hand(day, first, {"q1": {"text": "x"}}) == ["answer-2.pdf"] and stored_files(day.table) == set()
    assert day.row("submission", first)["n"] == 4


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({}, "answer_missing"), ({"q1": {"text": " \n"}}, "answer_missing"),
        ({"q1": {"text": "x" * (MAX_ANSWER + 1)}}, "too_long"),
        ({"q1": {"text": "x"}, "q2": {"text": "javascript:alert(1)"}}, "bad_link"),
        ({"q1": {"text": "x"}, "q2": {"text": "https://"}}, "bad_link"),
        ({"q1": {"text": "x"}, "q2": {"text": "see https://example.org"}}, "bad_link"),
    ],
)  # fmt: skip
def test_answers_that_do_not_fit_are_refused_and_nothing_is_lost(
    day: EventFixture, answers: dict[str, Any], code: str
) -> None:
    first, _ = ids(day, make(day))
    hand(day, first)
    with refuses(code):
        hand(day, first, answers)
    assert day.row("submission", first)["n"] == 1


def test_it_is_open_until_the_end_of_the_day_on_which_it_is_due(day: EventFixture) -> None:
    form = make(day, due="2024-06-11")
    first, _ = ids(day, form)
    assert day.row("form", form)["due"] == 1_718_143_199_000, "23:59:59 in Berlin"
    day.wall = 1_718_143_199_000
    hand(day, first)
    day.wall += 1
    with refuses("form_closed"):
        hand(day, first)
    day.do(organiser(day), "form.edit", id=form, due="2024-06-12")
    hand(day, first)
    day.do(organiser(day), "form.close", id=form)
    with refuses("form_closed"):
        hand(day, first)
    day.do(organiser(day), "form.open", id=form)
    day.wall = START + 60 * DAY
    day.do(organiser(day), "form.edit", id=form, undue=True, title={"en": "Practice"}, intro="Bitte bald.")
    hand(day, first)
    assert day.row("form", form)["title"]["de"] == "Practice" and day.row("form", form)["intro"] == "Bitte bald."
