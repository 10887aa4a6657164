"""The event to which faults happen, and its history to look at afterwards."""

from __future__ import annotations

from typing import Any

from companion.store.client import StoreDown
from companion.store.store import Store
from tests.support import scene
from tests.support.event.served import ServedEvent
from tests.support.server import Server
from tests.support.until import until

SESSION = "panel"
POLLS = 6
OPTIONS = [{"de": "Geld"}, {"de": "Wissen"}, {"de": "Zeit"}]
EVENT = scene.EVENT | {"title": "Faults"}
PANEL = scene.SESSION


class FaultEvent(ServedEvent):
    """A panel where questions are open, with polls to be opened, a screen, and a moderator who is there already."""

    def __init__(self, server: Server, store: Store) -> None:
        super().__init__(server, store, file=None)
        self.put(
            {
                f"event/{self.slug}": EVENT,
                f"session/{SESSION}": PANEL,
                f"qa/{SESSION}": {"open": True, "moderated": False},
                "screen/main": {"what": "question", "id": None, "text": None, "part": None, "at": 0},
            }
        )
        for n in range(3):
            self.system("question.ask", session=SESSION, text=f"Frage {n} von der Leitung?")
        for n in range(POLLS):
            terms = {"kind": "single", "title": {"de": f"Umfrage {n}?"}, "options": OPTIONS}
            self.system("poll.create", session=SESSION, **terms)
        assert self.moderator

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
