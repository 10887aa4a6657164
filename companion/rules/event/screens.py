"""Screens: what a projector shows, moved from the moderator's page."""

from __future__ import annotations

from collections.abc import Mapping

from companion.core.actors import MODERATORS, Actor, Context
from companion.core.audiences import NOBODY
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import ID
from companion.core.kinds import ON_STAGE, PARTS, PUBLIC, SCREENS
from companion.core.screens import AUTO
from companion.core.summaries import PLENARY
from companion.core.table import Row, Table
from companion.core.text import required
from companion.rules.base import Args, One, command, need

MAX_MESSAGE = 200
MAX_SCREENS = 12
MAIN = "main"
ALL = "*"
HAVE_PARTS = frozenset({"poll", "summary"})
SCREENS_AND_MODERATORS = MODERATORS | {"screen"}  # a clicker is plugged into the projector's computer


class Show(Args, frozen=True):
    """`what` is one of `SCREENS`; `id` what of that kind it is about, or a session; `text` the message; `part` of a poll.

    `auto` follows the programme; anything else is pinned until the next item begins. `summary` without `id` is its first card.
    `screen` is a name, or `*` for all that there are.
    """

    screen: str
    what: str
    id: str | None = None
    text: str | None = None
    part: str | None = None


class Turn(Args, frozen=True):
    """One card on, or back if `by` is below 0."""

    screen: str
    by: int = 1


@command("screen.show", Show, MODERATORS)
def show(table: Table, who: Actor, args: Show, ctx: Context) -> Commit:
    """Put something on a screen; a screen comes into being when it is first shown something."""
    if args.what not in SCREENS:
        raise Refusal("bad_args", f"what: {', '.join(sorted(SCREENS))}")
    if args.id is not None and not ID.fullmatch(args.id):
        raise Refusal("bad_args", "id")
    if args.what == "question" and args.id and need(table, "question", args.id)["state"] not in ON_STAGE:
        raise Refusal("wrong_state")
    if args.what == "poll":
        _check_poll(table, args)
    if args.what == "evaluation" and need(table, "evaluation", args.id or "")["state"] != "open":
        raise Refusal("wrong_state")
    text = required(args.text or "", MAX_MESSAGE) if args.what == "message" else None
    id, part = _card(table, args) if args.what == "summary" else (args.id, args.part)
    part = part if args.what in HAVE_PARTS else None
    fields = AUTO if args.what == "auto" else {"what": args.what, "id": id, "text": text, "part": part}
    commit = Commit()
    for name in [row.id for row in _screens(table)] if args.screen == ALL else [args.screen]:
        _put(table, commit, name, fields, ctx.now)
    return commit


@command("screen.turn", Turn, SCREENS_AND_MODERATORS)
def turn(table: Table, who: Actor, args: Turn, ctx: Context) -> Commit:
    """Show the next card of the summary, or the one before, on a screen that shows one. At the ends it stays."""
    row = need(table, "screen", args.screen)
    cards = deck(table)
    if not cards or not (row["what"] == "summary" or (row["what"] == "auto" and _in_plenary(table))):
        raise Refusal("wrong_state")
    here = cards.index((row["id"], row["part"])) if (row["id"], row["part"]) in cards else 0
    id, part = cards[max(0, min(len(cards) - 1, here + (1 if args.by > 0 else -1)))]
    commit = Commit()
    _put(table, commit, row.id, {"what": "summary", "id": id, "text": None, "part": part}, ctx.now)
    return commit


@command("screen.remove", One, MODERATORS)
def remove(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Forget a screen; a page that is still open under its name shows what the main one shows."""
    row = need(table, "screen", args.id)
    if row.id == MAIN:
        raise Refusal("wrong_state")
    return Commit() if row.to == NOBODY else Commit().change(row, to=NOBODY)


def _check_poll(table: Table, args: Show) -> None:
    poll = need(table, "poll", args.id or "")
    if args.part is not None and args.part not in PARTS:
        raise Refusal("bad_args", f"part: {', '.join(sorted(PARTS))}")
    if poll["state"] not in PUBLIC or (args.part == "final" and poll["state"] != "closed"):
        raise Refusal("wrong_state")


def _card(table: Table, args: Show) -> tuple[str, str | None]:
    """The card of the summary that is asked for, the first one if none is named. Raises `Refusal("wrong_state")`."""
    for card in deck(table):
        if args.id is None or card == (args.id, args.part):
            return card
    raise Refusal("wrong_state")


def _in_plenary(table: Table) -> bool:
    """Whether a screen that follows the programme is at the summary."""
    return any((row["kind"], row["state"]) == ("plenary", "running") for row in table.all("session"))


def _screens(table: Table) -> list[Row]:
    return [row for row in table.all("screen") if row.to != NOBODY]


def deck(table: Table) -> list[tuple[str, str | None]]:
    """The cards of the published summary, as they are shown one after the other: (summary, part of it)."""
    rows = [row for row in table.all("summary") if row["state"] == "published"]
    order = {workshop.id: workshop["order"] for workshop in table.all("workshop")}
    plenary = next((row for row in rows if row["of"] == PLENARY), None)
    cards = [row for row in rows if row["of"] == "workshop"]
    cards.sort(key=lambda row: (order.get(row["ref"], 0), row.id))
    middle: list[tuple[str, str | None]] = [(row.id, None) for row in cards]
    if plenary is None:
        return middle
    parts = {line["part"] for line in plenary["lines"]}
    ends = [name for name, part in (("steps", "step"), ("questions", "question")) if part in parts]
    ends = (["themes"] if plenary["themes"] else []) + ends
    return [(PLENARY, "overview"), *middle, *[(PLENARY, name) for name in ends]]


def _put(table: Table, commit: Commit, name: str, content: Mapping[str, str | None], now: int) -> None:
    row = table.get("screen", name)
    fields = {**content, "at": now}
    if (row is None or row.to == NOBODY) and len(_screens(table)) >= MAX_SCREENS:
        raise Refusal("bad_args", f"screens ≤ {MAX_SCREENS}")
    if row is None:
        if not ID.fullmatch(name):
            raise Refusal("bad_args", "screen")
        commit.absent("screen", name).put("screen", name, "stage", fields)
    elif any(row[field] != value for field, value in content.items()) or row.to == NOBODY:
        commit.change(row, to="stage", **fields)
