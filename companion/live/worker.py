"""The web worker and its end: everybody hears of it, requests in flight are finished, and the process leaves at once.

Left alone, gunicorn's worker would notice a TERM up to a second later, wait for every idle keep-alive connection, and
cut the rest without a word.
"""

from __future__ import annotations

import logging
import signal
import sys
import time
from functools import partial
from typing import Any, Final

import gevent
from gevent.server import StreamServer
from gunicorn.arbiter import Arbiter
from gunicorn.workers.ggevent import GeventWorker

from companion.base.settings import SettingsError
from companion.live.body_pace import body_pace

log = logging.getLogger(__name__)
LAST_WORDS_S: Final = 0.3
"""For what was sent to arrive, and for clients to answer the close frame."""


class Worker(GeventWorker):  # type: ignore[misc]
    """gunicorn's gevent worker, with a quick and polite end."""

    def init_process(self) -> None:
        """Begin to serve."""
        self.in_flight = 0
        self.leaving = False
        self.listeners: list[StreamServer] = []
        self.server_class = partial(_listener, self)
        # Lines about requests would hold people's addresses, and gunicorn composes them even if nobody reads them.
        self.log.access = lambda *_arguments: None
        super().init_process()

    def load_wsgi(self) -> None:
        """Load the application; a setting that cannot be used is one sentence, and the master ends as well."""
        try:
            super().load_wsgi()
        except SettingsError as error:
            log.error("%s", error)
            sys.exit(Arbiter.WORKER_BOOT_ERROR)

    def init_signals(self) -> None:
        """Hear a TERM at once, not when the main loop looks."""
        super().init_signals()
        gevent.signal_handler(signal.SIGTERM, self.leave)

    def handle_request(self, listener_name: Any, req: Any, sock: Any, addr: Any) -> Any:
        """Serve one request."""
        self.in_flight += 1
        try:
            with body_pace(req):
                return super().handle_request(listener_name, req, sock, addr)
        finally:
            self.in_flight -= 1

    def handle_quit(self, sig: Any, frame: Any) -> None:
        """QUIT and INT end the worker as TERM does; a second one will be the master's KILL."""
        gevent.spawn(self.leave)

    def leave(self) -> None:
        """Take no new connections, say goodbye to all, answer what was asked, and exit."""
        if self.leaving:
            return
        self.leaving, self.alive = True, False
        for listener in self.listeners:
            listener.close()
        self.wsgi.extensions["companion"].hubs.goodbye()
        deadline = time.monotonic() + self.cfg.graceful_timeout
        gevent.sleep(LAST_WORDS_S)
        while self.in_flight and time.monotonic() < deadline:
            gevent.sleep(0.02)
        sys.exit(0)


def _listener(worker: Worker, sock: Any, *, spawn: Any, **_more: Any) -> StreamServer:
    """gunicorn keeps its servers to itself unless it is given a class for them."""
    server = StreamServer(sock, handle=partial(worker.handle, sock), spawn=spawn)
    if worker.cfg.workers > 1:
        server.max_accept = 1  # so that the workers share what comes
    worker.listeners.append(server)
    return server
