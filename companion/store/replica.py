"""Followers: each process keeps a copy of every event's table that it serves, by reading the store's log.

A follower loads a snapshot and then applies log entries in order. When it meets a gap, a reset, or a store that may have
lost something, it loads again. The public epoch joins the history's id with the store's branch, so that a store that went
back in time is noticed by every client.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

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
    """Follows one event. `table` is replaced, never emptied, when it is loaded again; `gone`: the store has lost it."""

    def __init__(self, store: Store, slug: str) -> None:
        self.slug = slug
        self.seed = ""
        self.table = Table()
        self.lock = threading.RLock()
        self.connected = False
        self.gone = False
        self._store = store
        self._history = ""
        self.listeners: list[Callable[[], None]] = []
        self._closed = threading.Event()
        self._reader = store.reader(slug)
        self.load()
        self._thread = threading.Thread(target=self._follow, name=f"follow-{slug}", daemon=True)
        self._thread.start()

    def load(self) -> None:
        """Take a fresh snapshot. Raises `StoreDown`, and `Refusal("no_event")` if the store has no such event."""
        while True:
            branch = self._store.branch()
            history, v, rows = self._store.snapshot(self.slug)
            self.seed = self._store.seed(self.slug)
            if self._store.branch() == branch:  # else the rows may be from before or after a restart
                break
        if not history or not self._store.exists(self.slug):
            self._end(deleted=bool(history))
        if history == self._history and v < self.table.v:
            log.error("%s: the store has gone back from version %d to %d", self.slug, self.table.v, v)
        table = Table(f"{history}-{branch[:8]}", v)
        table.load(rows)
        with self.lock:
            self.table, self._history = table, history
            self.connected = True
        self._tell()

    def key(self, server_key: str) -> str:
        """The event's key, from which its links, tickets and participants are derived."""
        return event_key(server_key, self.seed)

    def catch_up(self) -> None:
        """Apply what the log has now. Raises `StoreDown`, and `Refusal("no_event")` if the event is gone."""
        entries = self._store.entries(self.slug, self.table.v)
        self._take(entries)
        if not entries:
            self._check_history()

    def find(self, kind: str, id: str) -> Row | None:
        """A row; if it is not known here, another process may have made it a moment ago. Raises `StoreDown`."""
        if self.table.get(kind, id) is None:
            self.catch_up()
        return self.table.get(kind, id)

    def listen(self, callback: Callable[[], None]) -> None:
        """Call `callback` after every change, in the thread that applied it; it must not wait."""
        self.listeners.append(callback)

    def close(self) -> None:
        """Stop following."""
        self._closed.set()
        self._reader.close()

    def _follow(self) -> None:
        while not self._closed.is_set():
            try:
                if not self.connected:
                    self._check_branch()
                entries = self._reader.read(self.table.v)
                self._store.condition.answers()
                self._take(entries)
                if not entries:
                    self._check_history()
            except StoreDown as error:
                if self._closed.is_set():
                    return
                self._store.condition.met(error)
                self.connected = False
                self._closed.wait(RETRY_S)
            except Refusal:
                return  # it is gone
            except Exception:
                # A follower that dies would freeze every screen; a fresh snapshot is always right.
                if self._closed.is_set():
                    return
                log.exception("following %s failed, loading again", self.slug)
                self.connected = False
                self._closed.wait(RETRY_S)
                self._reload_quietly()

    def _check_branch(self) -> None:
        if self.table.epoch.endswith(f"-{self._store.branch()[:8]}"):
            self.connected = True
        else:
            self._store.judge_again()
            self.load()

    def _check_history(self) -> None:
        """Notice a store that was emptied, or put back to an earlier state, while it ran."""
        known = self.table.v
        history, v = self._store.head(self.slug)
        if history == self._history and v >= known:
            return
        if history == self._history:
            log.error("%s: the store has gone back from version %d to %d", self.slug, known, v)
            self._store.branch_off(self.slug, history, known)
        elif history:
            log.info("%s: its history begins anew", self.slug)
        self.load()

    def _end(self, deleted: bool) -> None:
        if not self.gone and not deleted:
            log.error("%s: the store has lost this event, or was emptied", self.slug)
        self.gone = True
        self._closed.set()
        self._tell()
        raise Refusal("no_event")

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
        for callback in self.listeners:
            callback()


class Replica:
    """The followers of one process, started when an event is first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._followers: dict[str, Follower] = {}
        self._listed: dict[str, Row] = {}
        self._lock = threading.Lock()

    def follower(self, slug: str) -> Follower:
        """The follower of an event. Raises `Refusal("no_event")` or `StoreDown`."""
        found = self._followers.get(slug)
        if found is not None and not found.gone:
            return found
        if not SLUG.fullmatch(slug):
            raise Refusal("no_event")
        # One asks the store and the others wait for it: after a restart a full house comes at once, and would fight for
        # the store's few connections with the one that is loading.
        with self._lock:
            found = self._followers.get(slug)
            if found is None or found.gone:
                self._followers.pop(slug, None)
                if not self._store.exists(slug):
                    raise Refusal("no_event")
                self._followers[slug] = Follower(self._store, slug)
                for callback in found.listeners if found else ():
                    self._followers[slug].listen(callback)
            return self._followers[slug]

    def table(self, slug: str) -> Table:
        """The current table of an event. Raises as `follower`."""
        return self.follower(slug).table

    def tables(self, slugs: Iterable[str]) -> dict[str, Table]:
        """The current tables of those of these events that are there; also of one that was made a moment ago, but without
        those that go meanwhile. Raises `StoreDown`.
        """
        found: dict[str, Table] = {}
        for slug in slugs:
            with suppress(Refusal):
                follower = self.follower(slug)
                if follower.find("event", slug):
                    found[slug] = follower.table
        return found

    def ready(self) -> bool:
        """Whether an action would take effect now: the store writes, and every follower is connected and up to date."""
        try:
            self._store.probe()
            return all(f.connected and self._distance(f) == 0 for f in self._following())
        except StoreDown:
            return False

    def behind(self) -> int:
        """How many versions this process is behind the store; as many as it was when last told, if the store is away."""
        try:
            return sum(max(0, self._distance(follower)) for follower in self._following())
        except StoreDown:
            return 0

    def listing(self) -> dict[str, Row]:
        """The `event` row of each event, by slug in order. While the store is away, as it was, of all that are known here.

        Raises `StoreDown` if nothing is.
        """
        try:
            self._listed = self._store.listing()
        except StoreDown:
            rows = {follower.slug: follower.table.get("event", follower.slug) for follower in self._following()}
            known = self._listed | {slug: row for slug, row in rows.items() if row is not None}
            if not known:
                raise
            return dict(sorted(known.items()))
        return self._listed

    def slugs(self) -> list[str]:
        """The events followed by this process."""
        return [follower.slug for follower in self._following()]

    def _following(self) -> list[Follower]:
        return [follower for follower in list(self._followers.values()) if not follower.gone]

    def _distance(self, follower: Follower) -> int:
        """How many versions a follower is behind the store, or before it, after giving it 100 ms to catch up."""
        newest = self._store.version(follower.slug)
        deadline = time.monotonic() + 0.1
        while follower.table.v < newest and time.monotonic() < deadline:
            time.sleep(0.005)
        return newest - follower.table.v

    def close(self) -> None:
        """Stop all followers."""
        for follower in self._followers.values():
            follower.close()


def rows_of(pairs: dict[bytes, bytes]) -> list[Row]:
    """The rows of one log entry."""
    return [parse(key.decode(), stored) for key, stored in pairs.items() if key != b"-"]
