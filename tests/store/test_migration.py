"""A data folder that an earlier version wrote opens, with everything in it as today's rules expect it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.commands.commands import Commands
from companion.core.actors import Actor
from companion.core.audiences import is_person
from companion.core.owners import follow_id, owners
from companion.core.rows import KINDS
from companion.core.small_numbers import FEW
from companion.formats.reports.contributions import questions
from companion.store.client import key
from companion.store.migration import FORMAT, RENAMED, renamed
from companion.store.replica import Replica
from companion.store.store import Store
from tests.store.folder import opened

EVENTS = ("old", "older")
LAST_DONE = "1239092f56399d35"
"""What a moderator did last in the folder, and can still undo: a slot was cancelled."""
MODERATOR = Actor("pid-mo", "onsite", frozenset({"attendee", "moderator"}))


@pytest.fixture(params=["format_1", "format_2_day"])
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    with opened(request.param, tmp_path) as url:
        found = Store(url)
        yield found
        found.close()


@pytest.mark.parametrize("store", ["format_1"], indirect=True)
def test_every_kind_that_was_renamed_is_in_the_folder(store: Store) -> None:
    assert kinds_in(store) >= set(RENAMED)
    for slug in EVENTS:
        store.snapshot(slug)
    assert kinds_in(store).isdisjoint(RENAMED)


@pytest.mark.parametrize("store", ["format_2_day"], indirect=True)
def test_only_questions_that_everybody_saw_are_told_of(store: Store) -> None:
    replica = Replica(store)
    texts = {question.text for question in questions(replica.table("old"))}
    replica.close()
    assert {"Gezeigte Frage", "Lebende Frage"} <= texts
    assert not texts & {"Nie gezeigte Frage", "Abgelehnte Frage"}


def kind_of(name: bytes) -> str:
    return name.decode().split("/")[0]


def stored_at(store: Store) -> bytes:
    """All that the store holds, as text."""
    found = []
    for name in store.client.scan_iter("*"):
        found.append(name)
        kind = store.client.type(name)
        if kind == b"hash":
            found += [part for pair in store.client.hgetall(name).items() for part in pair]
        elif kind == b"set":
            found += store.client.smembers(name)
        elif kind == b"string":
            found.append(store.client.get(name))
        elif kind == b"stream":
            found += [part for _, pairs in store.client.xrange(name) for pair in pairs.items() for part in pair]
    return b"\n".join(found)


def test_nothing_bears_a_participant_id_any_more_and_everybody_has_theirs(store: Store) -> None:
    pids = ("pid-amal", "pid-ben", "pid-rio", "pid-fay")
    before = stored_at(store)
    assert all(pid.encode() in before for pid in pids)
    own = {
        pid: [
            name for name, row in store.client.hgetall(key("old", "rows")).items() if f"|person:{pid}|".encode() in row
        ]
        for pid in pids
    }
    replica = Replica(store)
    table = replica.table("old")
    replica.close()
    after = stored_at(store)
    assert not [pid for pid in pids if pid.encode() in after]
    for pid in pids:
        rows = table.owned(owners(table, pid))
        kept = [row for row in rows if row.kind not in ("own_votes", "follow")]
        assert len(kept) == len([name for name in own[pid] if kind_of(name) not in ("me", "own_votes", "at", "follow")])
    follow = table.get("follow", follow_id("pid-rio"))
    assert follow is not None and follow["slot"] == "online-offline-1"
    texts = [row["text"] for row in table.owned(owners(table, "pid-amal")) if row.kind == "own_question"]
    assert "Wer bezahlt das?" in texts
    audiences = [row.to for row in table.changed(0) if is_person(row.to) and row.kind != "signup"]
    assert len(audiences) == len(set(audiences)), "no two rows have the same owner"


def kinds_in(store: Store) -> set[str]:
    names = [name for slug in EVENTS for name in store.client.hkeys(key(slug, "rows"))]
    return {kind_of(name) for name in names}


def test_every_row_comes_along_under_its_new_kind(store: Store) -> None:
    before = {slug: store.client.hgetall(key(slug, "rows")) for slug in EVENTS}
    for slug in EVENTS:
        epoch, v, rows = store.snapshot(slug)
        came = [name for name in before[slug] if kind_of(name) not in ("me", "own_votes")]  # split by what they are for
        exact = ("own_votes", "team_followers", "team_signups")  # and what everybody could read exactly
        assert len([row for row in rows if row.kind not in exact]) == len(came) and v > max(row.v for row in rows)
        for row in rows:
            assert set(row.fields) <= KINDS[row.kind], (
                row.kind
            )  # a field that came later is missing, which reads as null
        assert store.snapshot(slug)[:2] == (epoch, v), "once is enough"


def test_small_numbers_that_everybody_could_read_stay_with_those_who_run_it(store: Store) -> None:
    few = [row for slug in EVENTS for row in store.snapshot(slug)[2] if row.kind in ("followers", "signups")]
    exact = {(row.kind, row.id) for slug in EVENTS for row in store.snapshot(slug)[2]}
    assert few and all((f"team_{row.kind}", row.id) in exact for row in few)
    assert all(n is None or n >= FEW or name == "taken" for row in few for name, n in row.fields.items())
    counts = [row for slug in EVENTS for row in store.snapshot(slug)[2] if row.kind == "checkin_count"]
    assert all(row.to == "staff" for row in counts)


def test_what_was_done_before_can_be_undone_and_the_event_goes_on(store: Store, tmp_path: Path) -> None:
    replica = Replica(store)
    commands = Commands(store, replica, keys=tmp_path / "data" / "keys")
    table = replica.table("old")
    cancelled = [slot.id for slot in table.all("slot") if slot["state"] == "cancelled"]
    question = next(row for row in table.all("question") if row["state"] == "answering")
    commands.run("old", MODERATOR, "undo", "c1", {"id": LAST_DONE})
    commands.run(
        "old",
        Actor("pid-new", "remote", frozenset({"attendee"}), came=True),
        "question.upvote",
        "c2",
        {"id": question.id},
    )
    replica.follower("old").catch_up()
    table = replica.table("old")
    assert [slot.id for slot in table.all("slot") if slot["state"] == "cancelled"] != cancelled
    votes = table.get("votes", question.id)
    assert votes is not None and votes["n"] == 3 and votes["remote"] is None, "support from before still counts, once"
    replica.close()


def test_two_processes_that_open_it_at_once_migrate_it_once(store: Store) -> None:
    found: list[tuple[str, int]] = []
    threads = [threading.Thread(target=lambda: found.append(store.snapshot("old")[:2])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1 and len(found) == 8


def test_a_follower_of_the_version_before_loads_anew(store: Store) -> None:
    epoch, v = store.client.hmget(key("old", "meta"), "epoch", "v")
    store.snapshot("old")
    log = store.client.xrange(key("old", "log"))
    assert len(log) == 1 and b"epoch" in log[0][1] and int(log[0][0].split(b"-")[0]) == int(v) + 1
    assert store.client.hget(key("old", "meta"), "epoch") != epoch


def test_new_events_are_of_todays_format(store: Store) -> None:
    store.create("fresh")
    assert int(store.client.hget(key("fresh", "meta"), "format")) == FORMAT
    store.create("old")
    assert store.client.hget(key("old", "meta"), "format") != str(FORMAT).encode(), "only reading an event migrates it"


def test_no_kind_of_today_is_taken_for_an_earlier_one() -> None:
    assert set(RENAMED).isdisjoint(KINDS) and set(RENAMED.values()) <= set(KINDS)
    assert renamed({b"votes/q": b'3|all||{"n":1}', b"at/p": b'4|person:p||{"slot":null}'}) == {
        b"votes/q": b'3|all||{"n":1}',
        b"follow/p": b'4|person:p||{"slot":null}',
    }
