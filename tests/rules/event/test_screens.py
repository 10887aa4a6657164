"""What a screen can be made to show."""

from __future__ import annotations

import pytest

from companion.core.errors import Refusal
from companion.rules.event.screens import MAX_SCREENS
from tests.rules.polls.scene import draft, mod, opened
from tests.support.event.fixture import EventFixture
from tests.support.scene import SESSION


def show(event: EventFixture, what: str, **args: str) -> None:
    event.do(mod(event), "screen.show", screen="main", what=what, **args)


def test_a_poll_is_shown_from_when_it_opens_until_it_is_put_away(hall: EventFixture) -> None:
    id = opened(hall, grace=20)
    for state in ("open", "closing", "closed"):
        assert hall.row("poll", id)["state"] == state
        show(hall, "blank")
        show(hall, "poll", id=id)
        shown = hall.rows("stage")["screen", "main"]
        assert (shown["what"], shown["id"], shown["part"]) == ("poll", id, None)
        if state == "open":
            hall.do(mod(hall), "poll.close", id=id)
        if state == "closing":
            hall.wall += 20_000
            hall.do(mod(hall), "poll.settle", id=id)
    hall.do(mod(hall), "poll.archive", id=id)
    with pytest.raises(Refusal, match="wrong_state"):
        show(hall, "poll", id=id)


def test_a_draft_is_not_for_the_wall(hall: EventFixture) -> None:
    with pytest.raises(Refusal, match="wrong_state"):
        show(hall, "poll", id=draft(hall))


@pytest.mark.parametrize("args", [{}, {"id": "none"}])
def test_a_poll_has_to_be_named(hall: EventFixture, args: dict[str, str]) -> None:
    with pytest.raises(Refusal, match="not_found"):
        show(hall, "poll", **args)


def test_a_screen_shows_only_what_it_knows(hall: EventFixture) -> None:
    with pytest.raises(Refusal, match="bad_args"):
        show(hall, "result")


def test_what_of_a_poll_is_shown_is_chosen(hall: EventFixture) -> None:
    id = opened(hall)
    hall.do(mod(hall), "screen.show", screen="main", what="poll", id=id, part="question")
    assert hall.rows("stage")["screen", "main"]["part"] == "question"
    with pytest.raises(Refusal, match="wrong_state"):
        hall.do(mod(hall), "screen.show", screen="main", what="poll", id=id, part="final")
    with pytest.raises(Refusal, match="bad_args"):
        hall.do(mod(hall), "screen.show", screen="main", what="poll", id=id, part="whole")
    hall.do(mod(hall), "poll.close", id=id)
    hall.do(mod(hall), "screen.show", screen="main", what="poll", id=id, part="final")
    hall.do(mod(hall), "screen.show", screen="main", what="now", part="final")
    assert hall.rows("stage")["screen", "main"]["part"] is None, "nothing else has parts"


def test_screens_are_moved_one_by_one_and_all_at_once(hall: EventFixture) -> None:
    for name in ("main", "hall-2"):
        hall.do(mod(hall), "screen.show", screen=name, what="join")
    hall.do(mod(hall), "screen.show", screen="hall-2", what="now")
    assert [hall.rows("stage")["screen", name]["what"] for name in ("main", "hall-2")] == ["join", "now"]
    hall.do(mod(hall), "screen.show", screen="*", what="message", text="Pause")
    assert [hall.rows("stage")["screen", name]["text"] for name in ("main", "hall-2")] == ["Pause", "Pause"]


def test_a_screen_is_forgotten_and_comes_back(hall: EventFixture) -> None:
    for name in ("main", "typo"):
        hall.do(mod(hall), "screen.show", screen=name, what="join")
    hall.do(mod(hall), "screen.remove", id="typo")
    assert ("screen", "typo") not in hall.rows("team")
    hall.do(mod(hall), "screen.show", screen="*", what="now")
    assert ("screen", "typo") not in hall.rows("team"), "all are those that there are"
    hall.do(mod(hall), "screen.show", screen="typo", what="now")
    assert hall.rows("stage")["screen", "typo"]["what"] == "now"
    with pytest.raises(Refusal, match="wrong_state"):
        hall.do(mod(hall), "screen.remove", id="main")


def test_names_are_plain_and_there_are_not_too_many(hall: EventFixture) -> None:
    for name in ("", "a b", "**", "x" * 65):
        with pytest.raises(Refusal, match="bad_args"):
            hall.do(mod(hall), "screen.show", screen=name, what="join")
    for n in range(MAX_SCREENS):
        hall.do(mod(hall), "screen.show", screen=f"s{n}", what="join")
    with pytest.raises(Refusal, match="bad_args"):
        hall.do(mod(hall), "screen.show", screen="one-more", what="join")


def test_a_screen_that_follows_the_programme_has_no_more_to_say(hall: EventFixture) -> None:
    show(hall, "message", text="Pause")
    show(hall, "auto", id="p1", text="ignored", part="final")
    row = hall.rows("stage")["screen", "main"]
    assert [row[field] for field in ("what", "id", "text", "part")] == ["auto", None, None, None]


def test_a_clicker_turns_no_card_where_there_is_none(hall: EventFixture) -> None:
    show(hall, "auto")
    with pytest.raises(Refusal, match="wrong_state"):
        hall.do(mod(hall), "screen.turn", screen="main")
    with pytest.raises(Refusal, match="wrong_state"):
        show(hall, "summary")


def test_who_speaks_is_shown_of_the_item_that_runs_or_of_a_named_one(hall: EventFixture) -> None:
    show(hall, "floor")
    assert hall.rows("stage")["screen", "main"]["what"] == "floor"
    show(hall, "floor", id="p1")
    assert hall.rows("stage")["screen", "main"]["id"] == "p1"


def test_the_podium_stays_when_an_item_begins(hall: EventFixture) -> None:
    hall.do(mod(hall), "screen.show", screen="podium", what="podium")
    show(hall, "message", text="Pause")
    hall.put({"session/p9": {**SESSION, "state": "planned", "started": None, "order": 9}})
    hall.do(mod(hall), "session.start", id="p9")
    assert hall.rows("stage")["screen", "main"]["what"] == "auto"
    assert hall.rows("stage")["screen", "podium"]["what"] == "podium"
