"""Store and web server of our own, to be killed, with one event on them and its history to look at afterwards."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
from pathlib import Path
from typing import Any

from companion.core.actors import SYSTEM
from companion.core.ids import random_id
from companion.store.client import StoreDown
from companion.store.store import Store
from tests.support import scene
from tests.support.event.fixture import EventFixture
from tests.support.roads import House
from tests.support.server import Server
from tests.support.until import until
from tests.support.valkey import Valkey

NUMBERS = itertools.count(1)
SESSION = "panel"
POLLS = 6
OPTIONS = [{"de": "Geld"}, {"de": "Wissen"}, {"de": "Zeit"}]
EVENT = scene.EVENT | {"title": "Faults"}
PANEL = scene.SESSION


class Site:
    """A store and two web workers in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.valkey = Valkey(folder)
        try:
            self.server = Server(self.valkey.url, folder, workers=2)
        except BaseException:
            self.valkey.stop()
            raise
        self.store = Store(self.valkey.url)
        self.slug = ""
        self.moderator = ""

    def new_event(self) -> Site:
        """Begin an event: a panel where questions are open, a screen, a moderator (whose cookie is `moderator`)."""
        event = EventFixture(self.store, f"faults-{next(NUMBERS)}")
        event.put(
            {
                f"event/{event.slug}": EVENT,
                f"session/{SESSION}": PANEL,
                f"qa/{SESSION}": {"open": True, "moderated": False},
                "screen/main": {"what": "question", "id": None, "text": None, "part": None, "at": 0},
            }
        )
        self.slug = event.slug
        for n in range(3):
            text = f"Frage {n} von der Leitung?"
            event.commands.run(self.slug, SYSTEM, "question.ask", random_id(), {"session": SESSION, "text": text})
        for n in range(POLLS):
            args = {"session": SESSION, "kind": "single", "title": {"de": f"Umfrage {n}?"}, "options": OPTIONS}
            event.commands.run(self.slug, SYSTEM, "poll.create", random_id(), args)
        self.moderator, _ = House(self.server, event).staff("moderator")
        event.close()
        return self

    # faults

    def kill_store(self) -> None:
        """Kill -9 of the store, which is started again at once."""
        self.valkey.kill()
        self.valkey.start()

    def kill_worker(self, dice: random.Random) -> None:
        """Kill -9 of one web worker; its master starts another."""
        victim = dice.choice(until(self.workers))
        os.kill(victim, signal.SIGKILL)
        until(lambda: victim not in self.workers())

    def kill_web(self) -> None:
        """Kill -9 of the whole web, master first, as a supervisor ends a group; then it is started again."""
        workers = self._kill_master()
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        until(lambda: not any(map(_runs, workers)))
        self.server.start()

    def kill_master(self) -> None:
        """Kill -9 of the master alone: its workers serve on for a moment, and stand in the way of the next master."""
        orphans = self._kill_master()
        self.server.start()
        until(lambda: not any(map(_runs, orphans)))
        until(self.workers)

    def freeze_worker(self, dice: random.Random) -> int:
        """Stop one worker in its tracks; returns its pid, for `thaw`."""
        victim = dice.choice(until(self.workers))
        os.kill(victim, signal.SIGSTOP)
        return victim

    def thaw(self, pid: int) -> None:
        """Let a stopped process go on."""
        os.kill(pid, signal.SIGCONT)

    def hup(self) -> None:
        """Renew the workers, as for a new configuration; returns when the old ones are gone."""
        old = until(self.workers)
        self.server.signal(signal.SIGHUP)
        until(lambda: not any(map(_runs, old)))

    def workers(self) -> list[int]:
        """The pids of the master's children."""
        assert self.server.process
        pid = self.server.process.pid
        try:
            return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        except OSError:
            return []

    def _kill_master(self) -> list[int]:
        assert self.server.process
        workers = until(self.workers)
        self.server.process.kill()
        self.server.process.wait()
        return workers

    # what is there

    def snapshot(self) -> tuple[str, int, list[Any]]:
        """The store's own state now, waiting for the store if it is away: history, version, rows."""
        found: list[tuple[str, int, list[Any]]] = []

        def read() -> bool:
            try:
                found.append(self.store.snapshot(self.slug))
            except StoreDown:
                return False
            return True

        until(read)
        return found[0]

    def entries(self) -> list[tuple[int, dict[bytes, bytes]]]:
        """The whole log."""
        return self.store.entries(self.slug, 0)

    def sets(self, *prefixes: str) -> dict[str, set[str]]:
        """The sets whose names begin with one of `prefixes`: name -> members."""
        start = f"{{{self.slug}}}:s:"
        keys = [k.decode() for prefix in prefixes for k in self.store.client.scan_iter(f"{start}{prefix}*", count=1000)]
        return {key.removeprefix(start): {m.decode() for m in self.store.client.smembers(key)} for key in keys}

    def close(self) -> None:
        """End everything."""
        self.store.close()
        try:
            self.server.stop()
        except subprocess.TimeoutExpired:
            self._kill_master()
        self.valkey.stop()


def _runs(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
