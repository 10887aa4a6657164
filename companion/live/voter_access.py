"""Who may see what only voters see: asked anew whenever such a row has changed, since a ballot may have changed it.

The store alone knows who has voted, by tokens. Nothing of it is kept there, and here only as long as a connection lasts.
Owned by the broadcaster, which lets those in who are found here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from companion.core.table import Row
from companion.core.viewers import for_voters, poll_of
from companion.live.connection import Connection
from companion.live.feed import Feed
from companion.live.viewer import Viewer
from companion.store.client import StoreDown

Voted = Callable[[Sequence[Viewer]], list[frozenset[str]]]
"""For each viewer, the audiences of polls that they have voted in. It may wait for the store, and raises `StoreDown`."""


class VoterAccess:
    """The rows for voters of one event, and up to which version the connections were asked about them."""

    def __init__(self, feed: Feed, voted: Voted) -> None:
        self._feed, self._voted = feed, voted
        self._checked: tuple[str, int] | None = None

    @property
    def unchecked(self) -> bool:
        """Whether connections are to be asked about."""
        return self._newest() not in (None, self._checked)

    def check_again(self, viewer: Viewer) -> bool:
        """Somebody has come, who may have voted on the way in. Whether that makes a check necessary."""
        if viewer.viewer_class != "all" or self._audiences() <= viewer.voted:
            return False
        self._checked = None
        return True

    def newly_voted(self, connections: list[Connection]) -> list[tuple[Connection, frozenset[str]]]:
        """The connections that have voted since they were last asked about, each with its new audiences."""
        newest = self._newest()
        if newest in (None, self._checked):
            return []
        audiences = self._audiences()
        waiting = [c for c in connections if _audience(c.viewer) and not audiences <= c.viewer.voted]
        try:
            answers = self._voted([c.viewer for c in waiting]) if waiting else []
        except StoreDown:
            return []  # the next round asks again
        self._checked = newest
        pairs = zip(waiting, answers, strict=True)
        return [(c, voted - c.viewer.voted) for c, voted in pairs if voted - c.viewer.voted]

    def _rows(self) -> list[Row]:
        return for_voters(self._feed.table)

    def _audiences(self) -> frozenset[str]:
        return frozenset(row.to for row in self._rows())

    def _newest(self) -> tuple[str, int] | None:
        table, rows = self._feed.table, self._rows()
        if not rows:
            return None
        # A ballot changes nothing that is seen, but may let somebody see what is there.
        cast = [table.get("new_ballots", poll_of(row)) for row in rows]
        return table.epoch, max(row.v for row in [*rows, *cast] if row is not None)


def _audience(viewer: Viewer) -> bool:
    return viewer.viewer_class == "all" and bool(viewer.pid)
