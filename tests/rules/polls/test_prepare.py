"""Polls that are prepared: drafts that change, copies, and the library."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.errors import Refusal
from tests.rules.polls.scene import OPTIONS, draft, mod, opened
from tests.support.event.fixture import EventFixture

OTHER = {"kind": "multiple", "title": {"de": "Und jetzt?"}, "options": OPTIONS[:2], "max": 2, "level": "person"}


def test_a_draft_is_prepared_anew(hall: EventFixture) -> None:
    id = draft(hall, abstain=True)
    before = hall.row("poll", id)
    hall.do(mod(hall), "poll.edit", id=id, seen=before["made"], session="p1", **OTHER)
    after = hall.row("poll", id)
    assert (after["title"]["en"], after["kind"], after["max"], after["level"]) == (
        "Und jetzt?",
        "multiple",
        2,
        "person",
    )
    assert len(after["options"]) == 2 and not after["abstain"] and after.to == "team"


def test_the_ends_of_a_scale_have_words(hall: EventFixture) -> None:
    ends = [{"de": "gar nicht", "en": "not at all"}, {"de": "ganz"}]
    options = hall.row("poll", draft(hall, "scale", options=ends))["options"]
    assert [(option["id"], option["de"], option["en"]) for option in options] == [
        ("1", "1 · gar nicht", "1 · not at all"),
        *[(str(n), str(n), str(n)) for n in (2, 3, 4)],
        ("5", "5 · ganz", "5 · ganz"),
    ]
    three = hall.row("poll", draft(hall, "scale", options=OPTIONS))["options"]
    assert [option["de"] for option in three] == [option["de"] for option in OPTIONS], "three are steps with words"


def test_who_edits_what_somebody_else_has_edited_is_told(hall: EventFixture) -> None:
    id = draft(hall)
    seen = hall.row("poll", id)["made"]
    hall.do(mod(hall), "poll.edit", id=id, seen=seen, session="p1", **OTHER)
    with pytest.raises(Refusal, match="wrong_state"):
        hall.do(hall.person("second", "onsite", "moderator"), "poll.edit", id=id, seen=seen, session="p1", **OTHER)


def test_what_people_can_see_is_not_edited(hall: EventFixture) -> None:
    id = opened(hall)
    with pytest.raises(Refusal, match="wrong_state"):
        hall.do(mod(hall), "poll.edit", id=id, seen=hall.row("poll", id)["made"], session="p1", **OTHER)


def test_a_poll_of_the_library_is_copied_before_it_is_opened(hall: EventFixture) -> None:
    id = hall.do(mod(hall), "poll.create", **OTHER).result["id"]
    assert hall.row("poll", id)["session"] is None and ("poll", id) not in hall.rows("all")
    with pytest.raises(Refusal, match="wrong_state"):
        hall.do(mod(hall), "poll.open", id=id)
    copy = hall.do(mod(hall), "poll.copy", id=id, session="p1").result["id"]
    hall.do(mod(hall), "poll.open", id=copy)
    assert hall.rows("stage")["poll", copy]["title"] == {"de": "Und jetzt?", "en": "Und jetzt?"}
    assert hall.row("poll", id)["state"] == "draft"


def test_a_copy_takes_the_terms_and_nothing_of_what_came_in(hall: EventFixture) -> None:
    id = opened(hall, "ranking", results="close")
    hall.do(hall.person("amal"), "poll.vote", id=id, choice=["a", "b"])
    hall.do(mod(hall), "poll.close", id=id)
    copy = hall.row("poll", hall.do(mod(hall), "poll.copy", id=id).result["id"])
    assert (copy["state"], copy["session"], copy["results"], copy["opened"]) == ("draft", None, "close", None)
    assert hall.table.get("turnout", copy.id) is None
    with pytest.raises(Refusal, match="no_session"):
        hall.do(mod(hall), "poll.copy", id=id, session="nowhere")


def test_codes_and_results_after_do_not_go_together(hall: EventFixture) -> None:
    with pytest.raises(Refusal, match="bad_args"):
        draft(hall, level="codes", results="after")


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"kind": "lottery"}, "bad_args"),
        ({"options": OPTIONS[:1]}, "bad_args"),
        ({"options": [{"de": "", "en": ""}, {"de": "x"}]}, "empty"),
        ({"title": {"de": "x" * 141}}, "too_long"),
        ({"session": "nowhere"}, "no_session"),
        ({"electorate": "friends"}, "bad_args"),
        ({"max": 0}, "bad_args"),
        ({"grace": 999}, "bad_args"),
    ],
)
def test_bad_polls_are_refused(hall: EventFixture, args: dict[str, Any], code: str) -> None:
    base = {"session": "p1", "kind": "single", "title": {"de": "?"}, "options": OPTIONS}
    with pytest.raises(Refusal, match=code):
        hall.do(mod(hall), "poll.create", **(base | args))
