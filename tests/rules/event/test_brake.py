"""The brake slows down who has just come, and nobody who was there."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from companion.core.actors import SYSTEM, Actor
from companion.core.errors import Refusal
from companion.rules.event.brake import DEVICES, LEAD_MS, NEW_MS, ON_MS, WORDS
from companion.store.client import key
from tests.rules.polls.scene import opened
from tests.support.event.fixture import EventFixture

NUMBERS = itertools.count(1)


def newcomer(event: EventFixture, ago: int = 0) -> Actor:
    """A device that came so many milliseconds ago."""
    who = Actor(f"new-{next(NUMBERS)}", "onsite", frozenset({"attendee"}), came=True, arrived=event.wall - ago)
    event.people[who.pid] = who
    return who


def run(event: EventFixture, who: Actor, name: str, **args: object) -> str:
    """The id of what came of it, or the code of the refusal; without the checks of `EventFixture.do`, as often as it takes."""
    try:
        return str(event.commands.run(event.slug, who, name, f"n{next(NUMBERS)}", args).result.get("id", "ok"))
    except Refusal as refusal:
        return refusal.code


def ask(event: EventFixture, who: Actor) -> str:
    return run(event, who, "question.ask", session="p2", text="Flut")


def flood(event: EventFixture) -> int:
    """How many questions come through from a new device each, until the brake is on."""
    for n in itertools.count():
        if ask(event, newcomer(event)) == "newcomers_wait":
            return n
    raise AssertionError


def next_window(event: EventFixture) -> None:
    """As after ten seconds."""
    for name in ("any", "vote", "words"):
        event.store.client.delete(key(event.slug, f"s:rate:new.{name}"))


def test_a_flood_presses_the_brake_and_who_was_there_goes_on(panel: EventFixture) -> None:
    old, early = newcomer(panel, 2 * NEW_MS), newcomer(panel, LEAD_MS + 1)
    assert flood(panel) == WORDS.least
    assert panel.row("brake", panel.slug).to == "team"
    assert len(ask(panel, old)) > 3 and len(ask(panel, early)) == 16, "both are asked"
    assert ask(panel, newcomer(panel)) == "newcomers_wait"
    next_window(panel)
    through = [ask(panel, newcomer(panel)) for _ in range(WORDS.braked + 3)]
    assert through.count("newcomers_wait") == 3, "some come through in each window"


def test_an_evaluation_is_for_all_and_no_way_around_it(hall: EventFixture) -> None:
    asked = [{"kind": "scale", "title": {"de": "Wie war es?"}}]
    made = hall.do(SYSTEM, "form.make", title={"de": "Wie war’s?"}, questions=asked, anonymous=True)
    answer = {"id": made.result["id"], "answers": {"q1": "3"}}
    old = replace(newcomer(hall, 2 * NEW_MS), came=False)
    stuffed = [run(hall, replace(newcomer(hall), came=False), "form.answer", **answer) for _ in range(WORDS.least + 5)]
    assert stuffed.count("newcomers_wait") == 5 and hall.table.all("brake")
    assert run(hall, old, "form.answer", **answer) != "newcomers_wait", "who was there answers, also without the code"


def test_it_goes_off_by_itself(panel: EventFixture) -> None:
    flood(panel)
    panel.wall += ON_MS + 1
    next_window(panel)
    assert [ask(panel, newcomer(panel)) for _ in range(WORDS.braked + 1)].count("newcomers_wait") == 0


def test_a_hall_that_comes_and_votes_at_once_is_no_flood(hall: EventFixture) -> None:
    hall.put({f"team_presence/{hall.slug}": {"onsite": 250, "remote": 50}})
    poll = opened(hall)
    assert [run(hall, newcomer(hall), "poll.vote", id=poll, choice="a") for _ in range(300)].count("ok") == 300
    assert not hall.table.all("brake")


def test_stuffing_a_poll_is_one_and_who_has_voted_may_change_it(hall: EventFixture) -> None:
    poll = opened(hall)
    first = newcomer(hall)
    cast = [run(hall, who, "poll.vote", id=poll, choice="a") for who in (first, *(newcomer(hall) for _ in range(200)))]
    assert cast.count("ok") == DEVICES.least
    assert run(hall, first, "poll.vote", id=poll, choice="b") == "ok"


def test_the_team_and_taking_back_are_never_slowed(panel: EventFixture) -> None:
    mine = newcomer(panel)
    id = ask(panel, mine)
    flood(panel)
    assert run(panel, mine, "question.withdraw", id=id) == "ok"
    assert len(ask(panel, replace(newcomer(panel), roles=frozenset({"attendee", "moderator"})))) == 16


def test_only_the_server_presses_it(panel: EventFixture) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        panel.do(panel.person("mod", "onsite", "moderator"), "brake.press")
    panel.do(SYSTEM, "brake.press")
    panel.do(SYSTEM, "brake.press", changes=False)
