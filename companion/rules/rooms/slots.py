"""Slots: a workshop in a round, run by its facilitators. They begin, end and extend it, count heads, and call for help."""

from __future__ import annotations

from typing import Any

from companion.core.actors import FACILITATORS, MODERATORS, Actor, Context
from companion.core.addresses import https
from companion.core.audiences import crew
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import SLOT_AHEAD, SLOT_ON
from companion.core.profiles import require_moderation
from companion.core.table import Row, Table
from companion.core.viewers import run_by
from companion.rules.allocation import settle
from companion.rules.base import Args, One, command, need
from companion.rules.crew_line import Voice, call_from, put_message, put_seen
from companion.rules.programme.sessions import Extend, longer
from companion.rules.programme.states import meeting_audience, move_slot, to_do
from companion.rules.undo import Undoable

MAX_PEOPLE = 100_000
NOTE_DEFAULTS = {"participants": True, "moderated": True, "earlier": True}
"""How notes are taken where nobody has said anything: everybody may write, a facilitator looks first."""


class CountHeads(One, frozen=True):
    """Heads in the room."""

    people: int


class Help(One, frozen=True):
    """Call for help, or say that it is not needed any more."""

    on: bool = True


class ChangeSlot(Args, frozen=True):
    """What is not given stays as it is; a capacity of 0 means that there is none."""

    id: str
    room: str | None = None
    capacity: int | None = None
    capacity_remote: int | None = None


class Meeting(One, frozen=True):
    """The https address of the meeting or stream, or null."""

    url: str | None = None


class NoteSettings(One, frozen=True):
    """How notes are taken; what is not given stays as it is."""

    participants: bool | None = None
    moderated: bool | None = None
    earlier: bool | None = None


def require_own_slot(table: Table, who: Actor, id: str) -> Row:
    """The slot, for somebody who runs it. Raises `Refusal`: `no_slot`, `not_your_room`."""
    slot = need(table, "slot", id, "no_slot")
    if not (who.may(MODERATORS) or run_by(slot, who.runs)):
        raise Refusal("not_your_room")
    return slot


