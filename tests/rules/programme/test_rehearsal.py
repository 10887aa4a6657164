"""A rehearsal has a clock and a crowd of its own; the event's own day can't become one while people are in."""

from __future__ import annotations

import pytest

from companion.core.actors import Context
from companion.core.errors import Refusal
from companion.rules.programme.rehearsal import MAX_PEOPLE, REHEARSAL, SetRehearsal, begin
from tests.rules.programme.scene import bring, refuses
from tests.rules.reports.scene import organiser
from tests.support.event.fixture import START, EventFixture

HOUR_MS = 3_600_000


def begun(event: EventFixture, **args: object) -> EventFixture:
    """An event whose rehearsal has begun, without the copy, which is the store's."""
    bring(event)
    fields = {"people": 20, "moderated": True, "begun": 0, "until": None}
    event.put({f"{REHEARSAL}/{event.slug}": fields}, to="team")
    return event


def test_its_clock_and_crowd_are_set_while_it_goes_on(event: EventFixture) -> None:
    team = organiser(begun(event))
    event.do(team, "rehearsal.set", at=START + HOUR_MS, speed=8.0)
    clock = event.row("clock", event.slug)
    assert (clock["at"], clock["speed"], clock["rehearsal"]) == (START + HOUR_MS, 8, True)
    event.do(team, "rehearsal.set", people=5, moderated=False)
    row = event.row(REHEARSAL, event.slug)
    assert (row["people"], row["moderated"], event.row("clock", event.slug)["speed"]) == (5, False, 8)
    v = event.table.v
    event.do(team, "rehearsal.set", people=5, changes=False)
    assert event.row(REHEARSAL, event.slug)["people"] == 5 and event.table.v <= v + 1


@pytest.mark.parametrize("args", [{"people": MAX_PEOPLE + 1}, {"people": -1}, {"speed": 0.0}, {"speed": 1e9}])
def test_what_no_rehearsal_can_be_is_refused(event: EventFixture, args: dict[str, float]) -> None:
    begun(event)
    with pytest.raises(Refusal, match="bad_args"):
        event.do(organiser(event), "rehearsal.set", **args)


def test_outside_of_one_there_is_nothing_to_set(event: EventFixture) -> None:
    bring(event)
    with refuses("wrong_state"):
        event.do(organiser(event), "rehearsal.set", people=5)


def test_it_does_not_begin_while_somebody_is_in_or_twice_or_after_the_end(event: EventFixture) -> None:
    bring(event)
    now = Context(START, START, "begins")
    begin(event.table, SetRehearsal(people=5), None, now)
    event.put({f"team_presence/{event.slug}": {"onsite": 0, "remote": 1}}, to="team")
    with pytest.raises(Refusal, match="people_here"):
        begin(event.table, SetRehearsal(), None, now)
    event.put({f"team_presence/{event.slug}": {"onsite": 0, "remote": 0}}, to="team")
    event.put({f"{REHEARSAL}/{event.slug}": {"people": 0, "moderated": False, "begun": 0, "until": None}}, to="team")
    with pytest.raises(Refusal, match="wrong_state"):
        begin(event.table, SetRehearsal(), None, now)
