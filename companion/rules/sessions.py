"""Items of the programme on the day: begin, end, last longer, take questions.

Planned times (`start`, `end`) and actual times (`started`, `ended`) are kept side by side. Slots follow their round.
"""

from __future__ import annotations

from typing import Any

from companion.actors import MODERATORS, Actor, Moment
from companion.commit import Commit
from companion.errors import Refusal
from companion.rules import Args, command, need
from companion.rules.questions import One
from companion.table import Row, Table

MINUTE_MS = 60_000
MAX_MINUTES = 180
# What becomes of a slot when its round does; a cancelled slot stays cancelled.
SLOT_STATES = {"planned": "planned", "running": "running", "over": "over"}


class Extend(Args, frozen=True):
    """`minutes` more, or less if negative."""

    id: str
    minutes: int


class Questions(Args, frozen=True):
    """What is not given stays as it is. `id` is a session or a slot."""

    id: str
    open: bool | None = None
    moderated: bool | None = None


@command("session.start", One, MODERATORS)
def start(table: Table, who: Actor, args: One, at: Moment) -> Commit:
    """Begin an item, or take up one that was ended. Where a moderator moves “now”, the item before it ends."""
    row = need(table, "session", args.id, "no_session")
    if row["state"] == "running":
        return Commit()
    if row["state"] == "cancelled":
        raise Refusal("wrong_state")
    commit = Commit()
    if by_pointer(table):
        for other in table.all("session"):
            commit.unchanged(other)  # two who begin different items at once must not both succeed
            if other["state"] == "running":
                move(table, commit, other, "over", ended=at.now)
    # Taken up before its planned end, an item goes on as if it had not been ended; after it, it begins anew.
    late = row["end"] is None or row["end"] <= at.now
    started = at.now if late or row["started"] is None else row["started"]
    return move(table, commit, row, "running", started=started, ended=None)


@command("session.end", One, MODERATORS)
def end(table: Table, who: Actor, args: One, at: Moment) -> Commit:
    """End a running item."""
    row = need(table, "session", args.id, "no_session")
    if row["state"] == "over":
        return Commit()
    if row["state"] != "running":
        raise Refusal("wrong_state")
    return move(table, Commit(), row, "over", ended=at.now)


@command("session.extend", Extend, MODERATORS)
def extend(table: Table, who: Actor, args: Extend, at: Moment) -> Commit:
    """Move an item's planned end. What follows stays where it is; an item that the clock just ended goes on."""
    row = need(table, "session", args.id, "no_session")
    if args.minutes == 0 or abs(args.minutes) > MAX_MINUTES:
        raise Refusal("bad_args", f"minutes: -{MAX_MINUTES}…{MAX_MINUTES}")
    if row["end"] is None or row["state"] == "cancelled":
        raise Refusal("wrong_state")
    until = row["end"]
    if row["state"] == "running" and until <= at.now:
        until = -(-at.now // MINUTE_MS) * MINUTE_MS  # it runs past its planned end: count from now
    until += args.minutes * MINUTE_MS
    if until <= row["start"] or (row["state"] != "planned" and until <= at.now):
        raise Refusal("wrong_state")
    state = "running" if row["state"] == "over" else row["state"]
    commit = move(table, Commit({"end": until}), row, state, end=until, end_inferred=False, ended=None)
    for round in table.all("round"):
        if round["session"] == row.id:
            commit.change(round, end=until)
    return commit


@command("session.qa", Questions, MODERATORS)
def questions(table: Table, who: Actor, args: Questions, at: Moment) -> Commit:
    """Open or close the questions of an item, and say whether they wait for a moderator."""
    if not (table.get("session", args.id) or table.get("slot", args.id)):
        raise Refusal("no_session")
    row = table.get("qa", args.id)
    fields = dict(row.fields) if row else {"open": False, "moderated": True}
    fields |= {key: value for key in ("open", "moderated") if (value := getattr(args, key)) is not None}
    if row is None:
        return Commit().absent("qa", args.id).put("qa", args.id, "stage", fields)
    return Commit() if row.fields == fields else Commit().change(row, **fields)


def by_pointer(table: Table) -> bool:
    """Whether a moderator moves “now” by hand."""
    return any(event["mode"] == "pointer" for event in table.all("event"))


def move(table: Table, commit: Commit, row: Row, state: str, **fields: Any) -> Commit:
    """Bring a session into a state, and its slots with it."""
    commit.change(row, state=state, **fields)
    for slot in table.all("slot"):
        if slot["session"] == row.id and slot["state"] != "cancelled":
            end = fields.get("end", slot["end"])
            if (slot["state"], slot["end"]) != (SLOT_STATES[state], end):
                commit.change(slot, state=SLOT_STATES[state], end=end)
    return commit
