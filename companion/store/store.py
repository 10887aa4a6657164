"""The only door to Valkey/Redis: the list of events, commits, a consistent snapshot, and the log.

Keys of an event share the hash tag `{slug}`: `meta` (epoch, v, format, seed), `rows` (kind/id -> row), `log` (a stream,
one entry a version), `done:<who>:<cid>` (first answers), `s:<name>` (sets and rate windows).

Beside it: `client` (the connection and its loss), `script` (one commit), `group_commit` (many at once), `log`, and
`upkeep` (reset and purge).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.core.table import Row, parse
from companion.store.client import StoreDown, close, key, own_client, shared_client, store_errors
from companion.store.condition import Condition
from companion.store.group_commit import GroupCommit
from companion.store.log import Entry, LogReader, entry_of
from companion.store.migration import FORMAT, is_old, migrate
from companion.store.script import CommitScript, Decision, Outcome, call_of, outcome_of, write

EVENTS: Final = "companion:events"
DOOMED: Final = "companion:doomed"  # events whose deletion has begun
BRANCH: Final = "companion:branch"
PROBE: Final = "companion:probe"
JOBS: Final = "rq:queue:companion"  # where RQ keeps the list of what waits
PROBE_S: Final = 1.0
PROBE_PATIENCE_S: Final = 2.0
# At once, since another process may read the event as soon as it has an epoch.
BEGIN: Final = """
if redis.call('HSETNX', KEYS[1], 'epoch', ARGV[1]) == 1 then
  redis.call('HSET', KEYS[1], 'format', ARGV[2], 'seed', ARGV[3])
