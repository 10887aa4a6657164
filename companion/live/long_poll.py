"""Long-polling: the same messages by plain requests, for networks that let nothing else through."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Final

from companion.core.clock import wall_now
from companion.core.link_validity import any_ended
from companion.core.viewers import for_voters
from companion.live import wire
from companion.live.hub import CROWDED_RETRY_MS, ENDS_S, Hub
from companion.live.viewer import Viewer

POLL_TIMEOUT_S: Final = 25.0
MAX_CHECKS: Final = 5


def poll(hub: Hub, viewer: Viewer, cursor: wire.Cursor | None, timeout_s: float = POLL_TIMEOUT_S) -> bytes:
    """A JSON array of messages: at once if there is something new, else after a change or `timeout_s` seconds."""
    if not hub.presence.begin_poll(viewer):
        hub.metrics.refused["too_many_connections"] += 1
        return _array([wire.bye("too_many_connections", CROWDED_RETRY_MS)])
    try:
        return _array(_messages(hub, viewer, cursor, timeout_s))
    finally:
        hub.presence.end_poll(viewer.pid)


def _messages(hub: Hub, viewer: Viewer, cursor: wire.Cursor | None, timeout_s: float) -> list[bytes]:
    deadline = time.monotonic() + timeout_s
    while True:
        if hub.closing:
            return [hub.farewell()]
        if hub.gone:
            return [wire.bye("no_event", None)]
        viewer = _with_votes(hub, viewer)
        changes, table = hub.changes, hub.feed.table
        if any_ended(table, viewer.openings, wall_now()):
            return [wire.bye("revoked", None)]  # what has changed may be just that
        if cursor is None or cursor.epoch != table.epoch or hub.feed.regrouped(viewer, cursor.v):
            hub.metrics.answers["state"] += 1
            return [hub.hello(viewer.me), hub.feed.state(hub.feed.seen(viewer), viewer.personal)]
        messages = [message for message, _ in hub.feed.deltas(hub.feed.seen(viewer), viewer.personal, cursor.v)]
        if admitted := hub.feed.admitted(viewer.voted, cursor.v):
            # Who cast a ballot since then sees rows that were there before: first, without moving the cursor past the rest.
            messages = [wire.delta(cursor.v if messages else table.v, admitted, ()), *messages]
        if messages:
            return messages
        left = deadline - time.monotonic()
        if left <= 0:
            # The beat must not be ahead of a reader who misses nothing.
            ahead = [hub.feed.empty_delta()] if table.v > cursor.v else []
            return [*ahead, wire.beat(table.epoch, table.v, hub.event_now())]
        changes.wait(min(left, ENDS_S) if viewer.openings else left)


def _with_votes(hub: Hub, viewer: Viewer) -> Viewer:
    """`viewer` with the polls that they have voted in, as of a version of the table that is still the newest."""
    for _ in range(MAX_CHECKS):
        table = hub.feed.table
        if viewer.viewer_class != "all" or not for_voters(table):
            break
        viewer = replace(viewer, voted=hub.voted([viewer])[0])
        if hub.feed.table.v == table.v:
            break
    return viewer


def _array(messages: list[bytes]) -> bytes:
    return b"[" + b",".join(messages) + b"]"
