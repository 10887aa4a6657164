"""The clock brings the day up to date, and can be set."""

from __future__ import annotations

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.rules.programme.clock import due, misdated
from companion.store.replica import Replica
from tests.rules.programme.scene import MINUTE, bring, moderator, refuses, states
from tests.support.event.fixture import START, EventFixture


def test_a_jump_brings_the_day_up_to_date_in_one_step(event: EventFixture) -> None:
    bring(event)
    v = event.table.v
    event.do(SYSTEM, "programme.advance")
    assert event.table.v == v + 1
    order = [row.id for row in sorted(event.table.all("session"), key=lambda row: row["order"])]
    assert [states(event)[id] for id in order] == ["over"] * 6 + ["running"] + ["planned"] * 8
    talk, panel = event.row("session", "talk"), event.row("session", "panel-1")
    assert (talk["started"], talk["ended"]) == (talk["start"], talk["end"])
    assert (panel["started"], panel["ended"]) == (START, None)
    assert due(event.table, event.wall) == []
    assert event.do(SYSTEM, "programme.advance", changes=False).v == v + 1


def test_the_clock_ends_at_the_planned_time_however_late_it_looks(event: EventFixture) -> None:
    bring(event)
    event.do(SYSTEM, "programme.advance")
    event.wall += 61 * MINUTE
    event.do(SYSTEM, "programme.advance")
    assert (states(event)["panel-1"], states(event)["coffee"]) == ("over", "running")
    assert event.row("session", "panel-1")["ended"] == START + 60 * MINUTE


def test_what_follows_an_extended_item_begins_when_that_ends(event: EventFixture) -> None:
    bring(event)
    mo = moderator(event)
    event.do(SYSTEM, "programme.advance")
    event.wall += 59 * MINUTE
    event.do(mo, "session.extend", id="panel-1", minutes=5)
    panel, coffee = event.row("session", "panel-1"), event.row("session", "coffee")
    assert (panel["end"], panel["end_inferred"]) == (START + 65 * MINUTE, False)
    assert (coffee["start"], coffee["end"]) == (START + 65 * MINUTE, START + 80 * MINUTE)
    event.wall += 2 * MINUTE
    event.do(SYSTEM, "programme.advance", changes=False)
    assert (states(event)["panel-1"], states(event)["coffee"]) == ("running", "planned")
    event.wall += 4 * MINUTE
    event.do(SYSTEM, "programme.advance")
    assert (states(event)["panel-1"], event.row("session", "panel-1")["ended"]) == ("over", START + 65 * MINUTE)
    assert states(event)["coffee"] == "running"
    with refuses("no_room"):
        event.do(mo, "session.extend", id="panel-1", minutes=14)  # four minutes of coffee
    event.do(mo, "session.pin", id="round-1")
    with refuses("no_room"):
        event.do(mo, "session.extend", id="coffee", minutes=5)


def test_an_item_that_the_clock_just_ended_can_be_extended(event: EventFixture) -> None:
    bring(event)
    mo = moderator(event)
    event.do(SYSTEM, "programme.advance")
    event.wall += 61 * MINUTE
    event.do(SYSTEM, "programme.advance")
    with refuses("wrong_state"):
        event.do(mo, "session.extend", id="panel-1", minutes=1)
    event.do(mo, "session.extend", id="panel-1", minutes=5)
    assert (states(event)["panel-1"], event.row("session", "panel-1")["ended"]) == ("running", None)
    coffee = event.row("session", "coffee")
    assert (coffee["state"], coffee["started"], coffee["start"]) == (
        "planned",
        None,
        event.row("session", "panel-1")["end"],
    )
    assert due(event.table, event.wall) == []


