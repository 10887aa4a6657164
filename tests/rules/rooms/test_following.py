"""Remote people go from room to room."""

from __future__ import annotations

from companion.core.actors import SYSTEM
from companion.core.owners import follow_id
from tests.rules.programme.scene import refuses
from tests.rules.rooms.scene import ONE, OTHER, facilitator
from tests.support.event.fixture import EventFixture


def test_remote_people_go_from_room_to_room(day: EventFixture) -> None:
    """Counts are those of connected people, as the processes report them."""
    rio = day.person("rio", "remote")
    day.do(rio, "slot.follow", id=ONE)
    assert day.rows(rio.pid)["follow", follow_id(rio.pid)] == {"slot": ONE}
    assert ("follow", follow_id(rio.pid)) not in day.rows("team")
    day.do(SYSTEM, "presence.report", process="a", onsite=0, remote=3, rooms={ONE: 2, OTHER: 1})
    day.do(SYSTEM, "presence.report", process="b", onsite=0, remote=2, rooms={ONE: 1, "gone": 1})
    assert day.rows("team")["team_followers", ONE] == {"n": 3}
    day.do(SYSTEM, "presence.report", process="a", onsite=0, remote=3, rooms={OTHER: 3})
    assert (day.row("team_followers", ONE)["n"], day.row("team_followers", OTHER)["n"]) == (1, 3)
    day.do(rio, "slot.follow", id=OTHER)
    day.do(rio, "slot.follow", id=None)
    assert day.rows(rio.pid)["follow", follow_id(rio.pid)] == {"slot": None}
    with refuses("no_slot"):
        day.do(rio, "slot.follow", id="nowhere")


def test_how_many_follow_a_room_is_told_from_five_on(day: EventFixture) -> None:
    def follow(n: int) -> None:
        day.do(SYSTEM, "presence.report", process="a", onsite=0, remote=n, rooms={ONE: n})

    follow(4)
    assert ("followers", ONE) not in day.rows("stage"), "that there is one tells as well"
    follow(5)
    assert day.rows("stage")["followers", ONE] == {"n": 5}
    follow(4)
    assert day.rows("stage")["followers", ONE] == {"n": None}
    run_here = day.rows(facilitator(day).pid)
    assert run_here["team_followers", ONE] == {"n": 4} and ("team_followers", ONE) not in day.rows(
        day.person("rio").pid
    )
