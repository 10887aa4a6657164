"""Hands: people raise them and take them down; the team adds those who have no phone."""

from __future__ import annotations

from typing import Any, Final

from companion.core.actors import EVERYONE, FACILITATORS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import MODES
from companion.core.owners import handle, new_owner
from companion.core.profiles import profile_of
from companion.core.table import Row, Table
from companion.core.text import limited, line
from companion.rules.base import Args, One, command, created, need
from companion.rules.devices import hold_muted, put_author
from companion.rules.event.word_filter import name_of
from companion.rules.floor.change import FloorChange, chairs, new_sign, require_chair
from companion.rules.floor.order import Waiting
from companion.rules.limits import HANDS
from companion.rules.questions.ask import origin_told
from companion.rules.undo import Undoable

MAX_ABOUT: Final = 80
RUSH_MS: Final = 1000
"""When hands go up faster than that, one after the other, or more than `LONG` wait, the clock puts them in order: else all of
them would want to write the floor's one row at the same moment, and most would be refused.
"""
LONG: Final = 30


class Raise(Args, frozen=True):
    """`session` is a session or slot id; `about` says in a few words what it is about, `name` what to be called by; `kind`
    and `list` are of those that the floor has.
    """

    session: str
    kind: str | None = None
    about: str | None = None
    name: str | None = None
    list: str | None = None


class Add(Args, frozen=True):
    """Somebody without a phone: in the room or remote (`mode`)."""

    session: str
    mode: str
    name: str | None = None
    about: str | None = None
    kind: str | None = None
    list: str | None = None


@command("hand.raise", Raise, EVERYONE, limit=HANDS, already=created("hand"))
def raise_(table: Table, who: Actor, args: Raise, ctx: Context) -> Commit:
    """Raise one's hand: {id}. Everybody has one in a session, so a second tap is answered with the first hand."""
    own_id = handle(who.pid, "hand", args.session)
    own = table.get("own_hand", own_id)
    before = table.get("hand", own["hand"] or "") if own else None
    if before is not None and before["state"] in ("waiting", "held", "speaking"):
        return Commit({"id": before.id})
    change = _open_floor(table, args.session, ctx.now)
    again = before is not None and before["state"] in ("lowered", "skipped")
    id = before.id if before is not None and again else ctx.id
    commit = change.commit
    commit.result["id"] = id
    held = hold_muted(table, commit, who, ctx)
    sign = own["sign"] if own and own["sign"] else _new_sign(table, change, args.session, ctx)
    name = name_of(who, args.name) if profile_of(table).names else None
    hand: dict[str, Any] = {
        **_chosen(change.floor, args.kind, args.list),
        "session": args.session,
        "mode": origin_told(table, who.mode),
        "sign": sign,
        "state": "held" if held else "waiting",
    }
    spoken = own["turns"] if own else 0
    card = {"mode": who.mode, "name": name, "about": _about(args.about), "team": False, "at": ctx.now, "spoken": spoken}
    _put(table, change, id, hand, {**card, "ms": None})
    mine = {"session": args.session, "hand": id, "state": "waiting", "sign": sign, "turns": spoken, "name": name}
    mine |= {"kind": hand["kind"], "list": hand["list"], "about": card["about"]}
    to = own.to if own else new_owner(table, commit, who.pid)
    commit.as_read(own, "own_hand", own_id).put("own_hand", own_id, to, mine)
    put_author(commit, who, "hand", id, ctx)
    return commit


@command("hand.add", Add, FACILITATORS, already=created("hand"))
def add(table: Table, who: Actor, args: Add, ctx: Context) -> Commit:
    """Put somebody on the list who has no phone at hand: who stands at the microphone, or has written in the meeting: {id}.

    It is done also when the list is closed: whoever runs the floor decides.
    """
    require_chair(table, who, args.session)
    if args.mode not in MODES:
        raise Refusal("bad_args", "mode: onsite | remote")
    change = FloorChange(table, args.session, ctx.now)
    change.commit.result["id"] = ctx.id
    name = name_of(who, args.name)
    hand: dict[str, Any] = {
        **_chosen(change.floor, args.kind, args.list),
        "session": args.session,
        "mode": origin_told(table, args.mode),
        "sign": _new_sign(table, change, args.session, ctx),
        "state": "waiting",
    }
    card = {"mode": args.mode, "name": name, "about": _about(args.about), "team": True, "at": ctx.now, "ms": None}
    _put(table, change, ctx.id, hand, {**card, "spoken": _spoken(table, args.session, name)})
    return change.commit


