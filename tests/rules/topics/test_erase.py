"""Topics that go for good: by their authors, or by the team, whatever has become of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from companion.core.errors import Refusal
from tests.rules.polls.scene import mod
from tests.rules.topics.scene import propose, votes
from tests.rules.topics.test_parking_lot import placeholder
from tests.support.event.fixture import EventFixture
from workers.purge import last_withdrawal

CANARY = "Ein Wort das niemand sonst sagt"
Gone = Callable[[EventFixture, str], None]


def by_author(hall: EventFixture, id: str) -> None:
    hall.do(hall.person("amal"), "topic.withdraw", id=id)
    assert hall.rows("pid-amal")["own_topic", id]["state"] == "withdrawn"


def by_team(hall: EventFixture, id: str) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        hall.do(hall.person("amal"), "topic.erase", id=id)
    hall.do(mod(hall), "topic.erase", id=id)
    assert hall.rows("pid-amal")["own_topic", id]["state"] == "erased", "the author is told"


def stored(hall: EventFixture) -> str:
    return " ".join(str(row.fields) for row in hall.table.changed(0))


@pytest.mark.parametrize("go", [by_author, by_team])
def test_a_merged_topic_goes_and_the_other_counts_without_it(hall: EventFixture, go: Gone) -> None:
    ids = [propose(hall, text) for text in (CANARY, "Podcasts")]
    for name, id in (("ben", ids[0]), ("cem", ids[1])):
        hall.do(hall.person(name), "topic.support", id=id)
    hall.do(mod(hall), "topic.merge", into=ids[1], ids=[ids[0]])
    assert votes(hall, ids[1]) == 2 and CANARY in stored(hall)
    go(hall, ids[0])
    assert CANARY not in stored(hall) and votes(hall, ids[1]) == 1
    assert last_withdrawal(hall.table) == hall.table.v, "a purge is due"


@pytest.mark.parametrize("go", [by_author, by_team])
def test_what_was_merged_into_it_stands_for_itself_again(hall: EventFixture, go: Gone) -> None:
    ids = [propose(hall, text) for text in (CANARY, "Podcasts")]
    hall.do(mod(hall), "topic.merge", into=ids[0], ids=[ids[1]])
    go(hall, ids[0])
    assert CANARY not in stored(hall) and hall.row("topic", ids[1])["merged"] is None
    assert ("topic", ids[1]) in hall.rows("all")


@pytest.mark.parametrize("go", [by_author, by_team])
def test_a_chosen_topic_leaves_its_placeholder_and_the_poll_that_chose_it(hall: EventFixture, go: Gone) -> None:
    placeholder(hall, "p1")
    ids = [propose(hall, text) for text in (CANARY, "Podcasts")]
    made = {"session": "p1", "kind": "single", "title": {"de": "Welches?"}, "topics": ids}
    poll = hall.do(mod(hall), "poll.create", **made).result["id"]
    hall.do(mod(hall), "poll.copy", id=poll)
    hall.do(mod(hall), "poll.open", id=poll)
    for n in range(5):
        hall.do(hall.person(f"cem{n}"), "poll.vote", id=poll, choice="a")
    hall.do(mod(hall), "poll.close", id=poll)
    hall.do(mod(hall), "topic.choose", id=ids[0], session="p1")
    go(hall, ids[0])
    assert CANARY not in stored(hall)
    assert hall.row("chosen_topic", "p1").fields == {"topic": None, "title": None}
    assert hall.rows("stage")["tally", poll]["n"]["a"] == 5, "its ballots count on"
    assert hall.row("poll", poll)["options"][1]["de"] == "Podcasts"


def test_what_is_gone_is_gone_once(hall: EventFixture) -> None:
    id = propose(hall, CANARY)
    by_team(hall, id)
    hall.do(mod(hall), "topic.erase", id=id, changes=False)
    hall.do(hall.person("amal"), "topic.withdraw", id=id, changes=False)
    for name in ("topic.approve", "topic.dismiss"):
        with pytest.raises(Refusal, match="wrong_state"):
            hall.do(mod(hall), name, id=id)
