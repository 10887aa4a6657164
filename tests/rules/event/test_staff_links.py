"""Staff links: made for a role, opened while they last, and withdrawn."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest

from companion.core.actors import SYSTEM, Actor
from companion.core.clock import DAY_MS
from companion.core.errors import Refusal
from companion.core.link_validity import any_ended
from companion.rules.event.staff_links import HOUR_MS
from tests.rules.programme.scene import bring, refuses
from tests.support.event.fixture import EventFixture
from tests.support.until import until


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


# links and their makers


def acting(day: EventFixture, link: str) -> Actor:
    """An organiser who acts by this link."""
    opening = day.do(SYSTEM, "opening.create", id=link).result["id"]
    return replace(day.person(f"by-{link}", "onsite", "organiser"), openings=((link, opening),))


@pytest.fixture
def chief(day: EventFixture) -> Actor:
    """Who organises by the standing link."""
    day.do(SYSTEM, "link.standing")
    return acting(day, "organiser")


def made(day: EventFixture, who: Actor, role: str = "moderator", **more: Any) -> str:
    return str(day.do(who, "link.create", role=role, **more).result["id"])


def gone(day: EventFixture) -> set[str]:
    return {row.id for row in day.table.all("link") if row["revoked"]}


def test_no_link_lasts_longer_than_the_one_by_which_it_was_made(day: EventFixture, chief: Actor) -> None:
    helper = acting(day, made(day, chief, "organiser", hours=1))
    end = day.wall + HOUR_MS
    for hours, expected in ((None, end), (24, end), (0.5, day.wall + HOUR_MS // 2)):
        assert day.row("link", made(day, helper, hours=hours))["expires"] == expected
    assert day.row("link", made(day, chief))["expires"] is None


def test_a_link_that_is_taken_back_takes_all_with_it_that_it_made(day: EventFixture, chief: Actor) -> None:
    deputy = acting(day, made(day, chief, "organiser"))
    helper = acting(day, made(day, deputy, "organiser"))
    theirs, other = made(day, helper), made(day, chief)
    openings = {link: day.do(SYSTEM, "opening.create", id=link).result["id"] for link in (theirs, other)}
    ended = day.do(chief, "link.revoke", id=deputy.openings[0][0]).result["ended"]
    assert set(ended) == gone(day) == {deputy.openings[0][0], helper.openings[0][0], theirs}
    assert any_ended(day.table, [(theirs, openings[theirs])], day.wall)
    assert not any_ended(day.table, [(other, openings[other])], day.wall)
    with refuses("not_allowed"):
        day.do(helper, "link.create", role="organiser")


def test_what_is_made_while_its_maker_is_taken_back_ends_as_well(day: EventFixture, chief: Actor) -> None:
    """Whichever of the two comes first, the other decides again."""
    helper = acting(day, made(day, chief, "organiser"))
    link = helper.openings[0][0]
    for n in range(8):
        day.do(SYSTEM, "link.create", role="moderator", label=str(n))  # the table moves on
    codes: list[str] = []

    def make() -> None:
        for n in range(12):
            try:
                day.commands.run(day.slug, helper, "link.create", f"race-{n}", {"role": "moderator"})
            except Refusal as refusal:
                codes.append(refusal.code)

    maker = threading.Thread(target=make)
    maker.start()
    until(lambda: len([row for row in day.table.all("link") if row.fields.get("maker") == link]) > 1)
    day.commands.run(day.slug, chief, "link.revoke", "race", {"id": link})
    maker.join()
    assert all(row["revoked"] for row in day.table.all("link") if row.fields.get("maker") == link)
    assert set(codes) <= {"not_allowed"}


# the last organiser


def test_nobody_takes_the_last_organisers_link(day: EventFixture, chief: Actor) -> None:
    with refuses("last_organiser"):
        day.do(chief, "link.revoke", id="organiser")
    second = made(day, chief, "organiser")
    with refuses("last_organiser"):
        day.do(chief, "link.revoke", id="organiser")  # the second one would end with it
    assert day.do(chief, "link.revoke", id=second).result["ended"] == [second]


def test_a_helper_for_an_hour_locks_nobody_out(day: EventFixture, chief: Actor) -> None:
    helper = acting(day, made(day, chief, "organiser", hours=1))
    for more in ({}, {"replace": True}):
        with refuses("last_organiser"):
            day.do(helper, "link.revoke", id="organiser", **more)
    made(day, helper, "organiser")
    with refuses("last_organiser"):
        day.do(helper, "link.revoke", id="organiser")
    day.do(helper, "opening.end", id=chief.openings[0][1])
    assert acting(day, "organiser"), "whoever has the link opens it again"


def test_a_new_link_takes_the_place_of_the_last_one(day: EventFixture, chief: Actor) -> None:
    stolen = made(day, chief)
    answer = day.do(chief, "link.revoke", id="organiser", replace=True).result
    assert set(answer["ended"]) == gone(day) == {"organiser", stolen} and answer["secret"]
    new = day.row("link", answer["id"])
    assert (new["role"], new["expires"], new["maker"]) == ("organiser", None, None)
    assert made(day, acting(day, new.id))
    with refuses("bad_args"):
        day.do(acting(day, new.id), "link.revoke", id="moderator", replace=True)


def test_a_replacement_lasts_no_longer_than_what_it_replaces(day: EventFixture, chief: Actor) -> None:
    helper = acting(day, made(day, chief, "organiser", hours=1))
    answer = day.do(helper, "link.revoke", id=helper.openings[0][0], replace=True).result
    new = day.row("link", answer["id"])
    assert (new["expires"], new["maker"]) == (day.wall + HOUR_MS, "organiser")


def test_a_link_for_one_device_is_the_last_one_only_while_it_is_open_there(day: EventFixture, chief: Actor) -> None:
    alone = acting(day, made(day, SYSTEM, "organiser", single=True))
    day.do(chief, "link.revoke", id="organiser")
    with refuses("last_organiser"):
        day.do(alone, "opening.end", id=alone.openings[0][1])
    made(day, SYSTEM, "organiser")
    day.do(alone, "opening.end", id=alone.openings[0][1])
    unused = made(day, SYSTEM, "organiser", single=True)
    left = [row.id for row in day.table.all("link") if row["role"] == "organiser" and not row["revoked"]]
    assert day.do(SYSTEM, "link.revoke", id=next(id for id in left if id not in (unused, alone.openings[0][0])))


def test_two_who_take_each_others_link_leave_one(day: EventFixture, chief: Actor) -> None:
    ours = [made(day, SYSTEM, "organiser") for _ in range(2)]
    people = [acting(day, link) for link in ours]
    day.do(people[0], "link.revoke", id="organiser")
    threads = [
        threading.Thread(target=lambda n=n: attempt(day, people[n], ours[1 - n]))  # type: ignore[misc]
        for n in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(ours) - gone(day)) == 1


def attempt(day: EventFixture, who: Actor, link: str) -> None:
    try:
        day.commands.run(day.slug, who, "link.revoke", f"both-{link}", {"id": link})
    except Refusal as refusal:
        assert refusal.code in ("last_organiser", "not_allowed"), "too late, and without a role by then"


# roles that are given back, and the end of the event


def test_a_role_is_given_back_on_ones_own_device_only(day: EventFixture, chief: Actor) -> None:
    opening = day.do(SYSTEM, "opening.create", id="moderator").result["id"]
    with refuses("not_found"):
        day.do(day.person("mo", "onsite", "moderator"), "opening.end", id=opening)
    mine = replace(day.person("mo", "onsite", "moderator"), openings=(("moderator", opening),))
    day.do(mine, "opening.end", id=opening)
    assert day.row("opening", opening)["ended"]


@pytest.mark.parametrize(("role", "hours"), [("moderator", 12), ("desk", 12), ("organiser", 30 * 24)])
def test_openings_end_some_time_after_the_event(day: EventFixture, role: str, hours: int) -> None:
    day.do(SYSTEM, "link.standing")
    end = day.row("event", day.slug)["end"]
    opening = day.do(SYSTEM, "opening.create", id=role).result["id"]
    assert day.wall < end, "it was opened before the end"
    assert not any_ended(day.table, [(role, opening)], end + hours * HOUR_MS - 1)
    assert any_ended(day.table, [(role, opening)], end + hours * HOUR_MS)
    day.wall = end + hours * HOUR_MS
    again = day.do(SYSTEM, "opening.create", id=role).result["id"]
    assert not any_ended(day.table, [(role, again)], day.wall + DAY_MS), "whoever has the link can open it again"


def test_in_a_rehearsal_nothing_ends_with_the_event(day: EventFixture) -> None:
    opening = day.do(SYSTEM, "opening.create", id=link(day)).result["id"]
    pair, end = day.row("opening", opening)["link"], day.row("event", day.slug)["end"]
    for rehearsal in (True, False):
        day.do(SYSTEM, "event.clock", at=end, speed=60, rehearsal=rehearsal)
        minutes = 12 * HOUR_MS // 60
        assert not any_ended(day.table, [(pair, opening)], day.wall + minutes - 1)
        assert any_ended(day.table, [(pair, opening)], day.wall + minutes) is not rehearsal, "by event time"


def test_a_scanning_app_is_one_device_of_its_link(day: EventFixture) -> None:
    alone = link(day, "desk", single=True)
    first = day.do(SYSTEM, "opening.create", id=alone, api=True).result["id"]
    assert day.do(SYSTEM, "opening.create", id=alone, api=True, changes=False).result["id"] == first
    with refuses("link_used"):
        day.do(SYSTEM, "opening.create", id=alone)
    day.do(SYSTEM, "opening.end", id=first)
    with refuses("link_revoked"):
        day.do(SYSTEM, "opening.create", id=alone, api=True)
    used = link(day, "desk", single=True)
    day.do(SYSTEM, "opening.create", id=used)
    with refuses("link_used"):
        day.do(SYSTEM, "opening.create", id=used, api=True)
