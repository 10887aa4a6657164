"""The script and the door to the store: idempotence, guards, sets and counts, batches, resets, restarts."""

from __future__ import annotations

import concurrent.futures
from pathlib import Path

import pytest

from companion.core.commit import Commit, Sums
from companion.core.errors import Refusal
from companion.store.client import StoreDown
from companion.store.script import Decision, Outcome
from companion.store.store import Store
from companion.store.upkeep import reset
from tests.support.event.fixture import EventFixture
from tests.support.valkey import Valkey

ROOM = {"title": "Raum", "order": 1, "capacity": None}


def apply(event: EventFixture, commit: Commit, cid: str, digest: str = "d", who: str = "p") -> Outcome:
    history = event.table.epoch.split("-")[0]
    return event.store.apply(event.slug, commit, Decision(epoch=history, who=who, cid=cid, digest=digest, at=5))


def test_the_same_command_has_one_effect_and_one_answer(event: EventFixture) -> None:
    first = apply(event, Commit({"id": "x"}).put("room", "r", "all", ROOM), "c1")
    second = apply(event, Commit({"id": "other"}).put("room", "r2", "all", ROOM), "c1")
    assert (second.v, second.at, second.result, second.again) == (first.v, 5, first.result, True)
    assert event.table.get("room", "r2") is None


def test_the_same_cid_with_other_content_is_refused(event: EventFixture) -> None:
    apply(event, Commit().put("room", "r", "all", ROOM), "c1")
    with pytest.raises(Refusal, match="cid_reused"):
        apply(event, Commit().put("room", "r", "all", ROOM), "c1", digest="other")


def test_cids_of_different_people_do_not_meet(event: EventFixture) -> None:
    apply(event, Commit().put("room", "r", "all", ROOM), "c1", who="one")
    assert not apply(event, Commit().put("room", "s", "all", ROOM), "c1", who="two").again


@pytest.mark.parametrize(
    "guard",
    [
        lambda c: c.absent("room", "r", "wrong_state"),
        lambda c: c.not_member("s", "a", "wrong_state"),
        lambda c: c.smaller("s", 1, "wrong_state"),
    ],
)
def test_a_failed_guard_refuses_and_leaves_no_trace(event: EventFixture, guard: object) -> None:
    apply(event, Commit().put("room", "r", "all", ROOM).add("s", "a"), "c1")
    before = event.store.snapshot(event.slug)
    commit = Commit().add("s", "b").put("room", "r2", "all", ROOM)
    guard(commit)  # type: ignore[operator]
    with pytest.raises(Refusal, match="wrong_state"):
        apply(event, commit, "c2")
    after = event.store.snapshot(event.slug)
    assert before[:2] == after[:2] and len(before[2]) == len(after[2])
    assert event.store.client.smembers(f"{{{event.slug}}}:s:s") == {b"a"}
    assert event.store.answered(event.slug, "p", "c2", "d") is None


def test_counts_come_from_the_sets_and_merge_as_a_union(event: EventFixture) -> None:
    commit = Commit().add("up.a", "p1").add("up.a", "p2").add("up.b", "p2")
    commit.put("votes", "a", "all", {"onsite": 0, "remote": 0}, Sums(counts={"n": ["up.a", "up.b"]}))
    apply(event, commit, "c1")
    assert event.row("votes", "a").fields == {"onsite": 0, "remote": 0, "n": 2}
    apply(event, Commit().remove("up.a", "p1").put("votes", "a", "all", {}, Sums(counts=_all("up.a"))), "c2")
    assert event.row("votes", "a").fields == {"n": 1, "onsite": 1, "remote": 1}


def test_members_are_listed_sorted_and_an_empty_list_stays_a_list(event: EventFixture) -> None:
    apply(
        event,
        Commit().add("me.p", "b").add("me.p", "a").put("own_votes", "p", "person:p", {}, Sums(members={"up": "me.p"})),
        "c1",
    )
    assert event.row("own_votes", "p").fields == {"up": ["a", "b"]}
    empty = (
        Commit()
        .remove("me.p", "b")
        .remove("me.p", "a")
        .put("own_votes", "p", "person:p", {}, Sums(members={"up": "me.p"}))
    )
    apply(event, empty, "c2")
    assert event.row("own_votes", "p").fields == {"up": []}


