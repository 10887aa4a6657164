"""The list of people: loaded, loaded again, added to, forgotten."""

from __future__ import annotations

from companion.core.actors import SYSTEM
from companion.core.ticket_codes import attendee_code, code_hash
from tests.rules.checkin.scene import PEOPLE, attendance, code, counts, desk, id_of, refuses, scan
from tests.rules.programme.scene import MINUTE
from tests.support.event.fixture import START, EventFixture


def test_who_comes_without_being_expected(day: EventFixture) -> None:
    made = day.do(desk(day, steward=True), "attendee.add", name="Zoë Walk", org="Presse", nonce="w").result
    assert counts(day)["onsite"] == 1
    assert scan(day, desk(day), attendee_code(day.key, day.slug, made["id"], 0))["reason"] == "already_redeemed"


def test_who_was_noted_without_network_came_when_they_came(day: EventFixture) -> None:
    day.wall = START + 60 * MINUTE
    day.do(desk(day), "checkin.group", nonce="g", attendee=id_of(day, "Aylin"), at=START + MINUTE)
    day.do(desk(day), "attendee.add", name="Zoë Walk", nonce="w", at=START)
    day.do(desk(day), "attendee.add", name="Ada Walk", nonce="v", at=START + 90 * MINUTE)
    came = [attendance(day, name)["at"] - START for name in ("Aylin", "Bo", "Zoë", "Ada")]
    assert came == [MINUTE, MINUTE, 0, 60 * MINUTE]


def test_the_code_of_a_ticket_is_no_name(day: EventFixture) -> None:
    ticket = code(day, "Aylin")
    for name in (ticket, ticket.lower(), f"https://example.org/t/{ticket}"):
        refuses(day, desk(day), "name_is_code", "attendee.add", name=name, nonce="w")
        refuses(day, desk(day), "name_is_code", "attendee.edit", id=id_of(day, "Bo"), name=name)
    assert counts(day)["onsite"] == 0


def test_a_list_that_comes_again_updates_by_key_and_keeps_everything(day: EventFixture) -> None:
    scan(day, desk(day), code(day, "Aylin"))
    before = code(day, "Aylin")
    changed = [PEOPLE[0] | {"name": "Aylin Diaz-Meier"}, PEOPLE[1], {"key": "p9", "name": "New Person"}]
    told = day.do(SYSTEM, "attendees.load", people=changed).result
    assert told == {"added": 1, "changed": 1, "same": 1}
    assert code(day, "Aylin") == before and attendance(day, "Aylin")["state"] == "in"
    refuses(
        day,
        SYSTEM,
        "code_twice",
        "attendees.load",
        people=[{"key": "p8", "name": "X", "code_hashes": [code_hash("pretix-cem")]}],
    )
    refuses(day, SYSTEM, "bad_args", "attendees.load", people=[{"key": "a", "name": "X"}, {"key": "a", "name": "Y"}])
    refuses(day, SYSTEM, "empty", "attendees.load", people=[{"key": "a", "name": " \u202e "}])


def test_the_list_is_forgotten_and_the_numbers_stay(day: EventFixture) -> None:
    scan(day, desk(day), code(day, "Aylin"))
    printed = code(day, "Aylin")
    organiser = day.person("org", "onsite", "organiser")
    assert day.do(organiser, "attendees.forget").result == {"left": 0}
    assert counts(day)["onsite"] == 1 and not any(row["name"] for row in day.table.all("attendee"))
    assert not [row for row in day.table.state(frozenset({"desk"})) if row.kind == "attendee"]
    assert scan(day, desk(day), printed)["reason"] == "invalid"
