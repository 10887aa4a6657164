"""Questions that go for good: by who asked, or by the team, whatever has become of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from companion.core.errors import Refusal
from tests.rules.questions.scene import ask, live, mod
from tests.support.event.fixture import EventFixture
from workers.purge import last_withdrawal

CANARY, NAME = "Meine Chefin Frau K. weiß es", "Kanarienname"
WAYS: dict[str, list[str]] = {
    "waits": [],
    "live": ["question.approve"],
    "on stage": ["question.answer"],
    "answered": ["question.answer", "question.done"],
    "dismissed": ["question.dismiss"],
    "put away": ["question.approve", "question.archive"],
}
Gone = Callable[[EventFixture, str], None]


def by_author(panel: EventFixture, id: str) -> None:
    panel.do(panel.person("amal"), "question.withdraw", id=id)
    assert panel.rows("pid-amal")["own_question", id]["state"] == "withdrawn"


def by_team(panel: EventFixture, id: str) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        panel.do(panel.person("amal"), "question.erase", id=id)
    answer = panel.do(mod(panel), "question.erase", id=id)
    assert "undo" not in answer.result
    assert panel.rows("pid-amal")["own_question", id]["state"] == "erased", "who asked is told"


def stored(panel: EventFixture) -> str:
    return " ".join(str(row.fields) for row in panel.table.changed(0))


def asked(panel: EventFixture) -> str:
    args = {"session": "p1", "text": CANARY, "name": NAME}
    return str(panel.do(panel.person("amal"), "question.ask", **args).result["id"])


@pytest.mark.parametrize("go", [by_author, by_team])
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_it_goes_in_every_state_with_all_wordings(panel: EventFixture, way: list[str], go: Gone) -> None:
    id = asked(panel)
    panel.do(mod(panel), "question.edit", id=id, text="Die Chefin weiß es")
    undo = [panel.do(mod(panel), name, id=id).result["undo"] for name in way]
    assert CANARY in stored(panel) and NAME in stored(panel)
    go(panel, id)
    assert not any(word in stored(panel) for word in (CANARY, NAME, "Chefin"))
    assert last_withdrawal(panel.table) == panel.table.v, "a purge is due"
    for record in undo:
        with pytest.raises(Refusal, match="changed_since"):
            panel.do(mod(panel), "undo", id=record)


@pytest.mark.parametrize("go", [by_author, by_team])
def test_a_merged_question_leaves_the_one_that_stands_for_both(panel: EventFixture, go: Gone) -> None:
    id, other = asked(panel), live(panel, panel.person("ben"), mod(panel), "Dasselbe?")
    panel.do(mod(panel), "question.approve", id=id)
    for name, one in (("cem", id), ("di", other)):
        panel.do(panel.person(name), "question.upvote", id=one)
    panel.do(mod(panel), "question.merge", into=other, ids=[id])
    assert panel.rows("stage")["votes", other]["n"] == 2
    go(panel, id)
    assert CANARY not in stored(panel) and panel.rows("stage")["votes", other]["n"] == 1


def test_a_name_goes_and_the_question_stays(panel: EventFixture) -> None:
    id = asked(panel)
    undo = panel.do(mod(panel), "question.approve", id=id).result["undo"]
    panel.do(mod(panel), "question.erase_name", id=id)
    assert NAME not in stored(panel) and panel.rows("stage")["question", id]["text"] == CANARY
    assert last_withdrawal(panel.table) == panel.table.v, "a purge is due"
    with pytest.raises(Refusal, match="changed_since"):
        panel.do(mod(panel), "undo", id=undo)
    panel.do(mod(panel), "question.erase_name", id=id, changes=False)


def test_nobody_learns_from_erasing_what_they_could_not_see(panel: EventFixture) -> None:
    id = ask(panel, panel.person("amal"), "Wartet")
    for name in ("question.withdraw",):
        with pytest.raises(Refusal, match="not_found"):
            panel.do(panel.person("ben"), name, id=id)
