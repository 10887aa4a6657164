"""Items of the programme are added, edited and taken away by hand, as well as by a file: before the day, and while it runs.

Nothing here is about delays: what begins later than planned is moved (`shift`), and people are told so. An edit changes the
plan itself.
"""

from __future__ import annotations

from typing import Any, Final

from companion.core.actors import ORGANISERS, Actor, Context
from companion.core.audiences import NOBODY
from companion.core.clock import DAY_MS
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import ASKABLE, SESSION_KINDS
from companion.core.table import Row, Table
from companion.core.text import limited, line
from companion.rules.base import Args, Label, One, command, created, need
from companion.rules.editing import Person, chosen_languages, merged, people_of, title_of
from companion.rules.programme.hanging import is_used
from companion.rules.programme.order import make_place, move_before
from companion.rules.programme.releases import WHEN_WHERE, amend
from companion.rules.programme.shift import MAX_PLACE, set_times
from companion.rules.programme.states import by_pointer, change_item
from companion.rules.undo import Undoable

MAX_ITEMS: Final = 400


class AddSession(Args, frozen=True):
    """An item of a kind of `SESSION_KINDS`. `start` and `end` are event ms; where a moderator moves “now” there are none, and
    it stands before the item `before`, or last. A `workshop` is a new round.
    """

    kind: str
    title: str | Label
    start: int | None = None
    end: int | None = None
    people: list[Person] = []
    languages: list[str] = []
    place: str = ""
    before: str | None = None


class EditSession(Args, frozen=True):
    """What is not given stays as it is. `base` is what the form began with, by field. `before`: it stands before this item from
    now on, or last if that is empty; items with times stand as they begin.
    """

    id: str
    kind: str | None = None
    title: str | Label | None = None
    start: int | None = None
    end: int | None = None
    people: list[Person] | None = None
    languages: list[str] | None = None
    place: str | None = None
    before: str | None = None
    base: dict[str, Any] = {}


@command("session.add", AddSession, ORGANISERS, already=created("session"))
def add(table: Table, who: Actor, args: AddSession, ctx: Context) -> Commit:
    """Add an item to the programme; its questions are open where people expect to ask."""
    if len(table.all("session")) >= MAX_ITEMS:
        raise Refusal("bad_args", f"sessions: 0…{MAX_ITEMS}")
    timed = not by_pointer(table)
    start, end = _times(args.start, args.end, timed=timed)
    if end is not None and end <= ctx.now:
        raise Refusal("in_the_past")
    commit = Commit({"id": ctx.id})
    round = _next_round(table) if args.kind == "workshop" else None
    fields = {
        "kind": _kind(args.kind),
        "title": title_of(args.title),
        "start": start,
        "end": end,
        "end_inferred": False,
        "people": people_of(args.people),
        "languages": chosen_languages(table, args.languages),
        "order": make_place(table, commit, args.before, start),
        "state": "planned",
        "started": None,
        "ended": None,
        "round": round,
        "place": _place(args.place),
        "plan_start": start,
        "plan_end": end,
        "pinned": False,
        "parent": None,
        "seq": 0,
    }
    commit.absent("session", ctx.id).put("session", ctx.id, "stage", fields)
    commit.put("qa", ctx.id, "stage", {"open": args.kind in ASKABLE, "moderated": True})
    if round is not None:
        times = {"session": ctx.id, "start": start, "end": end}
        commit.absent("round", f"round-{round}").put("round", f"round-{round}", "stage", {"n": round, **times})
    told = {name: fields[name] for name in WHEN_WHERE if name in fields}
    new = {"what": "new", "kind": "session", "id": ctx.id, "title": fields["title"], "before": {}, "after": told}
    amend(table, commit, [new], ctx.now)
    return commit


