"""What was dismissed or hidden loses its words within a day, and can be taken back for half of one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from companion.core.clock import HOUR_MS
from companion.core.commit import Commit
from companion.core.retention import PARTS
from companion.core.table import Row, Table
from companion.rules.orders import ORDERS
from companion.rules.questions.fate import fate_of
from companion.rules.registry import SET_ASIDE
from companion.rules.set_aside import PAUSE_MS, sweep_due
from companion.store import upkeep
from tests.rules.polls.scene import opened
from tests.rules.programme.scene import refuses
from tests.rules.questions.scene import ask, live, mod
from tests.support.event.fixture import EventFixture
from workers.clock import Clock
from workers.purge import last_withdrawal

CANARY = "Meine Chefin Frau K. weiß es"


def question(panel: EventFixture) -> tuple[str, str]:
    id = ask(panel, panel.person("amal"), CANARY)
    panel.do(mod(panel), "question.reply", id=id, text=f"{CANARY}, ja")
    panel.do(mod(panel), "question.dismiss", id=id)
    return "question.restore", id


def topic(panel: EventFixture) -> tuple[str, str]:
    id = panel.do(panel.person("amal"), "topic.propose", text=CANARY).result["id"]
    panel.do(mod(panel), "topic.dismiss", id=id)
    return "topic.approve", id


def answer(panel: EventFixture) -> tuple[str, str]:
    fields = {"poll": opened(panel, "text"), "text": CANARY, "lang": "de", "state": "live"}
    panel.put({"answer/a1": fields})
    id = "a1"
    panel.do(mod(panel), "answer.hide", id=id)
    return "answer.approve", id


def muted(panel: EventFixture) -> tuple[str, str]:
    id = live(panel, panel.person("amal"), mod(panel), CANARY)
    panel.do(mod(panel), "device.mute", of={"question": id})
    return "question.restore", id


WAYS = [question, topic, answer, muted]


def stored(table: Table) -> str:
    return " ".join(str(row.fields) for row in table.changed(0))


def tick(panel: EventFixture, hours: float = 0) -> None:
    """The clock looks after so many hours."""
    panel.wall += int(hours * HOUR_MS)
    Clock(panel.store, panel.replica, panel.commands).tick()
    panel.every_audience.seen.clear()


@pytest.mark.parametrize("way", WAYS)
def test_its_words_go_within_a_day_and_a_purge_is_due(
    panel: EventFixture, way: Callable[[EventFixture], tuple[str, str]]
) -> None:
    back, id = way(panel)
    tick(panel)
    tick(panel, 11.9)
    assert CANARY in stored(panel.table), "for half a day it can be taken back"
    tick(panel, 0.2)
    assert CANARY not in stored(panel.table)
    assert last_withdrawal(panel.table) == panel.row("retention", "set_aside").v
    assert not ORDERS["report"].taken_back(panel.table), "what was reported before stays"
    assert not any(row.kind in ("question", "topic", "answer") and row.id == id for row in shown(panel)), (
        "nobody sees it"
    )
    with refuses("wrong_state"):
        panel.do(mod(panel), back, id=id)
    for record in panel.table.all("undo_record"):
        if id in record["ids"] or "device.mute" == record["do"]:
            with refuses("changed_since"):
                panel.do(mod(panel), "undo", id=record.id)
    v = panel.table.v
    tick(panel, 48)
    assert panel.table.v == v, "nothing is left to look through"


def shown(panel: EventFixture) -> list[Row]:
    return [row for row in panel.table.changed(0) if row.to]


@pytest.mark.parametrize("way", WAYS[:3])
def test_what_is_taken_back_in_time_stays(panel: EventFixture, way: Callable[[EventFixture], tuple[str, str]]) -> None:
    back, id = way(panel)
    tick(panel)
    panel.do(mod(panel), back, id=id)
    tick(panel, 13)
    assert CANARY in stored(panel.table)


def test_an_undo_brings_it_back_in_time(panel: EventFixture) -> None:
    id = live(panel, panel.person("amal"), mod(panel), CANARY)
    undo = panel.do(mod(panel), "question.dismiss", id=id).result["undo"]
    tick(panel)
    tick(panel, 11)
    panel.do(mod(panel), "undo", id=undo)
    tick(panel, 24)
    assert panel.rows("stage")["question", id]["text"] == CANARY


def test_who_touches_it_has_another_half_day(panel: EventFixture) -> None:
    back, id = question(panel)
    tick(panel)
    panel.wall += 6 * HOUR_MS
    panel.do(mod(panel), back, id=id)
    panel.do(mod(panel), "question.dismiss", id=id)
    tick(panel, 6.1)
    assert CANARY in stored(panel.table)
    tick(panel, 12)
    assert CANARY not in stored(panel.table)


def test_what_became_of_it_is_counted_on(panel: EventFixture) -> None:
    answered = question(panel)[1]
    plain = ask(panel, panel.person("ben"), "Und wann?")
    panel.do(mod(panel), "question.dismiss", id=plain)
    fates = [fate_of(panel.row("question", id)) for id in (answered, plain)]
    tick(panel)
    tick(panel, 12)
    assert [fate_of(panel.row("question", id)) for id in (answered, plain)] == fates == ["written", "dismissed"]


def test_what_was_merged_into_it_goes_along_and_never_comes_to_light(panel: EventFixture) -> None:
    child = live(panel, panel.person("ben"), mod(panel), f"{CANARY}?")
    parent = live(panel, panel.person("amal"), mod(panel), "Dasselbe")
    panel.do(mod(panel), "question.merge", into=parent, ids=[child])
    panel.do(mod(panel), "question.dismiss", id=parent)
    tick(panel)
    tick(panel, 12)
    assert CANARY not in stored(panel.table)
    with refuses("not_merged"):
        panel.do(mod(panel), "question.unmerge", id=child)
    panel.do(mod(panel), "question.erase", id=parent)
    assert not [id for kind, id in panel.rows("stage") if kind == "question"]


def test_a_bulk_leaves_out_what_is_gone(panel: EventFixture) -> None:
    question(panel)
    tick(panel)
    tick(panel, 12)
    panel.do(mod(panel), "question.archive", states=["dismissed"], changes=False)


def test_a_rehearsal_forgets_nothing(panel: EventFixture) -> None:
    question(panel)
    clock = {"wall": panel.wall, "at": panel.wall, "speed": 1, "rehearsal": True}
    panel.put({f"clock/{panel.slug}": clock})
    assert not sweep_due(panel.table, SET_ASIDE, panel.wall + 2 * PAUSE_MS)
    panel.put({f"clock/{panel.slug}": clock | {"rehearsal": False}})
    assert sweep_due(panel.table, SET_ASIDE, panel.wall)


def test_a_clock_that_was_set_back_waits_no_longer(panel: EventFixture) -> None:
    question(panel)
    tick(panel)
    assert sweep_due(panel.table, SET_ASIDE, panel.wall - 48 * HOUR_MS)
    assert not sweep_due(panel.table, SET_ASIDE, panel.wall + PAUSE_MS - 1)


def test_moderators_still_moderate_and_erase_when_nobody_knows_whose_it_is(panel: EventFixture) -> None:
    one, two = (live(panel, panel.person("amal"), mod(panel), f"{CANARY} {n}") for n in range(2))
    part = PARTS["owners"]
    upkeep.drop(panel.store, panel.slug, part.kinds, part.sets, Commit())
    panel.every_audience.seen.clear()
    panel.do(mod(panel), "question.dismiss", id=one)
    panel.do(mod(panel), "question.restore", id=one)
    panel.do(mod(panel), "question.merge", into=one, ids=[two])
    panel.do(mod(panel), "question.unmerge", id=two)
    for id in (one, two):
        panel.do(mod(panel), "question.erase", id=id)
    assert CANARY not in stored(panel.table)
