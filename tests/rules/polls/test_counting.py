"""What is told of ballots: in steps while a poll is open, and at the close what is not of too few."""

from __future__ import annotations

import pytest

from tests.rules.polls.scene import mod, opened, others, time_passes, vote
from tests.support.event.fixture import EventFixture


def test_numbers_move_in_steps_of_five_ballots_and_ten_seconds(hall: EventFixture) -> None:
    id = opened(hall)
    told: list[tuple[int | None, dict[str, int] | None]] = []

    def seen() -> tuple[int | None, dict[str, int] | None]:
        rows = hall.rows("stage")
        return rows["turnout", id]["ballots"], rows.get(("tally", id), {"n": None})["n"]

    for n in range(16):
        vote(hall, id, f"p{n}", "abc"[n // 5 % 3])
        time_passes(hall, 4)
        if seen() not in told:
            told.append(seen())
    # The twelfth second falls into the third ballot, the fifth ballot into the twentieth second, and so on.
    assert told == [(None, None), (5, None), (10, {"a": 5, "b": 0, "c": 0}), (15, {"a": 5, "b": 5, "c": 0})]
    for _ in range(9):
        vote(hall, id, "p0", "c")  # who changes a ballot again and again is one person
        time_passes(hall)
    assert seen() == told[-1]
    for n in range(1, 4):
        vote(hall, id, f"p{n}", "c")
    time_passes(hall, 0)
    assert seen() == (16, {"a": 5, "b": 5, "c": 5}), "four changed ballots and a new one"


def test_a_burst_is_shown_without_another_ballot(hall: EventFixture) -> None:
    id = opened(hall)
    for n in range(12):
        vote(hall, id, f"p{n}", "a")
    time_passes(hall, 9)
    assert hall.rows("stage")["turnout", id]["ballots"] is None, "the first ten seconds are not over"
    time_passes(hall, 1)
    assert hall.rows("stage")["turnout", id]["ballots"] == 12
    assert hall.rows("stage")["tally", id]["n"] == {"a": 6, "b": 0, "c": 0}


@pytest.mark.parametrize("n", [0, 1, 4])
def test_too_few_ballots_stay_untold_at_the_close(hall: EventFixture, n: int) -> None:
    id = opened(hall, abstain=True)
    others(hall, id, None, n, "remote")
    hall.do(mod(hall), "poll.close", id=id)
    for kind in ("turnout", "tally"):
        assert set(hall.rows("stage")[kind, id].values()) == {None}


@pytest.mark.parametrize(("remote", "shown"), [(0, False), (4, False), (5, True)])
def test_a_small_group_is_not_broken_out(hall: EventFixture, remote: int, shown: bool) -> None:
    id = opened(hall)
    for n in range(6):
        vote(hall, id, f"on{n}", "a")
    for n in range(remote):
        vote(hall, id, f"re{n}", "b", "remote")
    hall.do(mod(hall), "poll.close", id=id)
    tally = hall.rows("stage")["tally", id]
    assert tally["n"] == {"a": 6, "b": remote, "c": 0}
    assert (tally["onsite"] is not None) == shown and (tally["remote"] is not None) == shown
