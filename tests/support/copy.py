"""A client's copy of the table, kept by the same rules as the browser's: what tests compare with a fresh state."""

from __future__ import annotations

from typing import Any

Rows = dict[tuple[str, str], Any]


class Copy:
    """Rows at (`epoch`, `v`), fed with messages of the wire."""

    def __init__(self, epoch: str | None = None, v: int = 0, rows: Rows | None = None) -> None:
        self.epoch, self.v = epoch, v
        self.rows: Rows = dict(rows or {})
        self.behind = 0
        """How many beats named a version that this copy did not have: a healthy client sees none."""

    def take(self, message: dict[str, Any]) -> None:
        """Apply one message."""
        kind = message["t"]
        if kind in ("hello", "beat"):
            if self.epoch is not None and kind == "beat":
                assert message["epoch"] == self.epoch
                self.behind += message["v"] > self.v
            self.epoch = message["epoch"]
        elif kind == "state":
            self.rows = {(k, id): fields for k, id, fields in message["put"]}
            self.v = message["v"]
        elif kind == "delta":
            for k, id in message["gone"]:
                self.rows.pop((k, id), None)
            self.rows.update({(k, id): fields for k, id, fields in message["put"]})
            self.v = max(self.v, message["v"])

    def take_all(self, messages: list[dict[str, Any]]) -> Copy:
        """Apply messages in order."""
        for message in messages:
            self.take(message)
        return self
