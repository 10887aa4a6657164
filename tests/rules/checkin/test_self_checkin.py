"""Checking in on one's own phone, with a ticket and without."""

from __future__ import annotations

from companion.core.actors import SYSTEM
from tests.rules.checkin.scene import NOON, counts, id_of, refuses
from tests.rules.programme.scene import bring
from tests.support.event.fixture import EventFixture


def test_on_ones_own_phone_with_a_ticket(day: EventFixture) -> None:
    aylin = id_of(day, "Aylin")
    phone, other = day.person("a", attendee=aylin), day.person("b", attendee=aylin)
    assert day.do(phone, "checkin.self").result == {"in": True, "room": None}
    day.do(other, "checkin.self", changes=False)
    assert counts(day) == {"onsite": 1, "remote": 0} and len(day.table.all("check")) == 1
    refuses(day, day.person("nobody"), "no_ticket", "checkin.self")
    remote = day.person("d", "remote", attendee=id_of(day, "Дарья"))
    day.do(remote, "checkin.self")
    assert counts(day) == {"onsite": 1, "remote": 1}
    refuses(day, day.person("c", attendee=id_of(day, "Cem")), "ask_desk", "checkin.self")


def test_nothing_stored_joins_a_phone_and_a_person(day: EventFixture) -> None:
    aylin = id_of(day, "Aylin")
    day.do(day.person("a", attendee=aylin), "checkin.self", cid="on-the-phone")
    keys = {key.decode(): day.store.client.type(key) for key in day.store.client.scan_iter(f"*{day.slug}*")}
    dump = {key: str(day.store.client.dump(key)) for key in keys}
    assert any(aylin in text for text in dump.values()), "there is something to join"
    assert not any("pid-a" in key or "pid-a" in text for key, text in dump.items())


def test_without_a_list_everybody_counts_once(event: EventFixture) -> None:
    bring(event)
    for name, mode in (("a", "onsite"), ("a", "onsite"), ("b", "remote"), ("c", "onsite")):
        event.do(event.person(name, mode), "checkin.self")
    assert counts(event) == {"onsite": 2, "remote": 1}
    event.do(event.person("b", "onsite"), "checkin.self")
    event.do(event.person("c"), "checkin.self", type="exit")
    assert counts(event) == {"onsite": 2, "remote": 0}
    assert not event.table.all("check") and not event.table.all("attendee")


def test_rooms_without_a_list(event: EventFixture) -> None:
    bring(event)
    event.wall = NOON
    event.do(SYSTEM, "programme.advance")
    anna = event.person("anna")
    event.do(anna, "checkin.self", room="raum-1")
    event.do(anna, "checkin.self", room="raum-2", left="raum-1")
    assert (event.row("headcount", "online-offline-1")["n"], event.row("headcount", "community-building-1")["n"]) == (
        0,
        1,
    )
