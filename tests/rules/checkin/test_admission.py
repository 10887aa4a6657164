"""Whom a ticket lets in, and what a desk is told with it."""

from __future__ import annotations

from companion.core.actors import SYSTEM
from tests.rules.checkin.scene import NOON, code, counts, desk, id_of, scan
from tests.rules.programme.scene import MINUTE
from tests.support.event.fixture import START, EventFixture


def test_reasons_are_those_of_pretix(day: EventFixture) -> None:
    dora = desk(day)
    assert (scan(day, dora, "nobody-has-this")["reason"], scan(day, dora, "pretix-cem")["reason"]) == (
        "invalid",
        "canceled",
    )
    day.do(dora, "attendee.edit", id=id_of(day, "Bo"), state="blocked")
    assert scan(day, dora, code(day, "Bo"))["reason"] == "blocked"
    old = code(day, "Aylin")
    day.do(dora, "attendee.reissue", id=id_of(day, "Aylin"))
    assert scan(day, dora, old)["reason"] == "revoked" and scan(day, dora, "pretix-aylin")["reason"] == "revoked"
    assert scan(day, dora, code(day, "Aylin"))["status"] == "ok"
    day.do(SYSTEM, "attendees.load", people=[{"key": "p5", "name": "Early", "valid_from": START + MINUTE}])
    assert scan(day, dora, code(day, "Early"))["reason"] == "invalid_time"
    recorded = [row["reason"] for row in day.table.all("check") if row["status"] == "error"]
    assert recorded == ["invalid", "canceled", "blocked", "revoked", "revoked", "invalid_time"]


def test_a_full_room_is_said_and_nobody_is_kept_out(day: EventFixture) -> None:
    moderator = day.person("mo", "onsite", "moderator")
    day.wall = NOON
    day.do(SYSTEM, "programme.advance")
    day.do(moderator, "slot.change", id="online-offline-1", capacity=1)
    assert scan(day, desk(day), code(day, "Aylin"), room="raum-1")["place"] == {"n": 1, "capacity": 1, "full": False}
    second = scan(day, desk(day), code(day, "Bo"), room="raum-1")
    assert (second["status"], second["place"]) == ("ok", {"n": 2, "capacity": 1, "full": True})


def test_a_question_is_asked_once_and_never_of_those_who_waited(day: EventFixture) -> None:
    organiser, dora = day.person("org", "onsite", "organiser"), desk(day)
    day.do(organiser, "registration.set", consent="May we take pictures?")
    asked = scan(day, dora, code(day, "Aylin"), nonce="q")
    assert (asked["status"], asked["reason"]) == ("incomplete", "incomplete")
    assert asked["questions"] == [{"id": "consent", "question": "May we take pictures?"}] and counts(day)["onsite"] == 0
    assert scan(day, dora, code(day, "Aylin"), nonce="q", consent=False)["status"] == "ok"
    assert day.row("attendee", id_of(day, "Aylin"))["consent"] is False
    assert scan(day, dora, code(day, "Bo"), offline=True)["status"] == "ok"
