"""A rehearsal: the event's day with a clock of its own. Before it the event is copied, and after it the copy is put back.

What is erased for good, or taken back from somebody, is so in the copy too: `gone_since` says by which commands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from companion.core.actors import ORGANISERS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import event_of, is_closed
from companion.core.table import Row, Table
from companion.rules.base import Args, command
from companion.rules.programme.clock import MAX_SPEED, Clock, clock

REHEARSAL: Final = "rehearsal"
STAYING: Final = frozenset({"link", "opening", "process_presence", "presence", "team_presence"})
"""What is as it is before and after: who is connected, and how the team gets in. Nobody is locked out by a rehearsal's end, and
what was taken back in one stays so.
"""
MAX_PEOPLE: Final = 2000
LEAST_SPEED: Final = 0.1

Step = tuple[str, dict[str, Any]]
"""A command by its name, and its arguments."""
_GONE: Final[tuple[tuple[str, str, Callable[[Row], bool]], ...]] = (
    ("question", "question.erase", lambda row: row["state"] == "withdrawn"),
    ("topic", "topic.erase", lambda row: row["state"] == "withdrawn"),
    ("answer", "answer.erase", lambda row: row["state"] == "withdrawn"),
    ("note", "note.drop", lambda row: row["state"] == "dropped"),
    ("invitation", "form.uninvite", lambda row: row["state"] == "gone"),
    ("handover", "handover.end", lambda row: row["state"] == "gone"),
    ("form", "form.drop", lambda row: row["state"] == "dropped"),
    ("evaluation", "form.drop", lambda row: row["state"] == "dropped"),
    ("ticket_batch", "tickets.revoke", lambda row: bool(row["revoked"])),
)
"""Kinds of rows that can be gone for good, by which command, and how it is seen."""
_REISSUED: Final = (("invitation", "form.renew"), ("handover", "handover.renew"), ("attendee", "attendee.reissue"))
"""Kinds of rows whose link or ticket can be replaced by a new one, by which command; `issue` counts them."""


class SetRehearsal(Args, frozen=True):
    """Event time `at` (ms) from now on, `speed` times as fast as real time; how many invented `people` take part, and whether
    an invented moderator works. What is not given stays as it is.
    """

    at: int | None = None
    speed: float | None = None
    people: int | None = None
    moderated: bool | None = None


def begin(table: Table, args: SetRehearsal, until: int | None, ctx: Context) -> Commit:
    """Begin a rehearsal, which ends by itself at the wall time `until` (ms). The event has to be copied in the same step.

    Raises `Refusal`: `people_here`, `event_closed`, `wrong_state` if one is on, `bad_args`.
    """
    event = event_of(table).id
    if is_closed(table):
        raise Refusal("event_closed")
    if table.get(REHEARSAL, event) is not None:
        raise Refusal("wrong_state")
    here = sum(sum(row.fields.values()) for row in table.all("team_presence"))
    if here:
        raise Refusal("people_here", here)
    fields = {"people": args.people or 0, "moderated": bool(args.moderated), "begun": ctx.wall, "until": until}
    commit = _clock_set(table, args, ctx)
    return commit.absent(REHEARSAL, event).put(REHEARSAL, event, "team", fields)


@command("rehearsal.set", SetRehearsal, ORGANISERS)
def set_rehearsal(table: Table, who: Actor, args: SetRehearsal, ctx: Context) -> Commit:
    """Put the clock of a rehearsal somewhere else, or change its crowd. Raises `Refusal`: `wrong_state`, `bad_args`."""
    row = table.get(REHEARSAL, event_of(table).id)
    if row is None:
        raise Refusal("wrong_state")
    commit = Commit() if args.at is None and args.speed is None else _clock_set(table, args, ctx)
    crowd: dict[str, Any] = {"people": args.people, "moderated": args.moderated}
    changes = {name: value for name, value in crowd.items() if value is not None and row[name] != value}
    if not 0 <= changes.get("people", 0) <= MAX_PEOPLE:
        raise Refusal("bad_args", f"people: 0–{MAX_PEOPLE}")
    return commit.change(row, **changes) if changes else commit


def _clock_set(table: Table, args: SetRehearsal, ctx: Context) -> Commit:
    before = next(iter(table.all("clock")), None)
    speed = args.speed if args.speed is not None else before["speed"] if before else 1
    if not LEAST_SPEED <= speed <= MAX_SPEED:
        raise Refusal("bad_args", f"speed: {LEAST_SPEED}–{MAX_SPEED}")
    if not 0 <= (args.people or 0) <= MAX_PEOPLE:
        raise Refusal("bad_args", f"people: 0–{MAX_PEOPLE}")
    at = ctx.now if args.at is None else args.at
    return clock(table, Actor("", "onsite", frozenset({"system"})), Clock(at, speed, True), ctx)


def gone_since(kept: Table, now: Table) -> Iterator[Step]:
    """What has to be done to the copy, so that what is gone for good `now` is not in it either."""
    for kind, do, gone in _GONE:
        for row in kept.all(kind):
            if (after := now.get(kind, row.id)) is not None and gone(after) and not gone(row):
                yield do, {"id": row.id}
    for row in kept.all("question"):
        after = now.get("question", row.id)
        if row["name"] is not None and after is not None and after["name"] is None and after["state"] != "withdrawn":
            yield "question.erase_name", {"id": row.id}
    if any(
        row.to and (after := now.get("attendee", row.id)) is not None and not after.to for row in kept.all("attendee")
    ):
        yield "attendees.forget", {}
        return
    for kind, do in _REISSUED:
        for row in kept.all(kind):
            after = now.get(kind, row.id)
            if row.to and after is not None and after.to and after["issue"] > row["issue"]:
                yield do, {"id": row.id}
