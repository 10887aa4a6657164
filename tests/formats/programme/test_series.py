"""What stayed open at one event of a series goes on to the next: topics and unanswered questions, once, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from companion.core.actors import SYSTEM
from companion.formats.programme.series import carry_over, left_open
from companion.store.store import Store
from tests.rules.programme.scene import bring, moderator, refuses
from tests.rules.topics.scene import propose
from tests.support.event.fixture import EventFixture

SERIES = "nexsm"


@pytest.fixture
def two(store: Store) -> Iterator[tuple[EventFixture, EventFixture]]:
    """Two events of a series; the first one has left something open, and some things that are nobody's business any more."""
    first, second = EventFixture(store), EventFixture(store)
    for event in (first, second):
        bring(event)
        event.put(
            {f"event/{event.slug}": {**event.row("event", event.slug).fields, "series": f"{SERIES}-{first.slug}"}}
        )
    mo = moderator(first)
    propose(first, "Moderation nachts")
    propose(first, "Wartet noch", approve=False)
    asked = {}
    for name in ("open", "answered", "waits", "withdrawn"):
        who = first.person(name)
        args = {"session": "panel-1", "text": f"Frage {name}?", "name": "AskerName"}
        asked[name] = first.do(who, "question.ask", **args).result["id"]
        if name != "waits":
            first.do(mo, "question.approve", id=asked[name])
    first.do(first.person("ada"), "question.upvote", id=asked["open"])
    first.do(mo, "question.answer", id=asked["answered"])
    first.do(mo, "question.done", id=asked["answered"])
    first.do(first.person("withdrawn"), "question.withdraw", id=asked["withdrawn"])
    yield first, second
    first.close()
    second.close()


def test_topics_and_unanswered_questions_come_once(two: tuple[EventFixture, EventFixture], store: Store) -> None:
    first, second = two
    (left,) = left_open(store, second.replica, second.slug)
    assert [one.title["de"] for one in left.topics] == ["Moderation nachts"]  # type: ignore[index]
    assert [(one.title["de"], one.before) for one in left.questions] == [("Frage open?", 1)]  # type: ignore[index]
    assert carry_over(store, second.replica, second.commands, second.slug, first.slug) == 2
    found = {row["title"]["de"]: row for row in second.table.all("topic")}
    assert set(found) == {"Moderation nachts", "Frage open?"}
    question = found["Frage open?"]
    assert (question["state"], question["before"], question["origin"]) == (
        "live",
        1,
        first.row("event", first.slug)["title"],
    )
    assert "AskerName" not in str([row.fields for row in second.table.all("topic")])
    second.replica.follower(second.slug).catch_up()
    assert left_open(store, second.replica, second.slug) == []
    assert carry_over(store, second.replica, second.commands, second.slug, first.slug) == 0


def test_other_series_and_events_without_one_are_left_alone(
    two: tuple[EventFixture, EventFixture], store: Store
) -> None:
    first, second = two
    second.put({f"event/{second.slug}": {**second.row("event", second.slug).fields, "series": None}})
    second.replica.follower(second.slug).catch_up()
    assert left_open(store, second.replica, second.slug) == []
    with refuses("no_event"):
        carry_over(store, second.replica, second.commands, second.slug, "nowhere")
    assert first.do(SYSTEM, "topic.carry", topics=[], changes=False).result == {"ids": []}
