"""What was taken back goes at the events that it was carried over to, and leaves the disk there too."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from companion.base.processes import wait_until
from companion.core.actors import SYSTEM
from companion.rules.topics.propose import carried_id
from companion.store.store import Store
from tests.rules.polls.scene import mod
from tests.support.event.fixture import EventFixture
from tests.support.scene import SESSION
from tests.support.valkey import Valkey
from tests.workers.purging import purge_now
from tests.workers.test_retention import holders
from workers.clock import Clock
from workers.copies import Copies

CANARY = "CanaryTopic"
Ways = dict[str, Callable[[EventFixture, str], object]]
WAYS: Ways = {
    "by its author": lambda event, id: event.do(event.person("amal"), "topic.withdraw", id=id),
    "by the team": lambda event, id: event.do(mod(event), "topic.erase", id=id),
}


@pytest.fixture
def series(own: Valkey) -> Iterator[list[EventFixture]]:
    """Three events, one after the other."""
    store = Store(own.url)
    store.client.config_set("rdbcompression", "no")  # else a text could hide from the search
    events = [EventFixture(store) for _ in range(3)]
    for event in events:
        event.put({"session/p1": SESSION, "qa/p1": {"open": True, "moderated": False}})
    yield events
    for event in events:
        event.close()
    store.close()


def carry(here: EventFixture, there: EventFixture, id: str, words: str) -> str:
    """Take a topic or question of an event over to the next; its id there."""
    topic = {"event": there.slug, "id": id, "title": {"de": words, "en": words}, "lang": "de", "origin": "Davor"}
    here.do(SYSTEM, "topic.carry", topics=[topic])
    return carried_id(there.slug, id)


def tick(series: list[EventFixture]) -> None:
    """What the clock does in two of its rounds."""
    first = series[0]
    for event in series[1:]:
        first.replica.follower(event.slug)
    clock = Clock(first.store, first.replica, first.commands, Copies(first.replica, first.commands))
    for _ in range(2):
        for event in series:
            first.replica.follower(event.slug).catch_up()
        clock.tick()


@pytest.mark.parametrize("go", WAYS.values(), ids=WAYS)
def test_it_goes_at_all_events_that_have_it(
    own: Valkey, series: list[EventFixture], go: Callable[[EventFixture, str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", own.url)
    monkeypatch.setenv("DATA_DIR", str(own.folder / "data"))
    one, two, three = series
    id = one.do(one.person("amal"), "topic.propose", text=CANARY).result["id"]
    one.do(mod(one), "topic.approve", id=id)
    other = carry(two, one, "another", "What stays")
    copy = carry(two, one, id, CANARY)
    third = carry(three, two, copy, CANARY)
    tick(series)
    assert two.row("topic", copy)["state"] == three.row("topic", third)["state"] == "live", "nobody took it back"
    go(one, id)
    tick(series)
    assert CANARY not in str([row.fields for event in series for row in event.table.changed(0)])
    assert two.row("topic", other)["title"]["de"] == "What stays"
    purge_now(own, *series)
    assert wait_until(lambda: not holders(own.folder, CANARY), 20)


def test_a_question_goes_where_it_became_a_topic_even_if_it_was_carried_too_late(series: list[EventFixture]) -> None:
    one, two, _ = series
    id = one.do(one.person("amal"), "question.ask", session="p1", text=CANARY).result["id"]
    one.do(one.person("amal"), "question.withdraw", id=id)
    copy = carry(two, one, id, CANARY)
    assert ("topic", copy) in two.rows("all")
    tick(series)
    assert ("topic", copy) not in two.rows("team") and CANARY not in str(two.row("topic", copy).fields)
