"""Questions handed to panellists: which, to whom, and how a link ends."""

from __future__ import annotations

import pytest

from companion.core.errors import Refusal
from companion.rules.questions.handover import MAX_OPEN, MAX_QUESTIONS, open_handovers
from companion.rules.reports.answers import invitation_of
from tests.rules.questions.scene import ask, live, mod
from tests.support.event.fixture import EventFixture


def hand(event: EventFixture, *ids: str, name: str = "Dr. Amal Haddad") -> str:
    return str(event.do(mod(event), "handover.make", session="p1", name=name, ids=list(ids)).result["id"])


def with_whom(event: EventFixture, id: str) -> list[str]:
    return [row["name"] for row in open_handovers(event.table) if id in row["ids"]]


def test_what_everybody_could_read_is_handed_over(panel: EventFixture) -> None:
    who = mod(panel)
    first, second = live(panel, panel.person("ana"), who), live(panel, panel.person("ben"), who, "Wer hört uns zu?")
    panel.do(who, "question.archive", id=second)
    id = hand(panel, first, second, first)
    assert panel.rows("team")["handover", id]["ids"] == [first, second]
    for viewer in panel.audiences().keys() - {"team", "organise"}:
        assert ("handover", id) not in panel.rows(viewer), viewer


def test_nothing_is_handed_over_that_nobody_has_read_or_that_has_an_answer(panel: EventFixture) -> None:
    who, ana = mod(panel), panel.person("ana")
    waiting = ask(panel, ana)
    dismissed, answered, replied = (live(panel, panel.person(name), who, f"Frage von {name}?") for name in "xyz")
    panel.do(who, "question.dismiss", id=dismissed)
    panel.do(who, "question.answer", id=answered)
    panel.do(who, "question.done", id=answered)
    panel.do(who, "question.reply", id=replied, text="Am Montag.")
    for id in (waiting, dismissed, answered, replied):
        with pytest.raises(Refusal, match="wrong_state"):
            hand(panel, id)
    for ids, code in (([], "bad_args"), (["none"], "not_found"), (["a"] * 2, "not_found")):
        with pytest.raises(Refusal, match=code):
            hand(panel, *ids)
    with pytest.raises(Refusal, match="bad_args"):
        hand(panel, *(str(n) for n in range(MAX_QUESTIONS + 1)))
    with pytest.raises(Refusal, match="empty"):
        hand(panel, live(panel, panel.person("w"), who), name="  ")


def test_a_question_is_with_one_panellist(panel: EventFixture) -> None:
    who = mod(panel)
    first, second = live(panel, panel.person("ana"), who), live(panel, panel.person("ben"), who, "Wer hört uns zu?")
    hand(panel, first, second, name="Amal")
    other = hand(panel, second, name="Bo")
    assert with_whom(panel, first) == ["Amal"] and with_whom(panel, second) == ["Bo"]
    panel.do(who, "handover.edit", id=other, ids=[first])
    assert with_whom(panel, first) == ["Bo"] and with_whom(panel, second) == []


def test_what_is_answered_stays_with_who_has_answered(panel: EventFixture) -> None:
    who = mod(panel)
    first, second = live(panel, panel.person("ana"), who), live(panel, panel.person("ben"), who, "Wer hört uns zu?")
    id = hand(panel, first)
    panel.system("handover.answer", handover=id, answers={first: "Ja."})
    with pytest.raises(Refusal, match="wrong_state"):
        hand(panel, first, name="Bo")
    panel.do(who, "handover.edit", id=id, ids=[second])
    assert panel.row("handover", id)["ids"] == [first, second]


def test_an_ended_link_leaves_what_everybody_reads_and_nothing_else(panel: EventFixture) -> None:
    who = mod(panel)
    shown, waits = live(panel, panel.person("ana"), who), live(panel, panel.person("ben"), who, "Wer hört uns zu?")
    id = hand(panel, shown, waits)
    panel.system("handover.answer", handover=id, answers={shown: "Wir alle.", waits: "Ruft an: 0176 12345678"})
    panel.do(who, "handover.end", id=id)
    assert panel.rows("stage")["question", shown]["reply"] == "Wir alle."
    assert "12345678" not in repr(panel.rows("team")) and ("handover", id) not in panel.rows("team")
    assert panel.table.all("erasure"), "a purge is due"
    for do, args in (("renew", {}), ("end", {}), ("edit", {"ids": [shown]})):
        with pytest.raises(Refusal, match="not_found"):
            panel.do(who, f"handover.{do}", id=id, **args)
    with pytest.raises(Refusal, match="not_found"):
        panel.system("handover.answer", handover=id, answers={shown: "Doch nicht."})


def test_a_new_link_and_no_other_kind_of_link(panel: EventFixture) -> None:
    id = hand(panel, live(panel, panel.person("ana"), mod(panel)))
    panel.do(mod(panel), "handover.renew", id=id)
    assert panel.row("handover", id)["issue"] == 1
    with pytest.raises(Refusal, match="not_found"):
        invitation_of(panel.table, id)


def test_there_is_an_end_to_links(panel: EventFixture) -> None:
    question = live(panel, panel.person("ana"), mod(panel))
    for n in range(MAX_OPEN):
        hand(panel, question, name=f"P{n}")
    with pytest.raises(Refusal, match="bad_args"):
        hand(panel, question)