def test_the_clock_leaves_alone_what_people_did(event: EventFixture) -> None:
    bring(event)
    mo = moderator(event)
    event.do(SYSTEM, "programme.advance")
    event.do(mo, "session.end", id="panel-1")  # ended early: stays ended
    event.do(mo, "session.start", id="coffee")  # begun early: ends as planned
    assert (event.row("session", "coffee")["start"], event.row("session", "coffee")["end"]) == (
        START, START + 80 * MINUTE,
    )  # fmt: skip
    event.do(
        mo, "session.start", id="greetings"
    )  # taken up after its planned end: goes on until something takes its turn
    assert states(event)["coffee"] == "over"
    assert due(event.table, event.wall) == []
    event.wall += 79 * MINUTE
    event.do(SYSTEM, "programme.advance")  # the rooms of round 1 are open
    assert states(event)["greetings"] == "running"
    event.do(mo, "session.extend", id="greetings", minutes=3)
    assert event.row("session", "greetings")["end"] == event.wall + 3 * MINUTE
    assert event.row("session", "round-1")["start"] == event.wall + 3 * MINUTE
    event.wall += 4 * MINUTE
    event.do(SYSTEM, "programme.advance")
    assert (states(event)["greetings"], states(event)["round-1"]) == ("over", "running")


def test_what_was_begun_by_hand_goes_before_what_the_clock_was_about_to_begin(event: EventFixture) -> None:
    bring(event)
    mo = moderator(event)
    event.do(SYSTEM, "programme.advance")
    event.wall += 60 * MINUTE + 500  # the clock has not looked yet
    event.do(mo, "session.start", id="greetings")
    event.do(SYSTEM, "programme.advance", changes=False)
    assert (states(event)["greetings"], states(event)["panel-1"], states(event)["coffee"]) == (
        "running", "over", "planned",
    )  # fmt: skip
    event.do(mo, "session.end", id="greetings")
    event.wall += 1000
    event.do(SYSTEM, "programme.advance")
    assert (states(event)["coffee"], event.row("session", "coffee")["started"]) == (
        "running", event.row("session", "greetings")["ended"],
    )  # fmt: skip


def test_setting_the_clock_back_takes_back_what_has_not_happened_yet(event: EventFixture) -> None:
    bring(event)
    event.do(SYSTEM, "programme.advance")
    event.do(SYSTEM, "event.clock", at=START + 7 * 60 * MINUTE, speed=60, rehearsal=True)
    event.do(SYSTEM, "programme.advance")
    assert set(states(event).values()) == {"over"}
    event.wall += 1000
    assert event.commands.event_now(event.slug) == START + 7 * 60 * MINUTE + 60_000
    event.do(SYSTEM, "event.clock", at=START + 5 * MINUTE, speed=2, rehearsal=True)
    assert [states(event)[id] for id in ("talk", "panel-1", "coffee", "round-1")] == [
        "over", "running", "planned", "planned",
    ]  # fmt: skip
    assert {slot["state"] for slot in event.table.all("slot")} == {"planned"}
    assert due(event.table, START + 5 * MINUTE) == []
    event.do(SYSTEM, "event.clock")
    assert event.commands.event_now(event.slug) == event.wall
    assert not event.row("clock", event.slug)["rehearsal"]


def test_a_clock_that_was_just_set_counts_even_where_it_is_not_known_yet(event: EventFixture) -> None:
    bring(event)
    event.wall = START + 365 * 24 * 60 * MINUTE
    follower = event.replica.follower(event.slug)
    follower.close()  # from here on this copy is behind
    replica = Replica(event.store)
    elsewhere = Commands(event.store, replica, lambda: event.wall)
    elsewhere.run(event.slug, SYSTEM, "event.clock", "set", {"at": START, "rehearsal": True})
    replica.close()
    event.commands.run(event.slug, SYSTEM, "programme.advance", "late", {})
    assert states(event)["panel-1"] == "running"


def test_speed_is_bounded(event: EventFixture) -> None:
    bring(event)
    for speed in (-1, 3601, float("inf")):
        with refuses("bad_args"):
            event.do(SYSTEM, "event.clock", at=START, speed=speed)


def test_what_a_clock_that_was_wrong_has_moved_is_planned_anew(event: EventFixture) -> None:
    """A laptop that woke in another zone, and was put right a minute later."""
    bring(event)
    event.do(SYSTEM, "programme.advance")
    before = states(event)
    assert not misdated(event.table, event.wall)
    event.wall += 240 * MINUTE
    event.do(SYSTEM, "programme.advance")
    event.wall -= 239 * MINUTE
    assert states(event) != before and len(misdated(event.table, event.wall)) > 2
    event.do(moderator(event), "programme.replan")
    assert states(event) == before and not misdated(event.table, event.wall)
    assert event.row("session", "panel-1")["ended"] is None
    event.do(moderator(event), "programme.replan", changes=False)
