"""Files that workers make once they are asked for, each kind in a row whose id is the kind: `asked` counts up with each
order, `made` is the last one that is there.
"""

from __future__ import annotations

from typing import Any

from companion.core.actors import Context
from companion.core.commit import Commit
from companion.core.table import Table
from companion.core.work import PendingWork


def ask_for(table: Table, kind: str, to: str, new: dict[str, Any], **fields: Any) -> Commit:
    """Ask for the files, or for them anew: {version}. `new` is the row before the first order, `to` its audience."""
    row = table.get(kind, kind)
    version = (row["asked"] if row else 0) + 1
    fields = {**new, **(row.fields if row else {}), "asked": version, **fields}
    return Commit({"version": version}).upsert(row, kind, kind, to, fields)


def hand_in(table: Table, kind: str, version: int, read: int, taken_back: int, ctx: Context, **fields: Any) -> Commit:
    """The files are there. Changes nothing for those that are older than what is there, that nobody asked for, or that may
    hold what was taken back while they were made: they are made again.

    Args:
        read: the version of the table that they were made of.
        taken_back: the version in which something of what they hold was last taken back.
    """
    row = table.get(kind, kind)
    if row is None or not row["made"] < version <= row["asked"] or taken_back > read:
        return Commit()
    commit = Commit().change(row, made=version, read=read, at=ctx.now, **fields)
    work = table.get("work", kind)
    if work is not None and work["version"] <= version:
        commit.change(work, state="done", percent=100, code=None, at=ctx.wall)
    return commit


def pending(table: Table, kind: str) -> list[PendingWork]:
    """The files, if they were asked for and are not there yet."""
    row = table.get(kind, kind)
    if row is None or row["made"] >= row["asked"]:
        return []
    return [PendingWork(kind, kind, "", int(row["asked"]), settled=True)]
