"""The plan on the day: shift, move, cancel, pin; each on a real store, with NexSM24."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.core.actors import SYSTEM
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.table import Row, parse
from companion.rules.programme.shift import SHORTEST_MS, shifted
from tests.rules.programme.scene import MINUTE, bring, moderator, refuses
from tests.support.event.fixture import START, EventFixture
from tests.support.scene import SESSION

PLANNED = {
    "reception": "09:00", "opening": "09:30", "welcome": "09:35", "greetings": "09:50", "keynote-1": "10:00",
    "talk": "10:20", "panel-1": "10:40", "coffee": "11:40", "round-1": "12:00", "lunch": "12:45", "keynote-2": "13:45",
    "round-2": "14:00", "summary": "14:45", "panel-2": "15:00", "closing": "16:00",
}  # fmt: skip


@pytest.fixture
def day(event: EventFixture) -> EventFixture:
    """NexSM24 at 10:40, with the first panel running."""
    bring(event)
    event.do(SYSTEM, "programme.advance")
    assert event.row("session", "panel-1")["state"] == "running"
    return event


def clock(ms: int | None) -> str:
    assert ms is not None
    minutes = 10 * 60 + 40 + (ms - START) // MINUTE
    return f"{minutes // 60:02}:{minutes % 60:02}"


def times(event: EventFixture) -> dict[str, str]:
    return {row.id: clock(row["start"]) for row in event.table.all("session")}


def shift(event: EventFixture, id: str, minutes: int, **more: Any) -> dict[str, Any]:
    return event.do(moderator(event), "programme.shift", **{"from": id}, minutes=minutes, **more, changes=None).result


def test_a_break_absorbs_what_it_can(day: EventFixture) -> None:
    result = shift(day, "panel-1", 10)
    assert times(day) == PLANNED | {"coffee": "11:50"}
    panel, coffee = day.row("session", "panel-1"), day.row("session", "coffee")
    assert (clock(panel["start"]), clock(panel["end"]), clock(panel["plan_end"])) == ("10:40", "11:50", "11:40")
    assert (clock(coffee["end"]), clock(coffee["plan_start"])) == ("12:00", "11:40")
    assert (result["absorbed"], result["pinned"], result["left"]) == ("coffee", None, 0)


def test_what_a_break_cannot_absorb_goes_on_to_the_next(day: EventFixture) -> None:
    result = shift(day, "panel-1", 25)
    # Coffee gives 10 of its 20 minutes; lunch has an hour, and gives the rest.
    assert times(day) == PLANNED | {"coffee": "12:05", "round-1": "12:15", "lunch": "13:00"}
    assert result["absorbed"] == "lunch" and [clock(item[1]) for item in result["items"]] == [
        "10:40",
        "12:05",
        "12:15",
        "13:00",
    ]
    for slot in day.table.all("slot"):
        if slot["session"] == "round-1":
            assert (clock(slot["start"]), clock(slot["end"]), clock(slot["plan_start"])) == ("12:15", "13:00", "12:00")
            assert slot["seq"] == 1
    assert clock(day.row("round", "round-1")["start"]) == "12:15"


def test_a_pinned_item_holds_its_time_and_what_is_before_it_is_cut(day: EventFixture) -> None:
    day.do(moderator(day), "session.pin", id="lunch")
    result = shift(day, "panel-1", 25)
    assert times(day) == PLANNED | {"coffee": "12:05", "round-1": "12:15"}
    assert clock(day.row("session", "round-1")["end"]) == "12:45"
    assert (result["pinned"], result["shortened"]) == ("lunch", ["round-1"])
    v = day.table.v
    with refuses("no_room"):
        shift(day, "panel-1", 60)
    assert day.table.v == v


def test_without_a_break_the_day_ends_later(day: EventFixture) -> None:
    result = shift(day, "panel-2", 20)
    assert times(day) == PLANNED | {"panel-2": "15:20", "closing": "16:20"}
    assert result["left"] == 20 and clock(day.row("session", "closing")["end"]) == "16:50"


def test_it_can_be_tried_first_and_taken_back(day: EventFixture) -> None:
    before = times(day)
    v = day.table.v
    tried = shift(day, "panel-1", 25, dry=True)
    assert day.table.v == v and "undo" not in tried
    done = shift(day, "panel-1", 25)
    assert {**tried, "undo": done["undo"]} == done
    day.do(moderator(day), "undo", id=done["undo"])
    assert times(day) == before
    assert day.row("slot", "datenanalyse-1")["seq"] == 2, "calendars hear of both"
    assert day.row("session", "round-1")["state"] == "planned"


def test_earlier_makes_a_break_longer(day: EventFixture) -> None:
    day.wall = START + 30 * MINUTE
    shift(day, "panel-1", -20)
    panel, coffee = day.row("session", "panel-1"), day.row("session", "coffee")
    assert (clock(panel["end"]), clock(coffee["start"]), clock(coffee["end"])) == ("11:20", "11:20", "12:00")
    with refuses("in_the_past"):
        shift(day, "panel-1", -30)


def test_only_moderators_shift_and_only_what_is_to_come(day: EventFixture) -> None:
    for who in (day.person("ada"), day.person("fay", "onsite", "facilitator")):
        with refuses("not_allowed"):
            day.do(who, "programme.shift", **{"from": "panel-1"}, minutes=5)
    for id, minutes, code in (("opening", 5, "wrong_state"), ("panel-1", 0, "bad_args"), ("none", 5, "no_session")):
        with refuses(code):
            shift(day, id, minutes)


def test_an_item_moves_with_its_slots(day: EventFixture) -> None:
    mo = moderator(day)
    day.do(mo, "session.move", id="round-2", minutes=10)
    assert clock(day.row("session", "round-2")["start"]) == "14:10"
    assert {clock(slot["start"]) for slot in day.table.all("slot") if slot["session"] == "round-2"} == {"14:10"}
    day.do(mo, "session.move", id="panel-2", start=START + 300 * MINUTE, place="  Aula ")
    panel = day.row("session", "panel-2")
    assert (clock(panel["start"]), clock(panel["end"]), panel["place"], panel["seq"]) == ("15:40", "16:40", "Aula", 1)
    with refuses("wrong_state"):
        day.do(mo, "session.move", id="panel-1", minutes=5)
    with refuses("in_the_past"):
        day.do(mo, "session.move", id="coffee", start=START - MINUTE)


def test_cancelled_stays_visible_and_can_come_back(day: EventFixture) -> None:
    mo = moderator(day)
    asked = day.do(day.person("ada"), "question.ask", session="datenanalyse-1", text="Welche Daten?").result["id"]
    undo = day.do(mo, "session.cancel", id="round-1").result["undo"]
    seen = day.rows("stage")
    assert seen["session", "round-1"]["state"] == "cancelled"
    assert {fields["state"] for (kind, _), fields in seen.items() if kind == "slot" and fields["round"] == 1} == {
        "cancelled"
    }
    assert day.row("question", asked)["state"] == "queued"
    day.wall = START + 100 * MINUTE
    day.do(SYSTEM, "programme.advance")
    assert day.row("session", "round-1")["state"] == "cancelled", "the clock leaves it alone"
    day.do(mo, "undo", id=undo)
    day.do(mo, "session.cancel", id="round-1")
    day.do(mo, "session.restore", id="round-1")
    day.do(SYSTEM, "programme.advance")
    assert {slot["state"] for slot in day.table.all("slot") if slot["session"] == "round-1"} == {"running"}


def test_one_workshop_can_be_cancelled_alone_and_change_rooms(day: EventFixture) -> None:
    mo = moderator(day)
    day.do(mo, "slot.cancel", id="datenanalyse-1")
    day.do(mo, "slot.change", id="krisenzeiten-1", room="raum-5", capacity=12)
    assert day.row("slot", "datenanalyse-1")["state"] == "cancelled"
    slot = day.row("slot", "krisenzeiten-1")
    assert (slot["room"], slot["capacity"], slot["seq"]) == ("raum-5", 12, 1)
    day.do(mo, "slot.restore", id="datenanalyse-1")
    assert day.row("slot", "datenanalyse-1")["state"] == "planned"


def rows(spans: list[tuple[int, int, bool, bool]]) -> list[Row]:
    """Sessions that follow each other: (gap before, length, is a break, is pinned), minutes."""
    found, now = [], 0
    for n, (gap, length, rests, pinned) in enumerate(spans):
        start = now + gap
        fields = SESSION | {"kind": "break" if rests else "talk", "pinned": pinned, "state": "planned", "order": n}
        fields |= {"start": start * MINUTE, "end": (start + length) * MINUTE}
        commit = Commit().put("session", f"s{n}", "stage", fields)
        json = next(iter(commit._rows.values())).json
        found.append(parse(f"session/s{n}", b"1|stage||" + json.encode()))
        now = start + length
    return found


GAP, LENGTH, PINNED = (
    st.sampled_from([0, 0, 5]),
    st.integers(1, 24).map(lambda n: 5 * n),
    st.sampled_from([0] * 4 + [1]),
)
SPANS = st.lists(st.tuples(GAP, LENGTH, st.booleans(), PINNED.map(bool)), min_size=1, max_size=8)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(SPANS, st.integers(1, 60))
def test_a_shift_keeps_order_and_never_moves_what_is_pinned(
    spans: list[tuple[int, int, bool, bool]], minutes: int
) -> None:
    before = rows(spans)
    try:
        found = shifted(before, before[0], minutes * MINUTE, now=-1)
    except Refusal as refusal:
        assert refusal.code == "no_room" and any(row["pinned"] for row in before[1:])
        return
    after = [found.times.get(row.id, (row["start"], row["end"])) for row in before]
    assert after[0][0] == before[0]["start"] + minutes * MINUTE
    for row, (start, end) in zip(before, after, strict=True):
        assert end is not None and end > start
        assert end - start >= min(row["end"] - row["start"], SHORTEST_MS)
        if row["pinned"] and row is not before[0]:
            assert (start, end) == (row["start"], row["end"])
        if row["kind"] != "break" and row.id not in found.shortened:
            assert end - start == row["end"] - row["start"]
    for (_, end), (start, _) in zip(after, after[1:], strict=False):
        assert end is not None and end <= start, "nothing overlaps that did not before"
