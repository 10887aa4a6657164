"""Announcements: what the team tells everybody at once, on every page and screen, until a time or until it ends."""

from __future__ import annotations

from typing import Final

from companion.core.actors import MODERATORS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import LEVELS_OF_NEWS
from companion.core.table import Table
from companion.core.text import required
from companion.rules.base import Args, Label, One, command, created, need

MAX_LENGTH: Final = 280
MAX_ANNOUNCEMENTS: Final = 200
"""In one event: each stays in the list of the day."""


class Post(Args, frozen=True):
    """`text` in the languages that it was written in; `level` is info or urgent; `until` in event ms, without it until it is
    ended.
    """

    text: Label
    level: str = "info"
    until: int | None = None


@command("announcement.post", Post, MODERATORS, already=created("announcement"))
def post(table: Table, who: Actor, args: Post, ctx: Context) -> Commit:
    """Tell everybody something at once: all phones, watch pages, rooms and screens."""
    if args.level not in LEVELS_OF_NEWS:
        raise Refusal("bad_args", f"level: {', '.join(sorted(LEVELS_OF_NEWS))}")
    if args.until is not None and args.until <= ctx.now:
        raise Refusal("in_the_past")
    if len(table.all("announcement")) >= MAX_ANNOUNCEMENTS:
        raise Refusal("bad_args", f"announcements ≤ {MAX_ANNOUNCEMENTS}")
    given = {lang: text for lang in ("de", "en") if (text := getattr(args.text, lang).strip())}
    words = {lang: required(text, MAX_LENGTH) for lang, text in given.items()}
    if not words:
        raise Refusal("empty")
    fields = {"text": words, "level": args.level, "at": ctx.now, "until": args.until, "ended": None}
    return Commit({"id": ctx.id}).put("announcement", ctx.id, "stage", fields)


@command("announcement.end", One, MODERATORS)
def end(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take an announcement off every page and screen; it stays in the list of the day."""
    row = need(table, "announcement", args.id)
    return Commit() if row["ended"] is not None else Commit().change(row, ended=ctx.now)
