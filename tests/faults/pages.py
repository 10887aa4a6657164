"""Was every page shown the truth at every moment? Each message must lead it exactly to the version that it names."""

from __future__ import annotations

from typing import Any

from companion.client.copy import Copy
from companion.core.audiences import CHAIRS, SEES
from companion.core.owners import owner
from companion.core.table import Key
from tests.faults.history import History

MOST_ROWS = 200
"""More rows of their own than anybody of the crowd comes to have."""


class Page:
    """One reader of the crowd, fed with its lines of the log once the whole history is known."""

    def __init__(self, opened: dict[str, Any]) -> None:
        self.name: str = opened["who"]
        self.shared = SEES[opened["viewer"]] | ({CHAIRS} if opened["viewer"] == "team" else set())
        shown = MOST_ROWS if opened["pid"] and opened["viewer"] != "stage" else 0
        self.own = frozenset(owner(opened["pid"], n) for n in range(shown))
        self.copy = Copy()
        self.states = self.resumes = 0

    @property
    def audiences(self) -> frozenset[str]:
        """All that this page may see."""
        return self.shared | self.own

    def take(self, message: dict[str, Any], history: History) -> list[str]:
        """Take one message; returns what is wrong with it."""
        before = self.copy.v
        self.copy.take(message)
        if message["t"] == "state":
            self.states += 1
            return self._compare(set(self.copy.rows) | set(history.keys()), history)
        if message["t"] == "beat" and message["epoch"] != self.copy.epoch:
            return ["heard a beat of another history"]
        if message["t"] != "delta":
            return []
        gone = {(kind, id) for kind, id in message["gone"]}
        put = {(kind, id) for kind, id, _ in message["put"]}
        wrong = [f"was told of {key}, which it never saw" for key in gone if not self._ever_saw(key, history)]
        return wrong + self._compare(put | gone | history.changed(before, self.copy.v), history)

    def _compare(self, keys: set[Key], history: History) -> list[str]:
        wrong = []
        for key in keys:
            if self._is_own(key, history):
                # Own rows go ahead of the shared ones, so a page may have newer ones than its version says.
                fits = self._own_is_new_enough(key, history)
            else:
                fits = self.copy.rows.get(key) == history.seen(key, self.copy.v, self.shared)
            if not fits:
                wrong.append(f"has {self.copy.rows.get(key)} for {key} at {self.copy.v}")
        return wrong

    def _own_is_new_enough(self, key: Key, history: History) -> bool:
        has, due = self.copy.rows.get(key), history.at(key, self.copy.v)
        later = [row for row in history.versions(key) if due is None or row.v >= due.v]
        seen = [row.fields if row.to in self.own else None for row in later]
        return has in seen or (has is None and due is None)

    def _is_own(self, key: Key, history: History) -> bool:
        return not self.own.isdisjoint(history.audiences(key))

    def _ever_saw(self, key: Key, history: History) -> bool:
        return not self.audiences.isdisjoint(history.audiences(key))
