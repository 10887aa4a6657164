"""What really happened: every version of every row, read back from the store's own log."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from companion.core.table import Key, Row
from companion.store.replica import rows_of

Rows = dict[Key, Any]


class History:
    """All commits of an event in order; raises `AssertionError` where one is missing."""

    def __init__(self, entries: list[tuple[int, dict[bytes, bytes]]]) -> None:
        assert [v for v, _ in entries] == list(range(1, len(entries) + 1)), "the log has a gap"
        self.v = len(entries)
        self.commits: list[list[Row]] = [rows_of(pairs) for _, pairs in entries]
        self._rows: dict[Key, list[Row]] = {}
        self._audiences: dict[Key, set[str]] = {}
        for rows in self.commits:
            for row in rows:
                self._rows.setdefault((row.kind, row.id), []).append(row)
                self._audiences.setdefault((row.kind, row.id), set()).add(row.to)

    def versions(self, key: Key) -> list[Row]:
        """A row as it was, oldest first."""
        return self._rows.get(key, [])

    def audiences(self, key: Key) -> set[str]:
        """Everybody who ever saw a row."""
        return self._audiences.get(key, set())

    def at(self, key: Key, v: int) -> Row | None:
        """A row at a version."""
        versions = self._rows.get(key, [])
        number = bisect_right(versions, v, key=lambda row: row.v)
        return versions[number - 1] if number else None

    def keys(self) -> list[Key]:
        """All rows that ever were."""
        return list(self._rows)

    def changed(self, after: int, upto: int) -> set[Key]:
        """The rows that changed after one version, up to another."""
        return {(row.kind, row.id) for rows in self.commits[after:upto] for row in rows}

    def seen(self, key: Key, v: int, audiences: frozenset[str]) -> Any:
        """What these audiences see of a row at a version: its fields, or None."""
        row = self.at(key, v)
        return row.fields if row and row.to in audiences else None

    def view(self, v: int, audiences: frozenset[str]) -> Rows:
        """Everything that these audiences see at a version."""
        found = {key: self.seen(key, v, audiences) for key in self._rows}
        return {key: fields for key, fields in found.items() if fields is not None}
