"""Asking, supporting and withdrawing, through the door and on the real store."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.errors import Refusal
from companion.core.owners import supporter
from tests.rules.questions.scene import ask, live
from tests.support.event.fixture import EventFixture


def test_a_question_waits_where_questions_are_moderated(panel: EventFixture) -> None:
    amal, ben = panel.person("amal"), panel.person("ben")
    id = ask(panel, amal)
    assert panel.rows("team")["question", id]["state"] == "queued"
    assert ("question", id) not in panel.rows("all") and ("votes", id) not in panel.rows("all")
    assert panel.rows(amal.pid)["own_question", id]["state"] == "queued"
    assert ("own_question", id) not in panel.rows(ben.pid)
    assert id not in str(panel.rows("stage"))


def test_a_question_is_live_at_once_where_they_are_not(panel: EventFixture) -> None:
    id = ask(panel, panel.person("amal", "remote"), session="p2")
    seen = panel.rows("stage")["question", id]
    assert (seen["state"], seen["mode"], seen["lang"], seen["name"]) == ("live", None, "de", None)


def test_the_language_is_detected_and_can_be_chosen(panel: EventFixture) -> None:
    amal = panel.person("amal")
    english = ask(panel, amal, "Which platforms share moderation data with organisations today?", "p2")
    assert panel.row("question", english)["lang"] == "en"
    chosen = panel.do(amal, "question.ask", session="p2", text="TikTok?", lang="en").result["id"]
    assert panel.row("question", chosen)["lang"] == "en"
    first = panel.row("event", panel.slug)["languages"][0]
    for lang in ("de", "en"):
        unclear = ask(panel, panel.person(f"eva-{lang}", lang=lang), "TikTok?", "p2")
        assert panel.row("question", unclear)["lang"] == first, "that of a device would tell people apart"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"session": "p1", "text": "   \u202e "}, "empty"),
        ({"session": "p1", "text": "x" * 501}, "too_long"),
        ({"session": "p1", "text": "x", "name": "n" * 61}, "too_long"),
        ({"session": "nowhere", "text": "x"}, "no_session"),
        ({"session": "p1"}, "bad_args"),
        ({"session": "p1", "text": 5}, "bad_args"),
        ({"session": "p1", "text": "x", "state": "live"}, "bad_args"),
    ],
)
def test_bad_questions_are_refused_and_change_nothing(panel: EventFixture, args: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        panel.do(panel.person("amal"), "question.ask", **args)


def test_five_hundred_characters_are_enough_and_possible(panel: EventFixture) -> None:
    assert len(panel.row("question", ask(panel, panel.person("amal"), "ä" * 500))["text"]) == 500


def test_closed_questions_are_closed(panel: EventFixture) -> None:
    mod = panel.person("mod", "onsite", "moderator")
    panel.do(mod, "session.qa", id="p1", open=False)
    with pytest.raises(Refusal, match="qa_closed"):
        ask(panel, panel.person("amal"))
    panel.do(mod, "session.qa", id="p1", open=True)
    ask(panel, panel.person("amal"))


def test_a_participant_is_slowed_down_and_nobody_else(panel: EventFixture) -> None:
    amal = panel.person("amal")
    for n in range(6):
        ask(panel, amal, f"Frage {n}")
    with pytest.raises(Refusal, match="slow_down"):
        ask(panel, amal, "noch eine")
    ask(panel, panel.person("ben"), "meine erste")


def test_support_counts_people_once_by_where_they_are(panel: EventFixture) -> None:
    amal, ben, cem = panel.person("amal"), panel.person("ben", "remote"), panel.person("cem")
    id = live(panel, amal, panel.person("mod", "onsite", "moderator"))
    for who in (ben, ben, cem):
        panel.do(who, "question.upvote", id=id, changes=None)
    assert panel.rows("stage")["votes", id] == {"n": 2, "onsite": None, "remote": None}
    assert panel.rows(ben.pid)["own_votes", supporter(ben.pid, panel.row("question", id))] == {"up": [id]}
    panel.do(ben, "question.unvote", id=id)
    panel.do(ben, "question.unvote", id=id, changes=False)
    assert panel.rows("stage")["votes", id] == {"n": 1, "onsite": None, "remote": None}
    assert panel.rows(ben.pid)["own_votes", supporter(ben.pid, panel.row("question", id))] == {"up": []}
    for n in range(9):
        panel.do(panel.person(f"p{n}", "remote" if n < 5 else "onsite"), "question.upvote", id=id)
    assert panel.rows("stage")["votes", id] == {"n": 10, "onsite": 5, "remote": 5}


def test_somebody_who_changes_sides_counts_once(panel: EventFixture) -> None:
    id = live(panel, panel.person("amal"), panel.person("mod", "onsite", "moderator"))
    panel.do(panel.person("ben", "onsite"), "question.upvote", id=id)
    panel.do(panel.person("ben", "onsite"), "question.unvote", id=id)
    panel.do(panel.person("ben", "remote"), "question.upvote", id=id)
    assert panel.row("votes", id)["n"] == 1
    sizes = [panel.store.client.scard(f"{{{panel.slug}}}:s:up.{mode}.{id}") for mode in ("onsite", "remote")]
    assert sizes == [0, 1]


def test_a_waiting_question_cannot_be_supported(panel: EventFixture) -> None:
    for id in (ask(panel, panel.person("amal")), "nothing"):  # refused alike, so nobody learns what waits
        with pytest.raises(Refusal, match="not_found"):
            panel.do(panel.person("ben"), "question.upvote", id=id)


def test_a_retry_gets_the_first_answer_even_when_the_state_has_moved_on(panel: EventFixture) -> None:
    amal, mod = panel.person("amal"), panel.person("mod", "onsite", "moderator")
    first = panel.do(amal, "question.ask", cid="retry", session="p1", text="Einmal")
    panel.do(mod, "session.qa", id="p1", open=False)
    again = panel.do(amal, "question.ask", cid="retry", session="p1", text="Einmal", changes=False)
    assert again == first and len(panel.table.all("question")) == 1
    with pytest.raises(Refusal, match="cid_reused"):
        panel.do(amal, "question.ask", cid="retry", session="p1", text="Zweimal")


def test_only_the_author_withdraws_and_the_text_leaves_every_row(panel: EventFixture) -> None:
    amal, mod = panel.person("amal"), panel.person("mod", "onsite", "moderator")
    secret = "Mein Name ist Canary Vogelsang"
    id = live(panel, amal, mod, secret)
    panel.do(mod, "question.edit", id=id, text=secret + "!")
    with pytest.raises(Refusal, match="not_yours"):
        panel.do(panel.person("ben"), "question.withdraw", id=id)
    panel.do(amal, "question.withdraw", id=id)
    assert ("question", id) not in panel.rows("team")
    assert panel.rows(amal.pid)["own_question", id]["state"] == "withdrawn"
    rows = panel.store.snapshot(panel.slug)[2]
    assert not [r for r in rows if b"Canary" in r.wire]
    for action in ("question.approve", "question.answer", "question.restore"):
        with pytest.raises(Refusal, match="wrong_state"):
            panel.do(mod, action, id=id)


def test_the_author_learns_kindly_what_became_of_it(panel: EventFixture) -> None:
    amal, mod = panel.person("amal"), panel.person("mod", "onsite", "moderator")
    id = live(panel, amal, mod)
    states = []
    for action, args in [("answer", {}), ("done", {}), ("reply", {"text": "Danke!"}), ("dismiss", {})]:
        try:
            panel.do(mod, f"question.{action}", id=id, **args)
        except Refusal as refusal:
            states.append(refusal.code)
        states.append(panel.rows(amal.pid)["own_question", id]["state"])
    assert states == ["answering", "answered", "answered", "wrong_state", "answered"]
    assert panel.rows(amal.pid)["own_question", id]["reply"] == "Danke!"


def test_attendees_may_not_moderate(panel: EventFixture) -> None:
    id = ask(panel, panel.person("amal"))
    for role in ("attendee", "facilitator", "desk", "screen"):
        for action in ("question.approve", "question.answer", "undo"):
            with pytest.raises(Refusal, match="not_allowed"):
                panel.do(panel.person(f"x-{role}", "onsite", role), action, id=id)
