"""Somebody who takes part: comes in, reads along, does things, and comes back after losing the connection."""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import Any, Final

import gevent
from gevent.event import Event

from companion.client.copy import Copy
from companion.core.ids import random_id
from companion.rehearsal.wire import Browser, Lost

TRIES: Final = 5
FIRST_PAUSE_S: Final = 0.5
LONGEST_PAUSE_S: Final = 8.0


class Person:
    """One participant of the event `slug` at `base`.

    `mode` is `onsite` or `remote`; `lang` the language that the person writes in; `road` how messages come down;
    `counts` is shared by the crowd and tells what happened.
    """

    viewer = "all"

    def __init__(
        self, base: str, slug: str, mode: str, lang: str, road: str, rng: random.Random, counts: Counter[str]
    ) -> None:
        self.slug, self.mode, self.lang, self.road = slug, mode, lang, road
        self.copy = Copy()
        self.here = False
        self._browser = Browser(base, "de, en;q=0.5" if lang == "de" else "en, de;q=0.3")
        self._rng, self._counts = rng, counts
        self._away_until = 0.0
        self._called = Event()
        self._listener: Any = None
        self._closed = False

    def enter(self, code: str | None) -> None:
        """Come in: by the join address if `code` is given, which brings the page and its state; else by a bare join.

        Raises `Lost`.
        """
        if code is None:
            self._browser.post(f"/e/{self.slug}/join", {"mode": self.mode})
            return
        page = self._browser.page(f"/{'j' if self.mode == 'onsite' else 'r'}/{code}")
        self.copy.start(page["boot"], page["state"], page["mine"])

    def open_link(self, secret: str) -> None:
        """Open a staff link. Raises `Lost`."""
        if not self._browser.post("/s", {"secret": secret})["ok"]:
            raise Lost("the staff link was refused")

    def listen(self) -> None:
        """Read along until `close`, coming back by resume whenever the connection ends."""
        failures = 0
        while not self._closed:
            self._called.wait(max(0.0, self._away_until - time.monotonic()))
            self._called.clear()
            self._listener = gevent.spawn(self._read)
            pause = self._listener.get()
            if isinstance(pause, gevent.GreenletExit):  # told to leave before it had begun
                pause = 0.0
            self.here = self.road == "poll" and pause == 0.0  # between two polls nobody has left
            if self._closed:
                return
            failures = 0 if pause is not None else failures + 1
            slow = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2**failures)
            gevent.sleep(pause if pause is not None else self._rng.uniform(slow / 2, slow))

    def _read(self) -> float | None:
        """Read one connection to its end; after how many seconds to come back, or None if it was lost."""
        came = False
        try:
            for message in self._browser.messages(self.road, self.slug, self.viewer, self.copy.cursor):
                self.here = came = True
                if message["t"] == "bye":
                    self._counts["bye"] += 1
                    return (message["retry_in"] or 1000) / 1000
                if not self.copy.take(message):
                    return 0.0
        except Lost:
            self._counts["lost connections"] += 1
            return None
        except gevent.GreenletExit:
            return 0.0
        return 0.0 if came and self.road == "poll" else None

    def leave_for(self, seconds: float) -> None:
        """Lose the connection, and come back by resume."""
        self._away_until = time.monotonic() + seconds
        self._called.clear()
        self._counts["came back"] += 1
        if self._listener is not None:
            self._listener.kill(block=False)

    def come_back(self) -> None:
        """End an absence early."""
        self._away_until = 0.0
        self._called.set()

    def do(self, name: str, /, **args: Any) -> dict[str, Any] | None:
        """Do something, once, however often it must be sent; the answer, or None if it was refused or lost for good."""
        sent = {"do": name, "cid": f"r-{random_id()}", "args": args}
        for attempt in range(TRIES):
            try:
                answer = self._browser.post(f"/e/{self.slug}/do", sent)
            except Lost:
                gevent.sleep(FIRST_PAUSE_S * 2**attempt)
                continue
            if answer["ok"]:
                self._counts[name] += 1
                return answer
            self._counts[f"refused: {answer['code']}"] += 1
            return None
        self._counts["not saved"] += 1
        return None

    def close(self) -> None:
        """Go home."""
        self._closed = True
        if self._listener is not None:
            self._listener.kill(block=False)
