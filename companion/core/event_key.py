"""The key of one event: everything that opens something in it, or stands for somebody, is derived from this key.

It comes from the server's key and from the event's seed, which is random, is made with the event and lives in the store
alone. So an event that was deleted leaves no links behind: another one of the same name, on a server with the same key,
has another seed. An event that was made before there were seeds has none, and keeps its links.
"""

from __future__ import annotations

from companion.core.ids import derive


def event_key(server_key: str, seed: str) -> str:
    """The key of the event with this `seed`, empty if it has none."""
    return derive(server_key, "event", seed, length=64) if seed else server_key
