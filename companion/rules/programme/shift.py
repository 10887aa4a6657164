"""The plan on the day: items move, are cancelled and come back, and “everything from here” shifts by some minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from companion.core.actors import MODERATORS, Actor, Context
from companion.core.clock import DAY_MS, MINUTE_MS
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import day_of, zone_of
from companion.core.kinds import SLOT_AHEAD
from companion.core.table import Row, Table
from companion.core.text import limited, line
from companion.rules.base import Args, One, command, need
from companion.rules.programme.sessions import MAX_MINUTES, SHORTEST_MS
from companion.rules.programme.states import by_pointer, change_item, move_slot, slots_of, to_do
from companion.rules.undo import Undoable

MAX_PLACE = 120


class MoveSession(Args, frozen=True):
    """Begin at `start` (event ms) or `minutes` later, and take place in `place`; what is not given stays as it is."""

    id: str
    start: int | None = None
    minutes: int | None = None
    place: str | None = None


class PinSession(One, frozen=True):
    """Whether the item keeps its time when others shift."""

    on: bool = True


class ShiftFrom(Args, frozen=True, rename={"from_": "from"}):
    """Everything from the item `from` on begins `minutes` later, or earlier; `dry` only tells what would happen."""

    from_: str
    minutes: int
    dry: bool = False


@dataclass(slots=True)
class Shifted:
    """New times by session id as (start, end), and where the shift came to an end: a break, a pinned item, or nowhere."""

    times: dict[str, tuple[int, int | None]] = field(default_factory=dict)
    left: int = 0
    absorbed: str | None = None
    pinned: str | None = None
    shortened: list[str] = field(default_factory=list)


@command("session.move", MoveSession, MODERATORS)
def move_session(table: Table, who: Actor, args: MoveSession, ctx: Context) -> Commit:
    """Another time or place for an item that has not begun, and for the slots in it."""
    row = need(table, "session", args.id, "no_session")
    undoable = Undoable(table, who, ctx, "session.move", [row.id])
    if args.place is not None:
        change_item(undoable.commit, row, undoable.remember, place=limited(line(args.place), MAX_PLACE) or None)
        if args.start is None and args.minutes is None:
            return undoable.done()
    if row["start"] is None or row["state"] != "planned":
        raise Refusal("wrong_state")
    by = (args.start - row["start"] if args.start is not None else 0) + (args.minutes or 0) * MINUTE_MS
    if abs(by) > DAY_MS:
        raise Refusal("bad_args", "start")
    if row["start"] + by < ctx.now:
        raise Refusal("in_the_past")
    place = {} if args.place is None else {"place": limited(line(args.place), MAX_PLACE) or None}
    end = None if row["end"] is None else row["end"] + by
    set_times(table, undoable, row, row["start"] + by, end, **place)
    return undoable.done()


@command("session.cancel", One, MODERATORS)
def cancel(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """An item does not take place; it stays visible as cancelled, and its questions stay."""
    row = need(table, "session", args.id, "no_session")
    if not to_do(row, {"cancelled"}, out_of={"planned"}):
        return Commit()
    undoable = Undoable(table, who, ctx, "session.cancel", [row.id])
    change_item(undoable.commit, row, undoable.remember, state="cancelled")
    for slot in slots_of(table, row.id):
        move_slot(table, undoable.commit, slot, undoable.remember, state="cancelled")
    return undoable.done()


@command("session.restore", One, MODERATORS)
def restore(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """A cancelled item takes place after all, with the slots that were cancelled with it."""
    row = need(table, "session", args.id, "no_session")
    if row["state"] != "cancelled":
        return Commit()
    undoable = Undoable(table, who, ctx, "session.restore", [row.id])
    change_item(undoable.commit, row, undoable.remember, state="planned")
    for slot in table.all("slot"):
        if slot["session"] == row.id and slot["state"] == "cancelled":
            move_slot(table, undoable.commit, slot, undoable.remember, state="planned")
    return undoable.done()


@command("session.pin", PinSession, MODERATORS)
def pin_session(table: Table, who: Actor, args: PinSession, ctx: Context) -> Commit:
    """Hold an item at its time when others shift (lunch, a guest with a train), or let it shift again."""
    row = need(table, "session", args.id, "no_session")
    commit = Commit()
    change_item(commit, row, pinned=args.on)
    return commit


@command("programme.shift", ShiftFrom, MODERATORS)
def shift(table: Table, who: Actor, args: ShiftFrom, ctx: Context) -> Commit:
    """Everything from here on later or earlier, until a break absorbs it or an item is pinned.

    The result names the items with their new times, the break that absorbed it, the pinned item that stopped it, and
    what was shortened before that. `left`: minutes by which the day ends later.
    """
    row = need(table, "session", args.from_, "no_session")
    if by_pointer(table) or row["start"] is None or row["state"] not in ("planned", "running"):
        raise Refusal("wrong_state")
    if args.minutes == 0 or abs(args.minutes) > MAX_MINUTES:
        raise Refusal("bad_args", f"minutes: -{MAX_MINUTES}…{MAX_MINUTES}")
    found = shifted(list(from_here(table, row)), row, args.minutes * MINUTE_MS, ctx.now)
    undoable = Undoable(table, who, ctx, "programme.shift", [row.id])
    for id, (start, end) in found.times.items():
        if not args.dry:
            set_times(table, undoable, need(table, "session", id), start, end)
    commit = undoable.done()
    commit.result |= {
        "items": [[id, start, end] for id, (start, end) in found.times.items()],
        "left": round(found.left / MINUTE_MS),
        "absorbed": found.absorbed,
        "pinned": found.pinned,
        "shortened": found.shortened,
    }
    return commit


def shifted(rows: list[Row], first: Row, by: int, now: int) -> Shifted:
    """What becomes of `rows`, in the order of their starts, when everything from `first` on shifts by `by` ms.

    A break gives up to half of its length; with `by` < 0 it takes all that it gains. Raises `Refusal`: `no_room` if an
    item before a pinned one would be shorter than `SHORTEST_MS`, `in_the_past`.
    """
    found, left = Shifted(), by
    for start, group in groupby(rows, key=lambda row: int(row["start"])):
        together = list(group)
        held = [row for row in together if row["pinned"] and row.id != first.id]
        if held:
            found.pinned = held[0].id
            _fit_before(found, {row.id: row for row in rows}, start)
            left = 0
        elif all(row["kind"] == "break" for row in together) and first not in together:
            left = _absorb(found, together, left)
        else:
            for row in together:
                begins = start if row["state"] == "running" else start + left
                found.times[row.id] = (begins, None if row["end"] is None else row["end"] + left)
        if left == 0:
            break
    begun = found.times.get(first.id)
    if (
        begun
        and first["state"] != "running"
        and begun[0] < now
        or begun
        and begun[1]
        and begun[1] <= max(now, begun[0])
    ):
        raise Refusal("in_the_past")
    found.left = left
    return found


def _absorb(found: Shifted, breaks: list[Row], by: int) -> int:
    """Shift breaks that begin together, as little as they can; what is left over for those that follow."""
    lengths = [row["end"] - row["start"] for row in breaks if row["end"] is not None]
    spare = min((length - max(length // 2, min(length, SHORTEST_MS)) for length in lengths), default=0)
    spare -= spare % MINUTE_MS
    taken = by if by < 0 else min(by, spare)
    for row in breaks:
        found.times[row.id] = (row["start"] + by, None if row["end"] is None else row["end"] + by - taken)
    if taken:
        found.absorbed = breaks[0].id
    return by - taken


def _fit_before(found: Shifted, rows: dict[str, Row], limit: int) -> None:
    """Cut what now reaches over the start of a pinned item."""
    for id, (start, end) in found.times.items():
        before = rows[id]["end"]
        if end is not None and end > limit >= (before or 0):
            least = min(SHORTEST_MS, before - rows[id]["start"])
            if limit - start < least:
                raise Refusal("no_room")
            found.times[id] = (start, limit)
            found.shortened.append(id)


def from_here(table: Table, first: Row) -> Iterator[Row]:
    """`first` and what comes after it on the same day and has not begun, by start."""
    zone = ZoneInfo(zone_of(table))
    ahead = [
        row
        for row in table.all("session")
        if row["state"] in SLOT_AHEAD and row["start"] is not None and row["start"] >= first["start"]
    ]
    for row in sorted({row.id: row for row in [first, *ahead]}.values(), key=lambda row: (row["start"], row["order"])):
        if day_of(row["start"], zone) == day_of(first["start"], zone):
            yield row


def set_times(table: Table, undoable: Undoable, row: Row, start: int, end: int | None, **more: Any) -> None:
    """New times for a session, and the same shift for its round and its slots."""
    later = start - row["start"]
    longer = 0 if end is None or row["end"] is None else end - row["end"]
    change_item(undoable.commit, row, undoable.remember, start=start, end=end, **more)
    for round in table.all("round"):
        if round["session"] == row.id and (round["start"], round["end"]) != (start, end):
            undoable.remember(round)
            undoable.commit.change(round, start=start, end=end)
    for slot in slots_of(table, row.id):
        if slot["start"] is not None and slot["state"] != "over":
            begins = slot["start"] + (0 if slot["state"] not in SLOT_AHEAD else later)
            move_slot(
                table, undoable.commit, slot, undoable.remember, start=begins,
                end=None if slot["end"] is None else max(begins, slot["end"] + longer),
            )  # fmt: skip
