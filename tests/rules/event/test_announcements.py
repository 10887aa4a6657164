"""Announcements: who hears them, how they end, and what is none."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.errors import Refusal
from companion.rules.event.announcements import MAX_ANNOUNCEMENTS, MAX_LENGTH
from tests.rules.polls.scene import mod
from tests.support.event.fixture import START, EventFixture

TEXT = {"de": "Das Mittagessen ist im Hof.", "en": "Lunch is in the courtyard."}


def post(event: EventFixture, **args: Any) -> str:
    return str(event.do(mod(event), "announcement.post", **{"text": TEXT, **args}).result["id"])


def test_everybody_and_every_screen_hears_it(hall: EventFixture) -> None:
    id = post(hall, level="urgent", until=START + 60_000)
    for viewer in ("stage", "all", "team", "desk"):
        row = hall.rows(viewer)["announcement", id]
        assert (row["text"], row["level"], row["at"], row["until"]) == (TEXT, "urgent", START, START + 60_000)


def test_it_ends_once_and_stays_in_the_list(hall: EventFixture) -> None:
    id = post(hall)
    hall.wall += 5000
    hall.do(mod(hall), "announcement.end", id=id)
    hall.wall += 5000
    hall.do(mod(hall), "announcement.end", changes=False, id=id)
    assert hall.row("announcement", id)["ended"] == START + 5000


def test_one_language_is_enough_and_stays_the_only_one(hall: EventFixture) -> None:
    assert hall.row("announcement", post(hall, text={"en": " Lunch. "}))["text"] == {"en": "Lunch."}


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"text": {"de": "  ", "en": ""}}, "empty"),
        ({"text": {"de": "x" * (MAX_LENGTH + 1)}}, "too_long"),
        ({"level": "loud"}, "bad_args"),
        ({"until": START}, "in_the_past"),
    ],
)
def test_what_is_none_is_refused(hall: EventFixture, args: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        post(hall, **args)
    assert not hall.table.all("announcement")


def test_only_the_team_announces(hall: EventFixture) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        hall.do(hall.person("ana"), "announcement.post", text=TEXT)


def test_there_is_an_end_to_their_number(hall: EventFixture) -> None:
    hall.put(
        {
            f"announcement/a{n}": {"text": TEXT, "level": "info", "at": START, "until": None, "ended": START}
            for n in range(MAX_ANNOUNCEMENTS)
        }
    )
    with pytest.raises(Refusal, match="bad_args"):
        post(hall)
