"""When a session is over, only sums are left of its floor: in the table, and on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.core.actors import SYSTEM
from companion.rules.erasure import last_erasure
from companion.rules.floor.change import NO_FLOOR
from companion.rules.floor.ending import ended_floors, unsettled
from companion.store import upkeep
from companion.store.store import Store
from tests.rules.floor.scene import MINUTE, next_, opened, up
from tests.support.event.fixture import EventFixture
from tests.support.scene import EVENT, SESSION
from tests.support.valkey import Valkey

CANARIES = ("CanaryName", "CanaryAbout", "CanaryList", "CanaryTyped")


def played(event: EventFixture) -> list[str]:
    """A session with three hands, one of which has had its turn."""
    who = opened(event, "lists", lists=["CanaryList", "Others"])
    hands = [up(event, "amal", name="CanaryName", about="CanaryAbout", list="CanaryList"), up(event, "ben", "remote")]
    next_(event, who)
    hands.append(event.do(who, "hand.add", session="p1", mode="remote", name="CanaryTyped").result["id"])
    event.wall += MINUTE
    return hands


def test_only_sums_are_left(panel: EventFixture) -> None:
    hands = played(panel)
    assert ended_floors(panel.table) == []
    signs = {panel.row("hand", id)["sign"] for id in hands}
    panel.do(SYSTEM, "session.end", id="p1")
    assert ended_floors(panel.table) == ["p1"]
    while ended_floors(panel.table):
        panel.do(SYSTEM, "floor.wipe", session="p1")
    panel.do(SYSTEM, "floor.wipe", session="p2", changes=False)
    assert panel.row("floor", "p1").fields == NO_FLOOR
    left = str([row.fields for kind in ("hand", "hand_card", "own_hand", "floor") for row in panel.table.all(kind)])
    for canary in (*CANARIES, *signs, "p1"):
        assert canary not in left
    assert {row["mark"] for row in panel.table.all("author")} == {""}
    sums = panel.row("team_turns", "p1")
    assert (sums["onsite"], sums["onsite_ms"], sums["lists"]) == (1, MINUTE, {})
    assert panel.row("turns", "p1")["n"] == 1
    assert panel.table.all("retention") and not last_erasure(panel.table), "a purge is due, and no new report"


def test_a_hand_that_was_hidden_is_not_kept_for_an_undo(panel: EventFixture) -> None:
    who = opened(panel, lists=["CanaryList"])
    id = up(panel, "amal", name="CanaryName", list="CanaryList")
    panel.do(who, "device.mute", of={"hand": id}, silent=False)
    assert "CanaryName" in str(panel.table.all("before_image")[0].fields), "the control"
    panel.do(SYSTEM, "session.end", id="p1")
    panel.do(SYSTEM, "floor.wipe", session="p1")
    assert panel.table.all("before_image")[0]["rows"] == []


def test_a_floor_begins_anew_when_its_session_goes_on(panel: EventFixture) -> None:
    played(panel)
    panel.do(SYSTEM, "session.end", id="p1")
    while ended_floors(panel.table):
        panel.do(SYSTEM, "floor.wipe", session="p1")
    panel.do(SYSTEM, "session.start", id="p1")
    opened(panel)
    id = up(panel, "amal")
    assert panel.row("hand_card", id)["spoken"] == 0 and panel.row("floor", "p1")["order"] == [id]


def test_closing_the_event_closes_the_lists_and_the_clock_forgets(panel: EventFixture) -> None:
    played(panel)
    panel.do(panel.person("org", "onsite", "organiser"), "event.close")
    assert not panel.row("floor", "p1")["open"] and ended_floors(panel.table) == ["p1"]


def test_a_rush_is_put_in_order_by_the_clock(panel: EventFixture) -> None:
    opened(panel)
    first = up(panel, "amal")
    second = up(panel, "ben", wait=10)
    assert panel.row("floor", "p1")["order"] == [first] and unsettled(panel.table, panel.wall) == ["p1"]
    panel.do(SYSTEM, "floor.settle", session="p1")
    panel.do(SYSTEM, "floor.settle", session="p1", changes=False)
    assert panel.row("floor", "p1")["order"] == [first, second] and unsettled(panel.table, panel.wall) == []


@pytest.mark.parametrize("wiped", [True, False])
def test_the_disk_knows_nothing_of_it_afterwards(tmp_path: Path, wiped: bool) -> None:
    """Every file of the data folder is read; the control is the same day without the wiping."""
    valkey = Valkey(tmp_path)
    store = Store(valkey.url)
    store.client.config_set("rdbcompression", "no")  # else a text could hide from the search
    event = EventFixture(store)
    try:
        event.put({f"event/{event.slug}": EVENT, "session/p1": SESSION})
        played(event)
        event.do(SYSTEM, "session.end", id="p1")
        while wiped and ended_floors(event.table):
            event.do(SYSTEM, "floor.wipe", session="p1")
        upkeep.purge(store, event.slug)
        found = b"\n".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
        assert b"team_turns" in found
        for canary in CANARIES:
            assert (canary.encode() in found) is not wiped, canary
    finally:
        event.close()
        store.close()
        valkey.stop()
