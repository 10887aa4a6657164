"""The chair: opens and closes the list, calls people, and ends their turns."""

from __future__ import annotations

from typing import Final

from companion.core.actors import FACILITATORS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import FLOOR_RULES, HAND_KINDS
from companion.core.table import Row, Table
from companion.core.text import limited, required
from companion.rules.base import Args, One, command, need
from companion.rules.floor.change import NO_FLOOR, FloorChange, require_chair
from companion.rules.floor.turns import TurnChange

MAX_SECONDS: Final = 3600
MAX_LISTS: Final = 6
MAX_LIST_NAME: Final = 40
TWICE_MS: Final = 1000
"""Two who press “next” within that time, wall time, mean the same person."""


class OpenFloor(Args, frozen=True):
    """`rules` of the running order; `seconds` for one turn, 0 for no limit; `lists`, their names; `kinds` that people choose
    from; `questions`: live questions stand in one order with the hands. What is not given stays as it is.
    """

    session: str
    rules: list[str]
    seconds: int | None = None
    lists: list[str] | None = None
    kinds: list[str] | None = None
    questions: bool | None = None


class Session(Args, frozen=True):
    """A session or slot, by its id."""

    session: str


class Turn(Args, frozen=True):
    """`after`: the hand, or the question, that had the floor when this was pressed. If another one has it by now, somebody
    else was faster, and nothing is to be done.
    """

    session: str
    after: str | None = None


class More(Args, frozen=True):
    """More time for who has the floor."""

    session: str
    seconds: int


@command("floor.open", OpenFloor, FACILITATORS)
def open_(table: Table, who: Actor, args: OpenFloor, ctx: Context) -> Commit:
    """Let people raise their hands, by these rules; or change the rules while they do."""
    require_chair(table, who, args.session)
    place = table.get("slot", args.session) or need(table, "session", args.session)
    if place["state"] in ("over", "cancelled"):
        raise Refusal("wrong_state")
    row = table.get("floor", args.session)
    fields = dict(row.fields if row else NO_FLOOR) | {"open": True, "rules": _some(args.rules, FLOOR_RULES, "rules")}
    if args.seconds is not None:
        fields["seconds"] = _seconds(args.seconds, least=0) or None
    if args.lists is not None:
        fields["lists"] = _names(args.lists)
    if args.kinds is not None:
        fields["kinds"] = _some(args.kinds, HAND_KINDS, "kinds")
    if args.questions is not None:
        fields["questions"] = args.questions
    if "lists" in fields["rules"] and not fields["lists"]:
        raise Refusal("bad_args", "lists")
    if row is None:
        return Commit().absent("floor", args.session).put("floor", args.session, "stage", fields)
    if fields == row.fields:
        return Commit()
    change = FloorChange(table, args.session, ctx.now)
    change.fields |= fields
    return change.done()


@command("floor.close", Session, FACILITATORS)
def close(table: Table, who: Actor, args: Session, ctx: Context) -> Commit:
    """Close the list: no more hands. Those who wait can still be called."""
    require_chair(table, who, args.session)
    floor = need(table, "floor", args.session)
    return Commit().change(floor, open=False) if floor["open"] else Commit()


@command("floor.next", Turn, FACILITATORS)
def next_(table: Table, who: Actor, args: Turn, ctx: Context) -> Commit:
    """Call whoever is next by the rules: {id}, null if nobody waits; in one order with the questions, it may be one of them.
    Whoever has the floor is done.
    """
    require_chair(table, who, args.session)
    change = TurnChange(table, who, args.session, ctx)
    if _was_faster(table, change, args.after, ctx):
        return Commit({"id": change.current})
    order = change.order()
    change.commit.result["id"] = order[0] if order else None
    if order:
        change.call(order[0])
    elif change.current:
        change.end_turn()
    else:
        return change.commit
    return change.done()


