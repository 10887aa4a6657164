"""Check-in: who is let in and with which words, once and never twice, in whatever order the news arrives."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.core.actors import SYSTEM, Actor
from companion.core.errors import Refusal
from companion.core.ids import digest
from companion.core.ticket_codes import attendee_code, code_hash, scanned
from companion.rules.checkin.attendance import folded
from companion.rules.checkin.registration import outlived
from tests.rules.programme.test_load import MINUTE, bring
from tests.support.world import START, World

NOON = START + 80 * MINUTE
NONCES = itertools.count(1)
PEOPLE = [
    {"key": "p1", "name": "Aylin Díaz", "org": "Solidarnetz", "group": "AB12", "marks": [code_hash("pretix-aylin")]},
    {"key": "p2", "name": "Bo Østergård", "group": "AB12", "note": "Bring a chair", "attention": True},
    {"key": "p3", "name": "Cem Ay", "state": "canceled", "marks": [code_hash("pretix-cem")]},
    {"key": "p4", "name": "Дарья Ильина", "mode": "remote"},
]


@pytest.fixture
def day(world: World) -> World:
    """NexSM24 with four people on the list."""
    bring(world)
    world.do(SYSTEM, "attendees.load", people=PEOPLE)
    return world


def desk(world: World, name: str = "dora", **more: Any) -> Actor:
    return world.person(name, "onsite", "desk", **more)


def id_of(world: World, name: str) -> str:
    return next(row.id for row in world.table.all("attendee") if row["name"].startswith(name))


def code(world: World, name: str) -> str:
    """What is printed on the newest ticket of somebody."""
    id = id_of(world, name)
    return attendee_code("", world.slug, id, world.row("attendee", id)["issue"])


def scan(world: World, who: Actor, secret: str | None, **args: Any) -> dict[str, Any]:
    args = {"nonce": f"n{next(NONCES)}", "secret": secret} | args
    return world.do(who, "checkin.redeem", **{k: v for k, v in args.items() if v is not None}).result


def refuses(world: World, who: Actor, reason: str, name: str, /, **args: Any) -> None:
    with pytest.raises(Refusal) as refused:
        world.do(who, name, **args)
    assert refused.value.code == reason


def counts(world: World) -> dict[str, int]:
    row = world.table.get("checkin_count", world.slug)
    return dict(row.fields) if row else {"onsite": 0, "remote": 0}


def stand(world: World, name: str) -> dict[str, Any]:
    return world.row("attendance", id_of(world, name)).fields


def test_a_ticket_lets_in_once_and_then_says_when_where_and_by_whom(day: World) -> None:
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
def test_a_code_is_known_in_every_shape_that_a_scanner_types(day: World, shape: str) -> None:
    own = code(day, "Aylin")
    text = own.lower() if shape == "low" else shape.format(own)
    assert scan(day, desk(day), text)["status"] == "ok"


def test_tickets_of_another_system_are_known_by_what_they_say(day: World) -> None:
    assert scan(day, desk(day), "pretix-aylin")["person"]["name"] == "Aylin Díaz"
    assert "pretix-aylin" not in json.dumps([row.fields for row in day.table.state(frozenset({"desk"}))])


def test_reasons_are_those_of_pretix(day: World) -> None:
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


def test_the_same_scan_again_is_one_entry_with_the_same_answer(day: World) -> None:
    first = scan(day, desk(day), code(day, "Aylin"), nonce="same")
    for who in (desk(day), desk(day, "emil")):
        assert scan(day, who, code(day, "Aylin"), nonce="same") == first
    assert len(day.table.all("check")) == 1
    refuses(day, desk(day), "nonce_used", "checkin.redeem", nonce="same", secret=code(day, "Bo"))


def test_out_and_in_again(day: World) -> None:
    dora = desk(day)
    assert scan(day, dora, code(day, "Aylin"), type="exit")["status"] == "ok", "an exit is never refused"
    for type, n in (("entry", 1), ("exit", 0), ("entry", 1)):
        day.wall += MINUTE
        assert scan(day, dora, code(day, "Aylin"), type=type)["status"] == "ok"
        assert counts(day)["onsite"] == n


def test_a_room_is_left_by_entering_another_and_means_being_here(day: World) -> None:
    dora = desk(day)
    day.wall = NOON - 5 * MINUTE
    day.do(SYSTEM, "programme.advance")
    result = scan(day, dora, code(day, "Aylin"), room="raum-1")
    assert result["status"] == "ok" and result["place"]["n"] == 1 and counts(day)["onsite"] == 1
    assert day.row("headcount", "online-offline-1").fields == {"n": 1, "at": NOON - 5 * MINUTE, "by": "doors"}
    assert scan(day, dora, code(day, "Aylin"), room="raum-1")["reason"] == "already_redeemed"
    day.wall += MINUTE
    assert scan(day, dora, code(day, "Aylin"), room="raum-2")["status"] == "ok"
    assert day.row("headcount", "online-offline-1")["n"] == 0 and day.row("headcount", "community-building-1")["n"] == 1
    assert counts(day)["onsite"] == 1
    day.wall += MINUTE
    scan(day, dora, code(day, "Aylin"), room="raum-2", type="exit")
    assert stand(day, "Aylin")["state"] == "in" and day.row("headcount", "community-building-1")["n"] == 0


def test_the_next_workshop_in_a_room_is_another_place(day: World) -> None:
    dora = desk(day)
    day.wall = NOON
    day.do(SYSTEM, "programme.advance")
    scan(day, dora, code(day, "Aylin"), room="raum-1")
    day.wall = NOON + 125 * MINUTE
    day.do(SYSTEM, "programme.advance")
    assert scan(day, dora, code(day, "Aylin"), room="raum-1")["status"] == "ok"
    assert (day.row("headcount", "online-offline-1")["n"], day.row("headcount", "online-offline-2")["n"]) == (1, 1)


def test_a_full_room_is_said_and_nobody_is_kept_out(day: World) -> None:
    moderator = day.person("mo", "onsite", "moderator")
    day.wall = NOON
    day.do(SYSTEM, "programme.advance")
    day.do(moderator, "slot.change", id="online-offline-1", capacity=1)
    assert scan(day, desk(day), code(day, "Aylin"), room="raum-1")["place"] == {"n": 1, "capacity": 1, "full": False}
    second = scan(day, desk(day), code(day, "Bo"), room="raum-1")
    assert (second["status"], second["place"]) == ("ok", {"n": 2, "capacity": 1, "full": True})


def test_undo_is_a_new_event_by_the_same_desk_for_a_while_by_a_supervisor_for_ever(day: World) -> None:
    dora, emil = desk(day, steward=True), desk(day, "emil", steward=True)
    scan(day, dora, code(day, "Aylin"), nonce="one")
    refuses(day, emil, "annul_late", "checkin.annul", nonce="one")
    day.do(dora, "checkin.annul", nonce="one")
    assert counts(day)["onsite"] == 0 and stand(day, "Aylin")["state"] == "out"
    assert day.row("check", "one")["status"] == "ok", "it stays in the log"
    assert [row["of"] for row in day.table.all("check") if row["type"] == "annul"] == ["one"]
    v = day.table.v
    day.do(dora, "checkin.annul", nonce="one")
    assert day.table.v == v
    assert scan(day, dora, code(day, "Aylin"), nonce="one")["status"] == "ok" and counts(day)["onsite"] == 0, (
        "late news"
    )
    scan(day, dora, code(day, "Aylin"), nonce="two")
    day.wall += 16 * MINUTE
    refuses(day, dora, "annul_late", "checkin.annul", nonce="two")
    day.do(desk(day, "sup"), "checkin.annul", nonce="two")
    assert counts(day)["onsite"] == 0


def test_what_waited_without_network_lets_in_whatever_it_says_and_is_listed(day: World) -> None:
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


def test_who_was_let_in_because_the_refusal_came_too_late_is_in(day: World) -> None:
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


def test_late_news_of_an_earlier_entry_throws_nobody_out_and_lets_nobody_in_again(day: World) -> None:
    dora = desk(day)
    day.wall = START + 20 * MINUTE
    scan(day, dora, code(day, "Aylin"))
    day.wall += MINUTE
    scan(day, dora, code(day, "Aylin"), type="exit")
    scan(day, dora, code(day, "Aylin"), offline=True, at=START + 5 * MINUTE)
    assert stand(day, "Aylin")["state"] == "out" and stand(day, "Aylin")["first"] == START + 5 * MINUTE
    day.wall += MINUTE
    scan(day, dora, code(day, "Aylin"))
    scan(day, dora, code(day, "Aylin"), type="exit", offline=True, at=START + 6 * MINUTE)
    assert stand(day, "Aylin")["state"] == "in"


def test_a_group_comes_in_by_one_ticket(day: World) -> None:
    dora = desk(day)
    first = scan(day, dora, code(day, "Aylin"))
    assert first["group"] == 1
    done = day.do(dora, "checkin.group", nonce="g", secret=code(day, "Aylin")).result
    assert done["ids"] == [id_of(day, "Bo")] and counts(day)["onsite"] == 2
    day.do(dora, "checkin.group", nonce="g", secret=code(day, "Aylin"))
    assert counts(day)["onsite"] == 2 and len(day.table.all("check")) == 2


def test_a_question_is_asked_once_and_never_of_those_who_waited(day: World) -> None:
    organiser, dora = day.person("org", "onsite", "organiser"), desk(day)
    day.do(organiser, "registration.set", consent="May we take pictures?")
    asked = scan(day, dora, code(day, "Aylin"), nonce="q")
    assert (asked["status"], asked["reason"]) == ("incomplete", "incomplete")
    assert asked["questions"] == [{"id": "consent", "question": "May we take pictures?"}] and counts(day)["onsite"] == 0
    assert scan(day, dora, code(day, "Aylin"), nonce="q", consent=False)["status"] == "ok"
    assert day.row("attendee", id_of(day, "Aylin"))["consent"] is False
    assert scan(day, dora, code(day, "Bo"), offline=True)["status"] == "ok"


def test_stewards_scan_and_nothing_else(day: World) -> None:
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


def test_on_ones_own_phone_with_a_ticket(day: World) -> None:
    aylin = id_of(day, "Aylin")
    phone, other = day.person("a", attendee=aylin), day.person("b", attendee=aylin)
    assert day.do(phone, "checkin.self").result == {"in": True, "room": None}
    day.do(other, "checkin.self")
    assert counts(day) == {"onsite": 1, "remote": 0} and len(day.table.all("check")) == 1
    refuses(day, day.person("nobody"), "no_ticket", "checkin.self")
    remote = day.person("d", "remote", attendee=id_of(day, "Дарья"))
    day.do(remote, "checkin.self")
    assert counts(day) == {"onsite": 1, "remote": 1}
    refuses(day, day.person("c", attendee=id_of(day, "Cem")), "ask_desk", "checkin.self")


def test_nothing_stored_joins_a_phone_and_a_person(day: World) -> None:
    aylin = id_of(day, "Aylin")
    day.do(day.person("a", attendee=aylin), "checkin.self", cid="on-the-phone")
    keys = {key.decode(): day.store.client.type(key) for key in day.store.client.scan_iter(f"*{day.slug}*")}
    dump = {key: str(day.store.client.dump(key)) for key in keys}
    assert any(aylin in text for text in dump.values()), "there is something to join"
    assert not any("pid-a" in key or "pid-a" in text for key, text in dump.items())


def test_without_a_list_everybody_counts_once(world: World) -> None:
    bring(world)
    for name, mode in (("a", "onsite"), ("a", "onsite"), ("b", "remote"), ("c", "onsite")):
        world.do(world.person(name, mode), "checkin.self")
    assert counts(world) == {"onsite": 2, "remote": 1}
    world.do(world.person("b", "onsite"), "checkin.self")
    world.do(world.person("c"), "checkin.self", type="exit")
    assert counts(world) == {"onsite": 2, "remote": 0}
    assert not world.table.all("check") and not world.table.all("attendee")


def test_rooms_without_a_list(world: World) -> None:
    bring(world)
    world.wall = NOON
    world.do(SYSTEM, "programme.advance")
    anna = world.person("anna")
    world.do(anna, "checkin.self", room="raum-1")
    world.do(anna, "checkin.self", room="raum-2", left="raum-1")
    assert (world.row("headcount", "online-offline-1")["n"], world.row("headcount", "community-building-1")["n"]) == (
        0,
        1,
    )


def test_who_comes_without_being_expected(day: World) -> None:
    made = day.do(desk(day, steward=True), "attendee.add", name="Zoë Walk", org="Presse", nonce="w").result
    assert counts(day)["onsite"] == 1
    assert scan(day, desk(day), attendee_code("", day.slug, made["id"], 0))["reason"] == "already_redeemed"


def test_who_was_noted_without_network_came_when_they_came(day: World) -> None:
    day.wall = START + 60 * MINUTE
    day.do(desk(day), "checkin.group", nonce="g", attendee=id_of(day, "Aylin"), at=START + MINUTE)
    day.do(desk(day), "attendee.add", name="Zoë Walk", nonce="w", at=START)
    day.do(desk(day), "attendee.add", name="Ada Walk", nonce="v", at=START + 90 * MINUTE)
    came = [stand(day, name)["at"] - START for name in ("Aylin", "Bo", "Zoë", "Ada")]
    assert came == [MINUTE, MINUTE, 0, 60 * MINUTE]


def test_a_list_that_comes_again_updates_by_key_and_keeps_everything(day: World) -> None:
    scan(day, desk(day), code(day, "Aylin"))
    before = code(day, "Aylin")
    changed = [PEOPLE[0] | {"name": "Aylin Diaz-Meier"}, PEOPLE[1], {"key": "p9", "name": "New Person"}]
    told = day.do(SYSTEM, "attendees.load", people=changed).result
    assert told == {"added": 1, "changed": 1, "same": 1}
    assert code(day, "Aylin") == before and stand(day, "Aylin")["state"] == "in"
    refuses(
        day,
        SYSTEM,
        "code_twice",
        "attendees.load",
        people=[{"key": "p8", "name": "X", "marks": [code_hash("pretix-cem")]}],
    )
    refuses(day, SYSTEM, "bad_args", "attendees.load", people=[{"key": "a", "name": "X"}, {"key": "a", "name": "Y"}])
    refuses(day, SYSTEM, "empty", "attendees.load", people=[{"key": "a", "name": " \u202e "}])


def test_the_list_is_forgotten_and_the_numbers_stay(day: World) -> None:
    scan(day, desk(day), code(day, "Aylin"))
    printed = code(day, "Aylin")
    organiser = day.person("org", "onsite", "organiser")
    assert day.do(organiser, "attendees.forget").result == {"left": 0}
    assert counts(day)["onsite"] == 1 and not any(row["name"] for row in day.table.all("attendee"))
    assert not [row for row in day.table.state(frozenset({"desk"})) if row.kind == "attendee"]
    assert scan(day, desk(day), printed)["reason"] == "invalid"


def test_the_list_is_kept_as_long_as_was_said(day: World) -> None:
    organiser, days = day.person("org", "onsite", "organiser"), 24 * 60 * MINUTE
    end = day.row("event", day.slug)["end"]
    assert not outlived(day.table, end + 29 * days) and outlived(day.table, end + 30 * days)
    day.do(organiser, "registration.set", keep=7)
    assert outlived(day.table, end + 7 * days)
    day.do(organiser, "registration.set", keep=0)
    assert not outlived(day.table, end + 1000 * days)
    refuses(day, organiser, "bad_args", "registration.set", keep=-1)
    day.do(organiser, "registration.set", keep=7)
    day.do(SYSTEM, "attendees.forget")
    assert not outlived(day.table, end + 7 * days)


def test_names_stay_at_the_desk(day: World) -> None:
    scan(day, desk(day), code(day, "Aylin"))
    assert "Aylin" in str(day.view("desk"))
    for viewer in ("stage", "all", "team", *day.people):
        assert "Aylin" not in str(day.view(viewer)) and "Solidarnetz" not in str(day.view(viewer))
    remembered = [str(day.store.client.get(key)) for key in day.store.client.scan_iter("*:done:*")]
    assert remembered and not any("Aylin" in answer for answer in remembered)


def test_scanned_leaves_other_codes_as_they_are() -> None:
    assert scanned("kJ8sdf-KLjs") == "kJ8sdf-KLjs"
    assert code_hash("a") != code_hash("b") and len(code_hash("a")) == 32 and digest("a") != code_hash("a")


STEP = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["entry", "exit"]),
        "room": st.sampled_from([None, "a", "b"]),
        "slot": st.none(),
        "mode": st.sampled_from(["onsite", "remote"]),
        "at": st.integers(0, 50),
    }
)


@given(st.lists(STEP, max_size=8))
def test_who_is_in_no_room_unless_they_are_here(steps: list[dict[str, Any]]) -> None:
    now = folded(sorted(steps, key=lambda s: s["at"]))
    assert now["state"] == "in" or now["room"] is None
    assert (now["first"] is None) == (not any(s["type"] == "entry" for s in steps))


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_order_and_number_of_deliveries_ends_alike(day_again: Any, data: st.DataObject) -> None:
    """Offline scans that arrive twice and out of order lead to where they lead in order."""
    ends = []
    steps = [(f"s{n}", t, n) for n, t in enumerate(data.draw(st.lists(st.sampled_from(["entry", "exit"]), max_size=5)))]
    for order in (steps, data.draw(st.permutations(steps + steps[:2]))):
        world = day_again()
        try:
            for nonce, type, n in order:
                scan(world, desk(world), code(world, "Aylin"), nonce=nonce, type=type, offline=True, at=START - 50 + n)
            row = world.table.get("attendance", id_of(world, "Aylin"))
            ends.append((row["state"], row["first"], len(world.table.all("check"))) if row else None)
            assert counts(world)["onsite"] == (1 if row and row["state"] == "in" else 0)
        finally:
            world.close()
    assert ends[0] == ends[1]


@pytest.fixture
def day_again(store: Any) -> Any:
    def fresh() -> World:
        world = World(store)
        bring(world)
        world.do(SYSTEM, "attendees.load", people=PEOPLE)
        return world

    return fresh
