"""Ballots: whose counts and how often, until when, and answers in words."""

from __future__ import annotations

import re
from typing import Any

import pytest

from companion.core.errors import Refusal
from tests.rules.polls.scene import cast, draft, mod, opened, others, time_passes, vote
from tests.rules.polls.test_run import _args
from tests.support.event.fixture import EventFixture


def test_one_per_person_counts_a_ticket_once_on_all_devices(hall: EventFixture) -> None:
    id = opened(hall, level="person")
    for device, choice in (("phone", "a"), ("laptop", "b")):
        hall.do(hall.person(device, ticket="amal"), "poll.vote", id=id, choice=choice)
    hall.do(hall.person("other", "remote", ticket="ben"), "poll.vote", id=id, choice="b")
    assert cast(hall, id) == 2
    with pytest.raises(Refusal, match="needs_ticket"):
        vote(hall, id, "guest", "a")
    for n in range(5):
        hall.do(hall.person(f"p{n}", ticket=f"t{n}"), "poll.vote", id=id, choice="c")
    hall.do(mod(hall), "poll.close", id=id)
    assert hall.rows("stage")["tally", id]["n"] == {"a": 0, "b": 2, "c": 5}


def test_a_mood_counts_devices_and_knows_of_no_ticket(hall: EventFixture) -> None:
    id = opened(hall)
    for device in ("phone", "laptop"):
        hall.do(hall.person(device, ticket="amal"), "poll.vote", id=id, choice="a")
    assert cast(hall, id) == 2


def test_people_who_have_not_checked_in_are_told_so(hall: EventFixture) -> None:
    id = opened(hall, electorate="checked-in")
    with pytest.raises(Refusal, match="only_checked_in"):
        vote(hall, id, "guest", "a")
    for device in ("phone", "laptop"):
        hall.do(hall.person(device, ticket="amal"), "poll.vote", id=id, choice="a")
    assert cast(hall, id) == 1


def test_a_code_counts_once_and_for_good(hall: EventFixture) -> None:
    id = draft(hall, level="codes")
    hall.do(mod(hall), "poll.codes", id=id, more=40)
    codes = hall.commands.ballot_box.codes(hall.slug, id)
    assert len(set(codes)) == 40 and all(re.fullmatch(r"[A-Z2-9]{9}", code) for code in codes)
    hall.do(mod(hall), "poll.open", id=id)
    written = f" {codes[3][:3].lower()}-{codes[3][3:6]} {codes[3][6:]} "
    hall.do(hall.person("amal"), "poll.vote", cid="first", id=id, choice="a", code=written)
    again = hall.commands.run(hall.slug, hall.person("amal"), "poll.vote", "first", _args(id, "a", written))
    assert again.result == {} and cast(hall, id) == 1, "a repeated one gets its first answer"
    for name in ("amal", "ben"):
        with pytest.raises(Refusal, match="code_used"):
            hall.do(hall.person(name), "poll.vote", id=id, choice="b", code=codes[3])
    for code, refusal in ((None, "needs_code"), ("", "needs_code"), ("AAAAAAAAA", "bad_code"), ("x", "bad_code")):
        with pytest.raises(Refusal, match=refusal):
            hall.do(hall.person("ben"), "poll.vote", id=id, choice="b", code=code)
    for code in codes[4:9]:
        hall.do(hall.person("ben"), "poll.vote", id=id, choice="b", code=code)
    hall.do(mod(hall), "poll.close", id=id)
    assert hall.rows("stage")["tally", id]["n"] == {"a": 1, "b": 5, "c": 0}


def test_ballots_are_counted_once_and_can_be_changed(hall: EventFixture) -> None:
    id = opened(hall)
    for choice in ("a", "b", "b"):
        vote(hall, id, "amal", choice)
    vote(hall, id, "ben", "a", "remote")
    others(hall, id)
    hall.do(mod(hall), "poll.close", id=id)
    assert hall.rows("stage")["turnout", id] == {"ballots": 7, "abstained": 0, "onsite": None, "remote": None}
    assert hall.rows("stage")["tally", id]["n"] == {"a": 1, "b": 1, "c": 5}


