"""Written answers that the team erases for good. Whose they were, nobody knows any more."""

from __future__ import annotations

from companion.core.actors import MODERATORS, Actor, Context
from companion.core.audiences import NOBODY
from companion.core.commit import Commit
from companion.core.table import Row, Table
from companion.rules.base import One, command, need
from companion.rules.erasure import GONE, note_erasure


def found_aside(table: Table) -> list[Row]:
    """The hidden answers whose words are still there (of a `SetAside`)."""
    return [row for row in table.all("answer") if row["state"] == "hidden" and row["text"]]


def forget_aside(commit: Commit, table: Table, row: Row) -> list[str]:
    """Take the words of a hidden answer away (of a `SetAside`)."""
    commit.change(row, to=NOBODY, text="", lang=None)
    return [row.id]


@command("answer.erase", One, MODERATORS)
def erase(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Erase a written answer for good; nobody can undo it. While the poll is open its author may write another one."""
    row = need(table, "answer", args.id)
    if row["state"] == GONE:
        return Commit()
    return note_erasure(Commit().change(row, to=NOBODY, text="", lang=None, state=GONE), ctx.now)
