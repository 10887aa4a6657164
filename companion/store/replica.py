"""Followers: each process keeps a copy of every event's table that it serves, by reading the store's log.

A follower loads a snapshot and then applies log entries in order. When it meets a gap, a reset, or a store that was
restarted, it loads again. The public epoch joins the history's id with the store's run, so that a store that went back in
time is noticed by every client.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from companion.core.errors import Refusal
from companion.core.event_key import event_key
from companion.core.ids import SLUG
from companion.core.table import Row, Table, parse
from companion.store.client import StoreDown
from companion.store.log import Entry
from companion.store.store import Store

log = logging.getLogger(__name__)
RETRY_S = 0.2


class Follower:
    """Follows one event. `table` is replaced, never emptied, when it is loaded again."""

    def __init__(self, store: Store, slug: str) -> None:
        self.slug = slug
        self.seed = ""
        self.table = Table()
        self.lock = threading.RLock()
        self.connected = False
        self._store = store
        self._listeners: list[Callable[[], None]] = []
        self._closed = threading.Event()
        self._reader = store.reader(slug)
        self.load()
        self._thread = threading.Thread(target=self._follow, name=f"follow-{slug}", daemon=True)
        self._thread.start()

    def load(self) -> None:
        """Take a fresh snapshot. Raises `StoreDown`."""
        while True:
            run = self._store.run_id()
            history, v, rows = self._store.snapshot(self.slug)
            self.seed = self._store.seed(self.slug)
            if self._store.run_id() == run:  # else the rows may be from before or after a restart
                break
        table = Table(f"{history}-{run[:8]}", v)
        table.load(rows)
        with self.lock:
            self.table = table
            self.connected = True
        self._tell()

    def key(self, server_key: str) -> str:
        """The event's key, from which its links, tickets and participants are derived."""
        return event_key(server_key, self.seed)

    def catch_up(self) -> None:
        """Apply what the log has now. Raises `StoreDown`."""
        self._take(self._store.entries(self.slug, self.table.v))

    def find(self, kind: str, id: str) -> Row | None:
        """A row; if it is not known here, another process may have made it a moment ago. Raises `StoreDown`."""
        if self.table.get(kind, id) is None:
            self.catch_up()
        return self.table.get(kind, id)

    def listen(self, callback: Callable[[], None]) -> None:
        """Call `callback` after every change, in the thread that applied it; it must not wait."""
        self._listeners.append(callback)

    def close(self) -> None:
        """Stop following."""
        self._closed.set()
        self._reader.close()

    def _follow(self) -> None:
        while not self._closed.is_set():
            try:
                if not self.connected:
                    self._check_run()
                self._take(self._reader.read(self.table.v))
            except StoreDown:
                self.connected = False
                self._closed.wait(RETRY_S)
            except Exception:
                # A follower that dies would freeze every screen; a fresh snapshot is always right.
                if self._closed.is_set():
                    return
                log.exception("following %s failed, loading again", self.slug)
                self.connected = False
                self._closed.wait(RETRY_S)
                self._reload_quietly()

    def _check_run(self) -> None:
        if self.table.epoch.endswith(f"-{self._store.run_id()[:8]}"):
            self.connected = True
        else:
            self.load()

    def _reload_quietly(self) -> None:
        try:
            self.load()
        except StoreDown:
            self.connected = False

    def _take(self, entries: list[Entry]) -> None:
        changed = False
        with self.lock:
            for v, pairs in entries:
                if v <= self.table.v:
                    continue
                if v != self.table.v + 1 or b"epoch" in pairs:
                    # This waits on the network while it holds the lock, so no rule of this event runs meanwhile: none
                    # could decide anything on a table with a hole in it. It is as rare as a reset or a lost log entry.
                    self.load()
                    return
                self.table.apply(v, rows_of(pairs))
                changed = True
        if changed:
            self._tell()

    def _tell(self) -> None:
        for callback in self._listeners:
            callback()


class Replica:
    """The followers of one process, started when an event is first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._followers: dict[str, Follower] = {}
        self._lock = threading.Lock()

    def follower(self, slug: str) -> Follower:
        """The follower of an event. Raises `Refusal("no_event")` or `StoreDown`."""
        found = self._followers.get(slug)
        if found is not None:
            return found
        if not SLUG.fullmatch(slug):
            raise Refusal("no_event")
        # One asks the store and the others wait for it: after a restart a full house comes at once, and would fight for
        # the store's few connections with the one that is loading.
        with self._lock:
            if slug not in self._followers:
                if not self._store.exists(slug):
                    raise Refusal("no_event")
                self._followers[slug] = Follower(self._store, slug)
            return self._followers[slug]

    def table(self, slug: str) -> Table:
        """The current table of an event. Raises as `follower`."""
        return self.follower(slug).table

    def on_change(self, slug: str, callback: Callable[[], None]) -> None:
        """Call `callback` after every change of an event's table."""
        self.follower(slug).listen(callback)

    def ready(self) -> bool:
        """Whether the store answers and every follower is connected and up to date."""
        try:
            return self._store.client.ping() and all(
                f.connected and self.behind(slug) == 0 for slug, f in list(self._followers.items())
            )
        except Exception:  # any failure to answer means: not ready
            return False

    def behind(self, slug: str) -> int:
        """How many versions this process is behind the store, after giving it 100 ms to catch up."""
        newest = self._store.version(slug)
        deadline = time.monotonic() + 0.1
        while self.table(slug).v < newest and time.monotonic() < deadline:
            time.sleep(0.005)
        return max(0, newest - self.table(slug).v)

    def slugs(self) -> list[str]:
        """The events followed by this process."""
        return list(self._followers)

    def close(self) -> None:
        """Stop all followers."""
        for follower in self._followers.values():
            follower.close()


def rows_of(pairs: dict[bytes, bytes]) -> list[Row]:
    """The rows of one log entry."""
    return [parse(key.decode(), stored) for key, stored in pairs.items() if key != b"-"]
