"""What an event promises can be chosen again, and is shown before."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from companion.core.errors import Refusal
from companion.core.profiles import PROFILES
from tests.rules.programme.scene import bring, organiser
from tests.support.event.fixture import EventFixture
from tests.support.scene import EVENT

OPTIONS = [{"de": "A"}, {"de": "B"}]


def choose(event: EventFixture, profile: str, **more: Any) -> dict[str, Any]:
    return event.do(organiser(event), "event.profile", profile=profile, changes=None, **more).result


@pytest.mark.parametrize("before", PROFILES)
@pytest.mark.parametrize("after", PROFILES)
def test_every_setting_that_differs_is_told_and_nothing_else(hall: EventFixture, before: str, after: str) -> None:
    hall.put({f"event/{hall.slug}": {**EVENT, "profile": before}})
    old, new = asdict(PROFILES[before]), asdict(PROFILES[after])
    differs = {name: (old[name], new[name]) for name in new if old[name] != new[name]}
    v = hall.table.v
    told = choose(hall, after, dry=True)
    assert {change["what"]: (change["before"], change["after"]) for change in told["changes"]} == differs
    assert hall.table.v == v, "looking changes nothing"
    assert choose(hall, after) == told
    assert hall.row("event", hall.slug)["profile"] == after
    assert choose(hall, after)["changes"] == []


def test_an_unknown_one_is_refused(hall: EventFixture) -> None:
    with pytest.raises(Refusal, match="bad_args"):
        choose(hall, "party")


def test_names_go_for_good_and_do_not_come_back(hall: EventFixture) -> None:
    hall.put({"qa/p1": {"open": True, "moderated": False}})
    named = hall.do(hall.person("ana"), "question.ask", session="p1", text="Wer?", name="Ana").result["id"]
    plain = hall.do(hall.person("bo"), "question.ask", session="p1", text="Was?").result["id"]
    assert choose(hall, "sensitive", dry=True)["names"] == 1 and hall.row("question", named)["name"] == "Ana"
    choose(hall, "sensitive")
    choose(hall, "open")
    assert hall.row("question", named)["name"] is None and hall.row("question", plain)["text"] == "Was?"


def test_results_that_are_shown_already_are_closed_first(hall: EventFixture) -> None:
    mod = hall.person("mo", "onsite", "moderator")
    poll = {"session": "p1", "kind": "single", "title": {"de": "?"}, "options": OPTIONS, "results": "live"}
    id = hall.do(mod, "poll.create", **poll).result["id"]
    hall.do(mod, "poll.open", id=id)
    with pytest.raises(Refusal, match="results_shown"):
        choose(hall, "sensitive")
    hall.do(mod, "poll.close", id=id)
    choose(hall, "sensitive")


def test_a_listed_event_is_not_listed_any_more(hall: EventFixture) -> None:
    hall.put({f"event/{hall.slug}": {**EVENT, "listed": True}})
    choose(hall, "small")
    assert hall.row("event", hall.slug)["listed"] is False


def test_who_moves_now_follows_only_while_nothing_is_planned(event: EventFixture) -> None:
    event.put({f"event/{event.slug}": EVENT})
    assert {"what": "mode", "before": "clock", "after": "pointer"} in choose(event, "small")["changes"]
    choose(event, "open")
    assert event.row("event", event.slug)["mode"] == "clock"
    bring(event)
    choose(event, "small")
    assert event.row("event", event.slug)["mode"] == "clock"
