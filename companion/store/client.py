"""The connection to Valkey/Redis: how it is made, how its loss is told, and the names of an event's keys.

redis-py repeats a command after a lost reply on its own, which doubles effects; that is switched off here. `commands`
repeats instead, with the same command id, which the script recognises.
"""

from __future__ import annotations

from typing import Any, Final

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

_LOST: Final = (redis.exceptions.ConnectionError, redis.exceptions.TimeoutError, redis.exceptions.BusyLoadingError)


class StoreDown(Exception):
    """The store could not be reached, or its reply was lost; whether the command took effect is unknown."""


class store_errors:
    """Turns every way of losing the store into `StoreDown`."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (*_LOST, OSError)) and not isinstance(error, TimeoutError):
            raise StoreDown(str(error)) from error


def shared_client(url: str) -> Any:
    """A client for threads and greenlets. It connects on first use.

    redis-py's types join every protocol and decoding option, so they say nothing here.
    """
    # Blocking, since an exhausted pool must make a greenlet wait, not fail.
    pool = redis.BlockingConnectionPool.from_url(
        url, max_connections=16, timeout=5, retry=Retry(NoBackoff(), 0), socket_timeout=5, socket_connect_timeout=2
    )
    return redis.Redis(connection_pool=pool)


def reading_client(url: str) -> Any:
    """A client with a connection of its own, for reads that wait up to half a minute."""
    # The default read timeout of 5 s would end every longer wait.
    pool = redis.ConnectionPool.from_url(url, retry=Retry(NoBackoff(), 0), socket_timeout=30, socket_connect_timeout=2)
    return redis.Redis(connection_pool=pool)


def close(client: Any) -> None:
    """Drop the connections of a client."""
    client.close()
    client.connection_pool.disconnect()


def key(slug: str, name: str) -> str:
    """A key of an event. All of one event share a hash tag, and so a slot of a cluster."""
    return f"{{{slug}}}:{name}"
