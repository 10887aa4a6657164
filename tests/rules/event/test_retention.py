"""How long what is kept: every kind of row has its place, profiles set the days, and organisers choose within them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.core.clock import DAY_MS
from companion.core.errors import Refusal
from companion.core.profiles import OPEN, PROFILES, SENSITIVE
from companion.core.retention import NAMES, PARTS, day_of_forgetting, days_of
from companion.core.rows import KINDS
from companion.rules.event.retention import expired
from tests.rules.polls.scene import draft
from tests.rules.reports.scene import make, organiser
from tests.support.event.fixture import START, EventFixture
from tests.support.scene import EVENT, SESSION

PEOPLE = "certificate_settings certificates registration attendee code check attendance checkin_count ticket_batch"
PROGRAMME = (
    "event session workshop round release plan room slot meeting qa parking_lot note_settings signup_settings glossary"
)
WORK = """clock screen link opening write_access brake blocklist reaction_settings work erasure retention retention_settings
    memory_settings presence team_presence process_presence peak reactions tempo headcount followers team_followers signups
    team_signups
    floor turns team_turns fate rehearsal"""
STAYS = frozenset(f"{PEOPLE} {PROGRAMME} {WORK}".split())
"""What goes with the list of people, which has its own day, or with the event: nobody's words are in it but the team's."""
END = START + DAY_MS


@pytest.fixture
def event(hall: EventFixture) -> EventFixture:
    hall.put(
        {f"event/{hall.slug}": {**EVENT, "end": END}, "session/p1": SESSION, "qa/p1": {"open": True, "moderated": True}}
    )
    return hall


def sensitive(event: EventFixture) -> None:
    event.put({f"event/{event.slug}": {**event.row("event", event.slug).fields, "profile": "sensitive"}})


def test_every_kind_of_row_has_a_day_or_goes_with_the_event() -> None:
    parts = frozenset().union(*(part.kinds for part in PARTS.values()))
    assert parts | STAYS == frozenset(KINDS), "a new kind needs a decision: how long is it kept?"
    assert parts.isdisjoint(STAYS)


@pytest.mark.parametrize("profile", PROFILES.values())
def test_every_profile_says_how_long_each_part_is_kept(profile: Any) -> None:
    assert set(profile.keeps) == set(NAMES)


def test_a_sensitive_event_leaves_nothing(event: EventFixture) -> None:
    assert days_of(event.table)["event"] == 0, "an open one stays until somebody deletes it"
    sensitive(event)
    assert all(0 < days <= 30 for days in days_of(event.table).values())


@given(st.sampled_from(NAMES), st.integers(0, 3650))
def test_a_choice_holds_but_never_beyond_what_protects(name: str, days: int) -> None:
    assert OPEN.days(name, days) == days and OPEN.days(name, None) == OPEN.keeps[name]
    most = SENSITIVE.keeps[name]
    assert SENSITIVE.days(name, days) == (days if 0 < days <= most else most)


def test_organisers_choose_and_what_is_not_given_stays(event: EventFixture) -> None:
    who = organiser(event)
    event.do(who, "retention.set", texts=90)
    event.do(who, "retention.set", event=400)
    assert days_of(event.table) | {"texts": 90, "event": 400} == days_of(event.table)
    assert day_of_forgetting(event.table, "texts") == END + 90 * DAY_MS
    assert day_of_forgetting(event.table, "event") == END + 400 * DAY_MS


@pytest.mark.parametrize("args", [{"texts": 8}, {"texts": 0}, {"event": 0}, {"answers": 31}])
def test_nobody_keeps_longer_what_a_profile_protects(event: EventFixture, args: dict[str, int]) -> None:
    sensitive(event)
    with pytest.raises(Refusal, match="protected"):
        event.do(organiser(event), "retention.set", **args)
    event.do(organiser(event), "retention.set", texts=3)


@pytest.mark.parametrize("args", [{"texts": -1}, {"event": 3651}])
def test_days_are_days(event: EventFixture, args: dict[str, int]) -> None:
    with pytest.raises(Refusal, match="bad_args"):
        event.do(organiser(event), "retention.set", **args)


def test_a_stricter_profile_shortens_what_was_chosen_before(event: EventFixture) -> None:
    event.do(organiser(event), "retention.set", texts=300, polls=2)
    sensitive(event)
    assert (days_of(event.table)["texts"], days_of(event.table)["polls"]) == (7, 2)


def test_a_part_is_due_on_its_day_and_only_if_there_is_something(event: EventFixture) -> None:
    sensitive(event)
    day = END + 7 * DAY_MS
    assert expired(event.table, day) == []
    draft(event)
    make(event)
    assert expired(event.table, day - 1) == [] and expired(event.table, day) == ["polls"]
    assert expired(event.table, END + 30 * DAY_MS) == ["polls", "answers", "event"]


def test_a_rehearsal_forgets_nothing(event: EventFixture) -> None:
    sensitive(event)
    draft(event)
    event.clock(END + 40 * DAY_MS)
    assert expired(event.table, END + 40 * DAY_MS) == []
