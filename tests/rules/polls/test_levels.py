"""Whose ballot counts once: a device's, a person's, a code's; and who may see the result before the close."""

from __future__ import annotations

import re
from typing import Any

import pytest

from companion.core.errors import Refusal
from tests.rules.polls.test_polls import draft, mod, opened, vote
from tests.support.world import World

TALLY = {"a": 9, "b": 1, "c": 0}


def turnout(world: World, id: str) -> int:
    count: int = world.view("stage")["turnout", id]["ballots"]
    return count


def code_of(world: World, id: str, n: int = 0) -> str:
    return world.commands.codes(world.slug, id)[n]


def test_one_per_person_counts_a_ticket_once_on_all_devices(hall: World) -> None:
    id = opened(hall, level="person")
    for device, choice in (("phone", "a"), ("laptop", "b")):
        hall.do(hall.person(device, ticket="amal"), "poll.vote", id=id, choice=choice)
    hall.do(hall.person("other", "remote", ticket="ben"), "poll.vote", id=id, choice="b")
    assert turnout(hall, id) == 2
    with pytest.raises(Refusal, match="needs_ticket"):
        vote(hall, id, "guest", "a")
    hall.do(mod(hall), "poll.close", id=id)
    assert hall.view("stage")["tally", id]["n"] == {"a": 0, "b": 2, "c": 0}


def test_a_mood_counts_devices_and_knows_of_no_ticket(hall: World) -> None:
    id = opened(hall)
    for device in ("phone", "laptop"):
        hall.do(hall.person(device, ticket="amal"), "poll.vote", id=id, choice="a")
    assert turnout(hall, id) == 2


def test_people_who_have_not_checked_in_are_told_so(hall: World) -> None:
    id = opened(hall, electorate="checked-in")
    with pytest.raises(Refusal, match="only_checked_in"):
        vote(hall, id, "guest", "a")
    for device in ("phone", "laptop"):
        hall.do(hall.person(device, ticket="amal"), "poll.vote", id=id, choice="a")
    assert turnout(hall, id) == 1


def test_a_code_counts_once_and_for_good(hall: World) -> None:
    id = draft(hall, level="codes")
    hall.do(mod(hall), "poll.codes", id=id, more=40)
    codes = hall.commands.codes(hall.slug, id)
    assert len(set(codes)) == 40 and all(re.fullmatch(r"[A-Z2-9]{9}", code) for code in codes)
    hall.do(mod(hall), "poll.open", id=id)
    written = f" {codes[3][:3].lower()}-{codes[3][3:6]} {codes[3][6:]} "
    hall.do(hall.person("amal"), "poll.vote", cid="first", id=id, choice="a", code=written)
    again = hall.commands.run(hall.slug, hall.person("amal"), "poll.vote", "first", _args(id, "a", written))
    assert again.result == {} and turnout(hall, id) == 1, "a repeated one gets its first answer"
    for name in ("amal", "ben"):
        with pytest.raises(Refusal, match="code_used"):
            hall.do(hall.person(name), "poll.vote", id=id, choice="b", code=codes[3])
    for code, refusal in ((None, "needs_code"), ("", "needs_code"), ("AAAAAAAAA", "bad_code"), ("x", "bad_code")):
        with pytest.raises(Refusal, match=refusal):
            hall.do(hall.person("ben"), "poll.vote", id=id, choice="b", code=code)
    hall.do(hall.person("ben"), "poll.vote", id=id, choice="b", code=codes[4])
    hall.do(mod(hall), "poll.close", id=id)
    assert hall.view("stage")["tally", id]["n"] == {"a": 1, "b": 1, "c": 0}


def _args(id: str, choice: str, code: str) -> dict[str, Any]:
    return {"id": id, "choice": choice, "code": code}


def test_codes_are_added_while_people_may_vote_and_void_after_a_reset(hall: World) -> None:
    id = opened(hall, level="codes")
    hall.do(mod(hall), "poll.codes", id=id, more=2)
    before = hall.commands.codes(hall.slug, id)
    hall.do(mod(hall), "poll.codes", id=id, more=1)
    assert hall.commands.codes(hall.slug, id)[:2] == before
    for more in (0, -1, 998):
        with pytest.raises(Refusal, match="bad_args"):
            hall.do(mod(hall), "poll.codes", id=id, more=more)
    hall.do(mod(hall), "poll.reset", id=id)
    hall.do(mod(hall), "poll.codes", id=id, more=3)
    hall.do(mod(hall), "poll.open", id=id)
    assert not set(before) & set(hall.commands.codes(hall.slug, id))
    with pytest.raises(Refusal, match="bad_code"):
        hall.do(hall.person("amal"), "poll.vote", id=id, choice="a", code=before[0])
    hall.do(mod(hall), "poll.close", id=id)
    for do in (lambda: hall.do(mod(hall), "poll.codes", id=id, more=1), lambda: hall.commands.codes(hall.slug, id)):
        with pytest.raises(Refusal, match="wrong_state"):
            do()


