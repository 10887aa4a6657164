"""The only door to Valkey/Redis: one script that commits, a consistent snapshot, the log, and the list of events.

Keys of an event share the hash tag `{slug}`: `meta` (epoch, v), `rows` (kind/id -> row), `log` (a stream, one entry a
version), `done:<who>:<cid>` (first answers), `s:<name>` (sets and rate windows).

redis-py repeats a command after a lost reply on its own, which doubles effects; that is switched off here. `commands`
repeats instead, with the same command id, which the script recognises.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Final

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.core.table import Row, parse

SCRIPT: Final = files("companion.store").joinpath("store.lua").read_bytes()
# XTRIM only marks entries as dead: their bytes stay in the stream and go into every later file. So it is written anew.
SHORTEN_LOG: Final = """
local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
redis.call('DEL', KEYS[1])
if newest then redis.call('XADD', KEYS[1], newest[1], unpack(newest[2])) end
"""
EVENTS: Final = "companion:events"
REMEMBER_S: Final = 24 * 3600  # an outbox may be this old when its phone finds the network again
REMEMBER_SYSTEM_S: Final = 600
LOG_LENGTH: Final = 20_000
LINGER_S: Final = 0.003
# Answers of a store that is there and has done nothing: it loads, is full, is only a copy, or was restarted just now.
_NOT_NOW: Final = (
    redis.exceptions.BusyLoadingError,
    redis.exceptions.NoScriptError,
    redis.exceptions.OutOfMemoryError,
    redis.exceptions.ReadOnlyError,
)


class StoreDown(Exception):
    """The store could not be reached, or its reply was lost; whether the command took effect is unknown."""


@dataclass(slots=True)
class Outcome:
    """What a commit came to: its version, the event time of its decision, its result as JSON; `again` if repeated."""

    v: int
    at: int
    result: bytes
    again: bool = False


@dataclass(slots=True)
class _Waiting:
    """One commit on its way to the store with others."""

    keys: list[str]
    args: list[Any]
    done: threading.Event = field(default_factory=threading.Event)
    leads: bool = False
    reply: Any = None


class Store:
    """A store at `url` (`redis://`, `rediss://`, `unix://`). Connects on first use; safe for threads and greenlets."""

    def __init__(self, url: str) -> None:
        self.url = url
        # Blocking, since an exhausted pool must make a greenlet wait, not fail.
        pool = redis.BlockingConnectionPool.from_url(
            url, max_connections=16, timeout=5, retry=Retry(NoBackoff(), 0), socket_timeout=5, socket_connect_timeout=2
        )
        # redis-py's types join every protocol and decoding option, so they say nothing here.
        self.client: Any = redis.Redis(connection_pool=pool)
        self._sha: str | None = None
        self._queue: list[_Waiting] = []
        self._flying = False
        self._lock = threading.Lock()

    # events

    def events(self) -> list[str]:
        """The slugs of all events, sorted."""
        with _errors():
            return sorted(s.decode() for s in self.client.smembers(EVENTS))

    def listing(self) -> dict[str, Row]:
        """The `event` row of each event, by slug in order: for lists and codes nobody needs to follow an event."""
        slugs = self.events()
        with _errors():
            pipe = self.client.pipeline(transaction=False)
            for slug in slugs:
                pipe.hget(_key(slug, "rows"), f"event/{slug}")
            stored = pipe.execute()
        return {slug: parse(f"event/{slug}", row) for slug, row in zip(slugs, stored, strict=True) if row}

    def exists(self, slug: str) -> bool:
        """Whether there is an event with this slug."""
        with _errors():
            return bool(self.client.sismember(EVENTS, slug))

    def create(self, slug: str) -> None:
        """Begin the history of an event; does nothing if it has one."""
        with _errors():
            self.client.hsetnx(_key(slug, "meta"), "epoch", random_id())
            self.client.sadd(EVENTS, slug)

    def reset(self, slug: str, keep: frozenset[str], commit: Commit) -> None:
        """Forget everything of an event but rows of the kinds in `keep`, and apply `commit`, in one step.

        The history gets a new epoch, so every client reloads; versions go on rising, so every follower notices.
        """
        with _errors():
            while True:
                try:
                    return self._reset(slug, keep, commit)
                except redis.exceptions.WatchError:
                    continue  # somebody wrote in between: nothing was done, so try again

    def _reset(self, slug: str, keep: frozenset[str], commit: Commit) -> None:
        rows, meta, log = (_key(slug, name) for name in ("rows", "meta", "log"))
        epoch = random_id()
        sha = self._load_script()
        with self.client.pipeline(transaction=True) as pipe:
            pipe.watch(meta)
            v = int(pipe.hget(meta, "v") or 0) + 1
            doomed = [k for p in ("s:*", "done:*") for k in self.client.scan_iter(_key(slug, p), count=1000)]
            fields = [f for f in self.client.hkeys(rows) if f.split(b"/")[0].decode() not in keep]
            pipe.multi()
            pipe.hset(meta, mapping={"epoch": epoch, "v": v})
            for chunk in _chunks(doomed):
                pipe.delete(*chunk)
            for chunk in _chunks(fields):
                pipe.hdel(rows, *chunk)
            pipe.delete(log)
            pipe.xadd(log, {"epoch": epoch}, id=f"{v}-0")
            waiting = self._prepare(slug, commit, epoch, "system", random_id(), "reset", 0)
            pipe.evalsha(sha, len(waiting.keys), *waiting.keys, *waiting.args)
            _outcome(pipe.execute()[-1])

    # writing

    def apply(self, slug: str, commit: Commit, *, epoch: str, who: str, cid: str, digest: str, at: int) -> Outcome:
        """Apply a commit once for this `who` and `cid`.

        Raises `Refusal` with a guard's code (`stale`: decide again) or `cid_reused`, and `StoreDown`.
        """
        waiting = self._prepare(slug, commit, epoch, who, cid, digest, at)
        with self._lock:
            self._queue.append(waiting)
            waiting.leads = not self._flying
            self._flying = True
        if not waiting.leads:
            waiting.done.wait()
        if waiting.leads:
            self._fly()
        return _outcome(waiting.reply)

    def answered(self, slug: str, who: str, cid: str, digest: str) -> Outcome | None:
        """The first answer to a command that was applied before, or None. Raises `Refusal("cid_reused")`."""
        with _errors():
            done = self.client.get(_key(slug, f"done:{who}:{cid}"))
        if done is None:
            return None
        old, v, at, result = done.split(b"|", 3)
        if old.decode() != digest:
            raise Refusal("cid_reused")
        return Outcome(int(v), int(at), result, again=True)

    def _prepare(self, slug: str, commit: Commit, epoch: str, who: str, cid: str, digest: str, at: int) -> _Waiting:
        prefix = _key(slug, "s:")
        # All keys are named, as a cluster asks for; they share one hash tag and so one slot.
        keys = [_key(slug, name) for name in ("meta", "rows", "log", f"done:{who}:{cid}")]
        keys += [prefix + name for name in commit.sets + commit.rates]
        remember = REMEMBER_SYSTEM_S if who == "system" else REMEMBER_S
        args = [prefix, epoch, commit.encode(), digest, at, remember, LOG_LENGTH]
        return _Waiting(keys, args)

    def _fly(self) -> None:
        """Send everything that waits in one round trip, so that commits share the store's fsync; then hand over."""
        if len(self._queue) > 1:
            time.sleep(LINGER_S)
        with self._lock:
            batch, self._queue = self._queue, []
        try:
            self._send(batch)
        except Exception as error:  # every waiter must learn of it, whatever it was
            for waiting in batch:
                waiting.reply = error
        finally:
            with self._lock:
                if self._queue:
                    self._queue[0].leads = True
                    self._queue[0].done.set()
                else:
                    self._flying = False
            for waiting in batch:
                waiting.done.set()

    def _send(self, batch: list[_Waiting]) -> None:
        with _errors():
            sha = self._load_script()
            for _attempt in range(2):
                pipe = self.client.pipeline(transaction=False)
                for waiting in batch:
                    pipe.evalsha(sha, len(waiting.keys), *waiting.keys, *waiting.args)
                for waiting, reply in zip(batch, pipe.execute(raise_on_error=False), strict=True):
                    waiting.reply = reply
                # A restarted store has forgotten the script; what it refused for that reason was not run.
                batch = [w for w in batch if isinstance(w.reply, redis.exceptions.NoScriptError)]
                if not batch:
                    return
                self._sha = None
                sha = self._load_script()

    def _load_script(self) -> str:
        if self._sha is None:
            self._sha = str(self.client.script_load(SCRIPT))
        return self._sha

    # reading

    def snapshot(self, slug: str) -> tuple[str, int, list[Row]]:
        """Epoch, version and all rows of an event, from one moment."""
        with _errors():
            pipe = self.client.pipeline(transaction=True)
            pipe.hgetall(_key(slug, "meta"))
            pipe.hgetall(_key(slug, "rows"))
            meta, rows = pipe.execute()
        found = [parse(key.decode(), stored) for key, stored in rows.items()]
        return meta.get(b"epoch", b"").decode(), int(meta.get(b"v", 0)), found

    def version(self, slug: str) -> int:
        """The newest version in the store."""
        with _errors():
            return int(self.client.hget(_key(slug, "meta"), "v") or 0)

    def members(self, slug: str, name: str, who: Sequence[str]) -> list[bool]:
        """For each of `who`, whether it is in the set `name`."""
        with _errors():
            return [bool(found) for found in self.client.smismember(_key(slug, f"s:{name}"), list(who))]

    def entries(self, slug: str, after: int) -> list[tuple[int, dict[bytes, bytes]]]:
        """The log's entries after version `after`, oldest first, without waiting."""
        with _errors():
            found = self.client.xrange(_key(slug, "log"), min=f"({after}-0")
        return [(_version(id), pairs) for id, pairs in found]

    def reader(self, slug: str) -> LogReader:
        """A reader of the log with a connection of its own, since it blocks."""
        return LogReader(self.url, _key(slug, "log"))

    def run_id(self) -> str:
        """The id of the store's current run; another run may have gone back in time."""
        with _errors():
            return str(self.client.info("server")["run_id"])

    # upkeep

    def purge(self, slug: str, timeout_s: float = 60) -> None:
        """Make what was overwritten leave the disk: shorten the log to its newest entry and rewrite the append-only file.

        Raises `TimeoutError` if the store does not finish in `timeout_s`.
        """
        with _errors():
            self.client.eval(SHORTEN_LOG, 1, _key(slug, "log"))
            deadline = time.monotonic() + timeout_s
            started = False
            while time.monotonic() < deadline:
                info = self.client.info("persistence")
                if not started and not info["aof_rewrite_in_progress"]:
                    self.client.bgrewriteaof()
                    started = True
                elif started and not info["aof_rewrite_in_progress"] and not info["aof_rewrite_scheduled"]:
                    return
                time.sleep(0.05)
        raise TimeoutError("the store did not finish rewriting its file")

    def close(self) -> None:
        """Drop the connections."""
        self.client.close()
        self.client.connection_pool.disconnect()


