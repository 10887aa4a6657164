"""An item of the programme begins: what it takes the turn from ends, and if it is early, somebody says until when it goes."""

from __future__ import annotations

from typing import Literal

from companion.core.actors import MODERATORS, Actor, Context
from companion.core.clock import MINUTE_MS
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.table import Row, Table
from companion.rules.base import One, command, need
from companion.rules.programme.sessions import SHORTEST_MS
from companion.rules.programme.shift import from_here, set_times, shifted
from companion.rules.programme.states import by_pointer, move, to_do
from companion.rules.programme.tracks import between, end_rivals
from companion.rules.undo import Undoable

Early = Literal["keep", "length", "pull"]


class Start(One, frozen=True):
    """For an item that is early: `keep` its end, or its `length`, or `pull` all that follows forward with it. By default its
    end is kept, or its length if something else is planned before it.
    """

    early: Early | None = None


@command("session.start", Start, MODERATORS)
def start(table: Table, who: Actor, args: Start, ctx: Context) -> Commit:
    """Begin an item, or take up one that was ended. What it takes the turn from ends."""
    row = need(table, "session", args.id, "no_session")
    if not to_do(row, {"running"}, out_of={"planned", "over"}):
        return Commit()
    undoable = Undoable(table, who, ctx, "session.start", [row.id])
    if by_pointer(table):
        for other in table.all("session"):
            undoable.commit.unchanged(other)
            if other["state"] == "running":
                move(table, undoable.commit, other, "over", undoable.remember, ended=ctx.now)
    else:
        end_rivals(table, undoable.commit, row, ctx.now, undoable.remember)
    # Taken up before its planned end, an item goes on as if it had not been ended; after it, it begins anew.
    late = row["end"] is None or row["end"] <= ctx.now
    started = ctx.now if late or row["started"] is None else row["started"]
    begins = ctx.now // MINUTE_MS * MINUTE_MS
    times: dict[str, int | None] = {}
    if row["state"] == "planned" and row["start"] is not None and row["start"] - begins >= MINUTE_MS:
        end, following = early(table, row, args.early, begins, ctx.now)
        times = {"start": begins, "end": end}
        for other, (other_start, other_end) in following:
            set_times(table, undoable, other, other_start, other_end)
    move(table, undoable.commit, row, "running", undoable.remember, started=started, ended=None, **times)
    return undoable.done()


def early(
    table: Table, row: Row, how: Early | None, begins: int, now: int
) -> tuple[int | None, list[tuple[Row, tuple[int, int | None]]]]:
    """The end of an item that `begins` before its time, and the new times of others. Raises `Refusal("no_room")` if what is
    planned before it stands in the way.
    """
    waiting = between(table, row, now)
    if waiting and how in ("keep", "pull"):
        raise Refusal("no_room")
    if row["end"] is None:
        return None, []
    if how == "pull":
        found = shifted(list(from_here(table, row)), row, begins - row["start"], begins)
        moved = [(need(table, "session", id), times) for id, times in found.times.items() if id != row.id]
        return found.times[row.id][1], moved
    if how == "keep" or (how is None and not waiting):
        return row["end"], []
    end = begins + row["end"] - row["start"]
    first = min((other["start"] for other in waiting), default=end)
    return max(min(end, first), begins + min(SHORTEST_MS, end - begins)), []
