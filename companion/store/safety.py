"""Whether a store keeps what it acknowledges. Each way to lose it has a name, by which an operator may accept it.

Every process asks before it writes: the web, the worker, the clock and the command line alike.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import redis

from companion.store.client import StoreDown, store_errors
from companion.store.store import Store

OLDEST_REDIS: Final = 7
LOOK_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class Risk:
    """One way in which a store would lose what it acknowledged; `name` is what `STORE_MAY_LOSE` calls it.

    Without a name it cannot be accepted, since Companion does not work like that at all.
    """

    name: str
    about: str
    text: str


class UnsafeStore(Exception):
    """The store would lose what it acknowledges; the message is one sentence that says what to do."""


def risks(info: dict[str, Any], config: dict[str, str] | None) -> list[Risk]:
    """What a store with this `INFO` and these settings would lose; `config` is None where it does not tell them."""
    found = [_version(info), _cluster(info), _role(info), _eviction(info), _persistence(info, config)]
    return [risk for risk in found if risk is not None]


def look(client: Any) -> tuple[dict[str, Any], dict[str, str] | None]:
    """A store's `INFO` and its settings, None where it does not tell them. Raises `StoreDown`."""
    with store_errors():
        info: dict[str, Any] = client.info()
        try:
            config: dict[str, str] | None = client.config_get("appendfsync", "save", "dir", "dbfilename")
        except redis.exceptions.ResponseError:
            config = None  # managed stores and careful ACLs keep them to themselves
    return info, config or None


def may_rewrite(client: Any) -> bool:
    """Whether this user may have the append-only file rewritten: asked for in a transaction that is given up."""
    with store_errors():
        connection = client.connection_pool.get_connection()
        try:
            for command in ("MULTI", "BGREWRITEAOF", "DISCARD"):
                connection.send_command(command)
                try:
                    connection.read_response()
                except redis.exceptions.NoPermissionError:
                    return False
        finally:
            connection.disconnect()  # which gives the transaction up as well
            client.connection_pool.release(connection)
    return True


def guarded(url: str, accepted: Collection[str]) -> Store:
    """The store at `url`, which is written to only where it keeps what it acknowledges, but for what is `accepted`."""
    store = Store(url)
    store.judged_by = partial(judge, accepted=accepted)
    return store


def judge(store: Store, accepted: Collection[str]) -> str:
    """Ask the store how it keeps what it acknowledges; remembers the answer in its `condition`.

    Returns a sentence where it is not to be written to, else nothing. Raises `StoreDown`.
    """
    found = risks(*look(store.client))
    refused = [risk for risk in found if risk.name not in accepted]
    store.condition.judged(_sentence(refused[0]) if refused else "", tuple(risk.name for risk in found))
    return store.condition.unsafe


def require_safe(store: Store, accepted: Collection[str]) -> None:
    """Raises `UnsafeStore` where the store would lose what it acknowledges, and `StoreDown`."""
    if unsafe := judge(store, accepted):
        raise UnsafeStore(unsafe)


def await_store(store: Store, accepted: Collection[str]) -> None:
    """Wait until the store answers, for as long as it takes. Raises `UnsafeStore`."""
    while True:
        try:
            require_safe(store, accepted)
        except StoreDown as error:
            store.condition.met(error)
            time.sleep(LOOK_S)
        else:
            return store.condition.answers()


def _sentence(risk: Risk) -> str:
    accept = f", or accept that with STORE_MAY_LOSE={risk.name}" if risk.name else ""
    return f"The {risk.about} of the store: {risk.text}{accept}."


def _version(info: dict[str, Any]) -> Risk | None:
    version = str(info["redis_version"])
    if "valkey_version" in info or int(version.split(".")[0]) >= OLDEST_REDIS:
        return None
    return Risk("", "version", f"Redis {version} is too old: use {OLDEST_REDIS} or newer, or Valkey")


def _cluster(info: dict[str, Any]) -> Risk | None:
    if not int(info.get("cluster_enabled") or 0):
        return None
    return Risk("", "role", "is a node of a cluster, which Companion cannot use: take one with `cluster-enabled no`")


def _role(info: dict[str, Any]) -> Risk | None:
    if info.get("role", "master") == "master":
        return None
    return Risk("replica", "role", "is a replica, whose master overwrites it: set REDIS_URL to the master")


def _eviction(info: dict[str, Any]) -> Risk | None:
    policy = str(info.get("maxmemory_policy", "noeviction"))
    if policy == "noeviction" or not int(info.get("maxmemory") or 0):
        return None
    text = f"a full store would silently forget data ({policy}): set `maxmemory-policy noeviction`"
    return Risk("eviction", "eviction", text)


def _persistence(info: dict[str, Any], config: dict[str, str] | None) -> Risk | None:
    if not int(info.get("aof_enabled") or 0):
        return Risk("appendonly", "persistence", "is off, so a restart loses the event: set `appendonly yes`")
    fsync = (config or {}).get("appendfsync")
    if fsync is None:
        text = "is on, but this store does not say how: see to it that it has `appendfsync always`"
        return Risk("unknown", "persistence", text)
    if fsync != "always":
        text = f"is `appendfsync {fsync}`, so a power cut loses what was just said: set `appendfsync always`"
        return Risk("appendfsync", "persistence", text)
    return None
