"""Items begun by hand: one has the turn at a time, and an early one says until when it goes."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from companion.rules.programme.tracks import beside
from companion.store.store import Store
from tests.rules.programme.scene import MINUTE, bring, edited, moderator, refuses, states
from tests.support.event.fixture import START, EventFixture

NOON = 80  # minutes after the start of the panel, when round 1 begins
SIDE = """
  - id: side-event
    at: 10:45
    parallel: true
    end: 11:30
    kind: talk
    title: Nebenan
"""


def on(event: EventFixture) -> list[str]:
    return sorted(id for id, state in states(event).items() if state == "running")


def times(event: EventFixture, id: str) -> tuple[float, float]:
    """When it begins and ends, in minutes after the start of the panel."""
    row = event.row("session", id)
    return (row["start"] - START) / MINUTE, (row["end"] - START) / MINUTE


def at_lunch(event: EventFixture) -> None:
    """12:48: three minutes after lunch has begun."""
    bring(event)
    event.wall += 128 * MINUTE
    event.do(SYSTEM, "programme.advance")
    assert on(event) == ["lunch"]


def test_what_begins_takes_the_turn(event: EventFixture) -> None:
    at_lunch(event)
    v = event.do(moderator(event), "session.start", id="keynote-2").v
    assert on(event) == ["keynote-2"]
    lunch = event.row("session", "lunch")
    assert (lunch["ended"], lunch.v) == (event.wall, v)


@pytest.mark.parametrize(
    "how, keynote, following",
    [
        ("keep", (128, 200), (200, 245)),
        (None, (128, 200), (200, 245)),
        ("length", (128, 143), (200, 245)),
        ("pull", (128, 143), (143, 188)),
    ],
)
def test_an_early_item_says_until_when_it_goes(
    event: EventFixture, how: str | None, keynote: tuple[int, int], following: tuple[int, int]
) -> None:
    at_lunch(event)
    event.wall += 20_000  # times stand at the full minute
    args = {"early": how} if how else {}
    event.do(moderator(event), "session.start", id="keynote-2", **args)
    assert (times(event, "keynote-2"), times(event, "round-2")) == (keynote, following)
    assert {(slot["start"] - START) / MINUTE for slot in event.table.all("slot") if slot["round"] == 2} == {
        following[0]
    }
    assert [(row["start"] - START) / MINUTE for row in event.table.all("round") if row["n"] == 2] == [following[0]]


def test_past_what_is_planned_before_it_an_item_keeps_its_length(event: EventFixture) -> None:
    at_lunch(event)
    mo = moderator(event)
    for how in ("keep", "pull"):
        with refuses("no_room"):
            event.do(mo, "session.start", id="round-2", early=how)
    with refuses("bad_args"):
        event.do(mo, "session.start", id="round-2", early="never")
    event.do(mo, "session.start", id="round-2")
    assert times(event, "round-2") == (128, 173)
    assert {
        (slot["state"], (slot["end"] - START) / MINUTE) for slot in event.table.all("slot") if slot["round"] == 2
    } == {("running", 173)}
    event.wall += 57 * MINUTE
    event.do(SYSTEM, "programme.advance")
    assert on(event) == ["keynote-2"]  # what was skipped still takes place at its time


def test_an_early_item_ends_before_the_next_one_that_is_planned_before_it(event: EventFixture) -> None:
    at_lunch(event)
    event.wall += 40 * MINUTE  # 13:28, and the keynote is at 13:45
    event.do(moderator(event), "session.start", id="round-2")
    assert times(event, "round-2") == (168, 185)


def test_beginning_early_is_taken_back_whole(event: EventFixture) -> None:
    at_lunch(event)
    mo = moderator(event)
    before = {
        (row.kind, row.id): {**row.fields, "seq": 0} for row in event.table.all("session") + event.table.all("slot")
    }
    undo = event.do(mo, "session.start", id="keynote-2", early="pull").result["undo"]
    event.do(mo, "undo", id=undo)
    after = {
        (row.kind, row.id): {**row.fields, "seq": 0} for row in event.table.all("session") + event.table.all("slot")
    }
    assert after == before


def test_an_end_is_not_taken_back_once_another_item_has_the_turn(event: EventFixture) -> None:
    at_lunch(event)
    mo = moderator(event)
    undo = event.do(mo, "session.end", id="lunch").result["undo"]
    event.do(mo, "session.start", id="keynote-2")
    with refuses("changed_since"):
        event.do(mo, "undo", id=undo)
    event.do(mo, "session.end", id="keynote-2")
    event.do(mo, "undo", id=undo)
    assert on(event) == ["lunch"]


def test_what_the_plan_puts_beside_each_other_runs_beside_each_other(event: EventFixture) -> None:
    until = "  - id: panel-1\n    at: 10:40\n"
    side = ("  - id: coffee\n", SIDE.lstrip("\n") + "\n  - id: coffee\n")
    bring(event, edited((until, until + "    end: 11:40\n"), side))
    mo = moderator(event)
    event.do(SYSTEM, "programme.advance")
    event.do(mo, "session.start", id="side-event")
    assert on(event) == ["panel-1", "side-event"]
    event.do(mo, "session.start", id="coffee")
    assert on(event) == ["coffee"]


def test_places_in_which_things_happen_side_by_side_are_tracks(event: EventFixture) -> None:
    def at(place: str, id: str) -> tuple[str, str]:
        return (f"  - id: {id}\n", f"  - id: {id}\n    place: {place}\n")

    until = ("    at: 10:40\n", "    at: 10:40\n    end: 11:40\n")
    bring(event, edited(at("Saal", "panel-1"), until, at("Foyer", "coffee")))
    mo = moderator(event)
    event.do(SYSTEM, "programme.advance")
    event.do(mo, "session.start", id="coffee")
    assert on(event) == ["coffee"]  # one track that moves through the building
    side = SIDE.lstrip("\n") + "    place: Foyer\n\n  - id: coffee\n    place: Foyer\n"
    bring(event, edited(at("Saal", "panel-1"), until, ("  - id: coffee\n", side)))
    event.do(mo, "session.start", id="panel-1")
    assert on(event) == ["coffee", "panel-1"]


STEPS = st.tuples(
    st.sampled_from(["start", "end", "extend", "move", "shift", "undo", "cancel", "restore", "back", "wait", "wait"]),
    st.sampled_from(["panel-1", "coffee", "round-1", "lunch", "keynote-2", "round-2", "summary"]),
    st.sampled_from([-30, -5, 5, 10, 45]),
    st.sampled_from([None, "keep", "length", "pull"]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=14))
def test_two_items_that_take_turns_are_never_on_at_once(
    store: Store, steps: list[tuple[str, str, int, str | None]]
) -> None:
    event = EventFixture(store)
    try:
        bring(event)
        event.do(SYSTEM, "programme.advance")
        for step in steps:
            play(event, *step)
            event.do(SYSTEM, "programme.advance", changes=None)
            running = [row for row in event.table.all("session") if row["state"] == "running"]
            assert all(beside(event.table, one, other) for one, other in itertools.combinations(running, 2)), step
            for row in running:
                assert row["started"] is not None and row["ended"] is None
    finally:
        event.close()


def play(event: EventFixture, what: str, id: str, minutes: int, how: str | None) -> None:
    """One thing that somebody does, or a while that passes; a refusal is an answer too."""
    mo = moderator(event)
    if what == "wait":
        event.wall += abs(minutes) * MINUTE
    elif what == "back":
        now = event.commands.event_now(event.slug)
        event.do(SYSTEM, "event.clock", at=now - abs(minutes) * MINUTE, changes=None)
    else:
        name, args = {
            "extend": ("session.extend", {"id": id, "minutes": minutes}),
            "move": ("session.move", {"id": id, "minutes": minutes}),
            "shift": ("programme.shift", {"from": id, "minutes": minutes}),
            "start": ("session.start", {"id": id, "early": how}),
            "undo": ("undo", {"id": next((row.id for row in event.table.all("undo_record")), "none")}),
        }.get(what, (f"session.{what}", {"id": id}))
        try:
            event.do(mo, name, **args, changes=None)
        except Refusal:
            pass
