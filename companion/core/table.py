"""The table: everything live of one event as rows, in memory, ordered by their last change.

Pure: it is filled by a replica and read by rules and hubs. "What changed since v" is the table read backwards, so no
history is needed and trimming the log never touches a client. Changing a row moves it to the end of a dict, which keeps
that order at no cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from companion.core.audiences import group_of, is_person

Key = tuple[str, str]


class Row:
    """One row: `kind`, `id`, version `v` of its last change, audience `to`, `left` (audience -> version), `fields`.

    `wire` is `[kind,id,fields]` in JSON, encoded once and shared by every frame that carries the row.
    """

    __slots__ = ("_fields", "_json", "_wire", "id", "kind", "left", "to", "v")

    def __init__(self, kind: str, id: str, v: int, to: str, left: dict[str, int], json: bytes) -> None:
        self.kind, self.id, self.v, self.to, self.left = kind, id, v, to, left
        self._json = json
        self._fields: dict[str, Any] | None = None
        self._wire: bytes | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """The row's fields; treat them as read-only."""
        if self._fields is None:
            self._fields = msgspec.json.decode(self._json)
        return self._fields

    @property
    def wire(self) -> bytes:
        """The row as it goes to clients."""
        if self._wire is None:
            self._wire = b'["%b","%b",%b]' % (self.kind.encode(), self.id.encode(), self._json)
        return self._wire

    def __getitem__(self, field: str) -> Any:
        return self.fields[field]


def parse(key: str, stored: bytes) -> Row:
    """Read a row as the store keeps it: `v|to|audience=v,audience=v|json`."""
    kind, id = key.split("/", 1)
    v, to, left, json = stored.split(b"|", 3)
    gone = {}
    for entry in left.decode().split(",") if left else ():
        audience, version = entry.rsplit("=", 1)
        gone[audience] = int(version)
    return Row(kind, id, int(v), to.decode(), gone, json)


class Table:
    """All rows of one event at version `v`; `epoch` names the store's history that the versions belong to."""

    def __init__(self, epoch: str = "", v: int = 0) -> None:
        self.epoch = epoch
        self.v = v
        self._rows: dict[Key, Row] = {}
        self._kinds: dict[str, dict[str, Row]] = {}
        self._groups: dict[str, dict[Key, Row]] = {}
        self._audiences: dict[str, frozenset[str]] = {}
        self._owners: dict[str, dict[Key, Row]] = {}

    def get(self, kind: str, id: str) -> Row | None:
        """The row, or None if it was never there."""
        return self._rows.get((kind, id))

    def all(self, kind: str) -> list[Row]:
        """All rows of a kind, in the order of their first appearance."""
        return list(self._kinds.get(kind, {}).values())

    def apply(self, v: int, rows: Iterable[Row]) -> None:
        """Take over one commit: its rows, whole, at version `v`."""
        for row in rows:
            key = (row.kind, row.id)
            self._rows.pop(key, None)
            self._keep(key, row)
        self.v = v

    def load(self, rows: Iterable[Row]) -> None:
        """Fill an empty table from a snapshot, which comes in no order."""
        for row in sorted(rows, key=lambda r: (r.v, r.kind, r.id)):
            self._keep((row.kind, row.id), row)

    def in_group(self, group: str) -> list[Row]:
        """The rows that are for some participants, by what their audiences begin with."""
        return list(self._groups.get(group, {}).values())

    def audiences(self, group: str) -> frozenset[str]:
        """All audiences of a group that a row has been for while this table was kept."""
        return self._audiences.get(group, frozenset())

    def has_owner(self, audience: str) -> bool:
        """Whether a row is, or has been, for the one participant that this audience is."""
        return audience in self._owners

    def owned(self, audiences: Iterable[str]) -> list[Row]:
        """The rows that are for a participant alone, by their audiences, oldest change first."""
        rows = [row for audience in audiences for row in self._owners.get(audience, {}).values()]
        return sorted(rows, key=lambda row: row.v)

    def _keep(self, key: Key, row: Row) -> None:
        self._rows[key] = row
        for audience in filter(is_person, row.left):
            self._owners.setdefault(audience, {}).pop(key, None)
        if is_person(row.to):
            self._owners.setdefault(row.to, {})[key] = row
        self._kinds.setdefault(row.kind, {})[row.id] = row
        group = group_of(row.to)
        for other, rows in self._groups.items():
            if other != group:
                rows.pop(key, None)
        if group is None:
            return
        self._groups.setdefault(group, {})[key] = row
        if row.to not in (known := self.audiences(group)):
            self._audiences[group] = known | {row.to}

    def state(self, audiences: frozenset[str]) -> list[Row]:
        """Every row that these audiences see now, oldest change first."""
        return [row for row in self._rows.values() if row.to in audiences]

    def changed(self, v: int) -> Iterator[Row]:
        """Every row that changed after `v`, newest first, whoever sees it."""
        for key in reversed(self._rows):
            row = self._rows[key]
            if row.v <= v:
                return
            yield row

    def since(self, v: int, audiences: frozenset[str]) -> tuple[list[Row], list[Key]]:
        """What these audiences must be told to come from `v` to now: rows to put, and keys of rows that left them.

        A row that such an audience never saw is not named, and a hidden row that changes tells nothing.
        """
        put: list[Row] = []
        gone: list[Key] = []
        for row in self.changed(v):
            if row.to in audiences:
                put.append(row)
            elif row.left and max((row.left.get(a, 0) for a in audiences), default=0) > v:
                gone.append((row.kind, row.id))
        put.reverse()
        return put, gone
