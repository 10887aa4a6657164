"""The web worker and its end: everybody hears of it, requests in flight are finished, and the process leaves at once.

Where another one takes its place, it serves until that one does, and lets its connections go over a few seconds.

Left alone, gunicorn's worker would notice a TERM up to a second later, wait for every idle keep-alive connection, and
cut the rest without a word.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from functools import partial
from typing import Any, Final

import gevent
from gevent.monkey import get_original as _real
from gevent.server import StreamServer
from gunicorn.arbiter import Arbiter
from gunicorn.workers.ggevent import GeventWorker

from companion.base.settings import SettingsError
from companion.live.body_pace import body_pace
from companion.live.handover import Handover

log = logging.getLogger(__name__)
REPLACEMENT_S: Final = 60.0
"""Longest wait for the workers that take over."""
LOADING_S: Final = 60.0
LAST_WORDS_S: Final = 0.3
"""For what was sent to arrive, and for clients to answer the close frame."""


class Worker(GeventWorker):  # type: ignore[misc]
    """gunicorn's gevent worker, with a quick and polite end."""

    handover: Handover | None = None
    generation = 0

    def init_process(self) -> None:
        """Begin to serve."""
        self.in_flight = 0
        self.leaving = False
        self.listeners: list[StreamServer] = []
        self.server_class = partial(_listener, self)
        # Lines about requests would hold people's addresses, and gunicorn composes them even if nobody reads them.
        self.log.access = lambda *_arguments: None
        _real("_thread", "start_new_thread")(self._live_while_loading, ())
        super().init_process()

    def _live_while_loading(self) -> None:
        """Give signs of life while the application is imported, which on a small machine takes longer than a frozen
        process is given; and end at once if the master is gone, since the next one cannot have the port until then.
        """
        pause, deadline = _real("time", "sleep"), time.monotonic() + LOADING_S
        while not self.booted and time.monotonic() < deadline:
            if os.getppid() != self.ppid:
                os._exit(0)  # a thread cannot end the others, and the import may take long
            self.notify()
            pause(1)

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
        self.leaving = True
        hubs = self.wsgi.extensions["companion"].hubs
        replaced = self._await_replacement()
        for listener in self.listeners:
            listener.close()
        if replaced:
            hubs.hand_over()
        self.alive = False
        hubs.goodbye()
        deadline = time.monotonic() + self.cfg.graceful_timeout
        gevent.sleep(LAST_WORDS_S)
        while self.in_flight and time.monotonic() < deadline:
            gevent.sleep(0.02)
        os._exit(0)  # nothing is left to end, and the interpreter would take a second to tidy up

    def _await_replacement(self) -> bool:
        """Serve on until others do, if there will be others. Whether there are."""
        if self.handover is None or not self.handover.replaced(self):
            return False
        deadline = time.monotonic() + REPLACEMENT_S
        while not self.handover.complete(self.cfg.workers) and time.monotonic() < deadline:
            gevent.sleep(0.05)
        return True


def _listener(worker: Worker, sock: Any, *, spawn: Any, **_more: Any) -> StreamServer:
    """gunicorn keeps its servers to itself unless it is given a class for them."""
    server = StreamServer(sock, handle=partial(worker.handle, sock), spawn=spawn)
    if worker.cfg.workers > 1:
        server.max_accept = 1  # so that the workers share what comes
    worker.listeners.append(server)
    return server
