"""The same poll before and after, or in both rounds of a workshop, tied to be compared."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.errors import Refusal
from tests.rules.polls.scene import OPTIONS, draft, mod
from tests.support.event.fixture import EventFixture


def tie(event: EventFixture, id: str, before: str | None, **more: Any) -> None:
    event.do(mod(event), "poll.tie", id=id, before=before, **more)


def test_two_that_ask_the_same_are_tied_and_untied(panel: EventFixture) -> None:
    first = draft(panel)
    second = panel.do(mod(panel), "poll.copy", id=first, session="p2").result["id"]
    assert panel.row("poll", second)["before"] is None
    tie(panel, second, first)
    assert panel.row("poll", second)["before"] == first
    tie(panel, second, first, changes=False)
    tie(panel, second, None)
    assert panel.row("poll", second)["before"] is None


def test_only_the_same_question_is_compared(panel: EventFixture) -> None:
    first, other = draft(panel), draft(panel, options=OPTIONS[:2])
    words, ranking = draft(panel, "text"), draft(panel, "ranking")
    for id in (other, ranking, words):
        with pytest.raises(Refusal, match="bad_args"):
            tie(panel, id, first)
    with pytest.raises(Refusal, match="bad_args"):
        tie(panel, first, first)
    with pytest.raises(Refusal, match="bad_args"):
        tie(panel, draft(panel, "text"), words)
    second = draft(panel)
    tie(panel, second, first)
    with pytest.raises(Refusal, match="bad_args"):
        tie(panel, first, second)
    with pytest.raises(Refusal, match="not_found"):
        tie(panel, first, "nothing")


def test_a_draft_that_asks_something_else_by_now_is_tied_no_more(panel: EventFixture) -> None:
    first, second = draft(panel), draft(panel)
    tie(panel, second, first)
    base = {"session": "p1", "kind": "single", "title": {"de": "Neu gefragt?"}}
    seen = panel.row("poll", second)["made"]
    panel.do(mod(panel), "poll.edit", id=second, seen=seen, options=OPTIONS, **base)
    assert panel.row("poll", second)["before"] == first, "another title asks the same"
    seen = panel.row("poll", second)["made"]
    panel.do(mod(panel), "poll.edit", id=second, seen=seen, options=OPTIONS[:2], **base)
    assert panel.row("poll", second)["before"] is None
