"""Written answers that the team erases for good."""

from __future__ import annotations

import pytest

from companion.core.errors import Refusal
from tests.rules.polls.scene import mod, opened, others, time_passes, vote
from tests.support.event.fixture import EventFixture
from workers.purge import last_withdrawal

CANARY = "Frau K. aus dem Vorstand"


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("results", ["live", "close"])
def test_an_answer_goes_and_the_others_stay(hall: EventFixture, results: str, closed: bool) -> None:
    poll = opened(hall, "text", results=results, moderated=False)
    for name, text in (("amal", CANARY), ("ben", "Zeit")):
        vote(hall, poll, name, text)
    for mode in ("onsite", "remote"):
        others(hall, poll, "Mut", mode=mode)
        time_passes(hall)
    if closed:
        hall.do(mod(hall), "poll.close", id=poll)
    [id] = [row.id for row in hall.table.all("answer") if row["text"] == CANARY]
    with pytest.raises(Refusal, match="not_allowed"):
        hall.do(hall.person("ben"), "answer.erase", id=id)
    hall.do(mod(hall), "answer.erase", id=id)
    texts = [row["text"] for row in hall.table.all("answer")]
    assert CANARY not in texts and "Zeit" in texts
    assert last_withdrawal(hall.table) == hall.table.v, "a purge is due"
    for name in ("answer.approve", "answer.hide"):
        with pytest.raises(Refusal, match="wrong_state"):
            hall.do(mod(hall), name, id=id)
    hall.do(mod(hall), "answer.erase", id=id, changes=False)
