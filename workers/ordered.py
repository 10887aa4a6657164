"""Making files that organisers have asked for: written, handed in by a command, and those before them removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from companion.commands.commands import Commands
from companion.core.table import Row, Table
from companion.rules.orders import ORDERS
from companion.store.files import Files
from companion.store.replica import Replica
from workers.work import Task, Work


class OrderedWork(Work):
    """Work on what was asked for."""

    def __init__(self, files: Files, replica: Replica, commands: Commands, task: Task) -> None:
        super().__init__(replica, commands, task)
        self._files, self._order = files, ORDERS[task.id]

    def asked(self, table: Table) -> Row | None:
        """What was asked for and is not there yet; None if that is no more than somebody else makes."""
        row = self._order.row(table)
        pending = max((work.version for work in self._order.pending(table)), default=0)
        return row if pending >= self._version else None

    def deliver(self, row: Row, read: int, made: Mapping[str, bytes], **told: Any) -> None:
        """Write the files, by their endings, and hand them in as what `row` asks for, made of the table at `read`."""
        version = int(row["asked"])
        for ending, data in made.items():
            self._files.put(self._event, self._order.file_name(version, ending), data)
        self.hand_in(self._order.deliver, {"version": version, "read": read, **told})
        taken = self._order.row(self.newest())
        if taken is None or taken["made"] < version:  # something in them was taken back meanwhile
            for ending in made:
                self._files.drop(self._event, self._order.file_name(version, ending))
        else:
            forget(self._files, self._event, self._order.kind, version)


def forget(files: Files, event: str, kind: str, keep: int | None = None) -> None:
    """Remove the files of a kind before those to `keep`, or all of them."""
    for name in files.names(event, f"{kind}-"):
        version = int(name.removeprefix(f"{kind}-").split(".")[0])
        if keep is None or version < keep:
            files.drop(event, name)
