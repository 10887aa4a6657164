"""Random polls with kill -9 in the middle of a ballot or of a close, two processes and the clock, against plain Python."""

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

from companion.commands.ballot_keys import OVER, BallotKeys
from companion.commands.commands import Answer, Commands
from companion.core.actors import SYSTEM, Actor
from companion.core.errors import Refusal
from companion.core.small_numbers import FEW
from companion.rules.polls.counting import due_steps
from companion.rules.polls.run import due_polls
from companion.store.replica import Replica
from companion.store.store import Store
from tests.faults.event import EVENT, OPTIONS, PANEL
from tests.support.event.fixture import EventFixture
from tests.support.valkey import Valkey

PEOPLE = {"amal": "onsite", "ben": "remote", "cem": "onsite", "dan": "onsite", "eva": "remote", "fay": "onsite"}
GRACE_S, COUNTDOWN_S = 10, 20
NUMBERS = itertools.count(1)
ROUNDS = int(os.environ.get("ROUNDS", "10"))


class Poll:
    """What should be the case with one poll."""

    def __init__(self) -> None:
        self.state = "draft"
        self.chosen: dict[str, str] = {}
        self.closed: int | None = None
        self.ends: int | None = None

    def code(self, name: str, now: int) -> str | None:
        """The refusal that a ballot meets, or None."""
        if self.state == "draft":
            return "not_found"
        end = self.closed if self.closed is not None else self.ends
        grace = GRACE_S * 1000 if PEOPLE[name] == "remote" else 0
        return "poll_closed" if self.state == "closed" or (end is not None and now > end + grace) else None


