"""The connections of an event by what they get: who has the same viewer class, audiences and transport gets the same bytes."""

from __future__ import annotations

from companion.live.connection import Connection

Runs = frozenset[tuple[str, str]]
GroupKey = tuple[str, frozenset[str], Runs, type[Connection]]
"""Viewer class, audiences of voters, rooms that are run, transport."""


class Groups:
    """Owned by the broadcaster. A connection's viewer must not change while it is in here."""

    def __init__(self) -> None:
        self._groups: dict[GroupKey, dict[Connection, None]] = {}

    def add(self, connection: Connection) -> None:
        """Take in a connection."""
        self._groups.setdefault(_key(connection), {})[connection] = None

    def remove(self, connection: Connection) -> bool:
        """Forget a connection; False if it was not there."""
        return self._groups.get(_key(connection), {}).pop(connection, self) is None

    def members(self) -> list[Connection]:
        """All connections."""
        return [connection for group in self._groups.values() for connection in group]

    def by_key(self) -> dict[GroupKey, list[Connection]]:
        """The connections of each group that has any, as they are now."""
        return {key: list(members) for key, members in self._groups.items() if members}

    @property
    def size(self) -> int:
        """How many connections there are."""
        return sum(map(len, self._groups.values()))


def _key(connection: Connection) -> GroupKey:
    viewer = connection.viewer
    return viewer.viewer_class, viewer.voted, viewer.runs, type(connection)
