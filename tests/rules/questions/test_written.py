"""What panellists answer in writing: who reads it when, under which name, and how it goes again."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.errors import Refusal
from companion.core.rows import KINDS
from companion.rules.questions.fate import fate_of
from tests.rules.questions.scene import live, mod
from tests.rules.questions.test_handover import hand
from tests.rules.test_set_aside import stored, tick
from tests.support.event.fixture import EventFixture
from tests.support.scene import EVENT

NAME = "Dr. Amal Haddad"
BAD = "Ruft an: 0176 12345678"


def write(event: EventFixture, id: str, **answers: str) -> dict[str, Any]:
    return dict(event.system("handover.answer", handover=id, answers=answers).result)


@pytest.fixture
def question(panel: EventFixture) -> str:
    return live(panel, panel.person("ana"), mod(panel))


def test_an_answer_is_on_the_askers_phone_and_on_everybodys(panel: EventFixture, question: str) -> None:
    panel.do(mod(panel), "question.archive", id=question)
    assert write(panel, hand(panel, question), **{question: "  Niemand,\nleider. "}) == {"n": 1, "waiting": 0}
    row = panel.rows("stage")["question", question]
    assert (row["reply"], row["reply_by"], row["state"]) == ("Niemand,\nleider.", NAME, "live")
    own = panel.rows(panel.person("ana").pid)["own_question", question]
    assert (own["reply"], own["reply_by"], own["state"]) == ("Niemand,\nleider.", NAME, "live")
    assert fate_of(panel.row("question", question)) == "written"


def test_what_has_a_reason_waits_until_somebody_has_looked(panel: EventFixture, question: str) -> None:
    id = hand(panel, question)
    assert write(panel, id, **{question: BAD}) == {"n": 1, "waiting": 1}
    assert panel.rows("team")["written_answer", question]["reasons"] == ["phone"]
    for viewer in panel.audiences().keys() - {"team", "organise"}:
        assert "12345678" not in repr(panel.rows(viewer)), viewer
    with pytest.raises(Refusal, match="not_allowed"):
        panel.do(panel.person("ana"), "handover.accept", id=question)
    panel.do(mod(panel), "handover.accept", id=question)
    assert panel.rows("stage")["question", question]["reply"] == BAD
    panel.do(mod(panel), "handover.accept", id=question, changes=False)


def test_where_all_is_looked_at_an_answer_is_too(panel: EventFixture, question: str) -> None:
    panel.put({f"event/{panel.slug}": {**EVENT, "profile": "sensitive"}})
    id = hand(panel, question)
    assert write(panel, id, **{question: "Wir alle."})["waiting"] == 1
    panel.do(mod(panel), "handover.decline", id=question)
    assert panel.rows("stage")["question", question]["reply"] is None
    assert panel.row("written_answer", question)["state"] == "declined"
    assert write(panel, id, **{question: "Wir alle, wirklich."})["waiting"] == 1, "another text is looked at anew"


def test_an_answer_is_changed_and_taken_back_for_good(panel: EventFixture, question: str) -> None:
    id = hand(panel, question)
    write(panel, id, **{question: "Wir alle."})
    assert write(panel, id, **{question: "Wir alle."}) == {"n": 0, "waiting": 0}
    write(panel, id, **{question: "Ihr alle."})
    assert panel.rows("stage")["question", question]["reply"] == "Ihr alle."
    undo = panel.do(mod(panel), "handover.decline", id=question).result["undo"]
    panel.do(mod(panel), "undo", id=undo)
    assert panel.rows("stage")["question", question]["reply"] == "Ihr alle."
    write(panel, id, **{question: " "})
    row = panel.rows("stage")["question", question]
    assert (row["reply"], row["reply_by"]) == (None, None) and fate_of(panel.row("question", question)) == "open"
    assert "Ihr alle" not in repr([row.fields for kind in KINDS for row in panel.table.all(kind)])


def test_what_the_team_says_is_the_teams(panel: EventFixture, question: str) -> None:
    """An answer that the team has changed bears no panellist's name, and is not overwritten behind its back."""
    id = hand(panel, question)
    write(panel, id, **{question: "Wir alle."})
    panel.do(mod(panel), "question.reply", id=question, text="Alle.")
    assert panel.rows("stage")["question", question]["reply_by"] is None
    assert write(panel, id, **{question: "Wir alle, sage ich."})["waiting"] == 1
    assert panel.rows("stage")["question", question]["reply"] == "Alle."
    panel.do(mod(panel), "handover.accept", id=question)
    assert panel.rows("stage")["question", question]["reply_by"] == NAME


def test_a_question_that_is_taken_back_takes_the_answer_along(panel: EventFixture, question: str) -> None:
    id = hand(panel, question)
    write(panel, id, **{question: BAD})
    panel.do(panel.person("ana"), "question.withdraw", id=question)
    assert "12345678" not in repr([row.fields for row in panel.table.all("written_answer")])
    assert write(panel, id, **{question: "Wir alle."}) == {"n": 0, "waiting": 0}
    with pytest.raises(Refusal, match="not_found"):
        panel.do(mod(panel), "handover.accept", id=question)


def test_only_what_was_handed_over_is_answered(panel: EventFixture, question: str) -> None:
    other = live(panel, panel.person("ben"), mod(panel), "Wer hört uns zu?")
    assert write(panel, hand(panel, question), **{other: "Ich."}) == {"n": 0, "waiting": 0}
    with pytest.raises(Refusal, match="too_long"):
        write(panel, hand(panel, question), **{question: "x" * 1001})


def test_answers_come_when_the_event_is_closed_and_not_when_it_is_closed_for_good(
    panel: EventFixture, question: str
) -> None:
    id = hand(panel, question)
    panel.do(panel.person("orla", "onsite", "organiser"), "event.close")
    write(panel, id, **{question: "Wir alle."})
    assert panel.rows("stage")["question", question]["reply"] == "Wir alle."
    panel.system("event.seal")
    with pytest.raises(Refusal, match="not_found"):
        write(panel, id, **{question: "Ihr alle."})


def test_what_is_not_shown_loses_its_words_within_a_day(panel: EventFixture, question: str) -> None:
    write(panel, hand(panel, question), **{question: BAD})
    panel.do(mod(panel), "handover.decline", id=question)
    tick(panel)
    tick(panel, 11)
    assert "12345678" in stored(panel.table), "the control: until then it can be shown"
    tick(panel, 2)
    assert "12345678" not in stored(panel.table)
    with pytest.raises(Refusal, match="not_found"):
        panel.do(mod(panel), "handover.accept", id=question)
