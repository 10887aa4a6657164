"""Items of the programme on the day: begin, end, last longer, take questions.

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
from companion.rules.programme.states import by_pointer, move, to_do
from companion.rules.undo import Undoable

MAX_MINUTES = 180


class Extend(Args, frozen=True):
    """`minutes` more, or less if negative."""

    id: str
    minutes: int


class QuestionSettings(Args, frozen=True):
    """What is not given stays as it is. `id` is a session or a slot."""

    id: str
    open: bool | None = None
    moderated: bool | None = None


@command("session.start", One, MODERATORS)
def start(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Begin an item, or take up one that was ended. Where a moderator moves “now”, the item before it ends."""
    row = need(table, "session", args.id, "no_session")
    if not to_do(row, {"running"}, out_of={"planned", "over"}):
        return Commit()
    undoable = Undoable(table, who, ctx, "session.start", [row.id])
    if by_pointer(table):
        for other in table.all("session"):
            undoable.commit.unchanged(other)  # two who begin different items at once must not both succeed
            if other["state"] == "running":
                move(table, undoable.commit, other, "over", undoable.remember, ended=ctx.now)
    # Taken up before its planned end, an item goes on as if it had not been ended; after it, it begins anew.
    late = row["end"] is None or row["end"] <= ctx.now
    started = ctx.now if late or row["started"] is None else row["started"]
    move(table, undoable.commit, row, "running", undoable.remember, started=started, ended=None)
    return undoable.done()


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
    """Move an item's planned end. What follows stays where it is; an item that the clock just ended goes on."""
    row = need(table, "session", args.id, "no_session")
    until = longer(row, args.minutes, ctx.now)
    state = "running" if row["state"] == "over" else row["state"]
    undoable = Undoable(table, who, ctx, "session.extend", [row.id])
    undoable.commit.result["end"] = until
    move(table, undoable.commit, row, state, undoable.remember, end=until, end_inferred=False, ended=None)
    for round in table.all("round"):
        if round["session"] == row.id:
            undoable.remember(round)
            undoable.commit.change(round, end=until)
    return undoable.done()


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
