"""Questionnaires: made and changed by organisers, answered by organisations until they are due, forgotten whole."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.actors import SYSTEM
from companion.rules.reports.answers import MAX_ANSWER, invitations_of, stored_files
from companion.rules.reports.questionnaires import MAX_FILES, MAX_ORGANISATIONS, MAX_QUESTIONS
from tests.rules.programme.test_load import bring, moderator, refuses
from tests.rules.reports.test_report import organiser
from tests.support.world import START, World

DAY = 24 * 3_600_000
QUESTIONS = [
    {"kind": "text", "title": {"de": "Was hat es gebracht?"}, "required": True},
    {"kind": "link", "title": {"de": "Wo ist es zu sehen?", "en": "Where?"}},
    {"kind": "file", "title": {"de": "Ein Bild"}},
]
FILE = {"stored": "answer-1.pdf", "name": "konzept.pdf", "size": 7}
GOOD = {"q1": {"text": "Viel."}, "q2": {"text": "https://example.org/x"}, "q3": {"file": FILE}}


@pytest.fixture
def day(world: World) -> World:
    bring(world)
    return world


def make(world: World, **more: Any) -> str:
    args: dict[str, Any] = {
        "title": {"de": "Gute Praxis"},
        "questions": QUESTIONS,
        "organisations": ["Netz e.V.", "Haus"],
    }
    return str(world.do(organiser(world), "form.make", **args | more).result["id"])


def ids(world: World, form: str) -> list[str]:
    return [row.id for row in invitations_of(world.table, form)]


def hand(world: World, asked: str, answers: dict[str, Any] = GOOD) -> list[str]:
    return list(world.do(SYSTEM, "form.submit", invitation=asked, answers=answers).result["gone"])


def test_a_questionnaire_asks_each_organisation_once(day: World) -> None:
    form = make(day, organisations=["Netz e.V.", "", "  Haus ", "netz e.v."])
    assert [row["org"] for row in invitations_of(day.table, form)] == ["Netz e.V.", "Haus"]
    day.do(organiser(day), "form.invite", id=form, organisations=["HAUS", "Dritte"])
    assert [row["org"] for row in invitations_of(day.table, form)] == ["Netz e.V.", "Haus", "Dritte"]
    row = day.row("form", form)
    assert [question["id"] for question in row["questions"]] == ["q1", "q2", "q3"]
    assert row["title"] == {"de": "Gute Praxis", "en": "Gute Praxis"}
    for kind in ("form", "invitation"):
        assert not any(found == kind for viewer in ("all", "stage", "desk") for found, _ in day.view(viewer))


def test_answers_are_taken_changed_and_stand_for_those_before(day: World) -> None:
    first, second = ids(day, make(day))
    hand(day, first)
    row = day.row("submission", first)
    assert row["answers"] == {"q1": {"text": "Viel."}, "q2": {"text": "https://example.org/x"}, "q3": FILE}
    assert stored_files(day.table) == {"answer-1.pdf"} and day.table.get("submission", second) is None
    assert hand(day, first, {"q1": {"text": " Mehr.\n\nViel mehr. "}, "q3": {"keep": True}}) == []
    assert day.row("submission", first)["answers"] == {"q1": {"text": "Mehr.\n\nViel mehr."}, "q3": FILE}
    newer = {**FILE, "stored": "answer-2.pdf"}
    assert hand(day, first, {"q1": {"text": "x"}, "q3": {"file": newer}}) == ["answer-1.pdf"]
    assert hand(day, first, {"q1": {"text": "x"}}) == ["answer-2.pdf"] and stored_files(day.table) == set()
    assert day.row("submission", first)["n"] == 4


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({}, "answer_missing"), ({"q1": {"text": " \n"}}, "answer_missing"),
        ({"q1": {"text": "x" * (MAX_ANSWER + 1)}}, "too_long"),
        ({"q1": {"text": "x"}, "q2": {"text": "javascript:alert(1)"}}, "bad_link"),
        ({"q1": {"text": "x"}, "q2": {"text": "https://"}}, "bad_link"),
        ({"q1": {"text": "x"}, "q2": {"text": "see https://example.org"}}, "bad_link"),
    ],
)  # fmt: skip
def test_answers_that_do_not_fit_are_refused_and_nothing_is_lost(
    day: World, answers: dict[str, Any], code: str
) -> None:
    first, _ = ids(day, make(day))
    hand(day, first)
    with refuses(code):
        hand(day, first, answers)
    assert day.row("submission", first)["n"] == 1


def test_it_is_open_until_the_end_of_the_day_on_which_it_is_due(day: World) -> None:
    form = make(day, due="2024-06-11")
    first, _ = ids(day, form)
    assert day.row("form", form)["due"] == 1_718_143_199_000, "23:59:59 in Berlin"
    day.wall = 1_718_143_199_000
    hand(day, first)
    day.wall += 1
    with refuses("form_closed"):
        hand(day, first)
    day.do(organiser(day), "form.edit", id=form, due="2024-06-12")
    hand(day, first)
    day.do(organiser(day), "form.close", id=form)
    with refuses("form_closed"):
        hand(day, first)
    day.do(organiser(day), "form.open", id=form)
    day.wall = START + 60 * DAY
    day.do(organiser(day), "form.edit", id=form, undue=True, title={"en": "Practice"}, intro="Bitte bald.")
    hand(day, first)
    assert day.row("form", form)["title"]["de"] == "Practice" and day.row("form", form)["intro"] == "Bitte bald."


def test_a_new_link_ends_the_old_one_and_keeps_the_answer(day: World) -> None:
    first, _ = ids(day, make(day))
    hand(day, first)
    day.do(organiser(day), "form.renew", id=first)
    assert day.row("invitation", first)["issue"] == 1 and day.row("submission", first)["n"] == 1


def test_what_is_forgotten_is_in_no_row(day: World) -> None:
    form = make(day, intro="CanaryIntro")
    first, second = ids(day, form)
    hand(day, first, {"q1": {"text": "CanaryAnswer"}})
    hand(day, second)
    day.do(organiser(day), "form.uninvite", id=first)
    assert "CanaryAnswer" not in str([row.fields for row in day.table.all("submission")]) and ids(day, form) == [second]
    with refuses("not_found"):
        hand(day, first)
    day.do(organiser(day), "form.drop", id=form)
    with refuses("not_found"):
        hand(day, second)
    rows = [row for kind in ("form", "invitation", "submission") for row in day.table.all(kind)]
    assert len(rows) == 5 and not any(row.to for row in rows)
    assert not any(word in str([row.fields for row in rows]) for word in ("Canary", "Netz", "Viel", "example.org"))


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"questions": []}, "bad_args"), ({"questions": QUESTIONS[:1] * (MAX_QUESTIONS + 1)}, "bad_args"),
        ({"questions": QUESTIONS[2:] * (MAX_FILES + 1)}, "bad_args"),
        ({"questions": [{"kind": "poem", "title": {"de": "x"}}]}, "bad_args"),
        ({"questions": [{"kind": "text", "title": {"de": " "}}]}, "empty"), ({"title": {}}, "empty"),
        ({"organisations": [str(n) for n in range(MAX_ORGANISATIONS + 1)]}, "bad_args"),
        ({"organisations": ["x" * 121]}, "too_long"), ({"due": "morgen"}, "bad_args"),
    ],
)  # fmt: skip
def test_bad_questionnaires_are_refused(day: World, args: dict[str, Any], code: str) -> None:
    with refuses(code):
        make(day, **args)


def test_only_organisers_ask_and_only_the_server_hands_in(day: World) -> None:
    form = make(day)
    first, _ = ids(day, form)
    for who in (moderator(day), day.person("ada")):
        for name, args in (
            ("form.make", {"title": {"de": "x"}, "questions": QUESTIONS, "organisations": []}),
            ("form.drop", {"id": form}),
            ("form.renew", {"id": first}),
        ):
            with refuses("not_allowed"):
                day.do(who, name, **args)
    with refuses("not_allowed"):
        day.do(organiser(day), "form.submit", invitation=first, answers=GOOD)
