"""The connection to Valkey/Redis: how it is made, how its loss is told, and the names of an event's keys.

redis-py repeats a command after a lost reply on its own, which doubles effects; that is switched off here. `commands`
repeats instead, with the same command id, which the script recognises.
"""

from __future__ import annotations

import re
import time
from typing import Any, Final

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from companion.base.settings import SettingsError

SLOW_S: Final = 0.5
_LOST: Final = (redis.exceptions.ConnectionError, redis.exceptions.TimeoutError, redis.exceptions.BusyLoadingError)


class StoreDown(Exception):
    """The store could not be reached, or its reply was lost; whether the command took effect is unknown.

    `refuses`: the store is there and has said that it does not write now; `slow`: it took long to learn that it is away.
    """

    def __init__(self, why: str = "", refuses: bool = False, slow: bool = False) -> None:
        super().__init__(why)
        self.why, self.refuses, self.slow = why, refuses, slow


class store_errors:
    """Turns every way of losing the store into `StoreDown`; it is slow after more than the `wait_s` that was asked for."""

    def __init__(self, wait_s: float = 0.0) -> None:
        self._wait_s = wait_s

    def __enter__(self) -> None:
        self._since = time.monotonic()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (*_LOST, OSError)) and not isinstance(error, TimeoutError):
            raise StoreDown(_why(error), slow=time.monotonic() - self._since > self._wait_s + SLOW_S) from error


def _why(error: BaseException) -> str:
    """What a failure says in a log: its kind, since its words may hold an address."""
    if isinstance(error, redis.exceptions.BusyLoadingError):
        return "it is loading its data"
    return type(error.__cause__ or error).__name__


def check_address(url: str) -> None:
    """Raises `SettingsError` for options that no connection has; connects to nothing."""
    try:
        redis.ConnectionPool.from_url(url).make_connection()
    except (TypeError, ValueError) as error:
        # The address may hold a password, so of it only the option is repeated.
        named = re.search(r"argument '(\w+)'|value for '(\w+)'", str(error))
        what = f"the option {next(filter(None, named.groups()))}" if named else "its port or one of its options"
        raise SettingsError(f"REDIS_URL or QUEUE_URL cannot be used: {what} is not understood.") from None


def shared_client(url: str) -> Any:
    """A client for threads and greenlets. It connects on first use.

    redis-py's types join every protocol and decoding option, so they say nothing here.
    """
    check_address(url)
    # Blocking, since an exhausted pool must make a greenlet wait, not fail.
    pool = redis.BlockingConnectionPool.from_url(
        url, max_connections=16, timeout=5, retry=Retry(NoBackoff(), 0), socket_timeout=5, socket_connect_timeout=2
    )
    return redis.Redis(connection_pool=pool)


def own_client(url: str, timeout_s: float) -> Any:
    """A client with a connection of its own, for reads that wait, or that must not."""
    pool = redis.ConnectionPool.from_url(
        url, retry=Retry(NoBackoff(), 0), socket_timeout=timeout_s, socket_connect_timeout=2
    )
    return redis.Redis(connection_pool=pool)


def close(client: Any) -> None:
    """Drop the connections of a client."""
    client.close()
    client.connection_pool.disconnect()


def key(slug: str, name: str) -> str:
    """A key of an event. All of one event share a hash tag, and so a slot of a cluster."""
    return f"{{{slug}}}:{name}"
