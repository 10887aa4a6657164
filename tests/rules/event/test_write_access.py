"""Who may write, by what they have shown; and nobody is kept from taking back their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from companion.core.actors import SYSTEM, Actor
from companion.core.errors import Refusal
from companion.core.kinds import WRITERS
from tests.support.event.fixture import EventFixture
from tests.support.scene import SESSION

SHOWN: dict[str, dict[str, Any]] = {
    "address": {"came": False},
    "code": {},
    "checked-in": {"checked_in": True},
    "ticket": {"credential": "cred"},
}
"""What somebody has who reaches a level, and none above it."""
CODES = {"code": "come_by_code", "checked-in": "check_in_first", "ticket": "ticket_first"}


def somebody(event: EventFixture, level: str) -> Actor:
    return replace(event.person(f"by-{level}"), **SHOWN[level])


def ask(event: EventFixture, who: Actor) -> str:
    return str(event.do(who, "question.ask", session="p2", text="Und nun?").result["id"])


def switch(event: EventFixture, who: str) -> None:
    event.do(event.person("mod", "onsite", "moderator"), "write_access.set", who=who, changes=None)


def test_by_default_the_code_is_needed(panel: EventFixture) -> None:
    ask(panel, somebody(panel, "code"))
    with pytest.raises(Refusal, match="come_by_code"):
        ask(panel, somebody(panel, "address"))


def test_an_event_without_a_code_asks_for_none(event: EventFixture) -> None:
    event.put({"session/p2": SESSION, "qa/p2": {"open": True, "moderated": False}})
    ask(event, somebody(event, "address"))


@pytest.mark.parametrize("level", WRITERS)
def test_each_level_lets_in_those_who_reach_it(panel: EventFixture, level: str) -> None:
    switch(panel, level)
    for n, mine in enumerate(WRITERS):
        if n >= WRITERS.index(level):
            ask(panel, somebody(panel, mine))
        else:
            with pytest.raises(Refusal) as refused:
                ask(panel, somebody(panel, mine))
            assert refused.value.code == (CODES[level] if mine != "address" or level == "ticket" else "come_by_code")


def test_the_team_always_may_and_everybody_may_take_back(panel: EventFixture) -> None:
    switch(panel, "address")
    stranger = somebody(panel, "address")
    id = ask(panel, stranger)
    panel.do(stranger, "question.upvote", id=id)
    switch(panel, "ticket")
    ask(panel, panel.person("mod", "onsite", "moderator"))
    panel.do(stranger, "question.unvote", id=id)
    panel.do(stranger, "question.withdraw", id=id)


def test_one_can_check_in_where_that_is_what_is_asked_for(panel: EventFixture) -> None:
    panel.do(SYSTEM, "registration.set", own=True)
    switch(panel, "checked-in")
    with pytest.raises(Refusal, match="come_by_code"):
        panel.do(somebody(panel, "address"), "checkin.self")
    panel.do(somebody(panel, "code"), "checkin.self")


def test_only_the_team_says_who_may(panel: EventFixture) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        panel.do(panel.person("amal"), "write_access.set", who="address")
    with pytest.raises(Refusal, match="bad_args"):
        panel.do(SYSTEM, "write_access.set", who="everybody")
