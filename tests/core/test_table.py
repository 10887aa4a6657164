"""The property that everything rests on, over random histories on the real store: old copy + changes = fresh copy."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from companion.core.audiences import SEES, person
from companion.core.commit import Commit, Sums
from companion.core.errors import Refusal
from companion.core.table import Row, Table
from companion.store.script import Decision
from companion.store.store import Store
from tests.support.event.copies import as_copy
from tests.support.event.fixture import NUMBERS

VIEWERS = {**SEES, "p1": SEES["all"] | {person("p1")}, "p2": SEES["all"] | {person("p2")}}
SHARED = st.sampled_from(["stage", "all", "team", "desk", ""])
IDS = st.sampled_from(["a", "b", "c", "d"])


class History(RuleBasedStateMachine):
    """Rows appear, change, and move between audiences; clients leave and come back at any version."""

    store: Store

    @initialize()
    def begin(self) -> None:
        self.slug = f"history-{next(NUMBERS)}"
        self.store.create(self.slug)
        self.table = Table(*self.store.snapshot(self.slug)[:2])
        self.copies: dict[str, list[tuple[int, dict[Any, Any]]]] = {viewer: [(0, {})] for viewer in VIEWERS}
        self.told: dict[str, set[tuple[str, str]]] = {viewer: set() for viewer in VIEWERS}
        self.ever: dict[str, set[tuple[str, str]]] = {viewer: set() for viewer in VIEWERS}
        self.commits = 0

    def commit(self, commit: Commit) -> None:
        self.commits += 1
        cid = f"c{self.commits}"
        self.store.apply(
            self.slug, commit, Decision(epoch=self.table.epoch, who="t", cid=cid, digest=cid, at=self.commits)
        )

    def follow(self) -> None:
        """One hub step: what came in since is applied, and clients may or may not be told of it."""
        from companion.store.replica import rows_of

        for v, pairs in self.store.entries(self.slug, self.table.v):
            self.table.apply(v, rows_of(pairs))
            for viewer, audiences in VIEWERS.items():
                self.ever[viewer] |= {(r.kind, r.id) for r in self.table.state(audiences)}

    @rule(id=IDS, to=SHARED, n=st.integers(0, 9))
    def put(self, id: str, to: str, n: int) -> None:
        self.commit(Commit().put("room", id, to, {"title": f"{n}", "order": n, "capacity": None}))
        self.follow()

    @rule(ids=st.sets(IDS, min_size=2), to=SHARED)
    def move_many(self, ids: set[str], to: str) -> None:
        commit = Commit()
        for id in sorted(ids):
            commit.put("room", id, to, {"title": "moved", "order": 0, "capacity": None})
        self.commit(commit)
        self.follow()

    @rule(id=IDS, who=st.sampled_from(["p1", "p2"]))
    def personal(self, id: str, who: str) -> None:
        self.commit(
            Commit().add(f"me.{who}", id).put("own_votes", who, person(who), {}, Sums(members={"up": f"me.{who}"}))
        )
        self.follow()

    @rule(viewer=st.sampled_from(sorted(VIEWERS)), back=st.integers(0, 50))
    def resume(self, viewer: str, back: int) -> None:
        """A client comes back at some version that it once had."""
        v, copy = self.copies[viewer][-1 - back % len(self.copies[viewer])]
        put, gone = self.table.since(v, VIEWERS[viewer])
        names = {(row.kind, row.id) for row in put} | set(gone)
        assert names <= self.ever[viewer], "an id was told that this audience never saw"
        new = {k: f for k, f in (copy | as_copy(put)).items() if k not in set(gone)}
        assert new == as_copy(self.table.state(VIEWERS[viewer]))
        self.copies[viewer].append((self.table.v, new))

    @rule(id=IDS)
    def hidden_change_is_silent(self, id: str) -> None:
        row = self.table.get("room", id)
        if row is None or row.to != "":
            return
        v = self.table.v
        self.commit(Commit().put("room", id, "", {"title": "secret", "order": 1, "capacity": None}))
        self.follow()
        assert all(self.table.since(v, audiences) == ([], []) for audiences in VIEWERS.values())

    @invariant()
    def same_as_a_fresh_table(self) -> None:
        epoch, v, rows = self.store.snapshot(self.slug)
        fresh = Table(epoch, v)
        fresh.load(rows)
        for audiences in VIEWERS.values():
            assert as_copy(fresh.state(audiences)) == as_copy(self.table.state(audiences))
            half = v // 2
            (put, gone), (same_put, same_gone) = (t.since(half, audiences) for t in (fresh, self.table))
            assert {row.wire for row in put} == {row.wire for row in same_put}
            assert set(gone) == set(same_gone)


def test_every_audience_converges_over_random_histories(store: Store) -> None:
    History.store = store
    quick = settings(max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(History, settings=quick)


def test_a_commit_that_does_not_fit_its_kind_never_reaches_the_store() -> None:
    with pytest.raises(ValueError, match="missing"):
        Commit().put("room", "a", "stage", {"title": "x"})
    with pytest.raises(ValueError, match="unknown"):
        Commit().put("room", "a", "stage", {"title": "x", "order": 1, "color": "red"})
    with pytest.raises(ValueError, match="bad row"):
        Commit().put("room", "a/b", "stage", {"title": "x", "order": 1, "capacity": None})
    with pytest.raises(ValueError, match="bad name"):
        Commit().add('up"', "x")


def test_a_row_does_not_move_between_a_person_and_shared_audiences() -> None:
    row = Row("own_votes", "p1", 1, person("p1"), {}, b'{"up":[]}')
    with pytest.raises(ValueError, match="rows of their own"):
        Commit().change(row, to="stage")


def test_refusal_codes_are_closed() -> None:
    with pytest.raises(AssertionError):
        Refusal("no_such_code")


def test_a_row_of_an_earlier_version_is_completed_when_it_changes() -> None:
    old = {"role": "desk", "room": None, "workshop": None, "label": None, "expires": None, "single": False}
    row = Row("link", "desk", 3, "desk", {}, json.dumps({**old, "revoked": False, "made": 1}).encode())
    written = json.loads(Commit().change(row, revoked=True).encode())["rows"][0]
    assert json.loads(written[2]) == {**old, "revoked": True, "made": 1, "steward": None, "maker": None}