class LogReader:
    """Waits for new entries of one log."""

    def __init__(self, url: str, key: str) -> None:
        # The default read timeout of 5 s would end every longer wait.
        pool = redis.ConnectionPool.from_url(
            url, retry=Retry(NoBackoff(), 0), socket_timeout=30, socket_connect_timeout=2
        )
        self._client: Any = redis.Redis(connection_pool=pool)
        self._key = key

    def read(self, after: int, wait_ms: int = 15_000) -> list[tuple[int, dict[bytes, bytes]]]:
        """Entries after version `after`; an empty list if none came within `wait_ms`. Raises `StoreDown`."""
        with _errors():
            found: Any = self._client.xread({self._key: f"{after}-0"}, count=1000, block=wait_ms)
        streams = found.items() if isinstance(found, dict) else found or []
        return [(_version(id), pairs) for _, entries in streams for id, pairs in _flat(entries)]

    def close(self) -> None:
        """Drop the connection, which also ends a wait in another thread."""
        self._client.close()
        self._client.connection_pool.disconnect()


class _errors:
    """Turns every way of losing the store into `StoreDown`."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        lost = (redis.exceptions.ConnectionError, redis.exceptions.TimeoutError, redis.exceptions.BusyLoadingError)
        if isinstance(error, (*lost, OSError)) and not isinstance(error, TimeoutError):
            raise StoreDown(str(error)) from error


def _outcome(reply: Any) -> Outcome:
    if isinstance(reply, StoreDown):
        raise StoreDown(str(reply)) from reply
    if isinstance(reply, BaseException):
        if isinstance(reply, _NOT_NOW) or str(reply).startswith("MISCONF"):
            raise StoreDown(str(reply)) from reply
        raise reply
    status = reply[0].decode()
    if status == "refused":
        raise Refusal(reply[1].decode())
    return Outcome(int(reply[1]), int(reply[2]), reply[3], again=status == "again")


def _flat(entries: Any) -> Iterator[tuple[bytes, dict[bytes, bytes]]]:
    for entry in entries:
        if isinstance(entry, list):  # RESP3 nests one level more
            yield from entry
        else:
            yield entry


def _version(id: bytes) -> int:
    return int(id.split(b"-")[0])


def _key(slug: str, name: str) -> str:
    return f"{{{slug}}}:{name}"


def _chunks(items: list[Any], size: int = 500) -> Iterator[list[Any]]:
    return (items[i : i + size] for i in range(0, len(items), size))
