"""The event itself, as its organisers describe it: what it is called, when and where it is, and who answers for it.

Whoever moves the event to another day, or corrects its time zone, moves what is planned with it: each item keeps its time of
day. It can be left where it is instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final, Literal

from companion.core.actors import ORGANISERS, Actor, Context
from companion.core.clock import DAY_MS
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import MAX_SHORT, event_of, parse_zone
from companion.core.ids import SLUG
from companion.core.profiles import profile_of
from companion.core.table import Row, Table
from companion.core.text import limited, line
from companion.rules.base import Args, Label, command
from companion.rules.editing import MAX_NAME, MAX_TITLE, merged, title_of, words_of
from companion.rules.programme.order import in_order
from companion.rules.programme.releases import WHEN_WHERE, amend
from companion.rules.programme.states import ahead_again, change_item, end_answers, move_slot
from companion.rules.undo import Undoable

LONGEST_MS: Final = 31 * DAY_MS
KNOWN_LANGUAGES: Final = ("de", "en")
TIMES: Final = ("start", "end", "plan_start", "plan_end")
Move = Callable[[int], int]


class EditEvent(Args, frozen=True):
    """What is not given stays as it is; `base` is what the form began with, by field. `start` and `end` are event ms.

    `items`: what is planned goes along to another day or time zone, each item at its time of day, or stays where it is.
    """

    title: str | Label | None = None
    short: str | Label | None = None
    subtitle: str | Label | None = None
    venue: str | Label | None = None
    tz: str | None = None
    languages: list[str] | None = None
    series: str | None = None
    listed: bool | None = None
    formal: bool | None = None
    responsible: str | None = None
    contact: str | None = None
    start: int | None = None
    end: int | None = None
    items: Literal["move", "keep"] = "move"
    base: dict[str, Any] = {}


@command("event.edit", EditEvent, ORGANISERS)
def edit(table: Table, who: Actor, args: EditEvent, ctx: Context) -> Commit:
    """Change what is said of the event; what two have changed at once to different things is refused to the later one."""
    event = event_of(table)
    changes = merged(event, _given(table, args), args.base)
    undoable = Undoable(table, who, ctx, "event.edit", [event.id])
    if not changes:
        return undoable.done()
    _may_be(event, changes, ctx.now)
    undoable.remember(event)
    undoable.commit.change(event, **changes)
    told = _take_along(table, undoable, event, changes, ctx.now) if args.items == "move" else []
    commit = undoable.done()
    if told:
        amend(table, commit, told, ctx.now)
    return commit


def _given(table: Table, args: EditEvent) -> dict[str, Any]:
    """The fields that a form gives, as rows hold them. Raises `Refusal` for what makes no sense."""
    found: dict[str, Any] = {name: getattr(args, name) for name in ("start", "end") if getattr(args, name) is not None}
    if args.title is not None:
        found["title"] = title_of(args.title)
    found |= {name: words_of(words) for name in ("subtitle", "venue") if (words := getattr(args, name)) is not None}
    if args.short is not None:
        found["short"] = words_of(args.short, MAX_SHORT)
    found |= {
        name: limited(line(text), length) or None
        for name, length in (("responsible", MAX_NAME), ("contact", MAX_TITLE))
        if (text := getattr(args, name)) is not None
    }
    if args.tz is not None:
        found["tz"] = _known("tz", args.tz, parse_zone(args.tz) is not None)
    if args.languages is not None:
        languages = [lang for lang in KNOWN_LANGUAGES if lang in args.languages]
        found["languages"] = _known("languages", languages, set(args.languages) == set(languages) != set())
    if args.series is not None:
        found["series"] = _known("series", args.series, not args.series or SLUG.fullmatch(args.series)) or None
    if args.listed is not None:
        if args.listed and not profile_of(table).listed:
            raise Refusal("protected")
        found["listed"] = args.listed
    if args.formal is not None:
        found["formal"] = args.formal
    return found


def _known(name: str, value: Any, fits: object) -> Any:
    if not fits:
        raise Refusal("bad_args", name)
    return value


def _may_be(event: Row, changes: dict[str, Any], now: int) -> None:
    """Raises `Refusal`: `bad_args` for hours that are none, `in_the_past` for new ones that are over."""
    start, end = (changes.get(name, event[name]) for name in ("start", "end"))
    if not changes.keys() & {"start", "end"}:
        return
    if start is None or end is None or not 0 < end - start <= LONGEST_MS:
        raise Refusal("bad_args", "start, end")
    if end <= now:
        raise Refusal("in_the_past")


def _take_along(
    table: Table, undoable: Undoable, event: Row, changes: dict[str, Any], now: int
) -> list[dict[str, Any]]:
    """Move all that is planned to the event's new day and zone; what that means for people, as a release tells it."""
    move = _mover(table, event, changes)
    if move is None:
        return []
    told = []
    for row in [*in_order(table), *(slot for slot in table.all("slot") if slot.to)]:
        times = {name: move(row[name]) for name in TIMES if row[name] is not None}
        if not times or times.get("start") == row["start"]:
            continue
        if row.kind == "slot":
            move_slot(
                table, undoable.commit, row, undoable.remember, **times, **ahead_again(row, times.get("start"), now)
            )
            continue
        if row["state"] == "running":
            end_answers(table, undoable.commit, row.id, now, undoable.remember)
        change_item(undoable.commit, row, undoable.remember, **times, **ahead_again(row, times.get("start"), now))
        if row["state"] != "cancelled":
            moved = [name for name in WHEN_WHERE if name in times]
            told.append(_told(row, {n: row[n] for n in moved}, {n: times[n] for n in moved}))
    for round in table.all("round"):
        moved_round: dict[str, Any] = {n: move(round[n]) for n in ("start", "end") if round[n] is not None}
        if moved_round:
            undoable.remember(round)
            undoable.commit.change(round, **moved_round)
    return told


def _mover(table: Table, event: Row, changes: dict[str, Any]) -> Move | None:
    """What a moment becomes when the event goes to another day or zone: the same time of day, so many days on."""
    old, new = parse_zone(event["tz"]), parse_zone(changes.get("tz", event["tz"]))
    first = event["start"] or min((row["start"] for row in in_order(table) if row["start"]), default=None)
    if old is None or new is None or first is None:
        return None
    began = dt.datetime.fromtimestamp(first / 1000, old).date()
    begins = dt.datetime.fromtimestamp(changes["start"] / 1000, new).date() if "start" in changes else began
    days = begins - began
    if not days and old.key == new.key:
        return None

    def move(ms: int) -> int:
        local = dt.datetime.fromtimestamp(ms / 1000, old).replace(tzinfo=None) + days
        return int(local.replace(tzinfo=new).timestamp() * 1000)

    return move


def _told(row: Row, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {"what": "moved", "kind": row.kind, "id": row.id, "title": row["title"], "before": before, "after": after}