@command("hand.lower", One, EVERYONE, limit=HANDS, gate="free")
def lower(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take a hand down: one's own, or as who runs the floor any. Who has the floor gives it back."""
    hand = need(table, "hand", args.id)
    own = table.get("own_hand", handle(who.pid, "hand", hand["session"]))
    if own is None or own["hand"] != hand.id:
        if not who.may(FACILITATORS):
            raise Refusal("not_found")
        require_chair(table, who, hand["session"])
    change = FloorChange(table, hand["session"], ctx.now)
    if hand["state"] == "speaking":
        change.end_turn()
        return change.done()
    if hand["state"] not in ("waiting", "held", "skipped"):
        return Commit()
    change.move(hand, "lowered")
    if len(change.waiting()) <= LONG:
        return change.done()
    return change.commit


def hide(change: Undoable, table: Table, row: Row, silent: bool) -> bool:
    """Take a hand of a muted device off the list (a `Hider`); the chair may call it all the same."""
    if row["state"] != "waiting":
        return False
    change.about(row.id)
    change.remember(row)
    change.commit.change(row, to=chairs(table, row["session"]), state="held")
    for own in table.all("own_hand"):
        if own["hand"] == row.id and not silent:
            change.remember(own)
            change.commit.change(own, state="held")
    return True


def _open_floor(table: Table, place: str, now: int) -> FloorChange:
    if table.get("floor", place) is None:
        if not (table.get("session", place) or table.get("slot", place)):
            raise Refusal("no_session")
        raise Refusal("floor_closed")
    change = FloorChange(table, place, now)
    if not change.floor["open"]:
        raise Refusal("floor_closed")
    return change


def _chosen(floor: Row, kind: str | None, list: str | None) -> dict[str, Any]:
    kind = kind or floor["kinds"][0]
    if kind not in floor["kinds"]:
        raise Refusal("bad_args", f"kind: {' | '.join(floor['kinds'])}")
    if list is not None and list not in floor["lists"]:
        raise Refusal("bad_args", "list")
    return {"kind": kind, "list": list}


def _about(text: str | None) -> str | None:
    return limited(line(text or ""), MAX_ABOUT) or None


def _put(table: Table, change: FloorChange, id: str, hand: dict[str, Any], card: dict[str, Any]) -> None:
    """Write a hand; and put it in order at once, unless there is a rush."""
    to = "stage" if hand["state"] == "waiting" else chairs(table, hand["session"])
    commit = change.commit
    commit.as_read(table.get("hand", id), "hand", id).put("hand", id, to, hand)
    commit.put("hand_card", id, chairs(table, hand["session"]), card)
    if hand["state"] != "waiting" or _rush(change, card["at"]):
        commit.unchanged(change.floor)  # that it is still open
        return
    more = Waiting(id, card["mode"], hand["kind"], hand["list"], card["at"], card["spoken"])
    commit.change(change.floor, order=change.order(more))


def _new_sign(table: Table, change: FloorChange, place: str, ctx: Context) -> str:
    return new_sign(table, change.commit, place, ctx.id, many=_rush(change, ctx.now))


def _rush(change: FloorChange, now: int) -> bool:
    waiting = change.waiting()
    return len(waiting) > LONG or any(now - hand.at < RUSH_MS for hand in waiting)


def _spoken(table: Table, place: str, name: str | None) -> int:
    """How often somebody of this name was called whom the team has added: who comes to the microphone again is known by it."""
    if name is None:
        return 0
    same = [row for row in table.all("hand_card") if row["team"] and (row["name"] or "").casefold() == name.casefold()]
    hands = [hand for row in same if (hand := table.get("hand", row.id)) is not None and row["ms"] is not None]
    return sum(hand["session"] == place for hand in hands)
