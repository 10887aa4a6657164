"""Organisers open an event and close it: before, nobody is checked in; afterwards it is only read."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.actors import SYSTEM, SYSTEM_ONLY
from companion.core.clock import DAY_MS
from companion.core.errors import Refusal
from companion.rules.event.closing import AFTERWARDS, require_unclosed
from companion.rules.registry import COMMANDS
from tests.rules.programme.scene import MINUTE, bring, organiser
from tests.support.event.fixture import START, EventFixture

OPTIONS = [{"de": "A"}, {"de": "B"}]


@pytest.fixture
def day(event: EventFixture) -> EventFixture:
    """NexSM24 at 10:40, with the first panel running, a poll open and topics wanted."""
    bring(event)
    event.do(SYSTEM, "programme.advance")
    mod = event.person("mo", "onsite", "moderator")
    event.do(mod, "parking_lot.set", open=True)
    event.do(SYSTEM, "signup.switch", open=True, changes=None)
    event.do(mod, "session.qa", id="panel-1", open=True, moderated=False)
    return event


def poll(event: EventFixture, **more: Any) -> str:
    mod = event.person("mo", "onsite", "moderator")
    made = {"session": "panel-1", "kind": "single", "title": {"de": "?"}, "options": OPTIONS} | more
    id = event.do(mod, "poll.create", **made).result["id"]
    event.do(mod, "poll.open", id=id)
    return str(id)


def test_closing_ends_all_that_is_on(day: EventFixture) -> None:
    plain, delayed = poll(day), poll(day, grace=20)
    question = day.do(day.person("ana"), "question.ask", session="panel-1", text="Und?").result["id"]
    day.do(day.person("mo", "onsite", "moderator"), "question.answer", id=question)
    day.do(organiser(day), "event.close")
    assert day.row("event", day.slug)["closed"] == START
    assert day.row("poll", plain)["state"] == "closed" and day.row("poll", delayed)["state"] == "closing"
    assert not any(row["open"] for kind in ("qa", "parking_lot", "signup_settings") for row in day.table.all(kind))
    assert not any(row["state"] == "running" for kind in ("session", "slot") for row in day.table.all(kind))
    assert day.row("question", question)["state"] == "answered"
    day.wall += MINUTE
    day.do(SYSTEM, "poll.settle", id=delayed)
    day.do(organiser(day), "event.close", changes=False)


def test_the_clock_begins_nothing_any_more(day: EventFixture) -> None:
    day.do(organiser(day), "event.close")
    day.wall += 3 * 60 * MINUTE
    day.do(SYSTEM, "programme.advance", changes=False)


def test_what_is_not_for_afterwards_is_refused_to_everybody(day: EventFixture) -> None:
    assert AFTERWARDS <= COMMANDS.keys()
    everyone = day.person("olga", "onsite", "organiser", "moderator", "desk", "facilitator")
    for name in COMMANDS:
        require_unclosed(day.table, everyone, name)
    day.do(organiser(day), "event.close")
    table = day.table
    for name, command in COMMANDS.items():
        if name in AFTERWARDS:
            require_unclosed(table, everyone, name)
        elif command.allow != SYSTEM_ONLY:
            with pytest.raises(Refusal, match="event_closed"):
                require_unclosed(table, everyone, name)
        require_unclosed(table, SYSTEM, name)


def test_people_read_and_take_back_their_own(day: EventFixture) -> None:
    ana = day.person("ana")
    question = day.do(ana, "question.ask", session="panel-1", text="Und?").result["id"]
    day.do(organiser(day), "event.close")
    for name, args in (("question.ask", {"session": "panel-1", "text": "Noch eine?"}), ("question.upvote", {"id": question}),
                       ("topic.propose", {"text": "Miete"})):  # fmt: skip
        with pytest.raises(Refusal, match="event_closed"):
            day.do(ana, name, **args)
    with pytest.raises(Refusal, match="event_closed"):
        day.do(day.person("mo", "onsite", "moderator"), "session.qa", id="panel-1", open=True)
    day.do(ana, "question.withdraw", id=question)


def test_what_was_closed_is_opened_again(day: EventFixture) -> None:
    olga = organiser(day)
    day.do(olga, "event.open")
    day.do(olga, "event.open", changes=False)
    day.do(olga, "event.close")
    day.do(olga, "event.open")
    event = day.row("event", day.slug)
    assert event["closed"] is None and event["opened"] == START
    day.do(day.person("mo", "onsite", "moderator"), "session.qa", id="panel-2", open=True, moderated=False)
    day.do(day.person("ana"), "question.ask", session="panel-2", text="Geht es weiter?")


def test_a_file_opens_and_closes_nothing(day: EventFixture) -> None:
    day.do(organiser(day), "event.open")
    bring(day)
    assert day.row("event", day.slug)["opened"] == START


def test_the_day_before_nobody_is_in_unless_it_is_open(day: EventFixture) -> None:
    day.do(SYSTEM, "registration.set", own=True)
    day.wall = START - DAY_MS
    ana = day.person("ana")
    with pytest.raises(Refusal, match="not_begun"):
        day.do(ana, "checkin.self")
    day.do(organiser(day), "event.open")
    day.do(ana, "checkin.self")
