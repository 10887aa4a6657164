"""A copy of an event beside it, taken before a rehearsal and put back after it.

To the commit script the copy is an event like any other, so what is erased for good meanwhile is erased in it by the same
rules. It lies below the event's own keys, and goes with them when the event is deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

import redis

from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.core.table import Table, parse
from companion.store.client import key, store_errors
from companion.store.script import Decision, call_of, outcome_of
from companion.store.store import Store

T = TypeVar("T")
SPACE: Final = "kept:"
WINDOWS: Final = "rate:"
"""How keys begin that count what somebody has done lately: they pass by themselves, and are in no copy."""
OPENINGS: Final = "openings."
"""How sets begin of the devices that have opened a staff link: they are as they are, before and after."""
CHUNK: Final = 500


def keep(store: Store, slug: str, commit: Commit, decision: Decision, v: int) -> None:
    """Copy the event as it is at version `v`, and apply `commit`, in one step.

    Raises `Refusal`: `stale` if it is at another version, `wrong_state` if there is a copy already; and `StoreDown`.
    """
    with store_errors(), store.client.pipeline(transaction=True) as pipe:
        sha = store.script.sha()
        pipe.watch(key(slug, "meta"))
        if pipe.exists(key(slug, f"{SPACE}rows")):
            raise Refusal("wrong_state")
        history, now = pipe.hmget(key(slug, "meta"), "epoch", "v")
        if ((history or b"").decode(), int(now or 0)) != (decision.epoch, v):
            raise Refusal("stale")
        names = ["meta", "rows", *(f"s:{name}" for name in _sets(store, slug) if not name.startswith(WINDOWS))]
        pipe.multi()
        for name in names:
            pipe.copy(key(slug, name), key(slug, SPACE + name), replace=True)
        call = call_of(slug, commit, decision)
        pipe.evalsha(sha, len(call.keys), *call.keys, *call.args)
        try:
            outcome_of(pipe.execute()[-1])
        except redis.exceptions.WatchError:
            raise Refusal("stale") from None


def is_kept(store: Store, slug: str) -> bool:
    """Whether there is a copy. Raises `StoreDown`."""
    with store_errors():
        return bool(store.client.exists(key(slug, f"{SPACE}rows")))


def kept(store: Store, slug: str) -> Table | None:
    """The copy; None if there is none. Raises `StoreDown`."""
    with store_errors():
        pipe = store.client.pipeline(transaction=True)
        pipe.hmget(key(slug, f"{SPACE}meta"), "epoch", "v")
        pipe.hgetall(key(slug, f"{SPACE}rows"))
        (history, v), rows = pipe.execute()
    if not rows:
        return None
    table = Table(history.decode(), int(v))
    table.load(parse(name.decode(), row) for name, row in rows.items())
    return table


def change(store: Store, slug: str, commit: Commit, decision: Decision) -> None:
    """Apply `commit` to the copy. Raises as `Store.apply`."""
    call = call_of(slug, commit, decision, SPACE)
    with store_errors():
        outcome_of(store.client.evalsha(store.script.sha(), len(call.keys), *call.keys, *call.args))


def bring_back(
    store: Store, slug: str, staying: frozenset[str], commit: Commit, may: Callable[[Table], bool], *, again: bool
) -> None:
    """Put the copy in the event's place, but for rows of the kinds in `staying`, and apply `commit`, in one step; with `again`
    the copy stays for another time.

    `may` looks at the event as it was in that moment. Everybody loads anew. Raises `Refusal`: `wrong_state` without a copy,
    `stale` if `may` says no; and `StoreDown`.
    """
    with store_errors():
        while True:
            try:
                return _try_to_bring_back(store, slug, staying, commit, may, again)
            except redis.exceptions.WatchError:
                continue  # somebody wrote in between: nothing was done, so try again


def _try_to_bring_back(
    store: Store, slug: str, staying: frozenset[str], commit: Commit, may: Callable[[Table], bool], again: bool
) -> None:
    meta, rows, log = (key(slug, name) for name in ("meta", "rows", "log"))
    copy = key(slug, f"{SPACE}rows")
    sha, epoch = store.script.sha(), random_id()
    with store.client.pipeline(transaction=True) as pipe:
        pipe.watch(meta, copy)
        before, now = pipe.hgetall(key(slug, f"{SPACE}meta")), pipe.hgetall(rows)
        if not before:
            raise Refusal("wrong_state")
        v = max(int(pipe.hget(meta, "v") or 0), int(before[b"v"])) + 1
        table = Table()
        table.load(parse(name.decode(), row) for name, row in now.items())
        if not may(table):
            raise Refusal("stale")
        stay = {name: row for name, row in now.items() if _kind(name) in staying}
        gone = [name for name in pipe.hkeys(copy) if _kind(name) in staying]
        old = [key(slug, f"s:{name}") for name in _sets(store, slug)]
        old += list(store.client.scan_iter(key(slug, "done:*"), count=1000))
        sets = list(_sets(store, slug, SPACE))
        rest = [] if again else list(store.client.scan_iter(key(slug, f"{SPACE}*"), count=1000))
        pipe.multi()
        for names in _chunks(old):
            pipe.delete(*names)
        pipe.copy(copy, rows, replace=True)
        for names in _chunks(gone):
            pipe.hdel(rows, *names)
        if stay:
            pipe.hset(rows, mapping=stay)
        for name in sets:
            pipe.copy(key(slug, f"{SPACE}s:{name}"), key(slug, f"s:{name}"), replace=True)
        for names in _chunks(rest):
            pipe.delete(*names)
        pipe.hset(meta, mapping={"epoch": epoch, "v": v, "format": before[b"format"]})
        pipe.delete(log)
        pipe.xadd(log, {"epoch": epoch}, id=f"{v}-0")
        decision = Decision(epoch=epoch, who="system", cid=random_id(), digest="kept", at=0)
        call = call_of(slug, commit, decision)
        pipe.evalsha(sha, len(call.keys), *call.keys, *call.args)
        outcome_of(pipe.execute()[-1])


def _sets(store: Store, slug: str, space: str = "") -> Iterator[str]:
    """The names of an event's sets, or of those in a copy of it, but for those that stay as they are."""
    prefix = key(slug, f"{space}s:")
    for found in store.client.scan_iter(f"{prefix}*", count=1000):
        name = found.decode().removeprefix(prefix)
        if not name.startswith(OPENINGS):
            yield name


def _kind(name: bytes) -> str:
    return name.split(b"/")[0].decode()


def _chunks(items: list[T]) -> Iterator[list[T]]:
    return (items[i : i + CHUNK] for i in range(0, len(items), CHUNK))
