"""One reader's copy of the table, kept by the messages that come down; what the browser does, in Python."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Fields = dict[str, Any]


class Copy:
    """Rows by kind and id, at version `v` of the history `epoch`; `me` is what the server says about this reader."""

    def __init__(self) -> None:
        self.epoch: str | None = None
        self.v = 0
        self.rows: dict[tuple[str, str], Fields] = {}
        self.me: Fields = {}
        self._coming: str | None = None

    @property
    def cursor(self) -> dict[str, Any] | None:
        """What to resume from."""
        return None if self.epoch is None else {"epoch": self.epoch, "v": self.v}

    def start(self, boot: Fields, state: Fields, mine: Fields) -> None:
        """Begin with what a page carries."""
        self._coming, self.me = boot["epoch"], boot["me"]
        self.take(state)
        self.take(mine)

    def take(self, message: Fields) -> bool:
        """Apply a message; False if something was missed and must be asked for again."""
        kind = message["t"]
        if kind == "hello":
            self._coming, self.me = message["epoch"], message["me"]
        elif kind == "state":
            self.rows = {}
            self.epoch, self.v = self._coming, message["v"]
            self._put(message["put"])
        elif kind == "delta":
            self._put(message["put"])
            for row_kind, id in message["gone"]:
                self.rows.pop((row_kind, id), None)
            self.v = max(self.v, message["v"])
        elif kind == "beat":
            return bool(message["epoch"] == self.epoch and message["v"] <= self.v)
        return True

    def get(self, kind: str, id: str) -> Fields | None:
        """A row's fields, or None."""
        return self.rows.get((kind, id))

    def all(self, kind: str) -> Iterator[tuple[str, Fields]]:
        """Ids and fields of all rows of a kind."""
        return ((id, fields) for (row_kind, id), fields in list(self.rows.items()) if row_kind == kind)

    def _put(self, rows: list[Any]) -> None:
        for kind, id, fields in rows:
            self.rows[kind, id] = fields
