"""What the clock does for floors: puts hands in order after a rush, and forgets them when the session is over.

Signs, names, words and lists are blanked in every row, and a purge takes them off the disk; only sums stay.
"""

from __future__ import annotations

from typing import Final

from companion.core.actors import SYSTEM_ONLY, Actor, Context
from companion.core.audiences import NOBODY
from companion.core.commit import Commit
from companion.core.event import is_closed
from companion.core.table import Row, Table
from companion.rules.base import command
from companion.rules.erasure import forget_images, note_forgotten
from companion.rules.floor.chair import Session
from companion.rules.floor.change import NO_FLOOR, FloorChange, signs_of

WIPED_AT_ONCE: Final = 1000
KEPT: Final = frozenset({"hand", "own_hand"})
"""Kinds that an undo record may keep."""
OVER: Final = frozenset({"over", "cancelled"})


@command("floor.settle", Session, SYSTEM_ONLY)
def settle(table: Table, who: Actor, args: Session, ctx: Context) -> Commit:
    """Put the hands in order that went up in a rush."""
    change = FloorChange(table, args.session, ctx.now)
    return Commit() if change.order() == change.floor["order"] else change.done()


@command("floor.wipe", Session, SYSTEM_ONLY)
def wipe(table: Table, who: Actor, args: Session, ctx: Context) -> Commit:
    """Forget who raised their hands in a session, a thousand at once: {left}. Only sums stay."""
    hands = _hands(table, args.session)
    if table.get("floor", args.session) is None:
        return Commit({"left": 0})
    change = FloorChange(table, args.session, ctx.now)
    if change.floor["speaking"] is not None:
        change.end_turn()  # so that the last turn counts
        commit = change.done()
        commit.result["left"] = len(hands)
        return commit
    commit = Commit({"left": max(0, len(hands) - WIPED_AT_ONCE)})
    gone = {hand.id for hand in hands[:WIPED_AT_ONCE]}
    for hand in hands[:WIPED_AT_ONCE]:
        _blank(table, commit, hand)
    for own in table.all("own_hand"):
        if own["hand"] in gone or (own["session"] == args.session and own["hand"] is None):
            blank = {
                "session": "",
                "hand": None,
                "state": "gone",
                "sign": "",
                "list": None,
                "name": None,
                "about": None,
            }
            commit.put("own_hand", own.id, own.to, {**blank, "kind": "contribution", "turns": 0})
    commit.upsert(change.floor, "floor", args.session, "stage", NO_FLOOR)
    sums = table.get("team_turns", args.session)
    if sums is not None:
        commit.change(sums, lists={}, onsite_last=None, remote_last=None)
    forget_images(table, commit, lambda image: image.kind in KEPT and image.fields["session"] == args.session)
    commit.clear(signs_of(args.session))
    return note_forgotten(commit, "floor", ctx.now)


def close_all(commit: Commit, table: Table, now: int) -> None:
    """Close every list (an `Ender`); the clock forgets the hands."""
    for floor in table.all("floor"):
        if floor["open"]:
            commit.change(floor, open=False)


def unsettled(table: Table, now: int) -> list[str]:
    """The sessions and slots whose hands are not in order. `now` is event time in ms."""
    found = []
    for floor in table.all("floor"):
        change = FloorChange(table, floor.id, now)
        if {hand.id for hand in change.waiting()} != set(floor["order"]):
            found.append(floor.id)
    return found


def ended_floors(table: Table) -> list[str]:
    """The sessions and slots that are over and whose hands are not forgotten yet."""
    return [row.id for row in table.all("floor") if _is_over(table, row.id) and _left(table, row)]


def _is_over(table: Table, place: str) -> bool:
    item = table.get("slot", place) or table.get("session", place)
    return item is None or item["state"] in OVER or is_closed(table)


def _left(table: Table, floor: Row) -> bool:
    return floor.fields != NO_FLOOR or bool(_hands(table, floor.id))


def _hands(table: Table, place: str) -> list[Row]:
    return [row for row in table.all("hand") if row["session"] == place]


def _blank(table: Table, commit: Commit, hand: Row) -> None:
    blank = {"session": "", "mode": None, "sign": "", "list": None, "state": "gone", "kind": "contribution"}
    commit.change(hand, to=NOBODY, **blank)
    author = table.get("author", hand.id)
    if author is not None and author["mark"]:
        commit.change(author, mark="")
    card = table.get("hand_card", hand.id)
    if card is not None:
        fields = {"mode": "onsite", "name": None, "about": None, "team": False, "at": 0, "spoken": 0, "ms": None}
        commit.put("hand_card", hand.id, NOBODY, fields)
