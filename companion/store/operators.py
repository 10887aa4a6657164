"""What the store knows of the operator of this server: which link is the newest, and which devices have opened it."""

from __future__ import annotations

from typing import Final

from companion.core.ids import random_id
from companion.store.client import store_errors
from companion.store.store import Store

RECORD: Final = "companion:operator"
GENERATION: Final = "generation"
OPENED: Final = "opened:"


class Operators:
    """The operator's record in a store. Every method raises `StoreDown`."""

    def __init__(self, store: Store) -> None:
        self._client = store.client

    def generation(self) -> str:
        """Which link is valid: it is made of this, and of the server's key."""
        with store_errors():
            self._client.hsetnx(RECORD, GENERATION, random_id())
            return str(self._client.hget(RECORD, GENERATION).decode())

    def renew(self) -> str:
        """Make another link valid, and end everything that was opened by the one before."""
        with store_errors():
            pipe = self._client.pipeline(transaction=True)
            pipe.delete(RECORD)
            pipe.hset(RECORD, GENERATION, fresh := random_id())
            pipe.execute()
        return fresh

    def open(self, wall: int) -> str:
        """Remember that a device opened the link at the wall time `wall` (ms); what it is known by from now on."""
        opening = random_id()
        with store_errors():
            self._client.hset(RECORD, OPENED + opening, wall)
        return opening

    def is_open(self, opening: str) -> bool:
        """Whether a device is still the operator's."""
        with store_errors():
            return bool(self._client.hexists(RECORD, OPENED + opening))

    def openings(self) -> dict[str, int]:
        """When (wall ms) each device opened the link, by what it is known by."""
        with store_errors():
            stored = self._client.hgetall(RECORD)
        names = {name.decode(): value for name, value in stored.items()}
        return {name.removeprefix(OPENED): int(at) for name, at in names.items() if name.startswith(OPENED)}

    def end(self, opening: str) -> None:
        """End what a device has opened."""
        with store_errors():
            self._client.hdel(RECORD, OPENED + opening)
