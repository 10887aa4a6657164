"""What moderators did can be taken back, unless something came later."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.errors import Refusal
from tests.rules.questions.scene import ask, live, mod, questions
from tests.support.event.fixture import EventFixture

ACTIONS: list[tuple[str, dict[str, Any]]] = [
    ("dismiss", {}),
    ("archive", {}),
    ("answer", {}),
    ("done", {}),
    ("edit", {"text": "Anders gesagt"}),
    ("reply", {"text": "Eine Antwort"}),
    ("label", {"labels": ["Geld", "Ehrenamt"]}),
    ("assign", {"person": "Liz Soto Rivas"}),
]


@pytest.mark.parametrize(("action", "args"), ACTIONS)
def test_every_action_can_be_undone(panel: EventFixture, action: str, args: dict[str, Any]) -> None:
    amal = panel.person("amal")
    id, other = live(panel, amal, mod(panel)), live(panel, amal, mod(panel), "Eine andere")
    panel.do(panel.person("ben"), "question.upvote", id=id)
    panel.do(mod(panel), "question.answer", id=other)
    before = questions(panel)
    undo = panel.do(mod(panel), f"question.{action}", id=id, **args).result["undo"]
    assert questions(panel) != before
    panel.do(mod(panel), "undo", id=undo)
    assert questions(panel) == before
    v = panel.table.v
    panel.do(mod(panel), "undo", id=undo, changes=False)
    assert panel.table.v == v


def test_a_merge_can_be_undone_with_its_counts(panel: EventFixture) -> None:
    amal, ben = panel.person("amal"), panel.person("ben")
    a, b = live(panel, amal, mod(panel)), live(panel, ben, mod(panel))
    panel.do(ben, "question.upvote", id=b)
    before = questions(panel)
    merged = panel.do(mod(panel), "question.merge", into=a, ids=[b]).result["undo"]
    together = questions(panel)
    apart = panel.do(mod(panel), "question.unmerge", id=b).result["undo"]
    assert questions(panel) == before
    panel.do(mod(panel), "undo", id=apart)
    assert questions(panel) == together
    panel.do(mod(panel), "undo", id=merged)
    assert questions(panel) == before


def test_several_actions_on_one_question_can_be_undone_one_after_the_other(panel: EventFixture) -> None:
    amal, _ = panel.person("amal"), mod(panel)
    id = ask(panel, amal)
    seen, undos = [], []
    for action, args in [
        ("approve", {}),
        ("label", {"labels": ["Geld"]}),
        ("answer", {}),
        ("done", {}),
        ("archive", {}),
    ]:
        seen.append(questions(panel))
        undos.append(panel.do(mod(panel), f"question.{action}", id=id, **args).result["undo"])
    for before, undo in zip(reversed(seen), reversed(undos), strict=True):
        panel.do(mod(panel), "undo", id=undo)
        assert questions(panel) == before
    again = panel.do(mod(panel), "question.approve", id=id).result["undo"]
    panel.do(mod(panel), "undo", id=again)
    assert questions(panel) == seen[0]


def test_undo_gives_way_to_what_came_later(panel: EventFixture) -> None:
    id = live(panel, panel.person("amal"), mod(panel))
    undo = panel.do(mod(panel), "question.dismiss", id=id).result["undo"]
    panel.do(mod(panel), "question.restore", id=id)
    with pytest.raises(Refusal, match="changed_since"):
        panel.do(mod(panel), "undo", id=undo)


def test_votes_that_came_in_the_meantime_survive_an_undo(panel: EventFixture) -> None:
    id = live(panel, panel.person("amal"), mod(panel))
    undo = panel.do(mod(panel), "question.label", id=id, labels=["Geld"]).result["undo"]
    panel.do(panel.person("ben"), "question.upvote", id=id)
    panel.do(mod(panel), "undo", id=undo)
    assert panel.row("votes", id)["n"] == 1 and panel.row("question", id)["labels"] == []


def test_only_the_latest_changes_stay_in_view(panel: EventFixture) -> None:
    id = live(panel, panel.person("amal"), mod(panel))
    for n in range(40):
        panel.do(mod(panel), "question.label", id=id, labels=[f"l{n}"])
    assert len([k for k in panel.rows("team") if k[0] == "undo_record"]) == 30
