"""The clock brings the day up to date, and can be set."""

from __future__ import annotations

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.rules.programme.clock import due
from companion.store.replica import Replica
from tests.rules.programme.scene import MINUTE, bring, moderator, refuses, states
from tests.support.world import START, World


def test_a_jump_brings_the_day_up_to_date_in_one_step(world: World) -> None:
    bring(world)
    v = world.table.v
    world.do(SYSTEM, "programme.advance")
    assert world.table.v == v + 1
    order = [row.id for row in sorted(world.table.all("session"), key=lambda row: row["order"])]
    assert [states(world)[id] for id in order] == ["over"] * 6 + ["running"] + ["planned"] * 8
    talk, panel = world.row("session", "talk"), world.row("session", "panel-1")
    assert (talk["started"], talk["ended"]) == (talk["start"], talk["end"])
    assert (panel["started"], panel["ended"]) == (START, None)
    assert due(world.table, world.wall) == []
    assert world.do(SYSTEM, "programme.advance", changes=False).v == v + 1


def test_the_clock_ends_at_the_planned_time_however_late_it_looks(world: World) -> None:
    bring(world)
    world.do(SYSTEM, "programme.advance")
    world.wall += 61 * MINUTE
    world.do(SYSTEM, "programme.advance")
    assert (states(world)["panel-1"], states(world)["coffee"]) == ("over", "running")
    assert world.row("session", "panel-1")["ended"] == START + 60 * MINUTE


def test_an_extended_item_runs_on_beside_what_follows_until_its_new_end(world: World) -> None:
    bring(world)
    mo = moderator(world)
    world.do(SYSTEM, "programme.advance")
    world.wall += 59 * MINUTE
    world.do(mo, "session.extend", id="panel-1", minutes=5)
    panel = world.row("session", "panel-1")
    assert (panel["end"], panel["end_inferred"]) == (START + 65 * MINUTE, False)
    world.wall += 2 * MINUTE
    world.do(SYSTEM, "programme.advance")
    assert (states(world)["panel-1"], states(world)["coffee"]) == ("running", "running")
    world.wall += 4 * MINUTE
    world.do(SYSTEM, "programme.advance")
    assert (states(world)["panel-1"], world.row("session", "panel-1")["ended"]) == ("over", START + 65 * MINUTE)


def test_an_item_that_the_clock_just_ended_can_be_extended(world: World) -> None:
    bring(world)
    mo = moderator(world)
    world.do(SYSTEM, "programme.advance")
    world.wall += 61 * MINUTE
    world.do(SYSTEM, "programme.advance")
    with refuses("wrong_state"):
        world.do(mo, "session.extend", id="panel-1", minutes=1)
    world.do(mo, "session.extend", id="panel-1", minutes=5)
    assert (states(world)["panel-1"], world.row("session", "panel-1")["ended"]) == ("running", None)
    assert due(world.table, world.wall) == []


def test_the_clock_leaves_alone_what_people_did(world: World) -> None:
    bring(world)
    mo = moderator(world)
    world.do(SYSTEM, "programme.advance")
    world.do(mo, "session.end", id="panel-1")  # ended early: stays ended
    world.do(mo, "session.start", id="coffee")  # begun early: ends as planned
    world.do(mo, "session.start", id="greetings")  # taken up after its planned end: ends by hand
    assert due(world.table, world.wall) == []
    world.wall += 80 * MINUTE
    world.do(SYSTEM, "programme.advance")
    assert (states(world)["panel-1"], states(world)["coffee"], states(world)["greetings"]) == (
        "over",
        "over",
        "running",
    )
    world.do(mo, "session.extend", id="greetings", minutes=3)
    assert world.row("session", "greetings")["end"] == world.wall + 3 * MINUTE
    world.wall += 4 * MINUTE
    world.do(SYSTEM, "programme.advance")
    assert states(world)["greetings"] == "over"


def test_setting_the_clock_back_takes_back_what_has_not_happened_yet(world: World) -> None:
    bring(world)
    world.do(SYSTEM, "programme.advance")
    world.do(SYSTEM, "event.clock", at=START + 7 * 60 * MINUTE, speed=60, rehearsal=True)
    world.do(SYSTEM, "programme.advance")
    assert set(states(world).values()) == {"over"}
    world.wall += 1000
    assert world.commands.event_now(world.slug) == START + 7 * 60 * MINUTE + 60_000
    world.do(SYSTEM, "event.clock", at=START + 5 * MINUTE, speed=2, rehearsal=True)
    assert [states(world)[id] for id in ("talk", "panel-1", "coffee", "round-1")] == [
        "over", "running", "planned", "planned",
    ]  # fmt: skip
    assert {slot["state"] for slot in world.table.all("slot")} == {"planned"}
    assert due(world.table, START + 5 * MINUTE) == []
    world.do(SYSTEM, "event.clock")
    assert world.commands.event_now(world.slug) == world.wall
    assert not world.row("clock", world.slug)["rehearsal"]


def test_a_clock_that_was_just_set_counts_even_where_it_is_not_known_yet(world: World) -> None:
    bring(world)
    world.wall = START + 365 * 24 * 60 * MINUTE
    follower = world.replica.follower(world.slug)
    follower.close()  # from here on this copy is behind
    replica = Replica(world.store)
    elsewhere = Commands(world.store, replica, lambda: world.wall)
    elsewhere.run(world.slug, SYSTEM, "event.clock", "set", {"at": START, "rehearsal": True})
    replica.close()
    world.commands.run(world.slug, SYSTEM, "programme.advance", "late", {})
    assert states(world)["panel-1"] == "running"


def test_speed_is_bounded(world: World) -> None:
    bring(world)
    for speed in (-1, 3601, float("inf")):
        with refuses("bad_args"):
            world.do(SYSTEM, "event.clock", at=START, speed=speed)
