"""Counts what is no fact: reactions, added up in this process and told once a second. Who reacted is known for seconds.

A clap that is lost with a process, or while the store is away, is no loss; one that comes a minute late would be noise.
That it is quiet again must be told, however late: else the last clap would stand on the wall.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from typing import Final

from companion.core.errors import Refusal
from companion.core.kinds import FROM_REMOTE

log = logging.getLogger(__name__)
FLUSH_S: Final = 1.0
WINDOWS: Final = ((1.0, 5), (10.0, 20))
"""Reactions that one person may send in so many seconds."""
REMEMBER_S: Final = 10.0

Place = tuple[str, str]
Report = Callable[[str, str, Mapping[str, int]], None]


class ReactionCounter:
    """`report(slug, session, counts)` tells the counts of a second; it may wait and may fail.

    Safe for threads and greenlets.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._lock = threading.Lock()
        self._counts: dict[Place, Counter[str]] = {}
        self._loud: set[Place] = set()
        self._sent: dict[tuple[str, str], deque[float]] = {}
        self._seen: dict[tuple[str, str, str], float] = {}
        self._running = False

    def add(self, slug: str, session: str, what: str, pid: str, cid: str, *, remote: bool = False) -> None:
        """Count one reaction, once for each `cid`; one from `remote` also by itself. Raises `Refusal("slow_down")`."""
        now = time.monotonic()
        with self._lock:
            if (slug, pid, cid) in self._seen:
                return
            sent = self._sent.setdefault((slug, pid), deque(maxlen=WINDOWS[-1][1]))
            if any(sum(now - t < seconds for t in sent) >= most for seconds, most in WINDOWS):
                raise Refusal("slow_down")
            sent.append(now)
            self._seen[slug, pid, cid] = now
            counts = self._counts.setdefault((slug, session), Counter())
            counts.update([what, what + FROM_REMOTE] if remote else [what])
            if not self._running:
                self._running = True
                threading.Thread(target=self._run, name="reactions", daemon=True).start()

    def _run(self) -> None:
        while True:
            time.sleep(FLUSH_S)
            with self._lock:
                counts, self._counts = self._counts, {}
                quiet, self._loud = self._loud - counts.keys(), set(counts)
                self._forget(time.monotonic())
                if not (counts or quiet or self._sent):
                    self._running = False
                    return
            for (slug, session), counted in [*counts.items(), *((place, Counter[str]()) for place in quiet)]:
                try:
                    self._report(slug, session, counted)
                except Refusal as refusal:
                    log.warning("%s: reactions were not shown (%s)", slug, refusal.code)
                except Exception:
                    log.warning("%s: reactions were not shown", slug, exc_info=True)
                else:
                    continue
                with self._lock:
                    self._loud.add((slug, session))

    def _forget(self, now: float) -> None:
        self._sent = {who: sent for who, sent in self._sent.items() if now - sent[-1] < REMEMBER_S}
        self._seen = {what: t for what, t in self._seen.items() if now - t < REMEMBER_S}