class Voting(RuleBasedStateMachine):
    """Two processes and a clock on one store and one folder of keys."""

    server: Valkey
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.store = Store(self.server.url)
        self.keys = self.folder / f"keys-{next(NUMBERS)}"
        self.event = EventFixture(self.store, f"voting-{next(NUMBERS)}", keys=self.keys)
        self.event.put({f"event/{self.event.slug}": EVENT, "session/p": PANEL})
        self.others = [Replica(self.store) for _ in range(2)]
        self.doors = [self.event.commands, *(self._door(replica) for replica in self.others)]
        self.polls: dict[str, Poll] = {}
        self.answered: dict[str, tuple[Actor, dict[str, Any], Answer]] = {}
        self.cids = 0

    def _door(self, replica: Replica) -> Commands:
        return Commands(self.store, replica, wall=lambda: self.event.wall, keys=self.keys)

    @property
    def clock(self) -> Commands:
        """The third process: it only does what is due."""
        return self.doors[2]

    def run(self, who: Actor, do: str, door: int, **args: Any) -> Answer:
        self.cids += 1
        answer = self.doors[door].run(self.event.slug, who, do, f"c{self.cids}", args)
        if do == "poll.vote":
            self.answered[f"c{self.cids}"] = (who, args, answer)
        return answer

    def pick(self, number: int) -> str:
        return list(self.polls)[number % len(self.polls)]  # ids differ from run to run, their order does not

    def vote(self, name: str, id: str, choice: str, door: int) -> None:
        poll = self.polls[id]
        code = poll.code(name, self.event.wall)
        try:
            self.run(self.event.person(name, PEOPLE[name]), "poll.vote", door, id=id, choice=choice)
        except Refusal as refusal:
            assert refusal.code == code, (refusal.code, code)
        else:
            assert code is None, code
            poll.chosen[name] = choice

    def close(self, id: str, door: int) -> None:
        poll = self.polls[id]
        if poll.state == "draft":
            return
        self.run(SYSTEM, "poll.close", door, id=id)
        if poll.state == "open":
            poll.state, poll.closed = "closing", self.event.wall

    # rules

    @precondition(lambda self: len(self.polls) < 3)
    @rule(countdown=st.booleans())
    def opened(self, countdown: bool) -> None:
        made = {"session": "p", "kind": "single", "title": {"de": "?"}, "options": OPTIONS, "grace": GRACE_S}
        id = self.run(SYSTEM, "poll.create", 0, **made).result["id"]
        self.run(SYSTEM, "poll.open", 0, id=id, **({"seconds": COUNTDOWN_S} if countdown else {}))
        self.polls[id] = Poll()
        self.polls[id].state = "open"
        self.polls[id].ends = self.event.wall + COUNTDOWN_S * 1000 if countdown else None

    @precondition(lambda self: self.polls)
    @rule(
        name=st.sampled_from(sorted(PEOPLE)), choice=st.sampled_from("abc"), door=st.integers(0, 1), n=st.integers(0, 9)
    )
    def votes(self, name: str, choice: str, door: int, n: int) -> None:
        self.vote(name, self.pick(n), choice, door)

    @precondition(lambda self: self.polls)
    @rule(door=st.integers(0, 1), n=st.integers(0, 9))
    def closed_by_hand(self, door: int, n: int) -> None:
        self.close(self.pick(n), door)

    @precondition(lambda self: self.polls)
    @rule(door=st.integers(0, 1), n=st.integers(0, 9))
    def reopened(self, door: int, n: int) -> None:
        poll = self.polls[self.pick(n)]
        if poll.state == "closing":
            self.run(SYSTEM, "poll.reopen", door, id=self.pick(n))
            poll.state, poll.closed, poll.ends = "open", None, None

    @precondition(lambda self: self.polls)
    @rule(door=st.integers(0, 1), n=st.integers(0, 9))
    def reset(self, door: int, n: int) -> None:
        id = self.pick(n)
        if self.polls[id].state != "draft":
            self.run(SYSTEM, "poll.reset", door, id=id)
            self.answered = {cid: kept for cid, kept in self.answered.items() if kept[1]["id"] != id}
            self.polls[id] = Poll()
            self.run(SYSTEM, "poll.open", door, id=id)
            self.polls[id].state = "open"

    @rule(seconds=st.integers(1, 15))
    def time_passes(self, seconds: int) -> None:
        self.event.wall += seconds * 1000
        follower = self.others[1].follower(self.event.slug)
        follower.catch_up()
        for row, command in due_polls(follower.table, self.event.wall):
            self.clock.run(self.event.slug, SYSTEM, command, f"clock-{row.id}-{row.v}", {"id": row.id})
            poll = self.polls[row.id]
            if command == "poll.close":
                poll.state, poll.closed = "closing", self.event.wall
            else:
                poll.state = "closed"
        for row in due_steps(follower.table, self.event.wall):
            self.clock.run(self.event.slug, SYSTEM, "poll.step", f"step-{row.id}-{follower.table.v}", {"id": row.id})
        self.clock.ballot_box.forget_keys(self.event.slug)

    @precondition(lambda self: self.answered)
    @rule(door=st.integers(0, 1), n=st.integers(0, 99))
    def repeated(self, door: int, n: int) -> None:
        cid = list(self.answered)[n % len(self.answered)]
        who, args, first = self.answered[cid]
        assert self.doors[door].run(self.event.slug, who, "poll.vote", cid, args) == first

    @precondition(lambda self: self.polls)
    @rule(
        name=st.sampled_from([*PEOPLE, ""]), choice=st.sampled_from("abc"), door=st.integers(0, 1),
        n=st.integers(0, 9), after_us=st.integers(0, 1500),
    )  # fmt: skip
    def crash_in_the_middle(self, name: str, choice: str, door: int, n: int, after_us: int) -> None:
        id = self.pick(n)
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            command = pool.submit(self.vote, name, id, choice, door) if name else pool.submit(self.close, id, door)
            time.sleep(after_us / 1e6)  # somewhere between the decision and the reply
            self.server.kill()
            self.server.start()
            command.result(10)

    def sizes(self, *names: str) -> list[int]:
        """How many are in these sets."""
        return [self.store.client.scard(f"{{{self.event.slug}}}:s:{name}") for name in names]

    # what must hold

    @invariant()
    def every_ballot_counts_once(self) -> None:
        rows = {(row.kind, row.id): row.fields for row in self.store.snapshot(self.event.slug)[2]}
        for id, poll in self.polls.items():
            assert rows["poll", id]["state"] == poll.state
            n = len(poll.chosen)
            count = {option: list(poll.chosen.values()).count(option) for option in "abc"}
            if poll.state != "closed":
                assert self.sizes(f"bal.{id}", *(f"b.{id}.{option}" for option in "abc")) == [n, *count.values()]
                continue
            told = n >= FEW
            groups = {"onsite": None, "remote": None}  # one of them is always small here
            expected = {"ballots": n if told else None, "abstained": 0 if told else None}
            assert rows["turnout", id] == expected | groups
            assert rows["tally", id] == {"n": count if told else None, "of": n if told else None} | groups

    @invariant()
    def a_key_lives_as_long_as_its_poll(self) -> None:
        states = {row.id: row["state"] for row in self.store.snapshot(self.event.slug)[2] if row.kind == "poll"}
        kept = {path.name.split(".")[1] for path in self.keys.glob("*.key")} if self.keys.exists() else set()
        for id, poll in self.polls.items():
            assert id in kept or not poll.chosen or states[id] in OVER, "a key in use is gone"
        self.clock.ballot_box.forget_keys(self.event.slug)  # what a killed process had no time for, the clock does
        left = {path.name.split(".")[1] for path in self.keys.glob("*.key")} if self.keys.exists() else set()
        assert not {id for id, state in states.items() if state in OVER} & left

    @invariant()
    def every_viewer_comes_to_it_from_wherever_it_was(self) -> None:
        self.event.every_audience.check()
        self.event.every_audience.snapshot()

    def teardown(self) -> None:
        for replica in self.others:
            replica.close()
        self.event.close()
        self.store.close()


def test_polls_with_crashes(tmp_path: Path) -> None:
    Voting.server, Voting.folder = Valkey(tmp_path), tmp_path
    limits = settings(
        max_examples=2 * ROUNDS, stateful_step_count=20, deadline=None, derandomize=ROUNDS == 10, print_blob=True
    )
    try:
        run_state_machine_as_test(Voting, settings=limits)
    finally:
        Voting.server.stop()


def test_a_key_that_was_destroyed_is_not_what_counts(tmp_path: Path) -> None:
    """The machine's second invariant would notice: without its key, a voter is another one."""
    store = Valkey(tmp_path)
    event = EventFixture(Store(store.url), keys=tmp_path / "keys")
    try:
        event.put({f"event/{event.slug}": EVENT, "session/p": PANEL})
        made = {"session": "p", "kind": "single", "title": {"de": "?"}, "options": OPTIONS}
        id = event.do(SYSTEM, "poll.create", **made).result["id"]
        event.do(SYSTEM, "poll.open", id=id)
        for _ in range(2):
            event.do(event.person("amal"), "poll.vote", id=id, choice="a")
            for path in (tmp_path / "keys").glob("*.key"):
                path.unlink()
        assert event.store.client.scard(f"{{{event.slug}}}:s:bal.{id}") == 2
        assert BallotKeys(tmp_path / "keys").tokens(event.slug, event.row("poll", id), [event.person("amal")])[0]
    finally:
        event.close()
        store.stop()