def test_codes_are_for_moderators_and_for_polls_with_codes(hall: World) -> None:
    id = draft(hall)
    with pytest.raises(Refusal, match="wrong_state"):
        hall.do(mod(hall), "poll.codes", id=id, more=1)
    with pytest.raises(Refusal, match="not_allowed"):
        hall.do(hall.person("amal"), "poll.codes", id=id, more=1)


def test_results_after_ones_own_ballot_are_for_those_who_have_voted_and_the_team(hall: World) -> None:
    id = opened(hall, results="after")
    hall.person("late")
    for n in range(9):
        vote(hall, id, f"p{n}", "a")
        assert all(("tally", id) not in hall.view(viewer) for viewer in hall.audiences())
    vote(hall, id, "p9", "b")
    seen = {viewer for viewer in hall.audiences() if ("tally", id) in hall.view(viewer)}
    assert seen == {"team", *(f"pid-p{n}" for n in range(10))}
    assert hall.view("pid-p0")["tally", id]["n"] == TALLY
    hall.do(mod(hall), "poll.close", id=id)
    assert hall.view("pid-late")["tally", id]["n"] == hall.view("stage")["tally", id]["n"] == TALLY


def test_who_voted_before_a_reset_sees_nothing_of_the_next_round(hall: World) -> None:
    id = opened(hall, results="after")
    for n in range(10):
        vote(hall, id, f"p{n}", "a")
    hall.do(mod(hall), "poll.reset", id=id)
    hall.do(mod(hall), "poll.open", id=id)
    assert all(("tally", id) not in hall.view(viewer) for viewer in hall.audiences())
    for n in range(10, 20):
        vote(hall, id, f"p{n}", "a")
    assert ("tally", id) in hall.view("pid-p10") and ("tally", id) not in hall.view("pid-p0")


def test_words_too_are_seen_after_ones_own(hall: World) -> None:
    id = opened(hall, "cloud", results="after", moderated=False)
    vote(hall, id, "amal", ["Mut"])
    hall.person("late")
    words = {viewer: [v["text"] for (kind, _), v in hall.view(viewer).items() if kind == "answer" and v["text"]]
             for viewer in hall.audiences()}  # fmt: skip
    assert words["pid-amal"] == words["team"] == ["Mut"]
    assert words["pid-late"] == words["stage"] == words["all"] == []
    hall.do(mod(hall), "poll.close", id=id)
    assert any(kind == "answer" and v["text"] == "Mut" for (kind, _), v in hall.view("stage").items())


def test_codes_and_results_after_do_not_go_together(hall: World) -> None:
    with pytest.raises(Refusal, match="bad_args"):
        draft(hall, level="codes", results="after")


def test_a_close_can_be_taken_back_while_ballots_still_come_in(hall: World) -> None:
    id = opened(hall, grace=30)
    vote(hall, id, "amal", "a")
    hall.do(mod(hall), "poll.close", id=id)
    with pytest.raises(Refusal, match="poll_closed"):
        hall.wall += 1
        vote(hall, id, "ben", "b")
    hall.do(mod(hall), "poll.reopen", id=id)
    for name in ("amal", "ben"):
        vote(hall, id, name, "b")
    hall.do(mod(hall), "poll.close", id=id)
    hall.wall += 30_000
    hall.do(mod(hall), "poll.settle", id=id)
    assert hall.view("stage")["tally", id]["n"] == {"a": 0, "b": 2, "c": 0}
    with pytest.raises(Refusal, match="poll_counted"):
        hall.do(mod(hall), "poll.reopen", id=id)


@pytest.mark.parametrize("was", ["draft", "closed"])
def test_a_poll_comes_back_from_the_archive_as_it_was(hall: World, was: str) -> None:
    id = draft(hall)
    if was == "closed":
        hall.do(mod(hall), "poll.open", id=id)
        hall.do(mod(hall), "poll.close", id=id)
    before = hall.view("stage")
    hall.do(mod(hall), "poll.archive", id=id)
    hall.do(mod(hall), "poll.reopen", id=id)
    assert hall.row("poll", id)["state"] == was and hall.view("stage") == before


def test_tickets_are_the_organisers(hall: World) -> None:
    organiser = hall.person("orga", "onsite", "organiser")
    id = hall.do(organiser, "tickets.issue", mode="remote", n=20, label="Vereine").result["id"]
    assert re.fullmatch(r"[A-Z2-9]{8}", id)
    assert ("ticket_batch", id) in hall.view("desk") and ("ticket_batch", id) not in hall.view("team")
    for args in ({"mode": "both", "n": 1}, {"mode": "onsite", "n": 0}, {"mode": "onsite", "n": 2001}):
        with pytest.raises(Refusal, match="bad_args"):
            hall.do(organiser, "tickets.issue", **args)
    with pytest.raises(Refusal, match="not_allowed"):
        hall.do(mod(hall), "tickets.issue", mode="remote", n=1)
    hall.do(organiser, "tickets.revoke", id=id)
    assert hall.row("ticket_batch", id)["revoked"]