@command("session.edit", EditSession, ORGANISERS)
def edit(table: Table, who: Actor, args: EditSession, ctx: Context) -> Commit:
    """Change an item; what two people have changed at once to different things is refused to the later one."""
    row = need(table, "session", args.id, "no_session")
    changes = merged(row, _given(table, row, args), args.base)
    undoable = Undoable(table, who, ctx, "session.edit", [row.id])
    if args.before is not None:
        order = move_before(table, undoable, row, args.before)
        changes |= {"order": order} if order != row["order"] else {}
    if not changes:
        return undoable.done()
    before = {name: row.fields.get(name) for name in changes}
    times: dict[str, Any] = {name: changes.pop(name) for name in ("start", "end") if name in changes}
    plan: dict[str, Any] = {f"plan_{name}": value for name, value in times.items()}
    if times and row["start"] is not None:
        start, end = times.get("start", row["start"]), times.get("end", row["end"])
        _may_move(row, start, end, ctx.now)
        set_times(table, undoable, row, start, end, **(changes | plan), end_inferred=False)
    else:
        change_item(undoable.commit, row, undoable.remember, **changes)
    commit = undoable.done()
    told = dict(times)
    told |= {name: value for name, value in changes.items() if name != "order"}
    if told:
        amend(table, commit, [_told(row, before, told)], ctx.now)
    return commit


@command("session.remove", One, ORGANISERS)
def remove(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take an item out of the programme, with its slots, while nothing of people hangs on it."""
    row = need(table, "session", args.id, "no_session")
    if not row.to:
        return Commit()
    slots = [slot for slot in table.all("slot") if slot["session"] == row.id and slot.to]
    if row["state"] not in ("planned", "cancelled") or any(is_used(table, one.id) for one in (row, *slots)):
        raise Refusal("in_use")
    undoable = Undoable(table, who, ctx, "session.remove", [row.id])
    rounds = [round for round in table.all("round") if round["session"] == row.id]
    asked = [part for kind in ("qa", "chosen_topic") for one in (row, *slots) if (part := table.get(kind, one.id))]
    meetings = [meeting for slot in slots if (meeting := table.get("meeting", slot.id))]
    for item in (row, *slots):
        undoable.remember(item)
        undoable.commit.change(item, to=NOBODY, state="cancelled", seq=item.fields.get("seq", 0) + 1)
    for part in (*rounds, *asked, *meetings):
        undoable.remember(part)
        undoable.commit.change(part, to=NOBODY)
    commit = undoable.done()
    amend(table, commit, [{**_told(row, {}, {}), "what": "cancelled"}], ctx.now)
    return commit


def _given(table: Table, row: Row, args: EditSession) -> dict[str, Any]:
    """The fields that a form gives, as rows hold them. Raises as `merged`, and for what makes no sense."""
    found: dict[str, Any] = {name: getattr(args, name) for name in ("start", "end") if getattr(args, name) is not None}
    if args.kind is not None:
        if (args.kind == "workshop") != (row["round"] is not None):
            raise Refusal("bad_args", "kind")
        found["kind"] = _kind(args.kind)
    if args.title is not None:
        found["title"] = title_of(args.title)
    if args.people is not None:
        found["people"] = people_of(args.people)
    if args.languages is not None:
        found["languages"] = chosen_languages(table, args.languages)
    if args.place is not None:
        found["place"] = _place(args.place)
    return found


def _may_move(row: Row, start: int, end: int | None, now: int) -> None:
    """Raises `Refusal`: `bad_args`, `wrong_state`, `in_the_past`."""
    _times(start, end, timed=True)
    moved = start != row["start"]
    if row["state"] == "over" or moved and row["state"] == "running":
        raise Refusal("wrong_state")
    if end is not None and end <= now and (moved or row["state"] == "running"):
        raise Refusal("in_the_past")


def _times(start: int | None, end: int | None, *, timed: bool) -> tuple[int | None, int | None]:
    if not timed:
        return None, None
    if start is None or end is None or not 0 < end - start <= DAY_MS:
        raise Refusal("bad_args", "start, end")
    return start, end


def _kind(kind: str) -> str:
    if kind not in SESSION_KINDS:
        raise Refusal("bad_args", "kind")
    return kind


def _place(place: str) -> str | None:
    return limited(line(place), MAX_PLACE) or None


def _next_round(table: Table) -> int:
    return max((row["n"] for row in table.all("round")), default=0) + 1


def _told(row: Row, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What a change of an item means for people, as a release tells it."""
    moved = after.keys() & {"start", "end", "place"}
    what = "moved" if moved else "renamed" if "title" in after else "changed"
    shown = moved or after.keys() & {"title"}
    return {
        "what": what, "kind": row.kind, "id": row.id, "title": after.get("title", row["title"]),
        "before": {name: before[name] for name in shown}, "after": {name: after[name] for name in shown},
    }  # fmt: skip
