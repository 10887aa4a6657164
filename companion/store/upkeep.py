"""Upkeep of an event's data: beginning anew, and making what was overwritten leave the disk."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
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


def purge(store: Store, slug: str, timeout_s: float = 60) -> None:
    """Make what was overwritten leave the disk: shorten the log to its newest entry and rewrite the append-only file.

    Raises `StoreDown`, and `TimeoutError` if the store does not finish in `timeout_s`.
    """
    with store_errors():
        store.client.eval(SHORTEN_LOG, 1, key(slug, "log"))
        deadline = time.monotonic() + timeout_s
        started = False
        while time.monotonic() < deadline:
            info = store.client.info("persistence")
            if not started and not info["aof_rewrite_in_progress"]:
                store.client.bgrewriteaof()
                started = True
            elif started and not info["aof_rewrite_in_progress"] and not info["aof_rewrite_scheduled"]:
                return
            time.sleep(LOOK_S)
    raise TimeoutError("the store did not finish rewriting its file")


def _chunks(items: list[Any], size: int = 500) -> Iterator[list[Any]]:
    return (items[i : i + size] for i in range(0, len(items), size))
