"""Polls from draft to count, on the real store."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.errors import Refusal
from tests.support.world import World

OPTIONS = [{"de": "Geld", "en": "Money"}, {"de": "Wissen", "en": "Knowledge"}, {"de": "Zeit"}]


def mod(world: World) -> Any:
    return world.person("mod", "onsite", "moderator")


def draft(world: World, kind: str = "single", **args: Any) -> str:
    options = {} if kind in ("text", "cloud") else {"options": OPTIONS}
    title = {"de": "Was brauchen kleine Vereine zuerst?", "en": "What do small groups need first?"}
    made = world.do(mod(world), "poll.create", session="p1", kind=kind, title=title, **(options | args))
    id: str = made.result["id"]
    return id


def opened(world: World, kind: str = "single", **args: Any) -> str:
    id = draft(world, kind, **args)
    world.do(mod(world), "poll.open", id=id)
    return id


def vote(world: World, id: str, name: str, choice: Any, mode: str = "onsite") -> None:
    world.do(world.person(name, mode), "poll.vote", id=id, choice=choice)


def test_a_draft_is_for_the_team_and_an_open_poll_for_all(hall: World) -> None:
    id = draft(hall)
    assert ("poll", id) in hall.view("team") and ("poll", id) not in hall.view("all")
    hall.do(mod(hall), "poll.open", id=id)
    seen = hall.view("stage")["poll", id]
    assert [option["de"] for option in seen["options"]] == ["Geld", "Wissen", "Zeit"]
    assert seen["options"][2] == {"id": "c", "de": "Zeit", "en": "Zeit"}
    assert hall.view("stage")["turnout", id] == {"ballots": 0, "abstained": 0, "onsite": 0, "remote": 0}


def test_ballots_are_counted_once_and_can_be_changed(hall: World) -> None:
    id = opened(hall)
    for choice in ("a", "b", "b"):
        vote(hall, id, "amal", choice)
    vote(hall, id, "ben", "a", "remote")
    assert hall.view("stage")["turnout", id] == {"ballots": 2, "abstained": 0, "onsite": 1, "remote": 1}
    hall.do(mod(hall), "poll.close", id=id)
    assert hall.view("stage")["tally", id]["n"] == {"a": 1, "b": 1, "c": 0}


def test_nothing_moves_before_the_close_with_fewer_than_ten_voters(hall: World) -> None:
    id = opened(hall)
    for n in range(9):
        vote(hall, id, f"p{n}", "a")
        assert all(("tally", id) not in hall.view(viewer) for viewer in hall.audiences())
    vote(hall, id, "p9", "b")
    assert hall.view("stage")["tally", id]["n"] == {"a": 9, "b": 1, "c": 0}


def test_results_at_close_are_hidden_from_everybody_until_then(hall: World) -> None:
    id = opened(hall, results="close")
    for n in range(12):
        vote(hall, id, f"p{n}", "a")
    assert all(("tally", id) not in hall.view(viewer) for viewer in hall.audiences())
    hall.do(mod(hall), "poll.close", id=id)
    assert hall.view("all")["tally", id]["n"]["a"] == 12


@pytest.mark.parametrize(("remote", "shown"), [(0, True), (4, False), (5, True)])
def test_a_small_group_is_not_broken_out(hall: World, remote: int, shown: bool) -> None:
    id = opened(hall)
    for n in range(6):
        vote(hall, id, f"on{n}", "a")
    for n in range(remote):
        vote(hall, id, f"re{n}", "b", "remote")
    hall.do(mod(hall), "poll.close", id=id)
    tally = hall.view("stage")["tally", id]
    assert tally["n"] == {"a": 6, "b": remote, "c": 0}
    assert (tally["onsite"] is not None) == shown and (tally["remote"] is not None) == shown


def test_several_choices_a_ranking_and_a_scale(hall: World) -> None:
    several = opened(hall, "multiple", max=2)
    vote(hall, several, "amal", ["a", "c"])
    with pytest.raises(Refusal, match="bad_choice"):
        vote(hall, several, "amal", ["a", "b", "c"])
    ranking = opened(hall, "ranking")
    vote(hall, ranking, "amal", ["c", "a", "b"])
    vote(hall, ranking, "amal", ["c", "b"])
    scale = opened(hall, "scale", options=[])
    vote(hall, scale, "amal", 4)
    for id in (several, ranking, scale):
        hall.do(mod(hall), "poll.close", id=id)
    assert hall.row("tally", several)["n"] == {"a": 1, "b": 0, "c": 1}
    counted = {key: n for key, n in hall.row("tally", ranking)["n"].items() if n}
    assert counted == {"c:1": 1, "b:2": 1}
    assert hall.row("tally", scale)["n"] == {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0}


def test_abstaining_is_a_choice_only_where_it_is_offered(hall: World) -> None:
    id = opened(hall, abstain=True)
    vote(hall, id, "amal", "a")
    vote(hall, id, "amal", None)
    assert hall.row("turnout", id).fields == {"ballots": 1, "abstained": 1, "onsite": 1, "remote": 0}
    with pytest.raises(Refusal, match="bad_choice"):
        vote(hall, opened(hall), "amal", None)


def test_only_those_who_are_asked_vote(hall: World) -> None:
    id = opened(hall, electorate="onsite")
    vote(hall, id, "amal", "a")
    with pytest.raises(Refusal, match="only_onsite"):
        vote(hall, id, "ben", "a", "remote")
    with pytest.raises(Refusal, match="only_remote"):
        vote(hall, opened(hall, electorate="remote"), "amal", "a")


def test_after_the_close_a_ballot_is_refused_and_a_counted_one_still_confirmed(hall: World) -> None:
    id = opened(hall)
    amal = hall.person("amal")
    first = hall.do(amal, "poll.vote", cid="mine", id=id, choice="a")
    hall.do(mod(hall), "poll.close", id=id)
    with pytest.raises(Refusal, match="poll_closed"):
        vote(hall, id, "ben", "a")
    assert hall.do(amal, "poll.vote", cid="mine", id=id, choice="a") == first
    assert hall.row("tally", id)["n"]["a"] == 1


def test_people_on_a_delayed_stream_have_their_grace(hall: World) -> None:
    id = opened(hall, grace=20)
    hall.do(mod(hall), "poll.close", id=id)
    assert hall.view("stage")["poll", id]["state"] == "closing"
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


def test_a_countdown_ends_the_vote_even_before_anybody_closes_it(hall: World) -> None:
    id = draft(hall)
    hall.do(mod(hall), "poll.open", id=id, seconds=30)
    vote(hall, id, "amal", "a")
    hall.wall += 31_000
    with pytest.raises(Refusal, match="poll_closed"):
        vote(hall, id, "ben", "a")


def test_hands_are_a_part_of_their_own(hall: World) -> None:
    id = opened(hall)
    hall.do(mod(hall), "poll.hands", id=id, counts={"a": 7, "b": 2})
    assert hall.view("team")["show_of_hands", id]["n"] == {"a": 7, "b": 2} and ("show_of_hands", id) not in hall.view(
        "all"
    )
    hall.do(mod(hall), "poll.close", id=id)
    assert (
        hall.view("stage")["show_of_hands", id]["n"] == {"a": 7, "b": 2}
        and hall.view("stage")["show_of_hands", id]["by"] == "moderator"
    )
    with pytest.raises(Refusal, match="bad_choice"):
        hall.do(mod(hall), "poll.hands", id=id, counts={"z": 1})


def test_a_reset_throws_ballots_away_and_is_on_record(hall: World) -> None:
    id = opened(hall)
    vote(hall, id, "amal", "a")
    hall.do(mod(hall), "poll.close", id=id)
    hall.do(mod(hall), "poll.reset", id=id)
    assert ("poll", id) not in hall.view("all") and len(hall.row("poll", id)["resets"]) == 1
    hall.do(mod(hall), "poll.open", id=id)
    assert hall.view("stage")["turnout", id]["ballots"] == 0
    vote(hall, id, "amal", "b")
    hall.do(mod(hall), "poll.close", id=id)
    assert hall.row("tally", id)["n"] == {"a": 0, "b": 1, "c": 0}


def test_answers_wait_where_they_are_moderated_or_hold_an_address(hall: World) -> None:
    waits, direct = opened(hall, "text"), opened(hall, "cloud", moderated=False)
    vote(hall, waits, "amal", "Mehr Zeit")
    vote(hall, direct, "ben", ["Zeit", "Geld"])
    vote(hall, direct, "cem", ["Zeit", "ruf mich an 0176 12345678"])
    live = {fields["text"] for (kind, _), fields in hall.view("stage").items() if kind == "answer"}
    queued = {
        f["text"]: id for (kind, id), f in hall.view("team").items() if kind == "answer" and f["state"] == "queued"
    }
    assert live == {"Zeit", "Geld"} and set(queued) == {"Mehr Zeit", "ruf mich an 0176 12345678"}
    hall.do(mod(hall), "answer.approve", id=queued["Mehr Zeit"])
    vote(hall, direct, "ben", ["Zeit"])
    live = {fields["text"] for (kind, _), fields in hall.view("stage").items() if kind == "answer"}
    assert live == {"Zeit", "Mehr Zeit"}, "a second ballot replaces the first"


def test_written_answers_wait_for_the_close_where_results_do(hall: World) -> None:
    id = opened(hall, "text", results="close", moderated=False)
    vote(hall, id, "amal", "Mehr Zeit")
    vote(hall, id, "ben", "schreib an ben@example.org")
    mail = next(k[1] for k, f in hall.view("team").items() if k[0] == "answer" and f["state"] == "queued")
    hall.do(mod(hall), "answer.approve", id=mail)
    assert not [key for key in hall.view("stage") if key[0] == "answer"]
    hall.do(mod(hall), "poll.close", id=id)
    shown = {fields["text"] for key, fields in hall.view("stage").items() if key[0] == "answer"}
    assert shown == {"Mehr Zeit", "schreib an ben@example.org"}


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"kind": "lottery"}, "bad_args"),
        ({"options": OPTIONS[:1]}, "bad_args"),
        ({"options": [{"de": "", "en": ""}, {"de": "x"}]}, "empty"),
        ({"title": {"de": "x" * 141}}, "too_long"),
        ({"session": "nowhere"}, "no_session"),
        ({"electorate": "friends"}, "bad_args"),
        ({"max": 0}, "bad_args"),
        ({"grace": 999}, "bad_args"),
    ],
)
def test_bad_polls_are_refused(hall: World, args: dict[str, Any], code: str) -> None:
    base = {"session": "p1", "kind": "single", "title": {"de": "?"}, "options": OPTIONS}
    with pytest.raises(Refusal, match=code):
        hall.do(mod(hall), "poll.create", **(base | args))


@pytest.mark.parametrize("choice", ["z", ["a", "a"], ["a", "b"], {"a": 1}, "a" * 99])
def test_bad_ballots_are_refused_and_count_nothing(hall: World, choice: Any) -> None:
    id = opened(hall)
    with pytest.raises(Refusal):
        vote(hall, id, "amal", choice)
    assert hall.row("turnout", id)["ballots"] == 0
