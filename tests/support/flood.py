"""Somebody with a program and as many cookies as it takes: new devices that ask and vote as fast as a server answers."""

from __future__ import annotations

import threading
import time
from collections import Counter

from companion.client.event import EventClient
from companion.core.ids import random_id
from companion.rules.limits import ASKS

TEXT = "Flut"
"""What all questions of it say."""


class Flood:
    """At the event `slug`, whose `code` it knows: `threads` connections, each with a new cookie once its questions are used up.

    Every cookie votes in `poll` too, if there is one. `counts` says what came of it: `asked`, `voted`, or a refusal's code.
    """

    def __init__(
        self, base: str, slug: str, code: str, session: str, poll: str | None = None, threads: int = 4
    ) -> None:
        self._base, self._slug, self._code, self._session, self._poll = base, slug, code, session, poll
        self._threads = threads
        self._lock = threading.Lock()
        self.counts: Counter[str] = Counter()

    def run(self, seconds: float) -> Counter[str]:
        """Go on for so long; what came of it."""
        end = time.monotonic() + seconds
        threads = [threading.Thread(target=self._work, args=(end,)) for _ in range(self._threads)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self.counts

    def _work(self, end: float) -> None:
        while time.monotonic() < end:
            client = EventClient(self._base, self._slug, timeout=30, keep=True)
            client.join("remote", self._code)
            self._count("cookies")
            if self._poll:
                self._do(client, "voted", "poll.vote", id=self._poll, choice="a")
            for _ in range(ASKS.most):
                if time.monotonic() < end:
                    self._do(client, "asked", "question.ask", session=self._session, text=TEXT)
            client.close()

    def _do(self, client: EventClient, word: str, name: str, **args: str) -> None:
        answer = client.do(name, random_id(), args).json()
        self._count(word if answer["ok"] else answer["code"])

    def _count(self, what: str) -> None:
        with self._lock:
            self.counts[what] += 1
