"""Signs of life: each kind of process leaves one in the store now and then, so that others see when it has ended."""

from __future__ import annotations

import logging
import threading
from typing import Final

from companion.core.clock import wall_now
from companion.core.ids import derive
from companion.store.client import StoreDown, store_errors
from companion.store.store import Store

SIGNS: Final = "companion:signs"
EVERY_S: Final = 10.0
SILENT_MS: Final = 60_000
"""Whoever gives no sign for so long has ended, or stands still."""
KINDS: Final = ("web", "worker", "clock")
SERVERS: Final = "companion:servers"
STRANGERS: Final = (
    "another Companion with another key works on this store: staff links, tickets and cookies of one are not valid at the"
    " other. Give both the same SECRET_KEY, or each a store of its own"
)
log = logging.getLogger(__name__)


def give_sign(store: Store, kind: str) -> None:
    """This process, of that kind, lives. Raises `StoreDown`."""
    assert kind in KINDS, kind
    with store_errors():
        store.client.hset(SIGNS, kind, wall_now())


def keep_giving_signs(store: Store, kind: str, secret: str = "") -> None:
    """Go on doing so as long as this process lives, also of the server's key `secret`, if it is given."""

    def go_on() -> None:
        rest, alone = threading.Event(), True
        while True:
            try:
                give_sign(store, kind)
                if secret:
                    show_key(store, secret)
                    was_alone, alone = alone, not has_strangers(store, secret)
                    if was_alone and not alone:
                        log.error("%s", STRANGERS)
            except StoreDown:
                pass  # the store's condition has told the log
            rest.wait(EVERY_S)

    threading.Thread(target=go_on, name="signs", daemon=True).start()


def show_key(store: Store, secret: str) -> None:
    """A server with this key works on the store; what stands for the key tells nothing of it. Raises `StoreDown`."""
    with store_errors():
        store.client.hset(SERVERS, _mark(secret), wall_now())


def has_strangers(store: Store, secret: str) -> bool:
    """Whether a server with another key has worked on the store a moment ago. Raises `StoreDown`."""
    with store_errors():
        found = store.client.hgetall(SERVERS)
    since = wall_now() - SILENT_MS
    return any(int(at) > since for mark, at in found.items() if mark.decode() != _mark(secret))


def _mark(secret: str) -> str:
    return derive(secret, "which server")


def silence(store: Store) -> dict[str, int]:
    """Since how many ms each kind of process that ever ran on this store has given no sign. Raises `StoreDown`."""
    with store_errors():
        found = store.client.hgetall(SIGNS)
    now = wall_now()
    return {kind.decode(): max(0, now - int(at)) for kind, at in found.items()}


def ended(store: Store) -> list[str]:
    """The kinds of processes that once ran and do not now, while pages are served. Raises `StoreDown`."""
    return sorted(kind for kind, ms in silence(store).items() if ms > SILENT_MS and kind != "web")
