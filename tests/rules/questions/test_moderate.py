"""What moderators do with questions."""

from __future__ import annotations

import pytest

from companion.core.errors import Refusal
from tests.rules.questions.scene import ask, live, mod, questions
from tests.support.event.fixture import EventFixture


def test_one_question_is_answered_at_a_time_in_each_session(panel: EventFixture) -> None:
    first, second = (live(panel, panel.person(n), mod(panel), f"Frage von {n}") for n in ("amal", "ben"))
    elsewhere = ask(panel, panel.person("cem"), "Anderswo", "p2")
    panel.do(mod(panel), "question.answer", id=elsewhere)
    panel.do(mod(panel), "question.answer", id=first)
    panel.do(mod(panel), "question.answer", id=second)
    states = {q.id: q["state"] for q in panel.table.all("question")}
    assert states == {first: "answered", second: "answering", elsewhere: "answering"}
    shown = panel.rows("stage")["screen", "main"]
    assert (shown["what"], shown["id"], shown["part"]) == ("question", None, None)


def test_a_blank_projector_stays_blank(panel: EventFixture) -> None:
    panel.do(mod(panel), "screen.show", screen="main", what="blank")
    panel.do(mod(panel), "question.answer", id=live(panel, panel.person("amal"), mod(panel)))
    assert panel.row("screen", "main")["what"] == "blank"


def test_a_projector_that_follows_the_programme_needs_no_telling(panel: EventFixture) -> None:
    panel.do(mod(panel), "screen.show", screen="main", what="auto")
    panel.do(mod(panel), "question.answer", id=live(panel, panel.person("amal"), mod(panel)))
    assert panel.row("screen", "main")["what"] == "auto"
    panel.do(mod(panel), "session.end", id="p1")
    late = ask(panel, panel.person("cem"), "Noch eine?")
    panel.do(mod(panel), "question.answer", id=late)
    shown = panel.row("screen", "main")
    assert (shown["what"], shown["id"]) == ("question", late), "p2 runs, so this one has to be named"


def test_bulk_actions_are_one_change(panel: EventFixture) -> None:
    ids = [ask(panel, panel.person(f"p{n}"), f"Frage {n}") for n in range(4)]
    before = panel.table.v
    panel.do(mod(panel), "question.approve", ids=ids)
    assert panel.table.v == before + 1
    assert {panel.row("question", id)["state"] for id in ids} == {"live"}
    panel.do(mod(panel), "question.approve", ids=ids, changes=False)
    assert panel.table.v == before + 1, "a double tap is a quiet success"


def test_an_edit_keeps_the_original_for_the_team_only(panel: EventFixture) -> None:
    amal = panel.person("amal")
    id = live(panel, amal, mod(panel), "wer bezahlt das den?")
    panel.do(mod(panel), "question.edit", id=id, text="Wer bezahlt das?")
    assert (
        panel.rows("all")["question", id]["text"] == "Wer bezahlt das?" and panel.rows("all")["question", id]["edited"]
    )
    assert panel.rows("team")["qmod", id]["original"] == "wer bezahlt das den?"
    assert (
        "bezahlt das den" not in str(panel.rows("all"))
        and panel.rows(amal.pid)["own_question", id]["text"] == "Wer bezahlt das?"
    )


def test_merged_questions_count_distinct_people_and_come_apart_again(panel: EventFixture) -> None:
    amal, ben, cem = (panel.person(n) for n in ("amal", "ben", "cem"))
    a, b, c = (live(panel, who, mod(panel), f"Frage {who.pid}") for who in (amal, ben, cem))
    for who, ids in ((amal, [a, b]), (ben, [b]), (cem, [c])):
        for id in ids:
            panel.do(who, "question.upvote", id=id)
    before = questions(panel)
    panel.do(mod(panel), "question.merge", into=a, ids=[b, c])
    assert panel.row("votes", a)["n"] == 3
    assert ("question", b) not in panel.rows("all")
    assert panel.rows(ben.pid)["own_question", b] | {"at": 0} == {
        "session": "p1", "text": "Frage pid-ben", "state": "merged", "reply": None, "reply_by": None, "at": 0, "into": a,
    }  # fmt: skip
    dora = panel.person("dora", "remote")
    panel.do(dora, "question.upvote", id=c)
    assert panel.row("votes", a).fields == {"n": 4, "onsite": None, "remote": None}
    panel.do(dora, "question.unvote", id=a)
    panel.do(mod(panel), "question.unmerge", id=b)
    assert (panel.row("votes", a)["n"], panel.row("votes", b)["n"]) == (2, 2)
    panel.do(mod(panel), "question.unmerge", id=c)
    after = questions(panel)
    assert {v: {k: f for k, f in view.items() if k[0] != "own_votes"} for v, view in after.items() if v in before} == {
        v: {k: f for k, f in view.items() if k[0] != "own_votes"} for v, view in before.items()
    }


