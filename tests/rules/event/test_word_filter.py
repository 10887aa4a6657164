"""The automatic check in questions and answers: who waits, who is told why, and who edits the lists."""

from __future__ import annotations

import pytest

from companion.core.errors import Refusal
from tests.rules.polls.scene import mod, opened
from tests.support.event.fixture import EventFixture


def test_a_question_with_a_reason_waits_where_nothing_else_does(hall: EventFixture) -> None:
    hall.put({"qa/p1": {"open": True, "moderated": False}})
    plain = hall.do(hall.person("amal"), "question.ask", session="p1", text="Wie geht es weiter?").result
    number = hall.do(hall.person("amal"), "question.ask", session="p1", text="Ruft mich an: 0176 12345678").result
    assert (plain["state"], number["state"]) == ("live", "queued")
    assert hall.rows("team")["hold_reasons", number["id"]] == {"reasons": ["phone"]}
    assert ("hold_reasons", plain["id"]) not in hall.rows("team")
    for viewer in hall.audiences().keys() - {"team"}:
        assert not any(kind == "hold_reasons" for kind, _ in hall.rows(viewer)), viewer


def test_an_answer_is_checked_anew_with_each_ballot(hall: EventFixture) -> None:
    id = opened(hall, "text", moderated=False)
    for text, why in (("Schreibt an a@b.example", ["mail"]), ("Mehr Zeit", [])):
        hall.do(hall.person("amal"), "poll.vote", id=id, choice=text)
        [(row, answer)] = [(key, v) for (kind, key), v in hall.rows("team").items() if kind == "answer"]
        assert answer["state"] == ("queued" if why else "live")
        assert hall.rows("team")["hold_reasons", row] == {"reasons": why}


def test_organisers_edit_the_lists(hall: EventFixture) -> None:
    organiser = hall.person("orga", "onsite", "organiser")
    hall.put({"qa/p1": {"open": True, "moderated": False}})

    def state(text: str) -> str:
        return str(hall.do(hall.person(f"p{len(text)}"), "question.ask", session="p1", text=text).result["state"])

    assert state("Du Idiot!") == "queued"
    hall.do(organiser, "event.blocklist", lang="de", words=["Quatsch*", "  quatsch* "])
    assert hall.rows("team")["blocklist", "de"] == {"words": ["quatsch*"]} and ("blocklist", "de") not in hall.rows(
        "all"
    )
    assert state("Das ist Quatschkram") == "queued"
    assert state("Ach du Trottel") == "live", "the list is theirs"
    assert state("What an idiot") == "queued", "the other language's is as it was"
    hall.do(organiser, "event.blocklist", lang="en", words=[])
    assert state("Such an idiot") == "live"
    for args, code in (({"lang": "../x", "words": []}, "bad_args"), ({"lang": "de", "words": ["x" * 61]}, "too_long"),
                       ({"lang": "de", "words": [f"wort{n}" for n in range(501)]}, "too_long")):  # fmt: skip
        with pytest.raises(Refusal, match=code):
            hall.do(organiser, "event.blocklist", **args)
    with pytest.raises(Refusal, match="not_allowed"):
        hall.do(mod(hall), "event.blocklist", lang="de", words=[])
