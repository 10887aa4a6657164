"""Staff links: made for a role, opened while they last, and withdrawn."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.actors import SYSTEM
from companion.rules.event.staff_links import HOUR_MS
from tests.rules.programme.scene import bring, refuses
from tests.support.event.fixture import EventFixture


@pytest.fixture
def day(event: EventFixture) -> EventFixture:
    bring(event)
    return event


def link(day: EventFixture, role: str = "moderator", **more: Any) -> str:
    organiser = day.person("orga", "onsite", "organiser")
    return str(day.do(organiser, "link.create", role=role, **more).result["id"])


def test_every_event_has_its_links_once(day: EventFixture) -> None:
    day.do(SYSTEM, "link.standing")
    roles = [row["role"] for row in day.table.all("link")]
    assert {"organiser", "moderator", "desk"} <= set(roles)
    assert roles.count("facilitator") == len(day.table.all("room"))
    v = day.table.v
    day.do(SYSTEM, "link.standing", changes=False)
    assert day.table.v == v


def test_links_are_seen_by_the_desk_and_made_by_organisers(day: EventFixture) -> None:
    id = link(day, label="Vertretung")
    assert day.rows("desk")["link", id]["label"] == "Vertretung"
    assert not any(("link", id) in day.rows(viewer) for viewer in ("stage", "all", "team"))
    with refuses("not_allowed"):
        day.do(day.person("mo", "onsite", "moderator"), "link.create", role="moderator")


@pytest.mark.parametrize(
    ("code", "args"),
    [
        ("bad_args", {"role": "king"}),
        ("bad_args", {"role": "moderator", "hours": 0}),
        ("bad_args", {"role": "moderator", "hours": 24 * 366 + 1}),
        ("bad_args", {"role": "moderator", "steward": True}),
        ("not_found", {"role": "facilitator", "room": "nowhere"}),
        ("not_found", {"role": "facilitator", "workshop": "nothing"}),
    ],
)
def test_bad_links_are_refused(day: EventFixture, code: str, args: dict[str, Any]) -> None:
    with refuses(code):
        link(day, **args)


def test_a_link_opens_until_it_expires_or_is_revoked(day: EventFixture) -> None:
    short, long = link(day, hours=1), link(day)
    day.do(SYSTEM, "opening.create", id=short)
    day.wall += HOUR_MS
    with refuses("link_expired"):
        day.do(SYSTEM, "opening.create", id=short)
    opening = day.do(SYSTEM, "opening.create", id=long).result["id"]
    organiser = day.person("orga", "onsite", "organiser")
    day.do(organiser, "opening.end", id=opening)
    assert day.row("opening", opening)["ended"]
    day.do(organiser, "link.revoke", id=long)
    with refuses("link_revoked"):
        day.do(SYSTEM, "opening.create", id=long)


def test_a_single_link_opens_once(day: EventFixture) -> None:
    id = link(day, single=True)
    day.do(SYSTEM, "opening.create", id=id)
    with refuses("link_used"):
        day.do(SYSTEM, "opening.create", id=id)
