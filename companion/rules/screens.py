"""Screens: what a projector shows, moved from the moderator's page."""

from __future__ import annotations

from companion.actors import MODERATORS, Actor, Moment
from companion.commit import Commit
from companion.errors import Refusal
from companion.ids import ID
from companion.kinds import ON_STAGE, PUBLIC, SCREENS
from companion.rules import Args, command, need
from companion.table import Table
from companion.text import required

MAX_MESSAGE = 200


class Show(Args, frozen=True):
    """`what` is one of `SCREENS`; `id` the question, session or poll it is about; `text` the message."""

    screen: str
    what: str
    id: str | None = None
    text: str | None = None


@command("screen.show", Show, MODERATORS)
def show(table: Table, who: Actor, args: Show, at: Moment) -> Commit:
    """Put something on a screen; a screen comes into being when it is first shown something."""
    if args.what not in SCREENS:
        raise Refusal("bad_args", f"what: {', '.join(sorted(SCREENS))}")
    if not ID.fullmatch(args.screen) or (args.id is not None and not ID.fullmatch(args.id)):
        raise Refusal("bad_args", "screen, id")
    if args.what == "question" and args.id and need(table, "question", args.id)["state"] not in ON_STAGE:
        raise Refusal("wrong_state")
    if args.what == "poll" and need(table, "poll", args.id or "")["state"] not in PUBLIC:
        raise Refusal("wrong_state")
    text = required(args.text or "", MAX_MESSAGE) if args.what == "message" else None
    fields = {"what": args.what, "id": args.id, "text": text}
    row = table.get("screen", args.screen)
    if row is None:
        return Commit().absent("screen", args.screen).put("screen", args.screen, "stage", fields)
    return Commit() if row.fields == fields else Commit().change(row, **fields)
