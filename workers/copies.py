"""What was taken back at one event goes at every event that it was carried over to, and at those that took it from there."""

from __future__ import annotations

import logging

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.rules.erasure import GONE, gone_rows
from companion.rules.topics.propose import carried_id
from companion.store.replica import Replica

log = logging.getLogger(__name__)


class Copies:
    """Compares topics with what they were carried over from. Safe to run in several processes.

    The tables themselves say what is a copy of what, so a topic that is carried over while it is taken back goes as well.
    """

    def __init__(self, replica: Replica, commands: Commands) -> None:
        self._replica, self._commands = replica, commands
        self._gone: dict[str, tuple[tuple[str, int], list[str]]] = {}

    def tick(self, event: str) -> None:
        """Let topics of `event` go whose originals are gone. Raises `StoreDown`."""
        table = self._replica.table(event)
        if not table.all("topic"):
            return
        for other in self._replica.slugs():
            for id in self._copies_of_gone(other) if other != event else ():
                copy = table.get("topic", id)
                if copy is not None and copy["state"] != GONE:
                    self._forget(event, id)

    def _copies_of_gone(self, event: str) -> list[str]:
        """The ids that topics elsewhere have if they were carried over from what is gone at `event`."""
        table = self._replica.table(event)
        at = (table.epoch, table.v)
        if event not in self._gone or self._gone[event][0] != at:
            rows = [row for kind in ("question", "topic") for row in gone_rows(table, kind)]
            self._gone[event] = at, [carried_id(event, row.id) for row in rows]
        return self._gone[event][1]

    def _forget(self, event: str, id: str) -> None:
        try:
            self._commands.run(event, SYSTEM, "topic.follow", random_id(), {"id": id})
            log.info("%s: a topic was taken back at the event that it came from", event)
        except Refusal as refusal:
            log.info("%s: a topic that was taken back elsewhere is still there (%s)", event, refusal.code)
