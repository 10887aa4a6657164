"""No question is lost: whatever became of it, it is counted once, and everybody reads the sums when the session is over."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.core.actors import SYSTEM
from companion.core.table import Row
from companion.rules.questions.fate import FATES, fate_of, uncounted
from tests.rules.polls.scene import mod
from tests.support.event.fixture import EventFixture
from tests.support.scene import EVENT


def ask(event: EventFixture, who: str = "ana", mode: str = "onsite", session: str = "p2") -> str:
    asked = event.do(event.person(who, mode), "question.ask", session=session, text=f"Frage von {who}?")
    return str(asked.result["id"])


def over(event: EventFixture, session: str = "p2") -> dict[str, Any]:
    """What everybody reads when the session is over."""
    event.do(SYSTEM, "session.end", id=session)
    return counted(event, session)


def counted(event: EventFixture, session: str = "p2") -> dict[str, Any]:
    assert uncounted(event.table) == [session]
    event.do(SYSTEM, "question.count", session=session)
    event.do(SYSTEM, "question.count", session=session, changes=False)
    assert uncounted(event.table) == []
    return dict(event.rows("stage")["fate", session])


def test_each_is_counted_once(panel: EventFixture) -> None:
    who = mod(panel)
    ids = [ask(panel, f"p{n}") for n in range(7)]
    panel.do(who, "question.answer", id=ids[0])
    panel.do(who, "question.done", id=ids[0])
    panel.do(who, "question.reply", id=ids[1], text="Das Land.")
    panel.do(who, "question.merge", into=ids[3], ids=[ids[2]])
    panel.do(who, "question.dismiss", id=ids[4])
    panel.do(panel.person("p5"), "question.withdraw", id=ids[5])
    panel.do(who, "question.archive", id=ids[6])
    sums = over(panel)
    assert {name: sums[name] for name in ("n", *FATES)} == {
        "n": 7, "aloud": 1, "written": 1, "merged": 1, "open": 2, "waiting": 0, "dismissed": 1, "withdrawn": 1,
    }  # fmt: skip


def test_the_clock_reads_the_questions_once_however_many_sessions_are_over(panel: EventFixture) -> None:
    for session in ("p1", "p2"):
        ask(panel, f"of {session}"[:3], session=session)
        panel.do(SYSTEM, "session.end", id=session)
    table, read = panel.table, []
    every = table.all

    def noting(kind: str) -> list[Row]:
        read.append(kind)
        return every(kind)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "all", noting)
        assert uncounted(table) == ["p1", "p2"]
    assert read.count("question") == 1


def test_what_nobody_has_looked_at_is_told(panel: EventFixture) -> None:
    for name in ("ana", "ben"):
        ask(panel, name, session="p1")
    assert over(panel, "p1")["waiting"] == 2


def test_nothing_is_said_while_the_session_runs(panel: EventFixture) -> None:
    ask(panel)
    assert uncounted(panel.table) == [] and not panel.table.all("fate")


def test_an_answer_afterwards_counts(panel: EventFixture) -> None:
    id = ask(panel)
    assert over(panel)["open"] == 1
    panel.do(mod(panel), "question.reply", id=id, text="Im Herbst.")
    sums = counted(panel)
    assert (sums["open"], sums["written"]) == (0, 1)


@pytest.mark.parametrize(
    ("here", "asked", "split"), [((8, 8), (5, 5), True), ((8, 4), (5, 5), False), ((8, 8), (5, 4), False)]
)
def test_groups_are_told_where_many_of_both_were_there_and_asked(
    panel: EventFixture, here: tuple[int, int], asked: tuple[int, int], split: bool
) -> None:
    panel.put({"peak/p2": {"onsite": here[0], "remote": here[1]}}, to="team")
    panel.put({f"event/{panel.slug}": EVENT})
    ids = [
        ask(panel, f"{mode}{n}", mode)
        for mode, most in zip(("onsite", "remote"), asked, strict=True)
        for n in range(most)
    ]
    panel.do(mod(panel), "question.reply", id=ids[0], text="Ja.")
    sums = over(panel)
    wanted = (*asked, 1, 0) if split else (None,) * 4
    assert tuple(sums[name] for name in ("onsite", "remote", "onsite_answered", "remote_answered")) == wanted


STATES = st.sampled_from(["queued", "live", "answering", "answered", "archived", "dismissed", "withdrawn"])
QUESTIONS = st.fixed_dictionaries(
    {
        "state": STATES, "merged": st.sampled_from([None, "q2"]), "answered_at": st.sampled_from([None, 1]),
        "reply": st.sampled_from([None, "Ja."]), "shown": st.booleans(),
    }
)  # fmt: skip


@given(QUESTIONS)
def test_every_question_has_one_fate(fields: dict[str, Any]) -> None:
    fate = fate_of(Row("question", "q1", 1, "stage", {}, msgspec.json.encode(fields)))
    assert fate in FATES
    assert fate != "open" or fields["shown"]
