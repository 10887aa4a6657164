"""The chair calls, skips and ends; two chairs at once do no harm; turns are counted."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from companion.core.ids import random_id
from tests.rules.floor.scene import MINUTE, next_, opened, order, state, up
from tests.support.event.fixture import EventFixture


def test_next_calls_one_after_the_other_and_counts_their_turns(panel: EventFixture) -> None:
    who = opened(panel, seconds=120)
    amal, ben = up(panel, "amal"), up(panel, "ben", "remote")
    assert next_(panel, who) == amal
    floor = panel.row("floor", "p1")
    assert floor["speaking"] == amal and floor["order"] == [ben] and floor["until"] == panel.wall + 120_000
    assert next_(panel, who) == ben and state(panel, amal) == "done"
    panel.wall += 3 * MINUTE
    panel.do(who, "floor.done", session="p1")
    sums = panel.row("team_turns", "p1")
    assert (sums["onsite"], sums["onsite_ms"], sums["remote"], sums["remote_ms"]) == (1, MINUTE, 1, 3 * MINUTE)
    assert sums["remote_wait"] == 2 * MINUTE and sums["onsite_taken"] == 1 and sums["remote_taken"] == 0
    told = panel.rows("stage")["turns", "p1"]
    assert told == {"n": 2, "ms": 4 * MINUTE, "onsite": None, "remote": None, "onsite_ms": None, "remote_ms": None}
    assert panel.do(who, "floor.next", session="p1", changes=False).result["id"] is None


def test_groups_are_told_where_five_of_each_have_spoken(panel: EventFixture) -> None:
    who = opened(panel)
    for n in range(5):
        up(panel, f"o{n}")
        up(panel, f"r{n}", "remote")
    for _ in range(9):
        next_(panel, who)
    assert panel.row("turns", "p1")["onsite"] is None, "only four of one group"
    next_(panel, who)
    assert (panel.row("turns", "p1")["onsite"], panel.row("turns", "p1")["remote"]) == (5, 5)


def test_two_who_press_next_at_once_call_one_person_once(panel: EventFixture) -> None:
    who = opened(panel)
    hands = [up(panel, name) for name in ("amal", "ben", "zoe")]
    panel.wall += MINUTE
    answers: list[Any] = []

    def press() -> None:
        answers.append(panel.commands.run(panel.slug, who, "floor.next", random_id(), {"session": "p1"}).result["id"])

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [hands[0]] * 8 and order(panel) == hands[1:]
    assert panel.row("team_turns", "p1")["onsite"] == 1
    assert next_(panel, who) == hands[1], "the control: later it is the next one"


def test_who_saw_another_speaker_presses_in_vain(panel: EventFixture) -> None:
    who = opened(panel)
    amal, ben = up(panel, "amal"), up(panel, "ben")
    assert next_(panel, who, after="") == amal
    panel.wall += MINUTE
    late = panel.do(who, "floor.next", session="p1", after="", changes=False).result["id"]
    panel.do(who, "floor.done", session="p1", after=ben, changes=False)
    assert late == amal and next_(panel, who, wait=0, after=amal) == ben


def test_closing_and_calling_at_once_lose_nobody(panel: EventFixture) -> None:
    who = opened(panel)
    hands = [up(panel, f"p{n}") for n in range(6)]
    panel.wall += MINUTE
    done: list[str] = []

    def send(name: str, **args: Any) -> None:
        panel.commands.run(panel.slug, who, name, random_id(), args)
        done.append(name)

    jobs = [("floor.close", {"session": "p1"}), ("floor.call", {"id": hands[3]}), ("floor.skip", {"id": hands[1]})]
    threads = [threading.Thread(target=send, args=(name,), kwargs=args) for name, args in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    floor = panel.row("floor", "p1")
    assert len(done) == 3 and not floor["open"] and floor["speaking"] == hands[3]
    assert floor["order"] == [hands[n] for n in (0, 2, 4, 5)]


def test_who_is_not_there_is_set_aside_told_and_may_come_again(panel: EventFixture) -> None:
    who = opened(panel)
    amal, ben = up(panel, "amal"), up(panel, "ben")
    next_(panel, who)
    panel.do(who, "floor.skip", id=amal)
    panel.do(who, "floor.skip", id=amal, changes=False)
    assert panel.row("team_turns", "p1")["onsite"] == 0, "it was no turn"
    mine = next(row for (kind, _), row in panel.rows("pid-amal").items() if kind == "own_hand")
    assert mine["state"] == "skipped" and ("hand", amal) not in panel.rows("all")
    assert up(panel, "amal") == amal and order(panel) == [ben, amal]
    panel.do(who, "floor.skip", id=ben)
    panel.do(who, "floor.call", id=ben)
    assert state(panel, ben) == "speaking", "or is called back"


def test_who_is_called_back_goes_on_with_the_same_turn(panel: EventFixture) -> None:
    who = opened(panel)
    amal, ben = up(panel, "amal"), up(panel, "ben")
    next_(panel, who)
    next_(panel, who)
    panel.wall += 2 * MINUTE
    panel.do(who, "floor.call", id=amal)
    assert panel.row("team_turns", "p1")["onsite"] == 2 and state(panel, ben) == "done"
    panel.wall += MINUTE
    panel.do(who, "floor.done", session="p1")
    assert panel.row("hand_card", amal)["ms"] == 2 * MINUTE
    assert panel.row("own_hand", panel.table.all("own_hand")[0].id)["turns"] == 1
    panel.do(panel.person("amal"), "hand.lower", id=amal, changes=False)


def test_who_has_spoken_gets_a_new_hand_and_comes_after_first_timers(panel: EventFixture) -> None:
    who = opened(panel, "first")
    amal = up(panel, "amal")
    next_(panel, who)
    panel.do(panel.person("amal"), "hand.lower", id=amal)
    assert panel.row("floor", "p1")["speaking"] is None and state(panel, amal) == "done", "they give it back"
    again, ben = up(panel, "amal"), up(panel, "ben")
    assert again != amal and order(panel) == [ben, again]


def test_changing_the_rules_deals_anew_and_the_lists_are_named(panel: EventFixture) -> None:
    who = opened(panel, lists=["Frauen*", "Alle"], kinds=["contribution", "order"])
    one = up(panel, "a", list="Alle")
    two = up(panel, "b", list="Alle")
    three = up(panel, "c", list="Frauen*")
    urgent = up(panel, "d", kind="order")
    assert order(panel) == [urgent, one, two, three]
    panel.do(who, "floor.open", session="p1", rules=["lists"])
    assert order(panel) == [urgent, three, one, two]
    panel.do(who, "floor.open", session="p1", rules=["lists"], changes=False)
    for bad in (
        {"rules": []},
        {"rules": ["loud"]},
        {"rules": ["came"], "seconds": -1},
        {"rules": ["lists"], "lists": []},
    ):
        with pytest.raises(Refusal, match="bad_args"):
            panel.do(who, "floor.open", session="p1", **bad)


def test_more_time_begins_where_it_was_or_now(panel: EventFixture) -> None:
    who = opened(panel, seconds=60)
    with pytest.raises(Refusal, match="wrong_state"):
        panel.do(who, "floor.extend", session="p1", seconds=30)
    up(panel, "amal")
    next_(panel, who)
    panel.do(who, "floor.extend", session="p1", seconds=30)
    assert panel.row("floor", "p1")["until"] == panel.wall + 90_000
    panel.wall += 5 * MINUTE
    panel.do(who, "floor.extend", session="p1", seconds=30)
    assert panel.row("floor", "p1")["until"] == panel.wall + 30_000


def test_a_session_that_is_over_has_no_floor(panel: EventFixture) -> None:
    who = opened(panel)
    id = up(panel, "amal")
    panel.do(who, "hand.lower", id=id)
    with pytest.raises(Refusal, match="wrong_state"):
        panel.do(who, "floor.call", id=id)
    with pytest.raises(Refusal, match="wrong_state"):
        panel.do(who, "floor.skip", id=id)
    panel.do(SYSTEM, "session.end", id="p1")
    with pytest.raises(Refusal, match="wrong_state"):
        panel.do(who, "floor.open", session="p1", rules=["came"])
    with pytest.raises(Refusal, match="no_session"):
        panel.do(who, "floor.open", session="nowhere", rules=["came"])
