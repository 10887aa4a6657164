"""Items that take turns: of those that the plan does not put beside each other, one is on at a time, whoever begins it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import SLOT_AHEAD
from companion.core.table import Row, Table
from companion.rules.base import need
from companion.rules.programme.states import Keep, move, nothing
from companion.rules.undo import Image


def beside(table: Table, one: Row, other: Row) -> bool:
    """Whether the plan puts two items beside each other: a block and its part, such that share half of the shorter's time,
    and items in places in which others do.

    The plan counts, not the day: an item that was given more time is not beside the next one for that.
    """
    if one.id in (other.id, other["parent"]) or other.id == one["parent"] or _overlap(one, other):
        return True
    here, there = one["place"], other["place"]
    if not here or not there or here == there:
        return False
    placed = [row for row in table.all("session") if row["place"] in (here, there)]
    return any(_overlap(row, beside_it) for row in placed for beside_it in placed if row["place"] != beside_it["place"])


def rivals(table: Table, row: Row) -> Iterator[Row]:
    """The items that take turns with this one."""
    return (other for other in table.all("session") if not beside(table, row, other))


def _overlap(one: Row, other: Row) -> bool:
    if one["start"] is None or other["start"] is None:
        return False
    (begins, ends), (begins_too, ends_too) = _planned(one), _planned(other)
    shared = min(ends, ends_too) - max(begins, begins_too)
    shorter = min(ends - begins, ends_too - begins_too)
    return begins == begins_too or 0 < shorter <= 2 * shared


def end_rivals(table: Table, commit: Commit, row: Row, now: int, keep: Keep = nothing) -> None:
    """End what `row` takes the turn from; two who begin different items at once must not both succeed."""
    for other in rivals(table, row):
        commit.unchanged(other)
        if other["state"] == "running":
            move(table, commit, other, "over", keep, ended=now)


def between(table: Table, row: Row, now: int) -> list[Row]:
    """What is planned to take its turn after `now` and before `row` begins."""
    return [
        other
        for other in rivals(table, row)
        if other["state"] in SLOT_AHEAD and other["start"] is not None and now < other["start"] < row["start"]
    ]


def restore(commit: Commit, table: Table, images: Sequence[Image]) -> None:
    """Beside putting items back (a `Restorer`): still one at a time.

    Raises `Refusal("changed_since")` if another one has the turn by now.
    """
    back = {image.id for image in images if image.kind == "session"}
    for image in images:
        if image.kind == "session" and image.fields["state"] == "running":
            for other in rivals(table, need(table, "session", image.id)):
                if other.id not in back and other["state"] == "running":
                    raise Refusal("changed_since")
                commit.unchanged(other)


def _planned(row: Row) -> tuple[int, int]:
    """From when to when an item was to be, event ms, as last released."""
    start = row["start"] if row["plan_start"] is None else row["plan_start"]
    end = row["end"] if row["plan_end"] is None else row["plan_end"]
    return start, start if end is None else end
