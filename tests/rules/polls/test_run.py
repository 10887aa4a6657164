"""Polls from opening to the archive: who sees them and their results, codes, resets; on the real store."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.errors import Refusal
from tests.rules.polls.scene import cast, draft, mod, opened, others, time_passes, vote
from tests.support.event.fixture import EventFixture


def _args(id: str, choice: str, code: str) -> dict[str, Any]:
    return {"id": id, "choice": choice, "code": code}


def test_codes_are_added_while_people_may_vote_and_void_after_a_reset(hall: EventFixture) -> None:
    id = opened(hall, level="codes")
    hall.do(mod(hall), "poll.codes", id=id, more=2)
    before = hall.commands.ballot_box.codes(hall.slug, id)
    hall.do(mod(hall), "poll.codes", id=id, more=1)
    assert hall.commands.ballot_box.codes(hall.slug, id)[:2] == before
    for more in (0, -1, 998):
        with pytest.raises(Refusal, match="bad_args"):
            hall.do(mod(hall), "poll.codes", id=id, more=more)
    hall.do(mod(hall), "poll.reset", id=id)
    hall.do(mod(hall), "poll.codes", id=id, more=3)
    hall.do(mod(hall), "poll.open", id=id)
    assert not set(before) & set(hall.commands.ballot_box.codes(hall.slug, id))
    with pytest.raises(Refusal, match="bad_code"):
        hall.do(hall.person("amal"), "poll.vote", id=id, choice="a", code=before[0])
    hall.do(mod(hall), "poll.close", id=id)
    for do in (
        lambda: hall.do(mod(hall), "poll.codes", id=id, more=1),
        lambda: hall.commands.ballot_box.codes(hall.slug, id),
    ):
        with pytest.raises(Refusal, match="wrong_state"):
            do()


def test_codes_are_for_moderators_and_for_polls_with_codes(hall: EventFixture) -> None:
    id = draft(hall)
    with pytest.raises(Refusal, match="wrong_state"):
        hall.do(mod(hall), "poll.codes", id=id, more=1)
    with pytest.raises(Refusal, match="not_allowed"):
        hall.do(hall.person("amal"), "poll.codes", id=id, more=1)


def test_results_after_ones_own_ballot_are_for_those_who_have_voted_and_the_team(hall: EventFixture) -> None:
    id = opened(hall, results="after")
    hall.person("late")
    for n in range(5):
        vote(hall, id, f"p{n}", "a")
    time_passes(hall)
    for n in range(5, 10):
        assert all(("tally", id) not in hall.rows(viewer) for viewer in hall.audiences())
        vote(hall, id, f"p{n}", "b")
    time_passes(hall)
    seen = {viewer for viewer in hall.audiences() if ("tally", id) in hall.rows(viewer)}
    assert seen == {"team", "organise", *(f"pid-p{n}" for n in range(10))}
    assert hall.rows("pid-p9")["tally", id]["n"] == {"a": 5, "b": 0, "c": 0}
    hall.do(mod(hall), "poll.close", id=id)
    expected = {"a": 5, "b": 5, "c": 0}
    assert hall.rows("pid-late")["tally", id]["n"] == hall.rows("stage")["tally", id]["n"] == expected


def test_who_voted_before_a_reset_sees_nothing_of_the_next_round(hall: EventFixture) -> None:
    id = opened(hall, results="after")
    for n in range(10):
        vote(hall, id, f"p{n}", "a")
        time_passes(hall)
    assert ("tally", id) in hall.rows("pid-p0")
    hall.do(mod(hall), "poll.reset", id=id)
    hall.do(mod(hall), "poll.open", id=id)
    assert all(("tally", id) not in hall.rows(viewer) for viewer in hall.audiences())
    for n in range(10, 20):
        vote(hall, id, f"p{n}", "a")
        time_passes(hall)
    assert ("tally", id) in hall.rows("pid-p10") and ("tally", id) not in hall.rows("pid-p0")


def test_words_too_are_seen_after_ones_own(hall: EventFixture) -> None:
    id = opened(hall, "cloud", results="after", moderated=False)
    vote(hall, id, "amal", ["Mut"])
    hall.person("late")
    for mode in ("onsite", "remote"):
        others(hall, id, ["Mut"], mode=mode)
        time_passes(hall)
    words = {viewer: [v["text"] for (kind, _), v in hall.rows(viewer).items() if kind == "answer" and v["text"]]
             for viewer in hall.audiences()}  # fmt: skip
    assert words["pid-amal"] == words["team"] == ["Mut"] * 6
    assert words["pid-late"] == words["stage"] == words["all"] == []
    hall.do(mod(hall), "poll.close", id=id)
    assert any(kind == "answer" and v["text"] == "Mut" for (kind, _), v in hall.rows("stage").items())


def test_a_close_can_be_taken_back_while_ballots_still_come_in(hall: EventFixture) -> None:
    id = opened(hall, grace=30)
    vote(hall, id, "amal", "a")
    hall.do(mod(hall), "poll.close", id=id)
    with pytest.raises(Refusal, match="poll_closed"):
        hall.wall += 1
        vote(hall, id, "ben", "b")
    hall.do(mod(hall), "poll.reopen", id=id)
    for name in ("amal", "ben"):
        vote(hall, id, name, "b")
    others(hall, id)
    hall.do(mod(hall), "poll.close", id=id)
    hall.wall += 30_000
    hall.do(mod(hall), "poll.settle", id=id)
    assert hall.rows("stage")["tally", id]["n"] == {"a": 0, "b": 2, "c": 5}
    with pytest.raises(Refusal, match="poll_counted"):
        hall.do(mod(hall), "poll.reopen", id=id)


@pytest.mark.parametrize("was", ["draft", "closed"])
def test_a_poll_comes_back_from_the_archive_as_it_was(hall: EventFixture, was: str) -> None:
    id = draft(hall)
    if was == "closed":
        hall.do(mod(hall), "poll.open", id=id)
        hall.do(mod(hall), "poll.close", id=id)
    before = hall.rows("stage")
    hall.do(mod(hall), "poll.archive", id=id)
    hall.do(mod(hall), "poll.reopen", id=id)
    assert hall.row("poll", id)["state"] == was and hall.rows("stage") == before


def test_a_draft_is_for_the_team_and_an_open_poll_for_all(hall: EventFixture) -> None:
    id = draft(hall)
    assert ("poll", id) in hall.rows("team") and ("poll", id) not in hall.rows("all")
    hall.do(mod(hall), "poll.open", id=id)
    seen = hall.rows("stage")["poll", id]
    assert [option["de"] for option in seen["options"]] == ["Geld", "Wissen", "Zeit"]
    assert seen["options"][2] == {"id": "c", "de": "Zeit", "en": "Zeit"}
    assert set(hall.rows("stage")["turnout", id].values()) == {None}


def test_results_at_close_are_hidden_from_everybody_until_then(hall: EventFixture) -> None:
    id = opened(hall, results="close")
    for n in range(12):
        vote(hall, id, f"p{n}", "a")
    assert all(("tally", id) not in hall.rows(viewer) for viewer in hall.audiences())
    hall.do(mod(hall), "poll.close", id=id)
    assert hall.rows("all")["tally", id]["n"]["a"] == 12


def test_hands_are_a_part_of_their_own(hall: EventFixture) -> None:
    id = opened(hall)
    hall.do(mod(hall), "poll.hands", id=id, counts={"a": 7, "b": 2})
    assert hall.rows("team")["show_of_hands", id]["n"] == {"a": 7, "b": 2} and ("show_of_hands", id) not in hall.rows(
        "all"
    )
    hall.do(mod(hall), "poll.close", id=id)
    assert (
        hall.rows("stage")["show_of_hands", id]["n"] == {"a": 7, "b": 2}
        and hall.rows("stage")["show_of_hands", id]["by"] == "moderator"
    )
    with pytest.raises(Refusal, match="bad_choice"):
        hall.do(mod(hall), "poll.hands", id=id, counts={"z": 1})


def test_a_reset_throws_ballots_away_and_is_on_record(hall: EventFixture) -> None:
    id = opened(hall)
    vote(hall, id, "amal", "a")
    hall.do(mod(hall), "poll.close", id=id)
    hall.do(mod(hall), "poll.reset", id=id)
    assert ("poll", id) not in hall.rows("all") and len(hall.row("poll", id)["resets"]) == 1
    hall.do(mod(hall), "poll.open", id=id)
    assert cast(hall, id) == 0
    vote(hall, id, "amal", "b")
    others(hall, id)
    hall.do(mod(hall), "poll.close", id=id)
    assert hall.row("tally", id)["n"] == {"a": 0, "b": 1, "c": 5}
