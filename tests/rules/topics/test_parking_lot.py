"""The parking lot: open and closed, topics merged and chosen."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.core.errors import Refusal
from companion.store.store import Store
from tests.rules.polls.scene import mod
from tests.rules.topics.scene import propose, votes
from tests.support.event.fixture import EventFixture
from tests.support.scene import EVENT, SESSION


def test_the_lot_is_open_unless_somebody_closes_it(hall: EventFixture) -> None:
    hall.do(mod(hall), "parking_lot.set", moderated=False)
    assert hall.row("topic", propose(hall, "KI", approve=False))["state"] == "live"
    assert hall.row("topic", propose(hall, "Ruft an: 0176 12345678", approve=False))["state"] == "queued"
    hall.do(mod(hall), "parking_lot.set", open=False)
    with pytest.raises(Refusal, match="lot_closed"):
        propose(hall, "Zu spät")
    for text, code in (("", "empty"), ("x" * 141, "too_long")):
        hall.do(mod(hall), "parking_lot.set", open=True, changes=None)
        with pytest.raises(Refusal, match=code):
            propose(hall, text)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=14), st.permutations(range(4)))
def test_merged_topics_have_all_their_supporters_once(
    store: Store, ups: list[tuple[int, int]], order: list[int]
) -> None:
    hall = EventFixture(store)
    hall.put({f"event/{hall.slug}": EVENT, "session/p1": SESSION})
    try:
        ids = [propose(hall, f"Thema {n}") for n in range(4)]
        for topic, person in ups:
            hall.do(hall.person(f"p{person}"), "topic.support", id=ids[topic], changes=None)
        alone = {id: votes(hall, id) for id in ids}
        into, *others = [ids[n] for n in order]
        hall.do(mod(hall), "topic.merge", into=into, ids=others[:2])
        merged = {order[0], *order[1:3]}
        assert votes(hall, into) == len({person for topic, person in ups if topic in merged})
        for id in others[:2]:
            hall.do(mod(hall), "topic.unmerge", id=id)
        assert {id: votes(hall, id) for id in ids} == alone
    finally:
        hall.close()


def test_support_for_a_merged_topic_counts_for_the_other(hall: EventFixture) -> None:
    one, two = propose(hall, "KI"), propose(hall, "Künstliche Intelligenz")
    hall.do(mod(hall), "topic.merge", into=one, ids=[two])
    hall.do(hall.person("ben"), "topic.support", id=two)
    assert votes(hall, one) == 1 and ("topic", two) not in hall.rows("all")
    for args, code in (({"into": one, "ids": [one]}, "merge_self"), ({"into": two, "ids": [one]}, "wrong_state")):
        with pytest.raises(Refusal, match=code):
            hall.do(mod(hall), "topic.merge", **args)


def placeholder(hall: EventFixture, *sessions: str) -> None:
    hall.put({f"chosen_topic/{session}": {"topic": None, "title": None} for session in sessions})


def test_the_winner_of_a_poll_fills_the_placeholder_and_the_others_stay(hall: EventFixture) -> None:
    placeholder(hall, "p1")
    ids = [propose(hall, text) for text in ("KI", "Podcasts", "Recht")]
    hall.do(mod(hall), "topic.edit", id=ids[0], title={"de": "KI", "en": "AI"})
    made = {"session": "p1", "kind": "single", "title": {"de": "Welches?"}, "topics": ids, "electorate": "onsite"}
    poll = hall.do(mod(hall), "poll.create", **made).result["id"]
    options = hall.row("poll", poll)["options"]
    assert options[0] == {"id": "a", "de": "KI", "en": "AI", "topic": ids[0]}
    hall.do(mod(hall), "poll.open", id=poll)
    with pytest.raises(Refusal, match="only_onsite"):
        hall.do(hall.person("remi", "remote"), "poll.vote", id=poll, choice="a")
    hall.do(hall.person("amal"), "poll.vote", id=poll, choice="a")
    hall.do(mod(hall), "poll.close", id=poll)
    hall.do(mod(hall), "topic.choose", id=ids[0], session="p1")
    assert hall.rows("stage")["chosen_topic", "p1"] == {"topic": ids[0], "title": {"de": "KI", "en": "AI"}}
    hall.do(mod(hall), "topic.choose", id=ids[1], session="p1")
    assert [hall.row("topic", id)["state"] for id in ids] == ["live", "chosen", "live"]
    hall.do(mod(hall), "topic.edit", id=ids[1], title={"de": "Podcasten"})
    assert hall.row("chosen_topic", "p1")["title"]["de"] == "Podcasten"
    hall.do(mod(hall), "topic.unchoose", id=ids[1])
    assert hall.row("chosen_topic", "p1").fields == {"topic": None, "title": None}
    with pytest.raises(Refusal, match="no_session"):
        hall.do(mod(hall), "topic.choose", id=ids[1], session="p9")


def test_an_edited_draft_keeps_its_topics(hall: EventFixture) -> None:
    ids = [propose(hall, text) for text in ("KI", "Podcasts")]
    made = hall.do(mod(hall), "poll.create", session="p1", kind="single", title={"de": "?"}, topics=ids).result["id"]
    labels: list[dict[str, Any]] = [{"de": "Podcasts", "en": "Podcasts"}, {"de": "Etwas anderes"}]
    args = {"session": "p1", "kind": "single", "title": {"de": "Was?"}, "options": labels}
    hall.do(mod(hall), "poll.edit", id=made, seen=hall.row("poll", made)["made"], **args)
    assert [option.get("topic") for option in hall.row("poll", made)["options"]] == [ids[1], None]
    with pytest.raises(Refusal, match="wrong_state"):
        waits = propose(hall, "Wartet", approve=False)
        hall.do(mod(hall), "poll.create", session="p1", kind="single", title={"de": "?"}, topics=[ids[0], waits])
