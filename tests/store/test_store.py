"""The script and the door to the store: idempotence, guards, sets and counts, batches, resets, restarts."""

from __future__ import annotations

import concurrent.futures
from pathlib import Path

import pytest

from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.store.client import StoreDown
from companion.store.script import Decision, Outcome
from companion.store.store import Store
from companion.store.upkeep import reset
from tests.support.valkey import Valkey
from tests.support.world import World

ROOM = {"title": "Raum", "order": 1, "capacity": None}


def apply(world: World, commit: Commit, cid: str, digest: str = "d", who: str = "p") -> Outcome:
    history = world.table.epoch.split("-")[0]
    return world.store.apply(world.slug, commit, Decision(epoch=history, who=who, cid=cid, digest=digest, at=5))


def test_the_same_command_has_one_effect_and_one_answer(world: World) -> None:
    first = apply(world, Commit({"id": "x"}).put("room", "r", "all", ROOM), "c1")
    second = apply(world, Commit({"id": "other"}).put("room", "r2", "all", ROOM), "c1")
    assert (second.v, second.at, second.result, second.again) == (first.v, 5, first.result, True)
    assert world.table.get("room", "r2") is None


def test_the_same_cid_with_other_content_is_refused(world: World) -> None:
    apply(world, Commit().put("room", "r", "all", ROOM), "c1")
    with pytest.raises(Refusal, match="cid_reused"):
        apply(world, Commit().put("room", "r", "all", ROOM), "c1", digest="other")


def test_cids_of_different_people_do_not_meet(world: World) -> None:
    apply(world, Commit().put("room", "r", "all", ROOM), "c1", who="one")
    assert not apply(world, Commit().put("room", "s", "all", ROOM), "c1", who="two").again


@pytest.mark.parametrize(
    "guard",
    [
        lambda c: c.absent("room", "r", "wrong_state"),
        lambda c: c.not_member("s", "a", "wrong_state"),
        lambda c: c.smaller("s", 1, "wrong_state"),
    ],
)
def test_a_failed_guard_refuses_and_leaves_no_trace(world: World, guard: object) -> None:
    apply(world, Commit().put("room", "r", "all", ROOM).add("s", "a"), "c1")
    before = world.store.snapshot(world.slug)
    commit = Commit().add("s", "b").put("room", "r2", "all", ROOM)
    guard(commit)  # type: ignore[operator]
    with pytest.raises(Refusal, match="wrong_state"):
        apply(world, commit, "c2")
    after = world.store.snapshot(world.slug)
    assert before[:2] == after[:2] and len(before[2]) == len(after[2])
    assert world.store.client.smembers(f"{{{world.slug}}}:s:s") == {b"a"}
    assert world.store.answered(world.slug, "p", "c2", "d") is None


def test_counts_come_from_the_sets_and_merge_as_a_union(world: World) -> None:
    commit = Commit().add("up.a", "p1").add("up.a", "p2").add("up.b", "p2")
    commit.put("votes", "a", "all", {"onsite": 0, "remote": 0}, counts={"n": ["up.a", "up.b"]})
    apply(world, commit, "c1")
    assert world.row("votes", "a").fields == {"onsite": 0, "remote": 0, "n": 2}
    apply(world, Commit().remove("up.a", "p1").put("votes", "a", "all", {}, counts=_all("up.a")), "c2")
    assert world.row("votes", "a").fields == {"n": 1, "onsite": 1, "remote": 1}


def test_members_are_listed_sorted_and_an_empty_list_stays_a_list(world: World) -> None:
    apply(
        world,
        Commit().add("me.p", "b").add("me.p", "a").put("own_votes", "p", "person:p", {}, members={"up": "me.p"}),
        "c1",
    )
    assert world.row("own_votes", "p").fields == {"up": ["a", "b"]}
    empty = (
        Commit().remove("me.p", "b").remove("me.p", "a").put("own_votes", "p", "person:p", {}, members={"up": "me.p"})
    )
    apply(world, empty, "c2")
    assert world.row("own_votes", "p").fields == {"up": []}


def test_a_rate_is_counted_only_for_what_took_effect(world: World) -> None:
    def room(n: int) -> Commit:
        return Commit().rate("rate:x", 2, 60).put("room", f"r{n}", "all", ROOM)

    apply(world, room(1), "c1")
    with pytest.raises(Refusal, match="wrong_state"):
        apply(world, room(2).absent("room", "r1", "wrong_state"), "c2")
    apply(world, room(3), "c3")
    with pytest.raises(Refusal, match="slow_down"):
        apply(world, room(4), "c4")


def test_a_decision_from_another_history_is_void(world: World) -> None:
    old = world.table.epoch.split("-")[0]
    reset(world.store, world.slug, frozenset(), Commit().put("room", "new", "all", ROOM))
    with pytest.raises(Refusal, match="stale"):
        world.store.apply(
            world.slug, Commit().put("room", "r", "all", ROOM), Decision(epoch=old, who="p", cid="c", digest="d", at=1)
        )


def test_a_reset_forgets_all_but_what_is_kept_and_every_follower_notices(world: World) -> None:
    apply(world, Commit().put("room", "old", "all", ROOM).add("s", "a"), "c1")
    apply(world, Commit().put("qmod", "keep", "team", {"original": "", "merges": []}), "c2")
    before = world.table
    reset(world.store, world.slug, frozenset({"qmod"}), Commit().put("room", "new", "all", ROOM))
    after = world.table
    assert before.epoch != after.epoch and after.v > before.v
    assert [r.id for r in after.all("room")] == ["new"] and after.get("qmod", "keep")
    assert not list(world.store.client.scan_iter(f"{{{world.slug}}}:s:*"))


def test_many_threads_at_once_share_round_trips_and_lose_nothing(world: World) -> None:
    def tap(n: int) -> Outcome:
        commit = Commit().add("up.q", f"p{n}").put("votes", "q", "all", {}, counts=_all("up.q"))
        return apply(world, commit, f"c{n}", who=f"p{n}")

    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        outcomes = list(pool.map(tap, range(300)))
    assert sorted(o.v for o in outcomes) == list(range(1, 301))
    assert world.row("votes", "q")["n"] == 300


def test_the_table_survives_kill_9_and_a_restart_and_clients_are_told_to_reload(tmp_path: Path) -> None:
    server = Valkey(tmp_path)
    store = Store(server.url)
    world = World(store)
    try:
        apply(world, Commit().put("room", "r", "all", ROOM), "c1")
        before = world.table
        server.kill()
        with pytest.raises(StoreDown):
            apply(world, Commit().put("room", "s", "all", ROOM), "c2")
        server.start()
        follower = world.replica.follower(world.slug)
        follower.load()
        assert follower.table.get("room", "r") and follower.table.v == before.v
        assert follower.table.epoch != before.epoch
        assert apply(world, Commit().put("room", "s", "all", ROOM), "c2").v == before.v + 1
    finally:
        world.close()
        server.stop()


def test_a_trimmed_log_costs_a_follower_nothing(world: World) -> None:
    apply(world, Commit().put("room", "a", "all", ROOM), "c1")
    seen = world.table
    for n in range(5):
        apply(world, Commit().put("room", f"r{n}", "all", ROOM), f"d{n}")
    world.store.client.xtrim(f"{{{world.slug}}}:log", maxlen=1, approximate=False)
    assert world.table.v == 6 and len(world.table.all("room")) == 6
    assert world.table.epoch == seen.epoch


def _all(name: str) -> dict[str, list[str]]:
    return {"n": [name], "onsite": [name], "remote": [name]}
