"""Long-polling: the same messages by plain requests, for networks that let nothing else through."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from companion.core.clock import wall_now
from companion.live import wire
from companion.live.feed import ended
from companion.live.viewer import Guest

if TYPE_CHECKING:
    from companion.live.hub import Hub

PATIENCE_S: Final = 25.0
ASKED_MOST: Final = 5


def poll(hub: Hub, guest: Guest, at: wire.At | None, patience_s: float = PATIENCE_S) -> bytes:
    """A JSON array of messages: at once if there is something new, else after a change or `patience_s` seconds."""
    if not hub.seats.poll(guest.viewer, guest.pid, guest.mode):
        hub.metrics.refused["too_many_connections"] += 1
        return _array([wire.bye("too_many_connections", 60_000)])
    try:
        return _array(_messages(hub, guest, at, patience_s))
    finally:
        hub.seats.polled(guest.pid)


def _messages(hub: Hub, guest: Guest, at: wire.At | None, patience_s: float) -> list[bytes]:
    deadline = time.monotonic() + patience_s
    while True:
        if hub.closing:
            return [hub.farewell()]
        guest = _informed(hub, guest)
        changes, table = hub.changes, hub.feed.table
        if ended(table, guest.openings, wall_now()):
            return [wire.bye("revoked", None)]  # what has changed may be just that
        if at is None or at.epoch != table.epoch or hub.feed.regrouped(guest, at.v):
            hub.metrics.answers["state"] += 1
            return [hub.hello(guest.me), hub.feed.state(hub.feed.seen(guest), guest.personal)]
        found = [message for message, _ in hub.feed.deltas(hub.feed.seen(guest), guest.personal, at.v)]
        if found:
            return found
        left = deadline - time.monotonic()
        if left <= 0:
            # The beat must not be ahead of a reader who misses nothing.
            ahead = [hub.feed.nothing()] if table.v > at.v else []
            return [*ahead, wire.beat(table.epoch, table.v, hub.event_now())]
        changes.wait(left)


def _informed(hub: Hub, guest: Guest) -> Guest:
    """`guest` with the polls that they have voted in, as of a version of the table that is still the newest."""
    for _ in range(ASKED_MOST):
        table = hub.feed.table
        if guest.viewer != "all" or not table.for_voters():
            break
        guest = replace(guest, voted=hub.voted([guest])[0])
        if hub.feed.table.v == table.v:
            break
    return guest


def _array(messages: list[bytes]) -> bytes:
    return b"[" + b",".join(messages) + b"]"
