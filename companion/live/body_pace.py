"""Bodies of requests come at a pace, or not at all: who sends a byte now and then would hold a connection for ever.

gunicorn bounds the time for a request's head; for the body it waits as long as the client likes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import gevent

GRACE_S: Final = 15.0
LEAST_BYTES_S: Final = 8000
SILENCE_S: Final = 20.0


class SlowBody(TimeoutError):
    """The client has sent too little for too long. Flask answers as to one that went away."""


class _Pace:
    """How long a body may still take, by what of it has come; only waiting counts."""

    def __init__(self, chunk: Any) -> None:
        self._chunk = chunk
        self._came = 0
        self._waited = 0.0

    def __call__(self, size_hint: int | None = None) -> bytes:
        left = min(SILENCE_S, GRACE_S + self._came / LEAST_BYTES_S - self._waited)
        began = time.monotonic()
        with gevent.Timeout(max(left, 0), SlowBody("the body came too slowly")):
            data: bytes = self._chunk(size_hint)
        self._waited += time.monotonic() - began
        self._came += len(data)
        return data


@contextmanager
def body_pace(request: Any) -> Iterator[None]:
    """While this lasts, gunicorn reads the body of `request` at a pace; a read that is too slow raises `SlowBody`."""
    unreader = request.unreader
    unreader.chunk = _Pace(unreader.chunk)
    try:
        yield
    finally:
        del unreader.chunk  # the connection's next request begins anew
