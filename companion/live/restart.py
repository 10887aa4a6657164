"""The end of a web worker: everybody hears of it, requests in flight are finished, and the process leaves at once.

Left alone, gunicorn's worker would notice a TERM up to a second later, wait for every idle keep-alive connection, and
cut the rest without a word. The functions here are its hooks (see `companion.gunicorn_conf`).
"""

from __future__ import annotations

import signal
import sys
import time
from typing import Any, Final

import gevent

from companion.live.hubs import Hubs

LAST_WORDS_S: Final = 0.3
"""For what was sent to arrive, and for clients to answer the close frame."""


class Leaving:
    """Ends one worker."""

    def __init__(self, worker: Any, hubs: Hubs) -> None:
        self.in_flight = 0
        self._worker, self._hubs = worker, hubs
        self._begun = False

    def begin(self) -> None:
        """Leave; returns at once and may be called again."""
        self._worker.alive = False
        if not self._begun:
            self._begun = True
            gevent.spawn(self._leave)

    def _leave(self) -> None:
        self._hubs.goodbye()
        deadline = time.monotonic() + self._worker.cfg.graceful_timeout
        gevent.sleep(LAST_WORDS_S)
        while self.in_flight and time.monotonic() < deadline:
            gevent.sleep(0.02)
        sys.exit(0)


def post_worker_init(worker: Any) -> None:
    """gunicorn: the worker is ready to serve."""
    worker.leaving = Leaving(worker, worker.wsgi.extensions["companion"].hubs)
    gevent.signal_handler(signal.SIGTERM, worker.leaving.begin)


def worker_int(worker: Any) -> None:
    """gunicorn: QUIT or INT, the worker ends within 0.1 s."""
    worker.leaving.begin()


def pre_request(worker: Any, request: Any) -> None:
    """gunicorn: a request begins."""
    worker.leaving.in_flight += 1


def post_request(worker: Any, request: Any, environ: Any, response: Any) -> None:
    """gunicorn: a request has ended, in whatever way."""
    worker.leaving.in_flight -= 1