@command("slot.open", One, FACILITATORS)
def open_(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Let people come in before it begins."""
    slot = require_own_slot(table, who, args.id)
    commit = Commit()
    if not to_do(slot, {"open"}, out_of={"planned"}):
        return commit
    move_slot(table, commit, slot, state="open")
    return commit


@command("slot.start", One, FACILITATORS)
def start(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Begin, or take up what was ended."""
    slot = require_own_slot(table, who, args.id)
    commit = Commit()
    if not to_do(slot, SLOT_ON, out_of=SLOT_AHEAD | {"over"}):
        return commit
    again = slot["state"] == "over" and slot["end"] is not None and slot["end"] > ctx.now
    move_slot(table, commit, slot, state="running", started=slot["started"] if again else ctx.now, ended=None)
    return commit


@command("slot.end", One, FACILITATORS)
def end(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """End."""
    slot = require_own_slot(table, who, args.id)
    commit = Commit()
    if not to_do(slot, {"over"}, out_of=SLOT_ON):
        return commit
    move_slot(table, commit, slot, state="over", ended=ctx.now)
    return commit


@command("slot.extend", Extend, FACILITATORS)
def extend(table: Table, who: Actor, args: Extend, ctx: Context) -> Commit:
    """More time for this room alone, or less; one that was just ended goes on."""
    slot = require_own_slot(table, who, args.id)
    until = longer(slot, args.minutes, ctx.now)
    commit = Commit({"end": until})
    state = slot["state"]
    if state == "over":
        session = need(table, "session", slot["session"])
        state = "late" if session["state"] == "over" else "running"
    move_slot(table, commit, slot, state=state, end=until, ended=None)
    return commit


@command("slot.count", CountHeads, FACILITATORS | {"desk"})
def count_heads(table: Table, who: Actor, args: CountHeads, ctx: Context) -> Commit:
    """Say how many people are in the room now."""
    slot = need(table, "slot", args.id, "no_slot") if "desk" in who.roles else require_own_slot(table, who, args.id)
    if not 0 <= args.people <= MAX_PEOPLE:
        raise Refusal("bad_args", f"people: 0…{MAX_PEOPLE}")
    return Commit().put("headcount", slot.id, "stage", {"n": args.people, "at": ctx.now, "by": "count"})


@command("slot.help", Help, FACILITATORS)
def call_help(table: Table, who: Actor, args: Help, ctx: Context) -> Commit:
    """Call the moderators, on the crew line too; or say that all is well again."""
    slot = require_own_slot(table, who, args.id)
    row = table.get("help_call", slot.id)
    state = "called" if args.on else "done"
    if (row["state"] if row else "done") in ((state, "coming") if args.on else (state,)):
        return Commit()
    fields = {"state": state, "at": ctx.now, "by": None}
    commit, call = Commit().upsert(row, "help_call", slot.id, crew(slot.id), fields), call_from(table, slot.id)
    if call is not None:
        commit.change(call, over=True)
    if args.on:
        room = Voice("facilitator", slot["room"])
        put_message(commit, ctx.id, room, ctx.now, whom="moderator", phrase="help", slot=slot.id)
    return commit


@command("slot.helping", One, MODERATORS)
def helping(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Tell the room that somebody is on the way."""
    row = need(table, "help_call", args.id)
    if row["state"] != "called":
        return Commit()
    commit, call = Commit().change(row, state="coming", by="moderator"), call_from(table, args.id)
    if call is not None:
        put_seen(table, commit, call, Voice("moderator"), ctx.now)
    return commit


@command("slot.change", ChangeSlot, MODERATORS)
def change_slot(table: Table, who: Actor, args: ChangeSlot, ctx: Context) -> Commit:
    """Another room, or room for more or fewer people; who waits for a place may then have one."""
    slot = need(table, "slot", args.id, "no_slot")
    if args.room is not None:
        need(table, "room", args.room)
    for name in ("capacity", "capacity_remote"):
        if not 0 <= (getattr(args, name) or 0) <= MAX_PEOPLE:
            raise Refusal("bad_args", f"{name}: 0…{MAX_PEOPLE}")
    changes: dict[str, Any] = {} if args.room is None else {"room": args.room}
    changes |= {n: value or None for n in ("capacity", "capacity_remote") if (value := getattr(args, n)) is not None}
    undoable = Undoable(table, who, ctx, "slot.change", [slot.id])
    move_slot(table, undoable.commit, slot, undoable.remember, **changes)
    settle(table, undoable.commit, {slot.id: {**slot.fields, **changes}})
    return undoable.done()


@command("slot.cancel", One, MODERATORS)
def cancel(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """One workshop of a round does not take place; it stays visible as cancelled."""
    slot = need(table, "slot", args.id, "no_slot")
    if slot["state"] == "cancelled":
        return Commit()
    undoable = Undoable(table, who, ctx, "slot.cancel", [slot.id])
    move_slot(table, undoable.commit, slot, undoable.remember, state="cancelled")
    return undoable.done()


@command("slot.restore", One, MODERATORS)
def restore(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """It takes place after all."""
    slot = need(table, "slot", args.id, "no_slot")
    if slot["state"] != "cancelled":
        return Commit()
    session = need(table, "session", slot["session"])
    state = {"running": "running", "over": "over"}.get(session["state"], "planned")
    undoable = Undoable(table, who, ctx, "slot.restore", [slot.id])
    move_slot(
        table, undoable.commit, slot, undoable.remember, state=state, started=session["started"], ended=session["ended"]
    )
    return undoable.done()


@command("slot.meeting", Meeting, FACILITATORS)
def meeting(table: Table, who: Actor, args: Meeting, ctx: Context) -> Commit:
    """Say where remote people take part; they see it while the slot is held."""
    slot = require_own_slot(table, who, args.id)
    url = https(args.url)
    row = table.get("meeting", slot.id)
    if (row["url"] if row else None) == url:
        return Commit()
    return Commit().upsert(row, "meeting", slot.id, meeting_audience(slot.id, slot["state"]), {"url": url})


@command("slot.notes", NoteSettings, FACILITATORS)
def notes(table: Table, who: Actor, args: NoteSettings, ctx: Context) -> Commit:
    """Say whether participants write notes, whether a facilitator looks first, and whether earlier rounds are shown."""
    slot = require_own_slot(table, who, args.id)
    row = table.get("note_settings", slot.id)
    require_moderation(table, args.moderated)
    before = row.fields if row else NOTE_DEFAULTS
    fields = before | {name: value for name in NOTE_DEFAULTS if (value := getattr(args, name)) is not None}
    return Commit().upsert(row, "note_settings", slot.id, "stage", fields)