def test_a_rate_is_counted_only_for_what_took_effect(event: EventFixture) -> None:
    def room(n: int) -> Commit:
        return Commit().rate("rate:x", 2, 60).put("room", f"r{n}", "all", ROOM)

    apply(event, room(1), "c1")
    with pytest.raises(Refusal, match="wrong_state"):
        apply(event, room(2).absent("room", "r1", "wrong_state"), "c2")
    apply(event, room(3), "c3")
    with pytest.raises(Refusal, match="slow_down"):
        apply(event, room(4), "c4")


def test_a_decision_from_another_history_is_void(event: EventFixture) -> None:
    old = event.table.epoch.split("-")[0]
    reset(event.store, event.slug, frozenset(), Commit().put("room", "new", "all", ROOM))
    with pytest.raises(Refusal, match="stale"):
        event.store.apply(
            event.slug, Commit().put("room", "r", "all", ROOM), Decision(epoch=old, who="p", cid="c", digest="d", at=1)
        )


def test_a_reset_forgets_all_but_what_is_kept_and_every_follower_notices(event: EventFixture) -> None:
    apply(event, Commit().put("room", "old", "all", ROOM).add("s", "a"), "c1")
    apply(event, Commit().put("qmod", "keep", "team", {"original": "", "merges": [], "mode": None, "at": None}), "c2")
    before = event.table
    reset(event.store, event.slug, frozenset({"qmod"}), Commit().put("room", "new", "all", ROOM))
    after = event.table
    assert before.epoch != after.epoch and after.v > before.v
    assert [r.id for r in after.all("room")] == ["new"] and after.get("qmod", "keep")
    assert not list(event.store.client.scan_iter(f"{{{event.slug}}}:s:*"))


def test_many_threads_at_once_share_round_trips_and_lose_nothing(event: EventFixture) -> None:
    def tap(n: int) -> Outcome:
        commit = Commit().add("up.q", f"p{n}").put("votes", "q", "all", {}, Sums(counts=_all("up.q")))
        return apply(event, commit, f"c{n}", who=f"p{n}")

    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        outcomes = list(pool.map(tap, range(300)))
    assert sorted(o.v for o in outcomes) == list(range(1, 301))
    assert event.row("votes", "q")["n"] == 300


def test_the_table_survives_kill_9_and_a_restart_and_clients_are_told_to_reload(tmp_path: Path) -> None:
    server = Valkey(tmp_path)
    store = Store(server.url)
    event = EventFixture(store)
    try:
        apply(event, Commit().put("room", "r", "all", ROOM), "c1")
        before = event.table
        server.kill()
        with pytest.raises(StoreDown):
            apply(event, Commit().put("room", "s", "all", ROOM), "c2")
        server.start()
        follower = event.replica.follower(event.slug)
        follower.load()
        assert follower.table.get("room", "r") and follower.table.v == before.v
        assert follower.table.epoch != before.epoch
        assert apply(event, Commit().put("room", "s", "all", ROOM), "c2").v == before.v + 1
    finally:
        event.close()
        server.stop()


def test_a_trimmed_log_costs_a_follower_nothing(event: EventFixture) -> None:
    apply(event, Commit().put("room", "a", "all", ROOM), "c1")
    seen = event.table
    for n in range(5):
        apply(event, Commit().put("room", f"r{n}", "all", ROOM), f"d{n}")
    event.store.client.xtrim(f"{{{event.slug}}}:log", maxlen=1, approximate=False)
    assert event.table.v == 6 and len(event.table.all("room")) == 6
    assert event.table.epoch == seen.epoch


def _all(name: str) -> dict[str, list[str]]:
    return {"n": [name], "onsite": [name], "remote": [name]}
