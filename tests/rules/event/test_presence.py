"""How many are here, added up from what each process counts."""

from __future__ import annotations

import pytest

from companion.core.actors import SYSTEM
from companion.rules.event.presence import STALE_MS
from tests.rules.programme.scene import MINUTE, bring
from tests.support.event.fixture import EventFixture


@pytest.fixture
def day(event: EventFixture) -> EventFixture:
    bring(event)
    return event


def test_processes_are_added_up_until_they_fall_silent(day: EventFixture) -> None:
    day.do(SYSTEM, "presence.report", process="a", onsite=6, remote=1)
    day.wall += STALE_MS // 2
    day.do(SYSTEM, "presence.report", process="b", onsite=1, remote=2)
    assert day.rows("team")["team_presence", day.slug] == {"onsite": 7, "remote": 3}
    assert day.rows("stage")["presence", day.slug] == {"all": 10, "onsite": None, "remote": None}
    day.wall += STALE_MS // 2
    day.do(SYSTEM, "presence.report", process="b", onsite=1, remote=2)
    assert day.rows("team")["team_presence", day.slug] == {"onsite": 1, "remote": 2}
    assert day.rows("stage")["presence", day.slug] == {"all": None, "onsite": None, "remote": None}
    assert ("team_presence", day.slug) not in day.rows("all")
    day.do(SYSTEM, "presence.report", process="b", onsite=8, remote=5)
    assert day.rows("stage")["presence", day.slug] == {"all": 13, "onsite": 8, "remote": 5}


def test_an_unchanged_sum_is_not_told_again(day: EventFixture) -> None:
    day.do(SYSTEM, "presence.report", process="a", onsite=6, remote=1)
    v = [day.row(kind, day.slug).v for kind in ("presence", "team_presence")]
    day.do(SYSTEM, "presence.report", process="a", onsite=6, remote=1)
    assert [day.row(kind, day.slug).v for kind in ("presence", "team_presence")] == v


def test_the_peak_only_rises_and_is_for_the_team(day: EventFixture) -> None:
    day.do(SYSTEM, "presence.report", process="a", onsite=6, remote=0)
    day.wall += MINUTE
    day.do(SYSTEM, "presence.report", process="a", onsite=2, remote=3)
    day.do(SYSTEM, "presence.report", process="b", onsite=1, remote=1)
    assert day.row("peak", day.slug).fields == {"onsite": 6, "remote": 4}
    assert ("peak", day.slug) in day.rows("team") and ("peak", day.slug) not in day.rows("all")
