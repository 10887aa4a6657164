"""Topics proposed, supported, taken back, and taken along to the next event."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from companion.core.owners import supporter
from tests.rules.polls.scene import mod
from tests.rules.topics.scene import propose, votes
from tests.support.event.fixture import EventFixture
from workers.purge import last_withdrawal


def test_a_proposal_waits_and_its_author_sees_what_became_of_it(hall: EventFixture) -> None:
    id = propose(hall, " Moderation  auf TikTok ", approve=False)
    assert ("topic", id) in hall.rows("team") and ("topic", id) not in hall.rows("all")
    assert hall.rows("pid-amal")["own_topic", id] == {
        "title": {"de": "Moderation auf TikTok", "en": "Moderation auf TikTok"}, "state": "queued"
    }  # fmt: skip
    hall.do(mod(hall), "topic.approve", id=id)
    assert hall.rows("stage")["topic", id]["state"] == "live"
    hall.do(mod(hall), "topic.dismiss", id=id)
    assert ("topic", id) not in hall.rows("all") and hall.rows("pid-amal")["own_topic", id]["state"] == "dismissed"


def test_support_is_counted_once_and_can_be_taken_back(hall: EventFixture) -> None:
    id = propose(hall, "KI")
    for name in ("ben", "ben", "ceren"):
        hall.do(hall.person(name, "remote"), "topic.support", id=id, changes=None)
    assert hall.rows("stage")["votes", id] == {"n": 2, "onsite": None, "remote": None}
    assert hall.rows("pid-ben")["own_votes", supporter("pid-ben", hall.row("topic", id))] == {"up": [id]}
    hall.do(hall.person("ben", "remote"), "topic.unsupport", id=id)
    assert votes(hall, id) == 1
    with pytest.raises(Refusal, match="not_found"):
        hall.do(hall.person("ben"), "topic.support", id=propose(hall, "Wartet", approve=False))


def test_open_topics_go_on_to_the_next_event_once(hall: EventFixture) -> None:
    carried = {
        "event": "levelup3", "id": "t1", "title": {"de": "KI", "en": "AI"}, "lang": "de", "origin": {"de": "Level Up! 3"},
        "before": 7,
    }  # fmt: skip
    for _ in range(2):
        hall.do(SYSTEM, "topic.carry", topics=[carried], changes=None)
    [topic] = hall.table.all("topic")
    assert (topic["state"], topic["origin"], votes(hall, topic.id)) == ("live", {"de": "Level Up! 3"}, 0)
    assert topic["before"] == 7
    with pytest.raises(Refusal, match="not_allowed"):
        hall.do(hall.person("orga", "onsite", "organiser"), "topic.carry", topics=[carried])


def test_a_topic_taken_back_leaves_every_row(hall: EventFixture, tmp_path: Path) -> None:
    id = propose(hall, "Ein Wort das niemand sonst sagt")
    with pytest.raises(Refusal, match="not_yours"):
        hall.do(hall.person("ben"), "topic.withdraw", id=id)
    hall.do(hall.person("amal"), "topic.withdraw", id=id)
    assert not any("niemand sonst" in str(row.fields) for row in hall.table.state(frozenset({"", *_all(hall)})))
    assert last_withdrawal(hall.table) == hall.table.v


def _all(hall: EventFixture) -> set[str]:
    return {audience for audiences in hall.audiences().values() for audience in audiences}
