"""Scans at a desk: once and never twice, in whatever order the news arrives, and taken back."""

from __future__ import annotations

import json

import pytest

from companion.core.actors import DESK, SYSTEM
from tests.rules.checkin.scene import attendance, code, counts, desk, id_of, refuses, scan
from tests.rules.programme.scene import MINUTE
from tests.support.event.fixture import START, EventFixture


def test_a_ticket_lets_in_once_and_then_says_when_where_and_by_whom(day: EventFixture) -> None:
    dora = desk(day)
    first = scan(day, dora, code(day, "Aylin"))
    assert (first["status"], first["reason"], first["person"]["name"]) == ("ok", None, "Aylin Díaz")
    assert first["person"]["org"] == "Solidarnetz" and counts(day) == {"onsite": 1, "remote": 0}
    day.wall += 5 * MINUTE
    again = scan(day, desk(day, "emil"), code(day, "Aylin"))
    assert (again["status"], again["reason"]) == ("error", "already_redeemed")
    assert (again["first"]["at"], again["first"]["desk"]) == (START, "desk-dora")
    assert counts(day) == {"onsite": 1, "remote": 0}


@pytest.mark.parametrize(
    "shape", ["{}", "https://live.example.org/t/{}", "HTTPS://LIVE.EXAMPLE.ORG/T/{}", " {}\n", "low"]
)
def test_a_code_is_known_in_every_shape_that_a_scanner_types(day: EventFixture, shape: str) -> None:
    own = code(day, "Aylin")
    text = own.lower() if shape == "low" else shape.format(own)
    assert scan(day, desk(day), text)["status"] == "ok"


def test_tickets_of_another_system_are_known_by_what_they_say(day: EventFixture) -> None:
    assert scan(day, desk(day), "pretix-aylin")["person"]["name"] == "Aylin Díaz"
    assert "pretix-aylin" not in json.dumps([row.fields for row in day.table.state(frozenset({"desk"}))])


def test_the_same_scan_again_is_one_entry_with_the_same_answer(day: EventFixture) -> None:
    first = scan(day, desk(day), code(day, "Aylin"), nonce="same")
    for who in (desk(day), desk(day, "emil")):
        assert scan(day, who, code(day, "Aylin"), nonce="same") == first
    assert len(day.table.all("check")) == 1
    refuses(day, desk(day), "nonce_used", "checkin.redeem", nonce="same", secret=code(day, "Bo"))


def test_undo_is_a_new_event_by_the_same_desk_for_a_while_by_a_supervisor_for_ever(day: EventFixture) -> None:
    dora, emil = desk(day, steward=True), desk(day, "emil", steward=True)
    scan(day, dora, code(day, "Aylin"), nonce="one")
    refuses(day, emil, "annul_late", "checkin.annul", nonce="one")
    day.do(dora, "checkin.annul", nonce="one")
    assert counts(day)["onsite"] == 0 and attendance(day, "Aylin")["state"] == "out"
    assert day.row("check", "one")["status"] == "ok", "it stays in the log"
    assert [row["of"] for row in day.table.all("check") if row["type"] == "annul"] == ["one"]
    v = day.table.v
    day.do(dora, "checkin.annul", nonce="one", changes=False)
    assert day.table.v == v
    assert scan(day, dora, code(day, "Aylin"), nonce="one")["status"] == "ok" and counts(day)["onsite"] == 0, (
        "late news"
    )
    scan(day, dora, code(day, "Aylin"), nonce="two")
    day.wall += 16 * MINUTE
    refuses(day, dora, "annul_late", "checkin.annul", nonce="two")
    day.do(desk(day, "sup"), "checkin.annul", nonce="two")
    assert counts(day)["onsite"] == 0


def test_what_waited_without_network_lets_in_whatever_it_says_and_is_listed(day: EventFixture) -> None:
    dora = desk(day)
    scan(day, dora, code(day, "Aylin"))
    day.wall += 10 * MINUTE
    forced = scan(day, dora, "pretix-cem", offline=True, at=START + MINUTE)
    assert (forced["status"], forced["reason"], counts(day)["onsite"]) == ("ok", "canceled", 2)
    twice = scan(day, dora, code(day, "Aylin"), offline=True, at=START + 2 * MINUTE)
    assert (twice["status"], twice["reason"], counts(day)["onsite"]) == ("ok", "already_redeemed", 2)
    assert scan(day, dora, "nobody", offline=True)["status"] == "error"
    assert [row["reason"] for row in day.table.all("check") if row["forced"]] == [
        "canceled",
        "already_redeemed",
        "invalid",
    ]


