"""Questionnaires: made and changed by organisers, and forgotten whole."""

from __future__ import annotations

from typing import Any

import pytest

from companion.rules.reports.answers import invitations_of
from companion.rules.reports.questionnaires import MAX_FILES, MAX_ORGANISATIONS, MAX_QUESTIONS
from tests.rules.programme.scene import moderator, refuses
from tests.rules.reports.scene import GOOD, QUESTIONS, hand, ids, make, organiser
from tests.support.event.fixture import EventFixture


def test_a_questionnaire_asks_each_organisation_once(day: EventFixture) -> None:
    form = make(day, organisations=["Netz e.V.", "", "  Haus ", "netz e.v."])
    assert [row["org"] for row in invitations_of(day.table, form)] == ["Netz e.V.", "Haus"]
    day.do(organiser(day), "form.invite", id=form, organisations=["HAUS", "Dritte"])
    assert [row["org"] for row in invitations_of(day.table, form)] == ["Netz e.V.", "Haus", "Dritte"]
    row = day.row("form", form)
    assert [question["id"] for question in row["questions"]] == ["q1", "q2", "q3"]
    assert row["title"] == {"de": "Gute Praxis", "en": "Gute Praxis"}
    for kind in ("form", "invitation"):
        assert not any(found == kind for viewer in ("all", "stage", "desk") for found, _ in day.rows(viewer))


def test_a_new_link_ends_the_old_one_and_keeps_the_answer(day: EventFixture) -> None:
    first, _ = ids(day, make(day))
    hand(day, first)
    day.do(organiser(day), "form.renew", id=first)
    assert day.row("invitation", first)["issue"] == 1 and day.row("submission", first)["n"] == 1


def test_what_is_forgotten_is_in_no_row(day: EventFixture) -> None:
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
def test_bad_questionnaires_are_refused(day: EventFixture, args: dict[str, Any], code: str) -> None:
    with refuses(code):
        make(day, **args)


def test_only_organisers_ask_and_only_the_server_hands_in(day: EventFixture) -> None:
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
