"""What was prepared for a new event elsewhere: settings and drafts, as an earlier event of the series had them."""

from __future__ import annotations

from typing import Any

from companion.core.actors import SYSTEM_ONLY, Actor, Context
from companion.core.commit import Commit
from companion.core.table import Table
from companion.rules.base import Args, command


class Prepare(Args, frozen=True):
    """Rows as `[kind, id, audience, fields]`."""

    rows: list[tuple[str, str, str, dict[str, Any]]]


@command("event.prepare", Prepare, SYSTEM_ONLY)
def prepare(table: Table, who: Actor, args: Prepare, ctx: Context) -> Commit:
    """Bring rows in where there are none yet; what is there already stays as it is."""
    commit = Commit()
    for kind, id, to, fields in args.rows:
        if table.get(kind, id) is None:
            commit.absent(kind, id).put(kind, id, to, fields)
    return commit