@command("floor.call", One, FACILITATORS)
def call(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Call somebody else than the rules say, or call back who was set aside or has just spoken; in one order with the
    questions also one of those.
    """
    if table.get("question", args.id) is not None:
        return _answer(table, who, args.id, ctx)
    hand = _hand(table, who, args.id)
    if hand["state"] == "speaking":
        return Commit()
    if hand["state"] not in ("waiting", "held", "skipped", "done"):
        raise Refusal("wrong_state")
    change = TurnChange(table, who, hand["session"], ctx)
    change.give_turn(hand)
    return change.done()


@command("floor.skip", One, FACILITATORS)
def skip(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Set a hand aside: its owner is not there. They are told, and may raise it again; the chair may call it."""
    hand = _hand(table, who, args.id)
    if hand["state"] == "skipped":
        return Commit()
    if hand["state"] not in ("waiting", "held", "speaking"):
        raise Refusal("wrong_state")
    change = FloorChange(table, hand["session"], ctx.now)
    if hand["state"] == "speaking":
        change.take_turn_back(hand)
    change.move(hand, "skipped")
    return change.done()


@command("floor.done", Turn, FACILITATORS)
def done(table: Table, who: Actor, args: Turn, ctx: Context) -> Commit:
    """End the turn of whoever has the floor; nobody is called."""
    require_chair(table, who, args.session)
    change = TurnChange(table, who, args.session, ctx)
    if change.current is None or _was_faster(table, change, args.after, ctx):
        return Commit()
    change.end_turn()
    return change.done()


@command("floor.extend", More, FACILITATORS)
def extend(table: Table, who: Actor, args: More, ctx: Context) -> Commit:
    """Give more time to whoever has the floor."""
    require_chair(table, who, args.session)
    floor = need(table, "floor", args.session)
    if floor["speaking"] is None:
        raise Refusal("wrong_state")
    until = max(floor["until"] or ctx.now, ctx.now) + 1000 * _seconds(args.seconds, least=1)
    return Commit().change(floor, until=until)


def _hand(table: Table, who: Actor, id: str) -> Row:
    hand = need(table, "hand", id)
    if not hand["session"]:
        raise Refusal("not_found")
    require_chair(table, who, hand["session"])
    return hand


def _answer(table: Table, who: Actor, id: str, ctx: Context) -> Commit:
    """Have a question answered out of turn."""
    question = need(table, "question", id)
    require_chair(table, who, question["session"])
    change = TurnChange(table, who, question["session"], ctx)
    if question["state"] == "answering":
        return Commit()
    if not change.together or question["merged"] or question["state"] not in ("live", "answered"):
        raise Refusal("wrong_state")
    change.take_up(question)
    return change.done()


def _was_faster(table: Table, change: TurnChange, after: str | None, ctx: Context) -> bool:
    """Whether somebody else has pressed just before: they mean the same."""
    if after is not None and after != (change.current or ""):
        return True
    floor = change.floor
    speed = next((clock["speed"] for clock in table.all("clock")), 1)
    known = after is not None
    return not known and floor["since"] is not None and 0 <= ctx.now - floor["since"] < TWICE_MS * speed


def _some(given: list[str], known: tuple[str, ...], what: str) -> list[str]:
    if not given or not set(given) <= set(known):
        raise Refusal("bad_args", f"{what}: {' | '.join(known)}")
    return [name for name in known if name in given]


def _names(given: list[str]) -> list[str]:
    names = list(dict.fromkeys(required(name, MAX_LIST_NAME) for name in given))
    if len(names) > MAX_LISTS:
        raise Refusal("bad_args", f"lists: 0–{MAX_LISTS}")
    return [limited(name, MAX_LIST_NAME) for name in names]


def _seconds(given: int, least: int) -> int:
    if not least <= given <= MAX_SECONDS:
        raise Refusal("bad_args", f"seconds: {least}–{MAX_SECONDS}")
    return given
