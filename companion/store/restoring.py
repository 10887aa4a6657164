"""Bringing a whole event in that was elsewhere: at once, with a new history and a new seed, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import redis

from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.store.client import key, store_errors
from companion.store.migration import FORMAT
from companion.store.store import DOOMED, EVENTS, Store

RESERVED_S: Final = 900
_CHUNK: Final = 500


@contextmanager
def reserved(store: Store, slug: str) -> Iterator[None]:
    """While a name is this caller's, so that nobody else brings an event in under it. Raises `Refusal("name_taken")`."""
    name, mine = f"companion:restoring:{slug}", random_id()
    with store_errors():
        if not store.client.set(name, mine, nx=True, ex=RESERVED_S):
            raise Refusal("name_taken", slug)
    try:
        if taken(store, slug):
            raise Refusal("name_taken", slug)
        yield
    finally:
        with store_errors():
            if store.client.get(name) == mine.encode():
                store.client.delete(name)


def taken(store: Store, slug: str) -> bool:
    """Whether there is an event of this name, or one is being deleted. Raises `StoreDown`."""
    with store_errors():
        return _taken(store.client, slug)


def _taken(client: redis.Redis, slug: str) -> bool:
    return bool(client.sismember(EVENTS, slug) or client.sismember(DOOMED, slug) or client.exists(key(slug, "meta")))


def restore(store: Store, slug: str, v: int, rows: Mapping[bytes, bytes], sets: Mapping[str, Iterable[str]]) -> None:
    """Make the event `slug` of these rows, as the store keeps them in today's format, at version `v`, and of these sets.

    Raises `Refusal("name_taken")`, `StoreDown`.
    """
    meta, log, epoch = key(slug, "meta"), key(slug, "log"), random_id()
    store.probe()  # what is brought in is kept, or nothing is begun
    with store_errors(), store.client.pipeline(transaction=True) as pipe:
        pipe.watch(meta, EVENTS, DOOMED)
        if _taken(pipe, slug):
            raise Refusal("name_taken", slug)
        pipe.multi()
        pipe.hset(meta, mapping={"epoch": epoch, "v": v, "format": FORMAT, "seed": random_id()})
        names = [*rows]
        for at in range(0, len(names), _CHUNK):
            pipe.hset(key(slug, "rows"), mapping={name: rows[name] for name in names[at : at + _CHUNK]})
        for name, members in sets.items():
            many = [*members]
            for at in range(0, len(many), _CHUNK):
                pipe.sadd(key(slug, f"s:{name}"), *many[at : at + _CHUNK])
        pipe.xadd(log, {"epoch": epoch}, id=f"{v}-0")
        pipe.sadd(EVENTS, slug)
        try:
            pipe.execute()
        except redis.exceptions.WatchError:
            raise Refusal("busy") from None
