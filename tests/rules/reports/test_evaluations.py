"""Evaluations: one answer from each device, told from five on and in steps, and nobody knows whose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.core.actors import SYSTEM
from companion.core.retention import PARTS
from companion.core.rows import KINDS
from companion.rules.reports.evaluations import due_evaluations
from companion.store.store import Store
from tests.rules.programme.scene import bring, refuses
from tests.rules.reports.scene import DAY, organiser
from tests.support.event.fixture import START, EventFixture

QUESTIONS = [
    {"kind": "scale", "title": {"de": "Wie war es?"}, "required": True, "options": [{"de": "schlecht"}, {"de": "gut"}]},
    {"kind": "choice", "title": {"de": "Wo?"}, "options": [{"de": "vor Ort"}, {"de": "online"}]},
    {"kind": "text", "title": {"de": "Was noch?"}},
]


@pytest.fixture
def day(store: Store, tmp_path: Path) -> Iterator[EventFixture]:
    """NexSM24, and a folder for the keys of open evaluations."""
    event = EventFixture(store, keys=tmp_path / "keys")
    bring(event)
    yield event
    event.close()


def evaluate(event: EventFixture, **more: Any) -> str:
    args = {"title": {"de": "Wie war’s?"}, "questions": QUESTIONS, "anonymous": True}
    return str(event.do(organiser(event), "form.make", **args | more).result["id"])


def answer(event: EventFixture, id: str, n: int, **more: str) -> None:
    event.do(event.person(f"p{n}"), "form.answer", id=id, answers={"q1": str(n % 5 + 1), **more})


def test_the_words_of_one_device_are_bounded_together(day: EventFixture) -> None:
    asked = [{"kind": "text", "title": {"de": f"Was {n}?"}} for n in range(20)]
    id = evaluate(day, questions=asked)
    with refuses("too_long"):
        day.do(day.person("much"), "form.answer", id=id, answers={f"q{n}": "x" * 2000 for n in range(1, 6)})
    day.do(day.person("enough"), "form.answer", id=id, answers={f"q{n}": "x" * 2000 for n in range(1, 5)})


def count(event: EventFixture) -> int:
    due = due_evaluations(event.table, event.wall)
    for row in due:
        event.do(SYSTEM, "form.count", id=row.id)
    return len(due)


def test_everybody_learns_of_it_and_nobody_but_organisers_of_results(day: EventFixture) -> None:
    id = evaluate(day, session="panel-1", due="2024-06-10")
    for viewer in ("stage", "all", "team"):
        assert day.rows(viewer)[("evaluation", id)]["session"] == "panel-1"
    for n in range(6):
        answer(day, id, n, q3=f"Text {n}")
    day.do(organiser(day), "form.close", id=id)
    hidden = {"evaluation_form", "response", "evaluation_result"}
    for viewer in ("stage", "all", "team", "desk", "pid-p1"):
        assert not hidden & {kind for kind, _ in day.rows(viewer)}
    seen = {kind for kind, _ in day.rows("organise")}
    assert seen & hidden == {"evaluation_form", "evaluation_result"}, "single answers are for nobody"


def test_a_device_answers_once_and_the_same_command_twice_is_one_answer(day: EventFixture) -> None:
    id = evaluate(day)
    answer(day, id, 1)
    with refuses("evaluated"):
        answer(day, id, 1)
    who, args = day.person("p2"), {"id": id, "answers": {"q1": "3"}}
    first = day.do(who, "form.answer", cid="again", **args)
    assert day.do(who, "form.answer", cid="again", changes=False, **args).v == first.v
    assert len(day.table.all("response")) == 2


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({}, "answer_missing"), ({"q2": "a"}, "answer_missing"), ({"q1": "6"}, "bad_choice"), ({"q1": "a"}, "bad_choice"),
        ({"q1": "1", "q2": "c"}, "bad_choice"), ({"q1": "1", "q3": "x" * 2001}, "too_long"),
    ],
)  # fmt: skip
def test_bad_answers_are_refused(day: EventFixture, answers: dict[str, str], code: str) -> None:
    id = evaluate(day)
    with refuses(code):
        day.do(day.person("p1"), "form.answer", id=id, answers=answers)
    answer(day, id, 1)


@pytest.mark.parametrize(
    "args",
    [
        {"questions": [{"kind": "file", "title": {"de": "x"}}]}, {"organisations": ["Netz"]},
        {"questions": [{"kind": "choice", "title": {"de": "x"}, "options": [{"de": "a"}]}]},
        {"questions": [{"kind": "text", "title": {"de": "x"}, "options": [{"de": "a"}, {"de": "b"}]}]},
        {"anonymous": False, "organisations": ["Netz"], "session": "panel-1"},
        {"anonymous": False, "organisations": ["Netz"]},
    ],
)  # fmt: skip
def test_bad_evaluations_are_refused(day: EventFixture, args: dict[str, Any]) -> None:
    with refuses("bad_args"):
        evaluate(day, **args)
    with refuses("no_session"):
        evaluate(day, session="nowhere")


def test_fewer_than_five_are_not_told_not_even_at_the_close(day: EventFixture) -> None:
    id = evaluate(day)
    for n in range(4):
        answer(day, id, n, q3="CanaryFew")
    assert count(day) == 0
    day.do(organiser(day), "form.close", id=id)
    result = day.row("evaluation_result", id)
    assert result.fields == {
        "answered": None, "n": None, "counts": {"q1": None, "q2": None}, "texts": {"q3": []}, "final": True
    }  # fmt: skip
    assert count(day) == 1 and count(day) == 0
    assert "CanaryFew" not in str([row.fields for kind in KINDS for row in day.table.all(kind)])


def test_while_it_is_open_results_move_in_steps_and_one_behind(day: EventFixture) -> None:
    id = evaluate(day)
    seen = []
    for n in range(16):
        answer(day, id, n, **({"q2": "a"} if n < 3 else {}), q3=f"t{n:02}")
        count(day)
        row = day.table.get("evaluation_result", id)
        seen.append((row["answered"], row["n"]) if row else None)
    assert seen == [None] * 4 + [(5, None)] * 5 + [(10, 5)] * 5 + [(15, 10)] * 2
    row = day.row("evaluation_result", id)
    assert row["texts"]["q3"] == [f"t{n:02}" for n in range(10)] and row["counts"]["q2"] is None, "three answered that"
    day.do(organiser(day), "form.close", id=id)
    row = day.row("evaluation_result", id)
    assert row["n"] == 16 and row["final"] and sum(row["counts"]["q1"].values()) == 16


def test_it_ends_on_its_day_and_for_good(day: EventFixture) -> None:
    id = evaluate(day, due="2024-06-05")
    for n in range(5):
        answer(day, id, n)
    day.wall = START + 2 * DAY
    with refuses("form_closed"):
        answer(day, id, 9)
    assert count(day) == 1 and day.row("evaluation", id)["state"] == "closed"
    assert day.row("evaluation_result", id)["n"] == 5
    with refuses("form_closed"):
        answer(day, id, 9)
    with refuses("wrong_state"):
        day.do(organiser(day), "form.open", id=id)
    assert not day.store.client.exists(f"{{{day.slug}}}:s:answered.{id}"), "who has answered is forgotten"


def test_it_goes_on_after_the_event_and_can_be_changed_and_dropped(day: EventFixture) -> None:
    id = evaluate(day, intro="CanaryIntro")
    day.do(organiser(day), "event.close")
    answer(day, id, 1, q3="CanaryText")
    day.do(organiser(day), "form.edit", id=id, title={"de": "Anders"}, intro="CanaryOther", due="2030-01-01")
    assert day.row("evaluation", id)["title"]["en"] == "Anders"
    assert day.row("evaluation_form", id)["intro"] == "CanaryOther"
    day.do(organiser(day), "form.drop", id=id)
    with refuses("not_found"):
        answer(day, id, 2)
    assert "Canary" not in str([row.fields for kind in KINDS for row in day.table.all(kind)])


def test_the_clock_of_retention_knows_all_of_it() -> None:
    kinds = {"evaluation", "evaluation_form", "response", "evaluation_result"}
    assert kinds <= PARTS["answers"].kinds and {"response", "evaluation_result"} <= PARTS["answers"].tells
