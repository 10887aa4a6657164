"""A poll that counts devices says when it has more ballots than there were people; one that counts people does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.core.actors import SYSTEM
from companion.formats.reports.contributions import polls
from companion.store.store import Store
from tests.rules.programme.scene import bring, moderator
from tests.support.event.fixture import EventFixture


@pytest.fixture
def day(store: Store, tmp_path: Path) -> Iterator[EventFixture]:
    event = EventFixture(store, keys=tmp_path)
    bring(event)
    yield event
    event.close()


def closed(day: EventFixture, ballots: int, **more: Any) -> int | None:
    """By how many people a closed poll was outnumbered, as the report tells it."""
    mo = moderator(day)
    made = {"session": "panel-1", "kind": "single", "title": {"de": "?"}, "options": [{"de": "a"}, {"de": "b"}]}
    id = day.do(mo, "poll.create", **made, **more).result["id"]
    day.do(mo, "poll.open", id=id)
    for n in range(ballots):
        day.do(day.person(f"p{n}", ticket=f"t{n}"), "poll.vote", id=id, choice="a")
    day.do(mo, "poll.close", id=id)
    return next(poll.outnumbered for poll in polls(day.table) if poll.id == id)


@pytest.mark.parametrize(("here", "checked", "told"), [(8, 0, None), (7, 0, 7), (3, 2, 3), (2, 6, 6), (2, 8, None)])
def test_more_ballots_than_people_are_said(day: EventFixture, here: int, checked: int, told: int | None) -> None:
    day.do(SYSTEM, "presence.report", process="a", onsite=here - 1, remote=1)
    day.put({f"checkin_count/{day.slug}": {"onsite": checked, "remote": 0}}, to="staff")
    assert closed(day, 8) == told


def test_too_few_ballots_to_be_told_say_nothing(day: EventFixture) -> None:
    day.do(SYSTEM, "presence.report", process="a", onsite=1, remote=0)
    assert closed(day, 4) is None


def test_who_shows_a_personal_link_is_one_person_whatever_was_connected(day: EventFixture) -> None:
    day.do(SYSTEM, "presence.report", process="a", onsite=1, remote=0)
    assert closed(day, 8, level="person") is None
