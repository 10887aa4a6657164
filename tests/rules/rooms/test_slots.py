"""Slots: what facilitators do in their rooms, and nobody else; doors, overtime, heads, help, meetings."""

from __future__ import annotations

from companion.core.actors import SYSTEM
from companion.core.audiences import crew
from tests.rules.programme.scene import MINUTE, moderator, refuses
from tests.rules.rooms.scene import NOON, ONE, OTHER, facilitator
from tests.support.event.fixture import EventFixture


def state(event: EventFixture, id: str = ONE) -> str:
    return str(event.row("slot", id)["state"])


def advance(event: EventFixture, minutes: int) -> None:
    """Minutes after the planned begin of the round."""
    event.wall = NOON + minutes * MINUTE
    event.do(SYSTEM, "programme.advance", changes=None)


def test_doors_open_then_it_runs_then_it_is_over(day: EventFixture) -> None:
    assert state(day) == "open" and state(day, "online-offline-2") == "planned"
    advance(day, 0)
    slot = day.row("slot", ONE)
    assert (slot["state"], slot["started"], slot["ended"]) == ("running", NOON, None)
    advance(day, 45)
    slot = day.row("slot", ONE)
    assert (slot["state"], slot["ended"]) == ("over", NOON + 45 * MINUTE)


def test_a_room_that_takes_more_time_is_late_and_ends_by_itself(day: EventFixture) -> None:
    fay = facilitator(day)
    advance(day, 0)
    assert day.do(fay, "slot.extend", id=ONE, minutes=5).result == {"end": NOON + 50 * MINUTE}
    advance(day, 45)
    assert (state(day), state(day, OTHER)) == ("late", "over")
    assert day.row("session", "round-1")["state"] == "over"
    advance(day, 50)
    slot = day.row("slot", ONE)
    assert (slot["state"], slot["ended"], slot["plan_end"]) == ("over", NOON + 50 * MINUTE, NOON + 45 * MINUTE)
    day.do(fay, "slot.extend", id=ONE, minutes=5)
    assert state(day) == "late", "ended by the clock a moment ago, it goes on"


def test_begin_and_end_by_hand(day: EventFixture) -> None:
    fay = facilitator(day)
    day.do(fay, "slot.start", id=ONE)
    assert day.row("slot", ONE)["started"] == NOON - 5 * MINUTE
    advance(day, 0)
    assert day.row("slot", ONE)["started"] == NOON - 5 * MINUTE, "the round begins and leaves it alone"
    day.wall = NOON + 30 * MINUTE
    day.do(fay, "slot.end", id=ONE)
    advance(day, 45)
    assert (state(day), day.row("slot", ONE)["ended"]) == ("over", NOON + 30 * MINUTE)
    day.do(fay, "slot.start", id=ONE)
    assert (state(day), day.row("slot", ONE)["started"]) == ("running", day.wall)
    advance(day, 60)
    assert state(day) == "running", "begun after its planned end, it is ended by hand"


def test_a_moderator_who_gives_the_round_more_time_gives_it_to_all_rooms(day: EventFixture) -> None:
    advance(day, 0)
    day.do(facilitator(day), "slot.extend", id=ONE, minutes=15)
    day.do(moderator(day), "session.extend", id="round-1", minutes=5)
    assert (day.row("slot", OTHER)["end"], day.row("slot", ONE)["end"]) == (NOON + 50 * MINUTE, NOON + 60 * MINUTE)


def test_each_runs_its_own_room_or_workshop_only(day: EventFixture) -> None:
    fay, wes = facilitator(day), facilitator(day, "workshop", "community-building", "wes")
    advance(day, 0)
    for name, args in (
        ("slot.start", {}), ("slot.end", {}), ("slot.extend", {"minutes": 5}), ("slot.count", {"people": 3}),
        ("slot.help", {}), ("slot.meeting", {"url": "https://meet.example.org/x"}), ("slot.notes", {"moderated": False}),
    ):  # fmt: skip
        with refuses("not_your_room"):
            day.do(fay, name, id=OTHER, **args)
        with refuses("not_allowed"):
            day.do(day.person("ada"), name, id=ONE, **args)
    day.do(wes, "slot.count", id=OTHER, people=3)
    day.do(wes, "slot.count", id="community-building-2", people=4)
    with refuses("not_your_room"):
        day.do(wes, "slot.count", id=ONE, people=3)
    with refuses("not_allowed"):
        day.do(fay, "session.end", id="round-1")


