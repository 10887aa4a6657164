"""The log of an event: a stream with one entry a version, each of which holds the rows that it wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from companion.store.client import close, own_client, store_errors

Entry = tuple[int, dict[bytes, bytes]]
"""A version, and what it wrote: the stored row by kind/id."""


WAIT_MS: Final = 2000
"""How long a read waits for news; then it is looked whether the store still is the one that it was."""


class LogReader:
    """Waits for new entries of the log at `key`, with a connection of its own."""

    def __init__(self, url: str, key: str) -> None:
        self._client = own_client(url, WAIT_MS / 1000 + 3)
        self._key = key

    def read(self, after: int, wait_ms: int = WAIT_MS) -> list[Entry]:
        """Entries after version `after`; an empty list if none came within `wait_ms`. Raises `StoreDown`."""
        with store_errors(wait_ms / 1000):
            reply: Any = self._client.xread({self._key: f"{after}-0"}, count=1000, block=wait_ms)
        streams = reply.items() if isinstance(reply, dict) else reply or []
        return [entry_of(*pair) for _, pairs in streams for pair in _flat(pairs)]

    def close(self) -> None:
        """Drop the connection, which also ends a wait in another thread."""
        close(self._client)


def entry_of(id: bytes, pairs: dict[bytes, bytes]) -> Entry:
    """An entry of the stream, whose id is its version."""
    return int(id.split(b"-")[0]), pairs


def _flat(entries: Any) -> Iterator[tuple[bytes, dict[bytes, bytes]]]:
    for entry in entries:
        if isinstance(entry, list):  # RESP3 nests one level more
            yield from entry
        else:
            yield entry
