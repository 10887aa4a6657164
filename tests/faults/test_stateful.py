"""Random histories with kill -9 of the store in the middle of a command, against a model in plain Python."""

from __future__ import annotations

import concurrent.futures
import itertools
import os
import time
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from companion.commands.commands import Answer, Commands
from companion.core.actors import Actor
from companion.core.errors import Refusal
from companion.core.owners import handle
from companion.store.replica import Replica
from companion.store.store import Store
from tests.faults.event import EVENT, PANEL
from tests.support.event.fixture import EventFixture
from tests.support.valkey import Valkey

PEOPLE = ("amal", "ben", "cem")
ON_SHOW = ("live", "answering", "answered")
NUMBERS = itertools.count(1)
ROUNDS = int(os.environ.get("ROUNDS", "10"))


class Model:
    """What should be the case: the state of each question, and who supports it."""

    def __init__(self) -> None:
        self.states: dict[str, str] = {}
        self.authors: dict[str, str] = {}
        self.up: dict[str, set[str]] = {}

    def code(self, who: str, do: str, id: str) -> str | None:
        """The refusal that a command meets, or None."""
        state = self.states[id]
        if do in ("upvote", "unvote"):
            return None if state in ON_SHOW else "not_found"
        if do == "withdraw":
            return None if self.authors[id] == who else "not_yours" if state in ON_SHOW else "not_found"
        return "wrong_state" if state == "withdrawn" or (do == "dismiss" and state == "answered") else None

    def apply(self, who: str, do: str, id: str) -> None:
        """Do what a command says."""
        if do in ("upvote", "unvote"):
            (self.up[id].add if do == "upvote" else self.up[id].discard)(who)
        elif do == "answer":
            self.states |= {other: "answered" for other, state in self.states.items() if state == "answering"}
            self.states[id] = "answering"
        else:
            self.states[id] = {"withdraw": "withdrawn", "dismiss": "dismissed", "restore": "live"}[do]


class Event(RuleBasedStateMachine):
    """Commands of two processes on one store, which is killed now and then."""

    server: Valkey

    def __init__(self) -> None:
        super().__init__()
        self.store = Store(self.server.url)
        self.event = EventFixture(self.store, f"history-{next(NUMBERS)}")
        rows: dict[str, Any] = {"session/p": PANEL, "qa/p": {"open": True, "moderated": False}}
        self.event.put({f"event/{self.event.slug}": EVENT, **rows})
        self.other = Replica(self.store)
        self.doors = [self.event.commands, Commands(self.store, self.other, wall=lambda: self.event.wall)]
        self.model = Model()
        self.answered: dict[str, tuple[Actor, str, dict[str, Any], Answer]] = {}
        self.cids = 0

    def actor(self, name: str) -> Actor:
        return self.event.person(name, ("onsite", "remote")[PEOPLE.index(name) % 2] if name in PEOPLE else "onsite")

    def run(self, name: str, do: str, door: int, **args: Any) -> Answer:
        who = self.actor(name) if name in PEOPLE else self.event.person(name, "onsite", "moderator")
        self.cids += 1
        cid = f"c{self.cids}"
        answer = self.doors[door].run(self.event.slug, who, f"question.{do}", cid, args)
        self.answered[cid] = (who, f"question.{do}", args, answer)
        return answer

    def expect(self, name: str, do: str, door: int, id: str) -> None:
        code = self.model.code(name, do, id)
        try:
            self.run(name, do, door, id=id)
        except Refusal as refusal:
            assert refusal.code == code, (do, refusal.code, code)
        else:
            assert code is None, (do, code)
            self.model.apply(name, do, id)

    def pick(self, number: int) -> str:
        return sorted(self.model.states)[number % len(self.model.states)]

    # rules

    @rule(name=st.sampled_from(PEOPLE), door=st.integers(0, 1))
    def ask(self, name: str, door: int) -> None:
        if sum(author == name for author in self.model.authors.values()) >= 6:
            return  # more are refused within a minute
        result = self.run(name, "ask", door, session="p", text=f"Frage {self.cids}?").result
        self.model.states[result["id"]] = result["state"]
        self.model.authors[result["id"]] = name
        self.model.up[result["id"]] = set()

    @precondition(lambda self: self.model.states)
    @rule(
        name=st.sampled_from(PEOPLE),
        do=st.sampled_from(["upvote", "upvote", "unvote", "withdraw"]),
        door=st.integers(0, 1),
        number=st.integers(0, 99),
    )
    def tap(self, name: str, do: str, door: int, number: int) -> None:
        self.expect(name, do, door, self.pick(number))

    @precondition(lambda self: self.model.states)
    @rule(do=st.sampled_from(["dismiss", "restore", "answer"]), door=st.integers(0, 1), number=st.integers(0, 99))
    def moderate(self, do: str, door: int, number: int) -> None:
        self.expect("mod", do, door, self.pick(number))

    @precondition(lambda self: self.answered)
    @rule(door=st.integers(0, 1), number=st.integers(0, 99))
    def repeat(self, door: int, number: int) -> None:
        cid = sorted(self.answered)[number % len(self.answered)]
        who, do, args, first = self.answered[cid]
        assert self.doors[door].run(self.event.slug, who, do, cid, args) == first

    @rule()
    def crash(self) -> None:
        self.server.kill()
        self.server.start()

    @precondition(lambda self: self.model.states)
    @rule(
        name=st.sampled_from(PEOPLE),
        do=st.sampled_from(["upvote", "unvote"]),
        door=st.integers(0, 1),
        number=st.integers(0, 99),
        after_us=st.integers(0, 1500),
    )
    def crash_in_the_middle(self, name: str, do: str, door: int, number: int, after_us: int) -> None:
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            command = pool.submit(self.expect, name, do, door, self.pick(number))
            time.sleep(after_us / 1e6)  # somewhere between the decision and the reply
            self.server.kill()
            self.server.start()
            command.result(10)

    # what must hold

    @invariant()
    def the_store_says_what_the_model_says(self) -> None:
        rows = {(row.kind, row.id): row.fields for row in self.store.snapshot(self.event.slug)[2]}
        found = {id: rows["question", id]["state"] for kind, id in rows if kind == "question"}
        assert found == self.model.states
        for id, up in self.model.up.items():
            assert rows["votes", id] == {"n": len(up), "onsite": None, "remote": None}, "the groups are small here"
            for name in PEOPLE:
                me = rows.get(
                    ("own_votes", handle(self.actor(name).pid, "support", rows["question", id]["session"])), {"up": []}
                )
                assert (id in me["up"]) == (name in up)

    @invariant()
    def every_viewer_comes_to_it_from_wherever_it_was(self) -> None:
        self.event.every_audience.check()
        self.event.every_audience.snapshot()

    def teardown(self) -> None:
        self.other.close()
        self.event.close()
        self.store.close()


def test_histories_with_crashes(tmp_path: Path) -> None:
    Event.server = Valkey(tmp_path)
    limits = settings(
        max_examples=2 * ROUNDS, stateful_step_count=20, deadline=None, derandomize=ROUNDS == 10, print_blob=True
    )
    try:
        run_state_machine_as_test(Event, settings=limits)
    finally:
        Event.server.stop()
