"""One reader's copy of the table, kept by the messages that come down: `static/src/core/table.js` in Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Self

Fields = dict[str, Any]
Rows = dict[tuple[str, str], Fields]


class Copy:
    """Rows by kind and id, at version `v` of the history `epoch`; `me` is what the server says about this reader."""

    def __init__(self, epoch: str | None = None, v: int = 0, rows: Rows | None = None) -> None:
        self.epoch, self.v = epoch, v
        self.rows: Rows = dict(rows or {})
        self.me: Fields = {}
        self.behind = 0
        """How many beats named a version, or a history, that this copy did not have: a healthy client sees none."""
        self._awaited: str | None = None

    @property
    def cursor(self) -> Fields | None:
        """What to resume from; None when only a whole state helps."""
        return None if self.epoch is None or self._awaited is not None else {"epoch": self.epoch, "v": self.v}

    def start(self, boot: Fields, state: Fields, mine: Fields) -> None:
        """Begin with what a page carries."""
        self._awaited, self.me = boot["epoch"], boot["me"]
        self.take(state)
        self.take(mine)

    def take(self, message: Fields) -> bool:
        """Apply a message; False if something was missed and must be asked for again."""
        kind = message["t"]
        if kind == "hello":
            self._meet(message["epoch"])
            self.me = message.get("me", {})
        elif kind == "state":
            self.rows = {(put, id): fields for put, id, fields in message["put"]}
            self.epoch, self.v, self._awaited = self._awaited or self.epoch, message["v"], None
        elif kind == "delta" and self._awaited is None:
            for gone, id in message["gone"]:
                self.rows.pop((gone, id), None)
            self.rows.update({(put, id): fields for put, id, fields in message["put"]})
            self.v = max(self.v, message["v"])  # one's own rows come with the old version, ahead of the shared ones
        elif kind == "beat":
            return self._hear(message["epoch"], message["v"])
        return True

    def take_all(self, messages: Iterable[Fields]) -> Self:
        """Apply messages in order."""
        for message in messages:
            self.take(message)
        return self

    def get(self, kind: str, id: str) -> Fields | None:
        """A row's fields, or None."""
        return self.rows.get((kind, id))

    def all(self, kind: str) -> Iterator[tuple[str, Fields]]:
        """Ids and fields of all rows of a kind."""
        return ((id, fields) for (row_kind, id), fields in list(self.rows.items()) if row_kind == kind)

    def _meet(self, epoch: str) -> None:
        """Another epoch is another history: nothing of it can be used until its state comes."""
        self.epoch = self.epoch or epoch
        self._awaited = None if epoch == self.epoch else epoch

    def _hear(self, epoch: str, v: int) -> bool:
        self._meet(epoch)
        missed = epoch != self.epoch or v > self.v
        self.behind += missed
        return not missed
