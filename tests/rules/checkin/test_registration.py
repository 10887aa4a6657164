"""How people come in, and how long their list is kept."""

from __future__ import annotations

from companion.core.actors import SYSTEM
from companion.rules.checkin.registration import list_expired
from tests.rules.checkin.scene import refuses
from tests.rules.programme.scene import MINUTE
from tests.support.event.fixture import EventFixture


def test_the_list_is_kept_as_long_as_was_said(day: EventFixture) -> None:
    organiser, days = day.person("org", "onsite", "organiser"), 24 * 60 * MINUTE
    end = day.row("event", day.slug)["end"]
    assert not list_expired(day.table, end + 29 * days) and list_expired(day.table, end + 30 * days)
    day.do(organiser, "registration.set", keep=7)
    assert list_expired(day.table, end + 7 * days)
    day.do(organiser, "registration.set", keep=0)
    assert not list_expired(day.table, end + 1000 * days)
    refuses(day, organiser, "bad_args", "registration.set", keep=-1)
    day.do(organiser, "registration.set", keep=7)
    day.do(SYSTEM, "attendees.forget")
    assert not list_expired(day.table, end + 7 * days)
