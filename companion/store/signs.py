"""Signs of life: each kind of process leaves one in the store now and then, so that others see when it has ended."""

from __future__ import annotations

import threading
from typing import Final

from companion.core.clock import wall_now
from companion.store.client import StoreDown, store_errors
from companion.store.store import Store

SIGNS: Final = "companion:signs"
EVERY_S: Final = 10.0
SILENT_MS: Final = 60_000
"""Whoever gives no sign for so long has ended, or stands still."""
KINDS: Final = ("web", "worker", "clock")


def give_sign(store: Store, kind: str) -> None:
    """This process, of that kind, lives. Raises `StoreDown`."""
    assert kind in KINDS, kind
    with store_errors():
        store.client.hset(SIGNS, kind, wall_now())


def keep_giving_signs(store: Store, kind: str) -> None:
    """Go on doing so as long as this process lives."""

    def go_on() -> None:
        rest = threading.Event()
        while True:
            try:
                give_sign(store, kind)
            except StoreDown:
                pass  # the store's condition has told the log
            rest.wait(EVERY_S)

    threading.Thread(target=go_on, name="signs", daemon=True).start()


def silence(store: Store) -> dict[str, int]:
    """Since how many ms each kind of process that ever ran on this store has given no sign. Raises `StoreDown`."""
    with store_errors():
        found = store.client.hgetall(SIGNS)
    now = wall_now()
    return {kind.decode(): max(0, now - int(at)) for kind, at in found.items()}


def ended(store: Store) -> list[str]:
    """The kinds of processes that once ran and do not now, while pages are served. Raises `StoreDown`."""
    return sorted(kind for kind, ms in silence(store).items() if ms > SILENT_MS and kind != "web")
