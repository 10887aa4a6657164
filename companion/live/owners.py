"""Which of the people who are connected have rows of their own among those that changed. Owned by the broadcaster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from companion.core.owners import owner
from companion.core.table import Table


class ConnectedOwners:
    """Participants by the audiences of their rows, and by that of the next row that they will have."""

    def __init__(self) -> None:
        self._connections: Counter[str] = Counter()
        self._rows: dict[str, int] = {}
        self._people: dict[str, str] = {}

    def add(self, table: Table, pid: str) -> None:
        """One more connection of a participant."""
        self._connections[pid] += 1
        if pid not in self._rows:
            self._learn(table, pid)

    def remove(self, pid: str) -> None:
        """One connection less."""
        self._connections[pid] -= 1
        if self._connections[pid] <= 0:
            del self._connections[pid]
            for n in range(self._rows.pop(pid) + 1):
                del self._people[owner(pid, n)]

    def learn_anew(self, table: Table) -> None:
        """The store's history is another one."""
        self._rows.clear()
        self._people.clear()
        for pid in self._connections:
            self._learn(table, pid)

    def people(self, table: Table, audiences: Iterable[str]) -> frozenset[str]:
        """Whose rows have these audiences, of those who are connected."""
        found = {self._people[audience] for audience in audiences if audience in self._people}
        for pid in found:
            self._learn(table, pid)
        return frozenset(found)

    def _learn(self, table: Table, pid: str) -> None:
        n = self._rows.get(pid, 0)
        while table.has_owner(owner(pid, n)):
            self._people[owner(pid, n)] = pid
            n += 1
        self._people[owner(pid, n)] = pid
        self._rows[pid] = n
