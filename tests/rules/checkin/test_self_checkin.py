"""Checking in on one's own phone, with a ticket and without."""

from __future__ import annotations

import pytest

from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from companion.rules.limits import CHECK_INS
from companion.store.client import key
from tests.rules.checkin.scene import NOON, attendance, counts, desk, id_of, refuses
from tests.rules.programme.scene import MINUTE, bring
from tests.support.event.fixture import EventFixture


def switch_on(event: EventFixture) -> None:
    event.do(SYSTEM, "registration.set", own=True)


def test_it_is_off_until_somebody_switches_it_on(day: EventFixture) -> None:
    refuses(day, day.person("a", attendee=id_of(day, "Aylin")), "only_desk", "checkin.self")


def test_on_ones_own_phone_with_a_ticket(day: EventFixture) -> None:
    switch_on(day)
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
    switch_on(day)
    aylin = id_of(day, "Aylin")
    day.do(day.person("a", attendee=aylin), "checkin.self", cid="on-the-phone")
    keys = {key.decode(): day.store.client.type(key) for key in day.store.client.scan_iter(f"*{day.slug}*")}
    dump = {key: str(day.store.client.dump(key)) for key in keys}
    assert any(aylin in text for text in dump.values()), "there is something to join"
    assert not any("pid-a" in key or "pid-a" in text for key, text in dump.items())


def test_without_a_list_everybody_counts_once(event: EventFixture) -> None:
    bring(event)
    switch_on(event)
    for name, mode in (("a", "onsite"), ("a", "onsite"), ("b", "remote"), ("c", "onsite")):
        event.do(event.person(name, mode), "checkin.self")
    assert counts(event) == {"onsite": 2, "remote": 1}
    event.do(event.person("b", "onsite"), "checkin.self")
    event.do(event.person("c"), "checkin.self", type="exit")
    assert counts(event) == {"onsite": 2, "remote": 0}
    assert not event.table.all("check") and not event.table.all("attendee")


def test_rooms_without_a_list(event: EventFixture) -> None:
    bring(event)
    switch_on(event)
    event.wall = NOON
    event.do(SYSTEM, "programme.advance")
    anna = event.person("anna")
    event.do(anna, "checkin.self", room="raum-1")
    event.do(anna, "checkin.self", room="raum-2", left="raum-1")
    assert (event.row("headcount", "online-offline-1")["n"], event.row("headcount", "community-building-1")["n"]) == (
        0,
        1,
    )


def test_going_to_and_fro_within_a_minute_is_one_event_and_the_last_word_counts(day: EventFixture) -> None:
    switch_on(day)
    phone = day.person("a", attendee=id_of(day, "Aylin"))
    day.do(phone, "checkin.self")
    day.do(phone, "checkin.self", room="raum-1")
    for type in ("exit", "entry", "exit"):
        day.do(phone, "checkin.self", room="raum-1", type=type)
    assert len(day.table.all("check")) == 2
    assert (attendance(day, "Aylin")["state"], attendance(day, "Aylin")["room"]) == ("in", None)
    day.do(phone, "checkin.self", type="exit")
    assert (attendance(day, "Aylin")["state"], len(day.table.all("check"))) == ("out", 2)


def test_an_entry_that_the_desk_took_back_stays_taken_back(day: EventFixture) -> None:
    switch_on(day)
    phone = day.person("a", attendee=id_of(day, "Aylin"))
    day.do(phone, "checkin.self")
    first = day.table.all("check")[0].id
    day.do(desk(day), "checkin.annul", nonce=first)
    day.do(phone, "checkin.self")
    day.do(desk(day), "checkin.annul", nonce=first, changes=False)
    assert attendance(day, "Aylin")["state"] == "in" and counts(day)["onsite"] == 1


def test_checking_in_on_ones_own_phone_has_a_limit_and_no_row_grows(day: EventFixture) -> None:
    switch_on(day)
    aylin = id_of(day, "Aylin")
    minute, rows = f"s:rate:checkin:{aylin}", []

    def toggle(n: int) -> None:
        day.wall += MINUTE
        day.do(day.person(f"phone-{n}", attendee=aylin), "checkin.self", type=("entry", "exit")[n % 2])
        rows.append(len(day.store.client.hget(key(day.slug, "rows"), f"attendance/{aylin}") or b""))

    assert CHECK_INS.daily is not None
    for n in range(CHECK_INS.daily):
        if n and n % CHECK_INS.most == 0:
            with pytest.raises(Refusal, match="slow_down"):
                toggle(n)
            assert day.store.client.delete(key(day.slug, minute)), "the window of a minute is over"
        toggle(n)
    day.store.client.delete(key(day.slug, minute))
    with pytest.raises(Refusal, match="slow_down"):
        toggle(CHECK_INS.daily)
    assert max(rows) - min(rows[:2]) < 10, rows
