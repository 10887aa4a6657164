"""Upkeep of an event's data: beginning anew, and making what was overwritten leave the disk."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import redis

from companion.core.commit import Commit
from companion.core.ids import random_id
from companion.store.client import key, store_errors
from companion.store.script import Decision, call_of, outcome_of
from companion.store.store import Store

# XTRIM only marks entries as dead: their bytes stay in the stream and go into every later file. So it is written anew.
SHORTEN_LOG: Final = """
local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
redis.call('DEL', KEYS[1])
if newest then redis.call('XADD', KEYS[1], newest[1], unpack(newest[2])) end
"""
LOOK_S: Final = 0.05
Doomed = Callable[[str], bool]
"""Whether rows of a kind go."""


def reset(store: Store, slug: str, keep: frozenset[str], commit: Commit) -> None:
    """Forget everything of an event but rows of the kinds in `keep`, and apply `commit`, in one step.

    The history gets a new epoch, so every client reloads; versions go on rising, so every follower notices.
    Raises `StoreDown`.
    """
    _begin_anew(store, slug, lambda kind: kind not in keep, ("s:*", "done:*"), commit)


def drop(store: Store, slug: str, kinds: frozenset[str], sets: tuple[str, ...], commit: Commit) -> None:
    """Forget all rows of some kinds and the sets whose names fit the patterns `sets`, and apply `commit`, in one step.

    As with `reset`, every client reloads. Raises `StoreDown`.
    """
    _begin_anew(store, slug, kinds.__contains__, tuple(f"s:{pattern}" for pattern in sets), commit)


def _begin_anew(store: Store, slug: str, doomed: Doomed, keys: tuple[str, ...], commit: Commit) -> None:
    with store_errors():
        while True:
            try:
                return _try_to_begin(store, slug, doomed, keys, commit)
            except redis.exceptions.WatchError:
                continue  # somebody wrote in between: nothing was done, so try again


def _try_to_begin(store: Store, slug: str, doomed: Doomed, keys: tuple[str, ...], commit: Commit) -> None:
    rows, meta, log = (key(slug, name) for name in ("rows", "meta", "log"))
    epoch = random_id()
    sha = store.script.sha()
    with store.client.pipeline(transaction=True) as pipe:
        pipe.watch(meta)
        v = int(pipe.hget(meta, "v") or 0) + 1
        names = [k for p in keys for k in store.client.scan_iter(key(slug, p), count=1000)]
        fields = [f for f in store.client.hkeys(rows) if doomed(f.split(b"/")[0].decode())]
        pipe.multi()
        pipe.hset(meta, mapping={"epoch": epoch, "v": v})
        for chunk in _chunks(names):
            pipe.delete(*chunk)
        for chunk in _chunks(fields):
            pipe.hdel(rows, *chunk)
        pipe.delete(log)
        pipe.xadd(log, {"epoch": epoch}, id=f"{v}-0")
        decision = Decision(epoch=epoch, who="system", cid=random_id(), digest="reset", at=0)
        call = call_of(slug, commit, decision)
        pipe.evalsha(sha, len(call.keys), *call.keys, *call.args)
        outcome_of(pipe.execute()[-1])


class NotForgotten(Exception):
    """The store could not write one of its files anew, so what was overwritten is still on the disk."""


def purge(store: Store, slug: str, timeout_s: float = 60) -> None:
    """Make what was overwritten leave the disk: shorten the log to its newest entry and write the store's files anew.

    Raises `StoreDown`, `TimeoutError` if the store does not finish in `timeout_s`, `NotForgotten` if it fails, and
    redis's `NoPermissionError` if its user may not have that done.
    """
    with store_errors():
        store.client.eval(SHORTEN_LOG, 1, key(slug, "log"))
    rewrite(store, timeout_s)


def rewrite(store: Store, timeout_s: float = 60) -> None:
    """Have the store write its files anew, so that nothing is in them that is not in the store. Raises as `purge`."""
    deadline = time.monotonic() + timeout_s
    with store_errors():
        client = store.client
        _wait(client, "aof_rewrite", deadline)  # one that runs may have begun before
        client.bgrewriteaof()
        _wait(client, "aof_rewrite", deadline)
        _require_done(client, "aof_last_bgrewrite_status")
        if _makes_snapshots(client):
            _wait(client, "rdb_bgsave", deadline)
            saves = client.info("persistence")["rdb_saves"]
            client.bgsave(schedule=True)
            while client.info("persistence")["rdb_saves"] == saves and time.monotonic() < deadline:
                _wait(client, "rdb_bgsave", deadline)
                _require_done(client, "rdb_last_bgsave_status")
                time.sleep(LOOK_S)


def _makes_snapshots(client: Any) -> bool:
    """Whether the store has a snapshot beside its append-only file, as far as can be told."""
    if client.info("persistence").get("rdb_saves"):
        return True
    try:
        config = client.config_get("save", "dir", "dbfilename")
    except redis.exceptions.ResponseError:
        return True  # it does not say
    # A file that is left of earlier times is seen where the store is on this machine.
    return bool(config.get("save")) or (Path(config.get("dir", "")) / config.get("dbfilename", "dump.rdb")).exists()


def _wait(client: Any, what: str, deadline: float) -> None:
    """Wait until nothing of this kind runs, or is about to."""
    while time.monotonic() < deadline:
        info = client.info("persistence")
        if not info[f"{what}_in_progress"] and not info.get(f"{what}_scheduled"):
            return
        time.sleep(LOOK_S)
    raise TimeoutError("the store did not finish writing its file anew")


def _require_done(client: Any, status: str) -> None:
    if client.info("persistence")[status] != "ok":
        raise NotForgotten(status)


def size(store: Store, slug: str) -> int | None:
    """How many bytes an event has in the store; None if the store does not tell. Raises `StoreDown`."""
    with store_errors():
        names = list(store.client.scan_iter(key(slug, "*"), count=1000))
        pipe = store.client.pipeline(transaction=False)
        for name in names:
            pipe.memory_usage(name)
        try:
            return sum(found or 0 for found in pipe.execute())
        except redis.exceptions.ResponseError:
            return None


def _chunks(items: list[Any], size: int = 500) -> Iterator[list[Any]]:
    return (items[i : i + size] for i in range(0, len(items), size))
