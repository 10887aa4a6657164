"""Sign-up: places, waiting lists, one place a round, the same workshop twice; also by two processes at once."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from companion.commands.commands import Commands
from companion.core.actors import Actor
from companion.core.errors import Refusal
from companion.core.ids import digest
from companion.store.replica import Replica
from companion.store.store import Store
from tests.rules.programme.scene import bring, edited, moderator, refuses
from tests.support.event.fixture import EventFixture

A, B, C = "online-offline-1", "community-building-1", "krisenzeiten-1"
A2 = "online-offline-2"


def organiser(event: EventFixture) -> Actor:
    return event.person("org", "onsite", "organiser")


@pytest.fixture
def day(event: EventFixture) -> EventFixture:
    """NexSM24 with open sign-up and two places in the room for the first workshop, one remotely."""
    bring(event)
    event.do(organiser(event), "signup.switch", open=True)
    event.do(moderator(event), "slot.change", id=A, capacity=2, capacity_remote=1)
    return event


def take(event: EventFixture, name: str, slot: str = A, mode: str = "onsite", **more: Any) -> str:
    return str(event.do(event.person(name, mode), "signup.take", id=slot, **more, changes=None).result["state"])


def mine(event: EventFixture, name: str, slot: str = A) -> str:
    row = event.table.get("signup", digest(slot, f"pid-{name}"))
    return row["state"] if row else "none"


def counts(event: EventFixture, slot: str = A) -> tuple[int, int, int]:
    row = event.row("team_signups", slot)
    return row["onsite"], row["remote"], row["waiting"]


def test_places_then_a_waiting_list_apart_for_room_and_remote(day: EventFixture) -> None:
    assert [take(day, name) for name in ("ada", "ben", "cem", "dia")] == ["in", "in", "waiting", "waiting"]
    assert [take(day, name, mode="remote") for name in ("eva", "fin")] == ["in", "waiting"]
    assert counts(day) == (2, 1, 3)
    seen = day.rows("pid-cem")
    assert [fields["state"] for (kind, _), fields in seen.items() if kind == "signup"] == ["waiting"]
    assert not any(kind == "signup" for kind, _ in day.rows("team"))
    assert take(day, "ada") == "in" and counts(day) == (2, 1, 3)


def test_everybody_is_told_how_many_places_are_taken_and_not_by_which_group_while_one_is_small(
    day: EventFixture,
) -> None:
    day.do(moderator(day), "slot.change", id=A, capacity=6, capacity_remote=5)
    for name in "abcdef":
        take(day, name)
    for name in "pqrs":
        take(day, name, mode="remote")
    assert day.rows("stage")["signups", A] == {"taken": 10, "onsite": None, "remote": None, "waiting": None}
    version = day.row("signups", A).v
    take(day, "g")
    assert mine(day, "g") == "waiting" and day.row("signups", A).v == version, "who waits is of a group that is full"
    take(day, "t", mode="remote")
    assert day.rows("stage")["signups", A] == {"taken": 11, "onsite": 6, "remote": 5, "waiting": None}
    for name in "hijk":
        take(day, name)
    assert day.rows("stage")["signups", A]["waiting"] == 5 and counts(day) == (6, 5, 5)
    day.do(day.person("h"), "signup.leave", id=A)
    assert day.rows("stage")["signups", A]["waiting"] is None


def test_who_waits_longest_gets_a_free_place(day: EventFixture) -> None:
    for name in ("ada", "ben", "cem", "dia"):
        take(day, name)
    day.do(day.person("cem"), "signup.leave", id=A)
    take(day, "cem")  # waits anew, behind dia
    day.do(day.person("ada"), "signup.leave", id=A)
    assert (mine(day, "dia"), mine(day, "cem"), mine(day, "ada")) == ("in", "waiting", "out")
    assert counts(day) == (2, 0, 1)


def test_one_place_a_round_given_up_when_the_wanted_one_is_free(day: EventFixture) -> None:
    take(day, "ada")
    take(day, "ben")
    take(day, "cem", B)
    take(day, "cem")
    assert (mine(day, "cem", B), mine(day, "cem")) == ("in", "waiting"), "who waits keeps the place"
    take(day, "ada", C)
    assert (mine(day, "ada"), mine(day, "cem"), mine(day, "cem", B)) == ("out", "in", "out")
    assert (counts(day), counts(day, B), counts(day, C)) == ((2, 0, 0), (0, 0, 0), (1, 0, 0))


def test_the_same_workshop_twice_is_asked_about(day: EventFixture) -> None:
    take(day, "ada")
    with refuses("same_workshop"):
        take(day, "ada", A2)
    assert take(day, "ada", A2, again=True) == "in"
    assert mine(day, "ada") == "in", "another round is another place"


def test_more_room_is_given_to_those_who_wait(day: EventFixture) -> None:
    for name in ("ada", "ben", "cem", "dia"):
        take(day, name)
    day.do(moderator(day), "slot.change", id=A, capacity=3)
    assert (mine(day, "cem"), mine(day, "dia"), counts(day)) == ("in", "waiting", (3, 0, 1))
    day.do(moderator(day), "slot.change", id=A, capacity=0)
    assert (mine(day, "dia"), counts(day)) == ("in", (4, 0, 0))


def test_places_survive_the_programme_coming_again(day: EventFixture) -> None:
    for name in ("ada", "ben", "cem"):
        take(day, name)
    text = edited(
        ("title: Keynote\n", "title: Zweite Keynote\n"),
        ("    round: 1\n", "    round: 1\n    slots: [{workshop: online-offline, room: raum-1, capacity: 3}]\n"),
    )
    bring(day, text)
    assert (mine(day, "ada"), mine(day, "cem"), counts(day)) == ("in", "in", (3, 0, 0))
    assert day.row("slot", B)["state"] == "cancelled"


def test_it_can_be_switched_off(day: EventFixture) -> None:
    take(day, "ada")
    day.do(organiser(day), "signup.switch", open=False)
    with refuses("signup_closed"):
        take(day, "ben")
    day.do(day.person("ada"), "signup.leave", id=A)
    assert counts(day) == (0, 0, 0)
    with refuses("not_allowed"):
        day.do(moderator(day).__class__("pid-x", "onsite", frozenset({"attendee"})), "signup.switch", open=True)


def test_two_processes_never_give_a_place_twice(day: EventFixture) -> None:
    doors = [day.commands, Commands(day.store, Replica(day.store), wall=lambda: day.wall)]
    failures: list[str] = []

    def one(n: int) -> None:
        who = Actor(f"pid-p{n}", "onsite", frozenset({"attendee"}), came=True)
        for attempt in range(20):
            try:
                doors[n % 2].run(day.slug, who, "signup.take", f"cid-p{n}-{attempt}", {"id": A})
                return
            except Refusal as refusal:
                if refusal.code != "busy":
                    failures.append(refusal.code)
                    return

    threads = [threading.Thread(target=one, args=(n,)) for n in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert counts(day) == (2, 0, 22)
    states = Counter(row["state"] for row in day.table.all("signup"))
    assert states == {"in": 2, "waiting": 22}


class Places(RuleBasedStateMachine):
    """People come and go; nobody has two places in a round, no place is empty while somebody waits for it."""

    store: Store

    def __init__(self) -> None:
        super().__init__()
        self.event = EventFixture(self.store)
        bring(self.event)
        self.event.do(organiser(self.event), "signup.switch", open=True)
        self.limits: dict[str, int] = {}
        for slot in (A, B, A2):
            self.limit(slot, 1)

    def teardown(self) -> None:
        self.event.close()

    @rule(slot=st.sampled_from([A, B, A2]), n=st.integers(1, 3))
    def limit(self, slot: str, n: int) -> None:
        if n >= self.limits.get(slot, 0):
            self.event.do(moderator(self.event), "slot.change", id=slot, capacity=n, changes=None)
            self.limits[slot] = n

    @rule(name=st.sampled_from("uvwxyz"), slot=st.sampled_from([A, B, A2]))
    def take(self, name: str, slot: str) -> None:
        take(self.event, name, slot, again=True)

    @precondition(lambda self: self.event.table.all("signup"))
    @rule(name=st.sampled_from("uvwxyz"), slot=st.sampled_from([A, B, A2]))
    def leave(self, name: str, slot: str) -> None:
        self.event.do(self.event.person(name), "signup.leave", id=slot, changes=None)

    @invariant()
    def fair(self) -> None:
        table = self.event.table
        placed = [(row.to, row["slot"]) for row in table.all("signup") if row["state"] == "in"]
        waiting = Counter(row["slot"] for row in table.all("signup") if row["state"] == "waiting")
        taken = Counter(slot for _, slot in placed)
        rounds = Counter((to, self.event.row("slot", slot)["round"]) for to, slot in placed)
        assert all(n == 1 for n in rounds.values())
        for slot, limit in self.limits.items():
            assert taken[slot] <= limit
            assert not waiting[slot] or taken[slot] == limit
            shown = table.get("team_signups", slot)
            assert shown is None or (shown["onsite"], shown["waiting"]) == (taken[slot], waiting[slot])


@pytest.mark.slow
def test_places_stay_fair_whatever_people_do(store: Store) -> None:
    Places.store = store
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Places,
        settings=settings(
            max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
