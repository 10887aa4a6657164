"""Hands go up and down, through the door and on the real store."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from companion.core.ids import random_id
from tests.rules.floor.scene import chair, next_, opened, order, state, up
from tests.rules.programme.scene import bring
from tests.rules.rooms.scene import ONE, OTHER, facilitator
from tests.support.event.fixture import EventFixture
from tests.support.until import until


def test_a_hand_goes_up_with_a_sign_that_phone_and_chair_show_alike(panel: EventFixture) -> None:
    opened(panel)
    id = up(panel, "amal", "remote", name="Amal", about="Zur Finanzierung")
    seen = panel.rows("stage")["hand", id]
    colour, number = seen["sign"].split("-")
    assert colour.isalpha() and number.isdigit() and seen["state"] == "waiting"
    mine = next(row for (kind, _), row in panel.rows("pid-amal").items() if kind == "own_hand")
    assert (mine["hand"], mine["sign"], mine["name"]) == (id, seen["sign"], "Amal")
    card = panel.rows("team")["hand_card", id]
    assert (card["name"], card["about"], card["mode"]) == ("Amal", "Zur Finanzierung", "remote")
    assert "Amal" not in str(panel.rows("all")) and "Finanzierung" not in str(panel.rows("all"))
    assert order(panel) == [id]


def test_everybody_has_one_hand_however_often_they_tap(panel: EventFixture) -> None:
    opened(panel)
    id = up(panel, "amal")
    again = panel.do(panel.person("amal"), "hand.raise", session="p1", changes=False)
    assert again.result["id"] == id
    assert order(panel) == [id]


def test_who_takes_it_down_and_up_again_stands_behind_with_the_same_sign(panel: EventFixture) -> None:
    opened(panel)
    first, second = up(panel, "amal"), up(panel, "ben")
    sign = panel.row("hand", first)["sign"]
    panel.do(panel.person("amal"), "hand.lower", id=first)
    assert order(panel) == [second] and ("hand", first) not in panel.rows("team")
    panel.do(panel.person("amal"), "hand.lower", id=first, changes=False)
    assert up(panel, "amal") == first and order(panel) == [second, first]
    assert panel.row("hand", first)["sign"] == sign


def test_nobody_takes_down_the_hand_of_another_but_the_chair(panel: EventFixture) -> None:
    who = opened(panel)
    id = up(panel, "amal")
    with pytest.raises(Refusal, match="not_found"):
        panel.do(panel.person("ben"), "hand.lower", id=id)
    panel.do(who, "hand.lower", id=id)
    assert state(panel, id) == "lowered"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"session": "nowhere"}, "no_session"),
        ({"session": "p2"}, "floor_closed"),
        ({"session": "p1", "about": "x" * 81}, "too_long"),
        ({"session": "p1", "name": "n" * 61}, "too_long"),
        ({"session": "p1", "name": "Moderation"}, "name_reserved"),
        ({"session": "p1", "kind": "order"}, "bad_args"),
        ({"session": "p1", "list": "women"}, "bad_args"),
    ],
)
def test_bad_hands_are_refused_and_change_nothing(panel: EventFixture, args: dict[str, Any], code: str) -> None:
    opened(panel)
    with pytest.raises(Refusal, match=code):
        panel.do(panel.person("amal"), "hand.raise", **args)


def test_a_closed_list_takes_no_hands_and_keeps_those_it_has(panel: EventFixture) -> None:
    who = opened(panel)
    id = up(panel, "amal")
    panel.do(who, "floor.close", session="p1")
    with pytest.raises(Refusal, match="floor_closed"):
        up(panel, "ben")
    assert order(panel) == [id]
    added = panel.do(who, "hand.add", session="p1", mode="onsite", name="Oma Erna").result["id"]
    assert order(panel) == [id, added], "the chair decides"


def test_somebody_whom_the_team_adds_is_known_by_name_when_they_come_again(panel: EventFixture) -> None:
    who = opened(panel, "first")
    erna = panel.do(who, "hand.add", session="p1", mode="onsite", name="Oma Erna").result["id"]
    assert panel.row("hand_card", erna)["team"] and next_(panel, who) == erna
    panel.do(who, "floor.done", session="p1", after=erna)
    again = panel.do(who, "hand.add", session="p1", mode="onsite", name="oma erna").result["id"]
    amal = up(panel, "amal")
    assert panel.row("hand_card", again)["spoken"] == 1 and order(panel) == [amal, again]
    with pytest.raises(Refusal, match="bad_args"):
        panel.do(who, "hand.add", session="p1", mode="moon")


def test_where_nobody_may_be_identifiable_no_name_is_kept(panel: EventFixture) -> None:
    panel.put({f"event/{panel.slug}": {**panel.row("event", panel.slug).fields, "profile": "sensitive"}})
    opened(panel)
    id = up(panel, "amal", name="Amal")
    assert panel.row("hand_card", id)["name"] is None


def test_a_muted_device_waits_for_the_chair_and_is_not_told(panel: EventFixture) -> None:
    who = opened(panel)
    id = up(panel, "amal")
    muted = panel.do(who, "device.mute", of={"hand": id}).result
    assert state(panel, id) == "held" and ("hand", id) not in panel.rows("all")
    mine = next(row for (kind, _), row in panel.rows("pid-amal").items() if kind == "own_hand")
    assert mine["state"] == "waiting"
    panel.do(who, "floor.call", id=id)
    assert state(panel, id) == "speaking", "the chair may call it"
    assert muted["hidden"] == 1


def test_a_slot_has_a_floor_of_its_own_run_by_its_facilitator(event: EventFixture) -> None:
    bring(event)
    fay = facilitator(event)
    event.do(SYSTEM, "slot.start", id=ONE)
    event.do(fay, "floor.open", session=ONE, rules=["fair"])
    id = event.do(event.person("amal", "remote"), "hand.raise", session=ONE, about="Wie weiter?").result["id"]
    assert ("hand_card", id) in event.rows(fay.pid) and ("hand_card", id) not in event.rows("pid-amal")
    for place in (OTHER, "panel-1"):
        with pytest.raises(Refusal, match="not_your_room"):
            event.do(fay, "floor.open", session=place, rules=["came"])
    assert event.do(fay, "floor.next", session=ONE).result["id"] == id


def test_two_hundred_at_once_are_all_there_and_the_clock_puts_them_in_order(panel: EventFixture) -> None:
    """More than can write one row at the same moment: none is lost, and no sign is twice."""
    opened(panel)
    people = [panel.person(f"p{n}", "remote" if n % 3 else "onsite") for n in range(200)]
    failed: list[Refusal] = []

    def go(n: int) -> None:
        cid = random_id()
        for _ in range(2):  # two of them may want the same sign three times running; then the door says “again”
            try:
                panel.commands.run(panel.slug, people[n], "hand.raise", cid, {"session": "p1"})
                return
            except Refusal as refusal:
                found = refusal
        failed.append(found)

    threads = [threading.Thread(target=go, args=(n,)) for n in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed, failed[:3]
    hands = panel.table.all("hand")
    assert len(hands) == len({row["sign"] for row in hands}) == 200
    panel.system("floor.settle", session="p1")
    until(lambda: len(order(panel)) == 200)
    assert set(order(panel)) == {row.id for row in hands}
    who = chair(panel)
    called = [next_(panel, who) for _ in range(3)]
    assert len(set(called)) == 3
