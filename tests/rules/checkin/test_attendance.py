"""Who is in, and in which room, whatever order the check events come in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.core.actors import SYSTEM
from companion.rules.checkin.attendance import attendance_after
from tests.rules.checkin.scene import NOON, PEOPLE, attendance, code, counts, desk, id_of, scan
from tests.rules.programme.scene import MINUTE, bring
from tests.support.event.fixture import START, EventFixture

STEP = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["entry", "exit"]),
        "room": st.sampled_from([None, "a", "b"]),
        "slot": st.none(),
        "mode": st.sampled_from(["onsite", "remote"]),
        "at": st.integers(0, 50),
    }
)


def test_out_and_in_again(day: EventFixture) -> None:
    dora = desk(day)
    assert scan(day, dora, code(day, "Aylin"), type="exit")["status"] == "ok", "an exit is never refused"
    for type, n in (("entry", 1), ("exit", 0), ("entry", 1)):
        day.wall += MINUTE
        assert scan(day, dora, code(day, "Aylin"), type=type)["status"] == "ok"
        assert counts(day)["onsite"] == n


def test_a_room_is_left_by_entering_another_and_means_being_here(day: EventFixture) -> None:
    dora = desk(day)
    day.wall = NOON - 5 * MINUTE
    day.do(SYSTEM, "programme.advance")
    result = scan(day, dora, code(day, "Aylin"), room="raum-1")
    assert result["status"] == "ok" and result["place"]["n"] == 1 and counts(day)["onsite"] == 1
    assert day.row("headcount", "online-offline-1").fields == {"n": 1, "at": NOON - 5 * MINUTE, "by": "doors"}
    assert scan(day, dora, code(day, "Aylin"), room="raum-1")["reason"] == "already_redeemed"
    day.wall += MINUTE
    assert scan(day, dora, code(day, "Aylin"), room="raum-2")["status"] == "ok"
    assert day.row("headcount", "online-offline-1")["n"] == 0 and day.row("headcount", "community-building-1")["n"] == 1
    assert counts(day)["onsite"] == 1
    day.wall += MINUTE
    scan(day, dora, code(day, "Aylin"), room="raum-2", type="exit")
    assert attendance(day, "Aylin")["state"] == "in" and day.row("headcount", "community-building-1")["n"] == 0


def test_the_next_workshop_in_a_room_is_another_place(day: EventFixture) -> None:
    dora = desk(day)
    day.wall = NOON
    day.do(SYSTEM, "programme.advance")
    scan(day, dora, code(day, "Aylin"), room="raum-1")
    day.wall = NOON + 125 * MINUTE
    day.do(SYSTEM, "programme.advance")
    assert scan(day, dora, code(day, "Aylin"), room="raum-1")["status"] == "ok"
    assert (day.row("headcount", "online-offline-1")["n"], day.row("headcount", "online-offline-2")["n"]) == (1, 1)


def test_late_news_of_an_earlier_entry_throws_nobody_out_and_lets_nobody_in_again(day: EventFixture) -> None:
    dora = desk(day)
    day.wall = START + 20 * MINUTE
    scan(day, dora, code(day, "Aylin"))
    day.wall += MINUTE
    scan(day, dora, code(day, "Aylin"), type="exit")
    scan(day, dora, code(day, "Aylin"), offline=True, at=START + 5 * MINUTE)
    assert attendance(day, "Aylin")["state"] == "out" and attendance(day, "Aylin")["first"] == START + 5 * MINUTE
    day.wall += MINUTE
    scan(day, dora, code(day, "Aylin"))
    scan(day, dora, code(day, "Aylin"), type="exit", offline=True, at=START + 6 * MINUTE)
    assert attendance(day, "Aylin")["state"] == "in"


@given(st.lists(STEP, max_size=8))
def test_who_is_in_no_room_unless_they_are_here(steps: list[dict[str, Any]]) -> None:
    now = attendance_after(sorted(steps, key=lambda s: s["at"]))
    assert now["state"] == "in" or now["room"] is None
    assert (now["first"] is None) == (not any(s["type"] == "entry" for s in steps))


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_order_and_number_of_deliveries_ends_alike(day_again: Any, data: st.DataObject) -> None:
    """Offline scans that arrive twice and out of order lead to where they lead in order."""
    ends = []
    steps = [(f"s{n}", t, n) for n, t in enumerate(data.draw(st.lists(st.sampled_from(["entry", "exit"]), max_size=5)))]
    for order in (steps, data.draw(st.permutations(steps + steps[:2]))):
        event = day_again()
        try:
            for nonce, type, n in order:
                scan(event, desk(event), code(event, "Aylin"), nonce=nonce, type=type, offline=True, at=START - 50 + n)
            row = event.table.get("attendance", id_of(event, "Aylin"))
            ends.append((row["state"], row["first"], len(event.table.all("check"))) if row else None)
            assert counts(event)["onsite"] == (1 if row and row["state"] == "in" else 0)
        finally:
            event.close()
    assert ends[0] == ends[1]


@pytest.fixture
def day_again(store: Any) -> Any:
    def fresh() -> EventFixture:
        event = EventFixture(store)
        bring(event)
        event.do(SYSTEM, "attendees.load", people=PEOPLE)
        return event

    return fresh
