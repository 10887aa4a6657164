"""Questions asked in a workshop's room: its facilitators see what waits and judge it, there and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.audiences import crew
from companion.core.kinds import ROLES
from tests.rules.programme.scene import moderator, refuses
from tests.rules.questions.scene import ask
from tests.rules.rooms.scene import LATER, ONE, OTHER, facilitator
from tests.support.event.fixture import EventFixture

DEEDS = ("question.approve", "question.dismiss", "question.answer")
REST = ("question.done", "question.restore")


@pytest.fixture
def asked(day: EventFixture) -> dict[str, str]:
    """A waiting question in each of three places."""
    mo, amal = moderator(day), day.person("amal")
    day.do(mo, "session.qa", id="panel-1", open=True, moderated=True, changes=None)
    for slot in (ONE, OTHER, LATER):
        day.do(mo, "session.qa", id=slot, open=True, moderated=True, changes=None)
    return {place: ask(day, amal, f"Was gilt in {place}?", place) for place in (ONE, OTHER, LATER, "panel-1")}


def sees(event: EventFixture, viewer: str, id: str) -> bool:
    return ("question", id) in event.rows(viewer)


def test_what_waits_in_a_room_is_seen_by_those_who_run_it(day: EventFixture, asked: dict[str, str]) -> None:
    assert {place: day.row("question", id).to for place, id in asked.items()} == {
        ONE: crew(ONE), OTHER: crew(OTHER), LATER: crew(LATER), "panel-1": "team",
    }  # fmt: skip
    assert all(sees(day, "team", id) for id in asked.values())
    assert not any(sees(day, "all", id) or sees(day, "stage", id) for id in asked.values())


@pytest.mark.parametrize("deed", [*DEEDS, *REST])
def test_facilitators_judge_in_their_own_room_only(day: EventFixture, asked: dict[str, str], deed: str) -> None:
    fay = facilitator(day)
    for place in (OTHER, "panel-1"):
        with refuses("not_allowed"):
            day.do(fay, deed, id=asked[place])
    with refuses("not_allowed"):  # as for one that is there
        day.do(fay, deed, id="0" * 12)
    expected = {"approve": "live", "dismiss": "dismissed", "answer": "answering", "done": "answered", "restore": "live"}
    day.do(fay, deed, id=asked[ONE])
    row = day.row("question", asked[ONE])
    assert row["state"] == expected[deed.split(".")[1]]
    assert row.to == ("stage" if row["state"] != "dismissed" else crew(ONE))


def test_what_is_on_show_in_another_room_is_said_to_be_another_rooms(day: EventFixture, asked: dict[str, str]) -> None:
    day.do(moderator(day), "question.approve", id=asked[OTHER])
    with refuses("not_your_room"):
        day.do(facilitator(day), "question.answer", id=asked[OTHER])


@pytest.mark.parametrize("role", ["attendee", *ROLES])
@pytest.mark.parametrize("deed", DEEDS)
def test_who_may_judge_what_waits_in_a_room(day: EventFixture, asked: dict[str, str], role: str, deed: str) -> None:
    roles = () if role == "attendee" else (role,)
    who: Any = facilitator(day) if role == "facilitator" else day.person("x", "onsite", *roles)
    if role in ("organiser", "moderator", "facilitator"):
        day.do(who, deed, id=asked[ONE])
    else:
        with refuses("not_allowed"):
            day.do(who, deed, id=asked[ONE])


@pytest.mark.parametrize(
    "deed", ["question.edit", "question.reply", "question.archive", "question.erase", "device.mute"]
)
def test_the_rest_is_the_moderators(day: EventFixture, asked: dict[str, str], deed: str) -> None:
    more = {"question.edit": {"text": "Anders?"}, "question.reply": {"text": "Ja."}}.get(deed, {})
    args: dict[str, Any] = {"of": {"question": asked[ONE]}} if deed == "device.mute" else {"id": asked[ONE], **more}
    with refuses("not_allowed|not_found|not_yours"):
        day.do(facilitator(day), deed, **args)


def test_a_facilitator_does_not_choose_questions_by_device_or_state(day: EventFixture, asked: dict[str, str]) -> None:
    fay = facilitator(day)
    for args in ({"states": ["queued"], "session": ONE}, {"states": ["queued"], "by": asked[ONE]}):
        with refuses("bad_args"):
            day.do(fay, "question.dismiss", **args)


def test_an_answer_in_a_room_leaves_the_halls_screen_alone(day: EventFixture, asked: dict[str, str]) -> None:
    before = day.row("screen", "main")
    day.do(facilitator(day), "question.answer", id=asked[ONE])
    assert day.row("screen", "main").v == before.v
    record = next(row for row in day.table.all("undo_record") if asked[ONE] in row["ids"])
    assert record["by"] == "facilitator"
    day.do(moderator(day), "question.answer", id=asked["panel-1"])
    assert day.row("screen", "main")["what"] == "question"


def test_why_a_question_waits_is_told_to_those_who_run_the_room(day: EventFixture, asked: dict[str, str]) -> None:
    held = ask(day, day.person("ben"), "Mehr auf https://example.org?", ONE)
    assert day.row("hold_reasons", held).to == crew(ONE)


def test_undo_names_the_question_that_was_answered(day: EventFixture, asked: dict[str, str]) -> None:
    mo, first = moderator(day), asked["panel-1"]
    second = ask(day, day.person("ben"), "Und danach?", "panel-1")
    day.do(mo, "question.answer", id=first)
    undo = day.do(mo, "question.answer", id=second).result["undo"]
    assert day.row("undo_record", undo)["ids"] == [second, first]