end
"""
# All processes may notice at the same time; the first one is enough, and nothing is done where nothing was lost.
BRANCH_OFF: Final = """
local history, v = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'v'))
if history == ARGV[1] and tonumber(v or 0) < tonumber(ARGV[2]) then redis.call('HSET', KEYS[1], 'epoch', ARGV[3]) end
"""


class Store:
    """A store at `url` (`redis://`, `rediss://`, `unix://`). Connects on first use; safe for threads and greenlets."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.client = shared_client(url)
        self.condition = Condition()
        self.judged_by: Callable[[Store], object] | None = None
        """Looks whether the store keeps what it acknowledges: before the first write, and after each of its restarts."""
        self._judged = False
        self._prober = own_client(url, PROBE_PATIENCE_S)
        self._probing = threading.Lock()
        self._probed = 0.0
        self.script = CommitScript(self.client)
        self._commits = GroupCommit(self.client, self.script)

    # events

    def events(self) -> list[str]:
        """The slugs of all events, sorted."""
        with self._reading():
            return sorted(s.decode() for s in self.client.smembers(EVENTS))

    def listing(self) -> dict[str, Row]:
        """The `event` row of each event, by slug in order: for lists and codes nobody needs to follow an event."""
        slugs = self.events()
        with self._reading():
            pipe = self.client.pipeline(transaction=False)
            for slug in slugs:
                pipe.hget(key(slug, "rows"), f"event/{slug}")
            stored = pipe.execute()
        return {slug: parse(f"event/{slug}", row) for slug, row in zip(slugs, stored, strict=True) if row}

    def exists(self, slug: str) -> bool:
        """Whether there is an event with this slug."""
        with self._reading():
            return bool(self.client.sismember(EVENTS, slug))

    def create(self, slug: str) -> None:
        """Begin the history of an event; does nothing if it has one. Raises `Refusal("busy")` while one is deleted."""
        with self._reading():
            if self.client.sismember(DOOMED, slug):
                raise Refusal("busy")
            self.client.eval(BEGIN, 1, key(slug, "meta"), random_id(), FORMAT, random_id())
            self.client.sadd(EVENTS, slug)

    # writing

    def apply(self, slug: str, commit: Commit, decision: Decision) -> Outcome:
        """Apply a commit once for the `who` and `cid` of its decision.

        Raises `Refusal` with a guard's code (`stale`: decide again) or `cid_reused`, and `StoreDown`.
        """
        call = call_of(slug, commit, decision)
        try:
            self._require_writable()
            outcome = outcome_of(self._commits.send(call))
        except StoreDown as error:
            self.condition.met(error)
            raise
        except Refusal:
            self.condition.answers()
            raise
        (self.condition.answers if outcome.again else self.condition.wrote)()
        return outcome

    def answered(self, slug: str, who: str, cid: str, digest: str, veil: tuple[int, int] = (0, 0)) -> Outcome | None:
        """The first answer to a command that was applied before, or None; the arguments as in its decision.

        Raises `Refusal("cid_reused")`.
        """
        with self._reading():
            done = self.client.get(key(slug, f"done:{who}:{cid}"))
        if done is None:
            return None
        old, v, at, result = done.split(b"|", 3)
        if old.decode() != digest:
            raise Refusal("cid_reused")
        return Outcome(int(v) - veil[0], int(at) - veil[1], result, again=True)

    # reading

    def snapshot(self, slug: str) -> tuple[str, int, list[Row]]:
        """Epoch, version and all rows of an event, from one moment; one of an earlier version is migrated first."""
        with self._reading():
            meta, stored = self._read(slug)
            if is_old(meta):
                migrate(self.client, slug)
                meta, stored = self._read(slug)
        rows = [parse(name.decode(), row) for name, row in stored.items()]
        return meta.get(b"epoch", b"").decode(), int(meta.get(b"v", 0)), rows

    def rows(self, slug: str, *kinds: str) -> list[Row]:
        """The rows of these kinds as they are stored, maybe by an earlier version, each from some moment of now."""
        found: dict[bytes, bytes] = {}
        with self._reading():
            for kind in kinds:
                found |= dict(self.client.hscan_iter(key(slug, "rows"), match=f"{kind}/*", count=5000))
        return [parse(name.decode(), row) for name, row in found.items()]

    def _read(self, slug: str) -> tuple[dict[bytes, bytes], dict[bytes, bytes]]:
        pipe = self.client.pipeline(transaction=True)
        pipe.hgetall(key(slug, "meta"))
        pipe.hgetall(key(slug, "rows"))
        meta, rows = pipe.execute()
        return meta, rows

    def seed(self, slug: str) -> str:
        """What the event's links are derived from beside the server's key; empty if it was made before there were seeds."""
        with self._reading():
            return (self.client.hget(key(slug, "meta"), "seed") or b"").decode()

    def version(self, slug: str) -> int:
        """The newest version in the store."""
        with self._reading():
            return int(self.client.hget(key(slug, "meta"), "v") or 0)

    def members(self, slug: str, name: str, who: Sequence[str]) -> list[bool]:
        """For each of `who`, whether it is in the set `name`."""
        with self._reading():
            return [bool(found) for found in self.client.smismember(key(slug, f"s:{name}"), list(who))]

    def entries(self, slug: str, after: int) -> list[Entry]:
        """The log's entries after version `after`, oldest first, without waiting."""
        with self._reading():
            return [entry_of(*pair) for pair in self.client.xrange(key(slug, "log"), min=f"({after}-0")]

    def reader(self, slug: str) -> LogReader:
        """A reader of the log with a connection of its own, since it blocks."""
        return LogReader(self.url, key(slug, "log"))

    def branch(self) -> str:
        """The id of what the store has kept without a break: another one may have gone back in time.

        It is the id of the store's run, unless whoever started this run knows that nothing can have been lost before it.
        """
        with self._reading():
            pipe = self.client.pipeline(transaction=False)
            pipe.info("server")
            pipe.get(BRANCH)
            info, kept = pipe.execute()
        run = str(info["run_id"])
        of, _, branch = (kept or b"").decode().partition(":")
        return branch if of == run else run

    def go_on(self, branch: str) -> None:
        """Say that this run of the store has lost nothing of `branch`."""
        with self._reading():
            self.client.set(BRANCH, f"{self.client.info('server')['run_id']}:{branch}")

    def head(self, slug: str) -> tuple[str, int]:
        """The id of an event's history and its newest version; empty and 0 where there is no such event."""
        with self._reading():
            history, v = self.client.hmget(key(slug, "meta"), "epoch", "v")
        return (history or b"").decode(), int(v or 0)

    def branch_off(self, slug: str, history: str, known: int) -> None:
        """Give a history that has lost its end, which was at version `known` or later, a new id, once."""
        with self._reading():
            self.client.eval(BRANCH_OFF, 1, key(slug, "meta"), history, known, random_id())

    # its condition

    def probe(self) -> None:
        """Write something that nobody reads, at most once a second. Raises `StoreDown` where nothing can be written."""
        with self._probing:
            if time.monotonic() - self._probed < PROBE_S and self.condition.writable:
                with self._reading():
                    self._prober.ping()
                return
            try:
                self._require_writable()
                write(self._prober, PROBE, 60)
            except StoreDown as error:
                self.condition.met(error)
                raise
            self._probed = time.monotonic()
            self.condition.wrote()

    def time(self) -> tuple[int, int]:
        """The store's clock: unix seconds, and microseconds."""
        with self._reading():
            seconds, micro = self.client.time()
        return int(seconds), int(micro)

    def memory(self) -> int:
        """How much memory the store uses, in bytes."""
        with self._reading():
            return int(self.client.info("memory")["used_memory"])

    def file_size(self) -> int | None:
        """How large the store's append-only file is, in bytes; None where it keeps none."""
        with self._reading():
            size = self.client.info("persistence").get("aof_current_size")
        return None if size is None else int(size)

    def jobs_waiting(self) -> int:
        """How many jobs wait for a worker."""
        with self._reading():
            return int(self.client.llen(JOBS))

    def judge_again(self) -> None:
        """The store is another run of it, or another one: before the next write it is looked whether that is safe."""
        self._judged = False

    def close(self) -> None:
        """Drop the connections."""
        close(self.client)
        close(self._prober)

    def _require_writable(self) -> None:
        self.condition.require_there()
        if self.judged_by is not None and not self._judged:
            self.judged_by(self)
            self._judged = True
        if self.condition.unsafe:
            raise StoreDown(self.condition.unsafe, refuses=True)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        self.condition.require_there()
        try:
            with store_errors():
                yield
        except StoreDown as error:
            self.condition.met(error)
            raise
        self.condition.answers()
