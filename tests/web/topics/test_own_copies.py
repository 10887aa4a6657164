"""Who wrote something at one event takes it back at another of the series, too, and nobody else can."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from companion.core.actors import SYSTEM
from companion.rules.topics.propose import carried_id
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.until import until
from tests.support.visitor import Visitor


@pytest.fixture
def series(events: Events) -> list[ServedEvent]:
    return [events.make(ServedEvent) for _ in range(3)]


def carry(here: ServedEvent, there: ServedEvent, id: str) -> str:
    """Take a text over to another event; its id there."""
    words = {"de": "Übernommen", "en": "Übernommen"}
    here.commands.run(
        here.slug, SYSTEM, "topic.carry", f"carry-{here.slug}-{id}",
        {"topics": [{"event": there.slug, "id": id, "title": words, "lang": "de", "origin": "Davor"}]},
    )  # fmt: skip
    return carried_id(there.slug, id)


def at(event: ServedEvent, who: Visitor) -> Visitor:
    """The same browser at another event."""
    found = event.visitor()
    found.cookies.update(who.cookies)
    return found.join()


def offered(who: Visitor) -> Any:
    text = who.page(f"/e/{who.event}/")[1]
    found = re.search(r'<script type="application/json" id="boot">(.*?)</script>', text)
    assert found
    return json.loads(found[1])["copies"]


@pytest.mark.parametrize("kind", ["question", "topic"])
@pytest.mark.parametrize("steps", [1, 2])
def test_an_author_takes_a_copy_back_where_it_was_carried_over_to(
    series: list[ServedEvent], kind: str, steps: int
) -> None:
    first, last = series[0], series[steps]
    author = first.join()
    args = {"session": first.session()} if kind == "question" else {}
    id = author.do({"question": "question.ask", "topic": "topic.propose"}[kind], text="Sagt es weiter", **args)
    original = copy = id["result"]["id"]
    for here, there in zip(series[1 : steps + 1], series[:steps], strict=True):
        copy = carry(here, there, copy)
    there = at(last, author)
    other = last.join()
    until(lambda: offered(there) == [copy])
    assert offered(other) == []
    assert not other.do("topic.withdraw", id=copy)["ok"] and last.row("topic", copy)["state"] == "live"
    assert there.do("topic.withdraw", id=copy)["ok"]
    assert last.row("topic", copy)["state"] == "withdrawn" and last.row("topic", copy).to == ""
    assert first.row(kind, original)["state"] == "withdrawn", "and where it was written"
    until(lambda: offered(there) == [])


def test_a_cookie_of_the_other_event_alone_takes_nothing_back(series: list[ServedEvent]) -> None:
    first, second = series[:2]
    author, neighbour = first.join(), first.join()
    id = author.do("topic.propose", text="Meins")["result"]["id"]
    copy = carry(second, first, id)
    for who in (at(second, neighbour), second.staff("desk")):
        assert not who.do("topic.withdraw", id=copy)["ok"]
    assert second.row("topic", copy)["state"] == "live"
