"""Who alone does something for an event, for as long as they say so."""

from __future__ import annotations

from typing import Final

from companion.store.client import key, store_errors
from companion.store.store import Store

RENEW: Final = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('EXPIRE', KEYS[1], ARGV[2])
"""


def take(store: Store, slug: str, what: str, who: str, seconds: int) -> bool:
    """Whether `who` has `what` now, for so many seconds; taken once more, it is theirs for as long from then on.

    Raises `StoreDown`.
    """
    name = key(slug, f"lease:{what}")
    with store_errors():
        if store.client.set(name, who, nx=True, ex=seconds):
            return True
        return bool(store.client.eval(RENEW, 1, name, who, seconds))