def test_a_merged_question_brings_its_own_merges_along(panel: EventFixture) -> None:
    people = [panel.person(n) for n in ("amal", "ben", "cem")]
    a, b, c = (live(panel, who, mod(panel), f"Frage {who.pid}") for who in people)
    for who, id in zip(people, (a, b, c), strict=True):
        panel.do(who, "question.upvote", id=id)
    panel.do(mod(panel), "question.merge", into=b, ids=[c])
    panel.do(mod(panel), "question.merge", into=a, ids=[b])
    assert panel.row("votes", a)["n"] == 3
    panel.do(mod(panel), "question.unmerge", id=b)
    assert (panel.row("votes", a)["n"], panel.row("votes", b)["n"]) == (1, 2)


def test_bad_merges_are_refused(panel: EventFixture) -> None:
    a = live(panel, panel.person("amal"), mod(panel))
    b = live(panel, panel.person("ben"), mod(panel))
    for args, code in [({"into": a, "ids": [a]}, "merge_self"), ({"into": a, "ids": []}, "bad_args")]:
        with pytest.raises(Refusal, match=code):
            panel.do(mod(panel), "question.merge", **args)
    panel.do(mod(panel), "question.merge", into=a, ids=[b])
    with pytest.raises(Refusal, match="wrong_state"):
        panel.do(mod(panel), "question.merge", into=b, ids=[a])
    with pytest.raises(Refusal, match="not_merged"):
        panel.do(mod(panel), "question.unmerge", id=a)


def test_withdrawing_a_merged_question_leaves_the_rest_whole(panel: EventFixture) -> None:
    amal, ben = panel.person("amal"), panel.person("ben")
    a, b = live(panel, amal, mod(panel)), live(panel, ben, mod(panel))
    panel.do(ben, "question.upvote", id=b)
    panel.do(mod(panel), "question.merge", into=a, ids=[b])
    panel.do(amal, "question.withdraw", id=a)
    assert panel.rows("all")["question", b]["state"] == "live" and panel.rows("all")["votes", b]["n"] == 1


def test_a_flood_is_put_away_without_naming_each(panel: EventFixture) -> None:
    before = ask(panel, panel.person("amal"), "Vorher")
    panel.wall += 1000
    since = panel.wall
    flood = [ask(panel, panel.person(f"bot-{n}"), "Flut") for n in range(5)]
    elsewhere = panel.do(panel.person("ben"), "question.ask", session="p2", text="Woanders").result["id"]
    answer = panel.do(mod(panel), "question.dismiss", states=["queued"], session="p1", since=since)
    assert [panel.row("question", id)["state"] for id in (before, elsewhere, *flood)] == ["queued", "live"] + 5 * [
        "dismissed"
    ]
    panel.do(mod(panel), "undo", id=answer.result["undo"])
    panel.do(mod(panel), "question.archive", states=["queued"], by=flood[0])
    assert [panel.row("question", id)["state"] for id in (flood[0], flood[1])] == ["archived", "queued"]
    panel.do(mod(panel), "question.dismiss", states=["answering"], changes=False)


@pytest.mark.parametrize("args", [{"since": 1}, {"states": ["queued"], "id": "x"}, {"states": ["withdrawn"]}, {}])
def test_questions_are_named_in_one_way(panel: EventFixture, args: dict[str, object]) -> None:
    with pytest.raises(Refusal, match="bad_args"):
        panel.do(mod(panel), "question.dismiss", **args)
