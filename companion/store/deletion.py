"""Deleting an event for good: at once it is no event any more, and then a job makes it leave the disk.

What is to be deleted is in the store, so that a server that ends in between goes on with it.
"""

from __future__ import annotations

from companion.core.commit import Commit
from companion.store import upkeep
from companion.store.client import key, store_errors
from companion.store.store import DOOMED, EVENTS, Store


def begin(store: Store, slug: str) -> None:
    """From now on there is no such event: nobody reads it, and it is in no list. Raises `StoreDown`."""
    with store_errors():
        pipe = store.client.pipeline(transaction=True)
        pipe.sadd(DOOMED, slug)
        pipe.srem(EVENTS, slug)
        pipe.execute()
    upkeep.reset(store, slug, frozenset(), Commit())


def doomed(store: Store) -> list[str]:
    """The events whose deletion has begun, sorted. Raises `StoreDown`."""
    with store_errors():
        return sorted(slug.decode() for slug in store.client.smembers(DOOMED))


def finish(store: Store, slug: str, timeout_s: float = 60) -> None:
    """Make a deleted event leave the store and its file. Raises `StoreDown`, and `TimeoutError` as `upkeep.purge`."""
    with store_errors():
        names = list(store.client.scan_iter(key(slug, "*"), count=1000))
        if names:
            store.client.delete(*names)
    upkeep.rewrite(store, timeout_s)
    with store_errors():
        store.client.srem(DOOMED, slug)
