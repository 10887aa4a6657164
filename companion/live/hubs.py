"""All hubs of a process: one per event, made when it is first asked for, and what they share.

The top of the read road: it owns the hubs, the deadlines and the counts, and knows how the process asks the rest of the
product (`Upstream`).
"""

from __future__ import annotations

import logging
import random
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import gevent

from companion.live.broadcaster import BATCH
from companion.live.connection import Connection
from companion.live.deadlines import Deadlines
from companion.live.hub import Here, Hub, restart_retry_ms
from companion.live.metrics import Metrics
from companion.live.viewer import Viewer
from companion.store.replica import Follower, Replica

log = logging.getLogger(__name__)
REPORT_S: Final = 1.0
SIGN_OF_LIFE_S: Final = 15.0
FULL_RETRY_MS: Final = 30_000
OTHER_FILES: Final = 256
HAND_OVER_S: Final = 6.0
"""Over so long a worker that was replaced lets its connections go, so that those of a full house do not come at once."""
HAND_OVER_RETRY_MS: Final = (500, 1000)


@dataclass(frozen=True, slots=True)
class Upstream:
    """What the read road asks the rest of the product. All but `event_now` may wait for the store, and may fail.

    `event_now(slug)` gives event time in ms; `report_presence(slug, onsite, remote, rooms)` tells the store how many are
    here, and follow which slots; `voted(slug, viewers)` tells for each viewer the polls' audiences that they are in by
    having voted.
    """

    event_now: Callable[[str], int]
    report_presence: Callable[[str, int, int, dict[str, int]], None]
    voted: Callable[[str, Sequence[Viewer]], list[frozenset[str]]]


class Hubs:
    """`build` names the build that serves; `limit` is the most connections that this process holds, by default as many as it
    may open files, less some for everything else.
    """

    def __init__(self, replica: Replica, upstream: Upstream, build: str = "", limit: int | None = None) -> None:
        self.metrics = Metrics()
        self.deadlines = Deadlines()
        self.limit = limit or _connection_limit()
        self.closing = False
        self._replica, self._upstream, self._build = replica, upstream, build
        self._hubs: dict[str, Hub] = {}
        self._reported: dict[str, tuple[Here, float]] = {}
        self._reporting = False

    def get(self, slug: str) -> Hub:
        """The hub of an event. Raises `Refusal("no_event")` or `StoreDown`."""
        hub = self._hubs.get(slug)
        if hub is None:
            follower = self._replica.follower(slug)  # may wait; another request may make the hub meanwhile
            hub = self._hubs.get(slug) or self._make(follower)
        return hub

    def _make(self, follower: Follower) -> Hub:
        slug = follower.slug
        hub = Hub(
            lambda: follower.table,
            lambda: self._upstream.event_now(slug),
            self.metrics,
            self._build,
            lambda viewers: self._upstream.voted(slug, viewers),
        )
        self._hubs[slug] = hub
        follower.listen(lambda: self._dismiss(slug, hub) if follower.gone else hub.changed())
        return hub

    def _dismiss(self, slug: str, hub: Hub) -> None:
        """The store has lost the event: its screens are told so, and look now and then whether it is back."""
        if self._hubs.get(slug) is hub:
            del self._hubs[slug]
            hub.gone = True
            for connection in [*hub.arriving, *hub.connections()]:
                connection.finish("no_event")
            hub.wake()

    def admit(self, connection: Connection, hub: Hub) -> bool:
        """A connection to `hub` has left gunicorn. False if it is turned away, with a bye that says why."""
        if self.closing:
            connection.finish("restart", restart_retry_ms())
            return False
        if sum(hub.size for hub in self._hubs.values()) >= self.limit:
            self.metrics.refused["server_full"] += 1
            connection.finish("server_full", FULL_RETRY_MS)
            return False
        if connection.owner is not None:
            hub.arriving.add(connection)
        self.watch_presence()
        return True

    def watch_presence(self) -> None:
        """Somebody comes: from now on report who is here, until nobody is connected."""
        if not self._reporting and not self.closing:
            self._reporting = True
            gevent.spawn(self._watch_presence)

    def hand_over(self, seconds: float = HAND_OVER_S) -> None:
        """Others serve by now: let the connections go one after the other over some seconds; each is back in a moment."""
        everybody = [c for hub in self._hubs.values() for c in (*hub.arriving, *hub.connections())]
        random.shuffle(everybody)
        began = time.monotonic()
        for number, connection in enumerate(everybody):
            ahead = began + seconds * number / len(everybody) - time.monotonic()
            if ahead > 0:
                gevent.sleep(ahead)
            connection.finish("restart", random.randint(*HAND_OVER_RETRY_MS))

    def goodbye(self) -> None:
        """The process ends: every connection gets a bye with its own moment to come back, and is closed."""
        if self.closing:
            return
        self.closing = True
        for hub in self._hubs.values():
            hub.closing = True
            hub.wake()
        for hub in self._hubs.values():
            for number, connection in enumerate([*hub.arriving, *hub.connections()], 1):
                connection.finish("restart", restart_retry_ms())
                if not number % BATCH:
                    gevent.sleep(0)

    def _watch_presence(self) -> None:
        while not self.closing:
            gevent.sleep(REPORT_S)
            if not any([self._report_presence(slug, hub) for slug, hub in list(self._hubs.items())]):
                break
        self._reporting = False

    def _report_presence(self, slug: str, hub: Hub) -> bool:
        """Report if there is something to tell. False when nobody is connected and the store knows it.

        Who has connected but not said yet where they are counts as connected: a slow phone takes longer for that than the
        time between two reports, and would never be counted if the reports ended meanwhile.
        """
        here, now = hub.here(), time.monotonic()
        before, when = self._reported.get(slug, ((0, 0, {}), now))
        if here != before or (any(here) and now - when >= SIGN_OF_LIFE_S):
            try:
                self._upstream.report_presence(slug, *here)
            except Exception:
                log.warning("could not report who is at %s, trying again", slug, exc_info=True)
                return True
            self._reported[slug] = (here, now)
        return any(here) or hub.size > 0


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody who may come in, and where to."""

    hubs: Hubs
    hub: Hub
    viewer: Viewer


def _connection_limit() -> int:
    files, _most = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(1, files - OTHER_FILES)
