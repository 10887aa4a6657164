"""Items of the programme on the day: end, last longer, take questions.

Three times are kept side by side: published (`plan_start`, `plan_end`), expected (`start`, `end`) and actual (`started`,
`ended`). Slots follow their round.
"""

from __future__ import annotations

from companion.core.actors import MODERATORS, Actor, Context
from companion.core.clock import MINUTE_MS
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import SLOT_AHEAD, SLOT_ON
from companion.core.profiles import require_moderation
from companion.core.table import Row, Table
from companion.rules.base import Args, One, command, need
from companion.rules.programme.states import move, to_do
from companion.rules.programme.tracks import rivals
from companion.rules.undo import Undoable

MAX_MINUTES = 180
SHORTEST_MS = 5 * MINUTE_MS
"""No item is made shorter than this, unless it was: nobody can hold a panel in two minutes."""


class Extend(Args, frozen=True):
    """`minutes` more, or less if negative."""

    id: str
    minutes: int


class QuestionSettings(Args, frozen=True):
    """What is not given stays as it is. `id` is a session or a slot."""

    id: str
    open: bool | None = None
    moderated: bool | None = None


@command("session.end", One, MODERATORS)
def end(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """End a running item."""
    row = need(table, "session", args.id, "no_session")
    if not to_do(row, {"over"}, out_of={"running"}):
        return Commit()
    undoable = Undoable(table, who, ctx, "session.end", [row.id])
    move(table, undoable.commit, row, "over", undoable.remember, ended=ctx.now)
    return undoable.done()


@command("session.extend", Extend, MODERATORS)
def extend(table: Table, who: Actor, args: Extend, ctx: Context) -> Commit:
    """Move an item's planned end; an item that the clock just ended goes on. What takes its turn next begins when this ends,
    and ends as it was planned.
    """
    row = need(table, "session", args.id, "no_session")
    until = longer(row, args.minutes, ctx.now)
    state = "running" if row["state"] == "over" else row["state"]
    undoable = Undoable(table, who, ctx, "session.extend", [row.id])
    undoable.commit.result["end"] = until
    move(table, undoable.commit, row, state, undoable.remember, end=until, end_inferred=False, ended=None)
    for other in rivals(table, row):
        undoable.commit.unchanged(other)
        if _in_the_way(other, row, until, state):
            _begin_after(table, undoable, other, until)
    return undoable.done()


def _in_the_way(other: Row, row: Row, until: int, state: str) -> bool:
    """Whether `other` is to begin before its turn, now that `row` goes on `until` (event ms)."""
    if other["state"] == "running":
        return state == "running"
    return other["state"] in SLOT_AHEAD and other["start"] is not None and row["start"] <= other["start"] < until


def _begin_after(table: Table, undoable: Undoable, row: Row, until: int) -> None:
    """Let an item begin at `until`. Raises `Refusal("no_room")` if hardly anything were left of it, or its time is held."""
    if row["start"] is None or row["start"] >= until or row["end"] is None:
        least = 0
    else:
        least = min(SHORTEST_MS, row["end"] - row["start"])
    start = max(until, row["start"] or until)
    if row["pinned"] or (row["end"] is not None and row["end"] - start < least):
        raise Refusal("no_room")
    move(table, undoable.commit, row, "planned", undoable.remember, start=start, started=None, ended=None)


def longer(row: Row, minutes: int, now: int) -> int:
    """The end (event ms) of a session or slot that gets `minutes` more, counted from `now` if it runs over its end.

    Raises `Refusal`: `bad_args`, or `wrong_state` if it would be over before it begins, or already.
    """
    if minutes == 0 or abs(minutes) > MAX_MINUTES:
        raise Refusal("bad_args", f"minutes: -{MAX_MINUTES}…{MAX_MINUTES}")
    if row["end"] is None or row["state"] == "cancelled":
        raise Refusal("wrong_state")
    until: int = row["end"]
    ahead = row["state"] in SLOT_AHEAD
    if row["state"] in SLOT_ON and until <= now:
        until = -(-now // MINUTE_MS) * MINUTE_MS
    until += minutes * MINUTE_MS
    if until <= row["start"] or (not ahead and until <= now):
        raise Refusal("wrong_state")
    return until


@command("session.qa", QuestionSettings, MODERATORS)
def set_questions(table: Table, who: Actor, args: QuestionSettings, ctx: Context) -> Commit:
    """Open or close the questions of an item, and say whether they wait for a moderator."""
    if not (table.get("session", args.id) or table.get("slot", args.id)):
        raise Refusal("no_session")
    row = table.get("qa", args.id)
    fields = dict(row.fields) if row else {"open": False, "moderated": True}
    require_moderation(table, args.moderated)
    fields |= {key: value for key in ("open", "moderated") if (value := getattr(args, key)) is not None}
    return Commit().upsert(row, "qa", args.id, "stage", fields)