def test_several_choices_a_ranking_and_a_scale(hall: EventFixture) -> None:
    several = opened(hall, "multiple", max=2)
    vote(hall, several, "amal", ["a", "c"])
    with pytest.raises(Refusal, match="bad_choice"):
        vote(hall, several, "amal", ["a", "b", "c"])
    ranking = opened(hall, "ranking")
    vote(hall, ranking, "amal", ["c", "a", "b"])
    vote(hall, ranking, "amal", ["c", "b"])
    scale = opened(hall, "scale", options=[])
    vote(hall, scale, "amal", 4)
    for id, choice in ((several, ["b"]), (ranking, ["a"]), (scale, 2)):
        others(hall, id, choice)
        hall.do(mod(hall), "poll.close", id=id)
    assert hall.row("tally", several)["n"] == {"a": 1, "b": 5, "c": 1} and hall.row("tally", several)["of"] == 6
    counted = {key: n for key, n in hall.row("tally", ranking)["n"].items() if n}
    assert counted == {"c:1": 1, "b:2": 1, "a:1": 5}
    assert hall.row("tally", scale)["n"] == {"1": 0, "2": 5, "3": 0, "4": 1, "5": 0}


def test_abstaining_is_a_choice_only_where_it_is_offered(hall: EventFixture) -> None:
    id = opened(hall, abstain=True)
    vote(hall, id, "amal", "a")
    vote(hall, id, "amal", None)
    others(hall, id)
    others(hall, id, mode="remote")
    time_passes(hall)
    assert hall.row("turnout", id).fields == {"ballots": 11, "abstained": None, "onsite": None, "remote": None}
    hall.do(mod(hall), "poll.close", id=id)
    assert hall.row("turnout", id).fields == {"ballots": 11, "abstained": 1, "onsite": 6, "remote": 5}
    assert hall.row("tally", id)["of"] == 10
    with pytest.raises(Refusal, match="bad_choice"):
        vote(hall, opened(hall), "amal", None)


def test_only_those_who_are_asked_vote(hall: EventFixture) -> None:
    id = opened(hall, electorate="onsite")
    vote(hall, id, "amal", "a")
    with pytest.raises(Refusal, match="only_onsite"):
        vote(hall, id, "ben", "a", "remote")
    with pytest.raises(Refusal, match="only_remote"):
        vote(hall, opened(hall, electorate="remote"), "amal", "a")


def test_after_the_close_a_ballot_is_refused_and_a_counted_one_still_confirmed(hall: EventFixture) -> None:
    id = opened(hall)
    amal = hall.person("amal")
    first = hall.do(amal, "poll.vote", cid="mine", id=id, choice="a")
    others(hall, id)
    hall.do(mod(hall), "poll.close", id=id)
    with pytest.raises(Refusal, match="poll_closed"):
        vote(hall, id, "ben", "a")
    assert hall.do(amal, "poll.vote", cid="mine", id=id, choice="a", changes=False) == first
    assert hall.row("tally", id)["n"]["a"] == 1


def test_people_on_a_delayed_stream_have_their_grace(hall: EventFixture) -> None:
    id = opened(hall, grace=20)
    others(hall, id)
    hall.do(mod(hall), "poll.close", id=id)
    assert hall.rows("stage")["poll", id]["state"] == "closing"
    hall.wall += 19_000
    vote(hall, id, "ben", "b", "remote")
    with pytest.raises(Refusal, match="poll_closed"):
        vote(hall, id, "amal", "a", "onsite")
    with pytest.raises(Refusal, match="wrong_state"):
        hall.do(mod(hall), "poll.settle", id=id)
    hall.wall += 2_000
    with pytest.raises(Refusal, match="poll_closed"):
        vote(hall, id, "cem", "b", "remote")
    hall.do(mod(hall), "poll.settle", id=id)
    assert hall.row("tally", id)["n"]["b"] == 1 and hall.row("poll", id)["state"] == "closed"


def test_a_countdown_ends_the_vote_even_before_anybody_closes_it(hall: EventFixture) -> None:
    id = draft(hall)
    hall.do(mod(hall), "poll.open", id=id, seconds=30)
    vote(hall, id, "amal", "a")
    hall.wall += 31_000
    with pytest.raises(Refusal, match="poll_closed"):
        vote(hall, id, "ben", "a")


@pytest.mark.parametrize("choice", ["z", ["a", "a"], ["a", "b"], {"a": 1}, "a" * 99])
def test_bad_ballots_are_refused_and_count_nothing(hall: EventFixture, choice: Any) -> None:
    id = opened(hall)
    with pytest.raises(Refusal):
        vote(hall, id, "amal", choice)
    assert cast(hall, id) == 0
