"""The only door to Valkey/Redis: the list of events, commits, a consistent snapshot, and the log.

Keys of an event share the hash tag `{slug}`: `meta` (epoch, v, format, seed), `rows` (kind/id -> row), `log` (a stream,
one entry a version), `done:<who>:<cid>` (first answers), `s:<name>` (sets and rate windows).

Beside it: `client` (the connection and its loss), `script` (one commit), `group_commit` (many at once), `log`, and
`upkeep` (reset and purge).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.core.table import Row, parse
from companion.store.client import close, key, shared_client, store_errors
from companion.store.group_commit import GroupCommit
from companion.store.log import Entry, LogReader, entry_of
from companion.store.migration import FORMAT, is_old, migrate
from companion.store.script import CommitScript, Decision, Outcome, call_of, outcome_of

EVENTS: Final = "companion:events"
# At once, since another process may read the event as soon as it has an epoch.
BEGIN: Final = """
if redis.call('HSETNX', KEYS[1], 'epoch', ARGV[1]) == 1 then
  redis.call('HSET', KEYS[1], 'format', ARGV[2], 'seed', ARGV[3])
end
"""


class Store:
    """A store at `url` (`redis://`, `rediss://`, `unix://`). Connects on first use; safe for threads and greenlets."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.client = shared_client(url)
        self.script = CommitScript(self.client)
        self._commits = GroupCommit(self.client, self.script)

    # events

    def events(self) -> list[str]:
        """The slugs of all events, sorted."""
        with store_errors():
            return sorted(s.decode() for s in self.client.smembers(EVENTS))

    def listing(self) -> dict[str, Row]:
        """The `event` row of each event, by slug in order: for lists and codes nobody needs to follow an event."""
        slugs = self.events()
        with store_errors():
            pipe = self.client.pipeline(transaction=False)
            for slug in slugs:
                pipe.hget(key(slug, "rows"), f"event/{slug}")
            stored = pipe.execute()
        return {slug: parse(f"event/{slug}", row) for slug, row in zip(slugs, stored, strict=True) if row}

    def exists(self, slug: str) -> bool:
        """Whether there is an event with this slug."""
        with store_errors():
            return bool(self.client.sismember(EVENTS, slug))

    def create(self, slug: str) -> None:
        """Begin the history of an event; does nothing if it has one."""
        with store_errors():
            self.client.eval(BEGIN, 1, key(slug, "meta"), random_id(), FORMAT, random_id())
            self.client.sadd(EVENTS, slug)

    # writing

    def apply(self, slug: str, commit: Commit, decision: Decision) -> Outcome:
        """Apply a commit once for the `who` and `cid` of its decision.

        Raises `Refusal` with a guard's code (`stale`: decide again) or `cid_reused`, and `StoreDown`.
        """
        return outcome_of(self._commits.send(call_of(slug, commit, decision)))

    def answered(self, slug: str, who: str, cid: str, digest: str, veil: tuple[int, int] = (0, 0)) -> Outcome | None:
        """The first answer to a command that was applied before, or None; the arguments as in its decision.

        Raises `Refusal("cid_reused")`.
        """
        with store_errors():
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
        with store_errors():
            meta, stored = self._read(slug)
            if is_old(meta):
                migrate(self.client, slug)
                meta, stored = self._read(slug)
        rows = [parse(name.decode(), row) for name, row in stored.items()]
        return meta.get(b"epoch", b"").decode(), int(meta.get(b"v", 0)), rows

    def _read(self, slug: str) -> tuple[dict[bytes, bytes], dict[bytes, bytes]]:
        pipe = self.client.pipeline(transaction=True)
        pipe.hgetall(key(slug, "meta"))
        pipe.hgetall(key(slug, "rows"))
        meta, rows = pipe.execute()
        return meta, rows

    def seed(self, slug: str) -> str:
        """What the event's links are derived from beside the server's key; empty if it was made before there were seeds."""
        with store_errors():
            return (self.client.hget(key(slug, "meta"), "seed") or b"").decode()

    def version(self, slug: str) -> int:
        """The newest version in the store."""
        with store_errors():
            return int(self.client.hget(key(slug, "meta"), "v") or 0)

    def members(self, slug: str, name: str, who: Sequence[str]) -> list[bool]:
        """For each of `who`, whether it is in the set `name`."""
        with store_errors():
            return [bool(found) for found in self.client.smismember(key(slug, f"s:{name}"), list(who))]

    def entries(self, slug: str, after: int) -> list[Entry]:
        """The log's entries after version `after`, oldest first, without waiting."""
        with store_errors():
            return [entry_of(*pair) for pair in self.client.xrange(key(slug, "log"), min=f"({after}-0")]

    def reader(self, slug: str) -> LogReader:
        """A reader of the log with a connection of its own, since it blocks."""
        return LogReader(self.url, key(slug, "log"))

    def run_id(self) -> str:
        """The id of the store's current run; another run may have gone back in time."""
        with store_errors():
            return str(self.client.info("server")["run_id"])

    def close(self) -> None:
        """Drop the connections."""
        close(self.client)
