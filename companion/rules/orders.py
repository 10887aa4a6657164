"""Files that workers make once they are asked for, each kind in a row whose id is the kind: `asked` counts up with each
order, `made` is the last one that is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from companion.core.actors import Context
from companion.core.commit import Commit
from companion.core.table import Row, Table
from companion.core.work import CERTIFICATES, FOLDER, REPORT, PendingWork
from companion.rules.erasure import last_erasure, last_forgotten


@dataclass(frozen=True, slots=True)
class Order:
    """A kind of files. `to`: who sees its row. `deliver` and `forget`: the commands that tell that the files are there, and
    that they are gone; `none`: the fields of the row that speak of them, where there are none. `taken_back`: the version in
    which something that stands in them was last taken back.
    """

    kind: str
    to: str
    deliver: str
    forget: str
    none: Mapping[str, Any]
    taken_back: Callable[[Table], int]

    def row(self, table: Table) -> Row | None:
        """What was asked for, or None."""
        return table.get(self.kind, self.kind)

    def is_there(self, table: Table) -> bool:
        """Whether there are files."""
        row = self.row(table)
        return row is not None and any(row[name] for name in self.none)

    def is_outdated(self, table: Table) -> bool:
        """Whether something may stand in the files that was taken back."""
        row = self.row(table)
        return row is not None and self.is_there(table) and self.taken_back(table) > row["read"]

    def file_name(self, version: int, ending: str = "zip") -> str:
        """Under which name a file is kept."""
        return f"{self.kind}-{version}.{ending}"

    def pending(self, table: Table) -> list[PendingWork]:
        """The files, if they were asked for and are not there yet."""
        row = self.row(table)
        if row is None or row["made"] >= row["asked"]:
            return []
        return [PendingWork(self.kind, self.kind, "", int(row["asked"]), settled=True)]

    def ask_for(self, table: Table, **fields: Any) -> Commit:
        """Ask for the files, or for them anew: {version}."""
        row = self.row(table)
        version = (row["asked"] if row else 0) + 1
        new = {"made": 0, "read": 0, "at": None, **self.none}
        fields = {**new, **(row.fields if row else {}), "asked": version, **fields}
        return Commit({"version": version}).upsert(row, self.kind, self.kind, self.to, fields)

    def hand_in(self, table: Table, version: int, read: int, ctx: Context, **fields: Any) -> Commit:
        """The files are there. Changes nothing for those that are older than what is there, that nobody asked for, or that may
        hold what was taken back while they were made: they are made again. `read`: the version of the table that they were
        made of.
        """
        row = self.row(table)
        if row is None or not row["made"] < version <= row["asked"] or self.taken_back(table) > read:
            return Commit()
        commit = Commit().change(row, made=version, read=read, at=ctx.now, **fields)
        work = table.get("work", self.kind)
        if work is not None and work["version"] <= version:
            commit.change(work, state="done", percent=100, code=None, at=ctx.wall)
        return commit

    def empty(self, table: Table) -> Commit:
        """The files are gone."""
        row = self.row(table)
        return Commit().change(row, **self.none) if row is not None and self.is_there(table) else Commit()


def _in_folder(table: Table) -> int:
    row = table.get(FOLDER, FOLDER)
    named = row is not None and row["lists"] != "none"
    return max(last_erasure(table), last_forgotten(table) if named else 0)


_FILES: Final[Mapping[str, Any]] = {"files": [], "unset": []}
ORDERS: Final[Mapping[str, Order]] = {
    order.kind: order
    for order in (
        Order(REPORT, "team", "report.deliver", "report.forget", _FILES, last_erasure),
        Order(
            CERTIFICATES,
            "organise",
            "certificate.deliver",
            "certificate.forget",
            {"size": 0, "people": 0},
            last_forgotten,
        ),
        Order(FOLDER, "organise", "folder.deliver", "folder.forget", {"size": 0, "unset": []}, _in_folder),
    )
}
"""All that can be asked for."""