def test_heads_are_counted_with_their_time(day: EventFixture) -> None:
    fay = facilitator(day)
    advance(day, 3)
    day.do(fay, "slot.count", id=ONE, people=14)
    assert day.rows("stage")["headcount", ONE] == {"n": 14, "at": NOON + 3 * MINUTE, "by": "count"}
    for people in (-1, 1_000_000):
        with refuses("bad_args"):
            day.do(fay, "slot.count", id=ONE, people=people)
    day.do(day.person("dee", "onsite", "desk"), "slot.count", id=ONE, people=15)
    assert day.row("headcount", ONE)["n"] == 15


def test_a_call_for_help_is_seen_by_the_team_and_answered(day: EventFixture) -> None:
    fay, mo = facilitator(day), moderator(day)
    day.do(fay, "slot.help", id=ONE)
    assert day.rows("team")["help_call", ONE]["state"] == "called"
    assert day.rows(fay.pid)["help_call", ONE]["state"] == "called"
    assert ("help_call", ONE) not in day.rows("all") and ("help_call", ONE) not in day.rows(
        facilitator(day, id="raum-2", name="x").pid
    )
    day.do(mo, "slot.helping", id=ONE)
    assert day.rows(fay.pid)["help_call", ONE]["state"] == "coming"
    v = day.table.v
    day.do(fay, "slot.help", id=ONE, changes=False)
    assert day.table.v == v, "somebody is on the way"
    day.do(fay, "slot.help", id=ONE, on=False)
    assert day.row("help_call", ONE)["state"] == "done"
    day.do(fay, "slot.help", id=ONE)
    assert day.row("help_call", ONE)["state"] == "called"


def test_a_meeting_is_shown_while_it_runs(day: EventFixture) -> None:
    fay = facilitator(day)
    for url in ("http://example.org", "javascript:alert(1)", "https://"):
        with refuses("bad_address"):
            day.do(fay, "slot.meeting", id=ONE, url=url)
    day.do(fay, "slot.meeting", id=ONE, url=" https://meet.example.org/one ")
    assert day.row("meeting", ONE).to == crew(ONE)
    assert ("meeting", ONE) not in day.rows("all") and day.rows(fay.pid)["meeting", ONE]["url"]
    advance(day, 0)
    assert day.rows("all")["meeting", ONE] == {"url": "https://meet.example.org/one"}
    assert ("meeting", ONE) not in day.rows("stage"), "no wall shows a link to talk"
    day.do(fay, "slot.end", id=ONE)
    assert ("meeting", ONE) not in day.rows("all")


def test_facilitators_keep_seeing_their_rooms_when_rooms_change(day: EventFixture) -> None:
    fay = facilitator(day)
    day.do(fay, "slot.help", id=ONE)
    day.do(facilitator(day, id="raum-2", name="gil"), "slot.help", id=OTHER)
    day.do(moderator(day), "slot.change", id=OTHER, room="raum-1")
    seen = day.rows(fay.pid)
    assert ("help_call", ONE) in seen and ("help_call", OTHER) in seen
    day.do(fay, "slot.count", id=OTHER, people=2)


def test_a_clock_set_back_lets_the_round_happen_again(day: EventFixture) -> None:
    advance(day, 0)
    day.do(facilitator(day), "slot.extend", id=ONE, minutes=5)
    advance(day, 46)
    assert (state(day), state(day, OTHER)) == ("late", "over")
    day.do(SYSTEM, "event.clock", at=NOON + 10 * MINUTE)
    assert (state(day), state(day, OTHER)) == ("running", "running")
    day.do(SYSTEM, "event.clock", at=NOON - 60 * MINUTE)
    assert (state(day), state(day, OTHER)) == ("planned", "planned")
    assert day.row("slot", OTHER)["started"] is None


def test_a_call_for_help_ends_with_its_room(day: EventFixture) -> None:
    fay = facilitator(day)
    advance(day, 0)
    day.do(fay, "slot.help", id=ONE)
    advance(day, 44)
    assert day.row("help_call", ONE)["state"] == "called"
    advance(day, 45)  # the clock ends the room
    assert day.row("help_call", ONE)["state"] == "done"


def test_a_call_for_help_ends_when_somebody_ends_the_room(day: EventFixture) -> None:
    fay = facilitator(day)
    advance(day, 0)
    day.do(fay, "slot.help", id=ONE)
    day.do(moderator(day), "slot.helping", id=ONE)
    day.do(fay, "slot.end", id=ONE)
    assert day.row("help_call", ONE)["state"] == "done"
