"""Screens: what a projector shows, moved from the moderator's page."""

from __future__ import annotations

from companion.actors import MODERATORS, Actor, Moment
from companion.commit import Commit
from companion.errors import Refusal
from companion.ids import ID
from companion.kinds import NOBODY, ON_STAGE, PARTS, PUBLIC, SCREENS
from companion.rules import Args, command, need
from companion.rules.questions import One
from companion.table import Row, Table
from companion.text import required

MAX_MESSAGE = 200
MAX_SCREENS = 12
MAIN = "main"
ALL = "*"


class Show(Args, frozen=True):
    """`what` is one of `SCREENS`; `id` the question, session or poll it is about; `text` the message; `part` of a poll.

    `screen` is a name, or `*` for all that there are.
    """

    screen: str
    what: str
    id: str | None = None
    text: str | None = None
    part: str | None = None


@command("screen.show", Show, MODERATORS)
def show(table: Table, who: Actor, args: Show, at: Moment) -> Commit:
    """Put something on a screen; a screen comes into being when it is first shown something."""
    if args.what not in SCREENS:
        raise Refusal("bad_args", f"what: {', '.join(sorted(SCREENS))}")
    if args.id is not None and not ID.fullmatch(args.id):
        raise Refusal("bad_args", "id")
    if args.what == "question" and args.id and need(table, "question", args.id)["state"] not in ON_STAGE:
        raise Refusal("wrong_state")
    if args.what == "poll":
        _check_poll(table, args)
    text = required(args.text or "", MAX_MESSAGE) if args.what == "message" else None
    fields = {"what": args.what, "id": args.id, "text": text, "part": args.part if args.what == "poll" else None}
    commit = Commit()
    for name in [row.id for row in _screens(table)] if args.screen == ALL else [args.screen]:
        _put(table, commit, name, fields)
    return commit


@command("screen.remove", One, MODERATORS)
def remove(table: Table, who: Actor, args: One, at: Moment) -> Commit:
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


def _screens(table: Table) -> list[Row]:
    return [row for row in table.all("screen") if row.to != NOBODY]


def _put(table: Table, commit: Commit, name: str, fields: dict[str, str | None]) -> None:
    row = table.get("screen", name)
    if (row is None or row.to == NOBODY) and len(_screens(table)) >= MAX_SCREENS:
        raise Refusal("bad_args", f"screens ≤ {MAX_SCREENS}")
    if row is None:
        if not ID.fullmatch(name):
            raise Refusal("bad_args", "screen")
        commit.absent("screen", name).put("screen", name, "stage", fields)
    elif row.fields != fields or row.to == NOBODY:
        commit.change(row, to="stage", **fields)
