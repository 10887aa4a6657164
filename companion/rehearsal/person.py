"""Somebody who takes part: comes in, reads along, does things, and comes back after losing the connection."""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import Any, Final

import gevent
from gevent.event import Event

from companion.client.copy import Copy
from companion.client.errors import BROKEN, Refused
from companion.client.event import EventClient
from companion.client.sockets import address
from companion.core.ids import random_id
from companion.rehearsal.sockets import connect

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
        headers = {
            "Accept-Language": "de, en;q=0.5" if lang == "de" else "en, de;q=0.3",
            "User-Agent": "companion-rehearsal",
            "Origin": address(base).origin,
        }
        self._browser = EventClient(base, slug, headers=headers, connect=connect)
        self._rng, self._counts = rng, counts
        self._away_until = 0.0
        self._called = Event()
        self._listener: Any = None
        self._closed = False

    def enter(self, code: str | None, page: bool = True) -> None:
        """Come in by the event's code: by the join address, which brings the page and its state; else, or without a code, by
        a bare join. Raises one of `BROKEN`.
        """
        if code is None or not page:
            self._browser.join(self.mode, code).decided()
            return
        found = self._browser.documents(f"/{'j' if self.mode == 'onsite' else 'r'}/{code}")
        self.copy.start(found["boot"], found["state"], found["mine"])

    def open_link(self, secret: str) -> None:
        """Open a staff link. Raises one of `BROKEN`."""
        answer = self._browser.open_staff_link(secret)
        if not answer.decided()["ok"]:
            raise Refused(*answer)

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
            for message in self._browser.messages(self.road, self.viewer, self.copy.cursor):
                self.here = came = True
                if message["t"] == "bye":
                    self._counts["bye"] += 1
                    return (message["retry_in"] or 1000) / 1000
                if not self.copy.take(message):
                    return 0.0
        except BROKEN:
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
        cid = f"r-{random_id()}"
        for attempt in range(TRIES):
            try:
                answer = self._browser.do(name, cid, args).decided()
            except BROKEN:
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