def test_who_was_let_in_because_the_refusal_came_too_late_is_in(day: EventFixture) -> None:
    """The desk heard nothing for three seconds, noted the scan and let the person in; the server had refused it."""
    dora = desk(day)
    assert scan(day, dora, "pretix-cem", nonce="slow")["reason"] == "canceled"
    for _ in range(2):
        noted = scan(day, dora, "pretix-cem", nonce="slow", offline=True, at=START)
        assert (noted["status"], noted["reason"], noted["nonce"]) == ("ok", "canceled", "slow")
    assert counts(day)["onsite"] == 1 and [row["status"] for row in day.table.all("check")] == ["error", "ok"]
    day.do(dora, "checkin.annul", nonce="slow")
    assert counts(day)["onsite"] == 0
    assert (
        scan(day, dora, "nobody", nonce="n")["reason"] == scan(day, dora, "nobody", nonce="n", offline=True)["reason"]
    )


def test_a_group_comes_in_by_one_ticket(day: EventFixture) -> None:
    dora = desk(day)
    first = scan(day, dora, code(day, "Aylin"))
    assert first["group"] == 1
    done = day.do(dora, "checkin.group", nonce="g", secret=code(day, "Aylin")).result
    assert done["ids"] == [id_of(day, "Bo")] and counts(day)["onsite"] == 2
    day.do(dora, "checkin.group", nonce="g", secret=code(day, "Aylin"), changes=False)
    assert counts(day)["onsite"] == 2 and len(day.table.all("check")) == 2


def test_stewards_scan_and_nothing_else(day: EventFixture) -> None:
    steward = desk(day, "stew", steward=True)
    assert scan(day, steward, code(day, "Aylin"))["status"] == "ok"
    aylin = id_of(day, "Aylin")
    refuses(day, steward, "only_supervisor", "checkin.redeem", nonce="x", attendee=aylin)
    refuses(day, steward, "only_supervisor", "attendee.edit", id=aylin, name="Eve")
    refuses(day, steward, "only_supervisor", "attendee.reissue", id=aylin)
    refuses(day, day.person("anna"), "not_allowed", "checkin.redeem", nonce="x", secret="y")
    fay = day.person("fay", "onsite", "facilitator", runs=frozenset({("room", "raum-1")}))
    refuses(day, fay, "not_your_room", "checkin.redeem", nonce="x", secret=code(day, "Bo"), room="raum-2")
    assert scan(day, fay, code(day, "Bo"), room="raum-1")["status"] == "ok"


def test_names_stay_at_the_desk(day: EventFixture) -> None:
    scan(day, desk(day), code(day, "Aylin"))
    assert "Aylin" in str(day.rows("desk"))
    for viewer in ("stage", "all", "team", *day.people):
        assert "Aylin" not in str(day.rows(viewer)) and "Solidarnetz" not in str(day.rows(viewer))
    remembered = [str(day.store.client.get(key)) for key in day.store.client.scan_iter("*:done:*")]
    assert remembered and not any("Aylin" in answer for answer in remembered)


def test_a_note_is_for_supervisors_and_who_only_scans_is_told_that_there_is_one(day: EventFixture) -> None:
    note = {"key": "n1", "name": "Noor", "note": "lebt unter Auskunftssperre", "choices": ["Recht"], "attention": True}
    day.do(SYSTEM, "attendees.load", people=[note])
    runs = frozenset({("room", "raum-1")})
    others = (desk(day, "steve", steward=True), day.person("fay", "onsite", "facilitator", runs=runs))
    for who, told in ((desk(day), True), *((other, False) for other in others)):
        result = scan(day, who, code(day, "Noor"), **({} if who.may(DESK) else {"room": "raum-1"}))
        person = result["person"]
        assert (person["note"] != "", person["choices"] != []) == (told, told) and person["attention"]
        assert person["name"] == "Noor", "whom they greet"
