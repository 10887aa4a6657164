"""The crew line's commands: saying something to those who run the event, having seen it, and what the clock forgets."""

from __future__ import annotations

from typing import Final

from companion.core.actors import CREW, PODIUM, SYSTEM_ONLY, Actor, Context
from companion.core.audiences import NOBODY
from companion.core.clock import DAY_MS
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import find_event, is_closed
from companion.core.kinds import CREW_PHRASES, CREW_ROLES
from companion.core.table import Row, Table
from companion.core.text import limited, line
from companion.rules.base import Args, One, command, created, need
from companion.rules.crew_line import EVERYBODY, Voice, hears, put_message, put_seen, voices
from companion.rules.erasure import note_forgotten
from companion.rules.limits import CREW_LINE

MAX_LENGTH: Final = 200
KEPT: Final = 300
"""Messages that the line holds; before the next one the oldest goes."""
KEPT_MS: Final = DAY_MS
"""How long after the event the line is kept, where nobody closes it."""
WIPED_AT_ONCE: Final = 1000


class Say(Args, frozen=True):
    """`to`: all, a role (moderator, facilitator: all rooms, desk, crew, podium), or the id of a room. `phrase`: a ready one,
    that everybody reads in their language; else `text`, or both. `role`, `room`: as whom of those that somebody is.
    """

    to: str
    text: str | None = None
    phrase: str | None = None
    role: str | None = None
    room: str | None = None


class Seen(One, frozen=True):
    """`role`, `room`: as whom of those that somebody is."""

    role: str | None = None
    room: str | None = None


@command("crew.say", Say, CREW, limit=CREW_LINE, already=created("crew"))
def say(table: Table, who: Actor, args: Say, ctx: Context) -> Commit:
    """Tell something to those who run the event, and to nobody else: {id}."""
    if args.phrase is not None and args.phrase not in CREW_PHRASES:
        raise Refusal("bad_args", f"phrase: {' | '.join(CREW_PHRASES)}")
    text = limited(line(args.text or ""), MAX_LENGTH) or None
    if text is None and args.phrase is None:
        raise Refusal("empty")
    whom, room = _addressed(table, args.to)
    commit = Commit({"id": ctx.id})
    voice = _voice(voices(table, who), args.role, args.room)
    put_message(commit, ctx.id, voice, ctx.now, whom=whom, room=room, text=text, phrase=args.phrase)
    kept = sorted(_messages(table), key=lambda row: (row["at"], row.id))
    for row in kept[: max(0, len(kept) + 1 - KEPT)]:
        _blank(table, commit, row)
    return commit


@command("crew.seen", Seen, CREW | PODIUM, limit=CREW_LINE)
def seen(table: Table, who: Actor, args: Seen, ctx: Context) -> Commit:
    """Say that a message was seen; its sender reads by whom and when. A call for help is taken care of by that. Whoever
    has said it takes it back by that.
    """
    message = need(table, "crew", args.id)
    known = voices(table, who)
    if (message["by"], message["by_room"]) in known and args.role in (None, message["by"]):
        return Commit() if message["over"] else Commit().change(message, over=True)
    heard = [voice for voice in known if hears(voice, message)]
    if not heard:
        raise Refusal("not_found")
    commit, voice = Commit(), _voice(heard, args.role, args.room)
    put_seen(table, commit, message, voice, ctx.now)
    call = table.get("help_call", message["slot"] or "")
    if call is not None and call["state"] == "called" and not message["over"]:
        commit.change(call, state="coming", by="moderator")
    return commit


@command("crew.wipe", Args, SYSTEM_ONLY)
def wipe(table: Table, who: Actor, args: Args, ctx: Context) -> Commit:
    """Forget what was said on the crew line, a thousand messages at once: {left}."""
    messages = _messages(table)
    commit = Commit({"left": max(0, len(messages) - WIPED_AT_ONCE)})
    for message in messages[:WIPED_AT_ONCE]:
        _blank(table, commit, message)
    return note_forgotten(commit, "crew", ctx.now) if messages else commit


def line_over(table: Table, now: int) -> bool:
    """Whether the line is to be forgotten and something is left of it: the event is closed, or over for a day. `now` is event
    time in ms.
    """
    event = find_event(table)
    rehearsal = any(clock["rehearsal"] for clock in table.all("clock"))
    over = event is not None and event["end"] is not None and now > event["end"] + KEPT_MS and not rehearsal
    return (over or is_closed(table)) and bool(_messages(table))


def _addressed(table: Table, to: str) -> tuple[str, str | None]:
    if to == EVERYBODY or to in CREW_ROLES:
        return to, None
    return "facilitator", need(table, "room", to).id


def _voice(known: list[Voice], role: str | None, room: str | None) -> Voice:
    """The one of these that is meant, else the first. Raises `Refusal("not_allowed")`."""
    for voice in known:
        if role in (None, voice.role) and room in (None, voice.room):
            return voice
    raise Refusal("not_allowed")


def _messages(table: Table) -> list[Row]:
    return [row for row in table.all("crew") if row["whom"]]


def _blank(table: Table, commit: Commit, message: Row) -> None:
    blank = {"whom": "", "room": None, "by": "", "by_room": None, "text": None, "phrase": None, "slot": None, "at": 0}
    commit.change(message, to=NOBODY, **blank, over=True)
    for row in table.all("crew_seen"):
        if row["message"] == message.id:
            commit.change(row, to=NOBODY, message="", by="", by_room=None, at=0)
