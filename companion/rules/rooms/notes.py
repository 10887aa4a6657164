"""Notes from a room: insight, open question, next step, quote. Kept in the room until they are shared with everybody.

Each note is a row of its own, so two who write in one room never overwrite each other; two who edit the same note are
told, by the text that they began with.
"""

from __future__ import annotations

from companion.core.actors import EVERYONE, FACILITATORS, MODERATORS, Actor, Context
from companion.core.audiences import NOBODY, crew
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import NOTE_KINDS
from companion.core.owners import new_owner, owns
from companion.core.profiles import must_wait
from companion.core.small_numbers import minute
from companion.core.summaries import MAX_NOTE
from companion.core.table import Row, Table
from companion.core.text import required
from companion.core.viewers import run_by
from companion.rules.base import Args, One, command, created, language_of, need
from companion.rules.devices import hold_muted, put_author
from companion.rules.event.word_filter import checked
from companion.rules.limits import NOTES, TAKE_BACKS
from companion.rules.rooms.slots import NOTE_DEFAULTS
from companion.rules.summaries.quotes import forget_note, requote
from companion.rules.undo import Undoable


class WriteNote(Args, frozen=True):
    """A note of a kind of `NOTE_KINDS`; `lang` a language of the event, else it is detected; `share` with everybody."""

    slot: str
    kind: str
    text: str
    lang: str | None = None
    share: bool = False


class EditNote(Args, frozen=True):
    """What is not given stays as it is. `base` is the text that the editor began with."""

    id: str
    text: str | None = None
    kind: str | None = None
    lang: str | None = None
    base: str | None = None


class MoveNote(Args, frozen=True):
    """Before the note `before`, or to the end."""

    id: str
    before: str | None = None


class PinNote(One, frozen=True):
    """Pinned notes stand first."""

    on: bool = True


@command("note.write", WriteNote, EVERYONE, limit=NOTES, already=created("note", "state"))
def write_note(table: Table, who: Actor, args: WriteNote, ctx: Context) -> Commit:
    """Write a note. A facilitator's is kept in the room, or shared; a participant's waits for a facilitator."""
    slot = need(table, "slot", args.slot, "no_slot")
    runs = runs_it(who, slot)
    settings = table.get("note_settings", slot.id)
    rules = settings.fields if settings else NOTE_DEFAULTS
    if slot["state"] == "cancelled" or not (runs or rules["participants"]):
        raise Refusal("notes_closed")
    text = required(args.text, MAX_NOTE)
    commit = Commit({"id": ctx.id})
    if runs:
        state = "shared" if args.share else "kept"
    else:
        held = hold_muted(table, commit, who, ctx) or checked(table, commit, ctx.id, text)
        state = "queued" if held or must_wait(table, rules["moderated"]) else "shared"
        put_author(commit, who, "note", ctx.id, ctx)
        if settings:
            commit.unchanged(settings)
    commit.result["state"] = state
    fields = {
        "slot": slot.id,
        "kind": _kind(args.kind),
        "text": text,
        "lang": language_of(table, text, args.lang),
        "state": state,
        "order": _last(table, slot.id, ctx.id),
        "pinned": False,
        "at": minute(ctx.now),
        "edited": False,
        "by": "facilitator" if runs else "participant",
    }
    commit.absent("note", ctx.id).put("note", ctx.id, audience(slot.id, state), fields)
    return _put_own(commit, ctx.id, new_owner(table, commit, who.pid), fields)


@command("note.edit", EditNote, EVERYONE, limit=NOTES)
def edit_note(table: Table, who: Actor, args: EditNote, ctx: Context) -> Commit:
    """Change a note: those who run the slot any, a participant the own one while it waits."""
    row, runs = _own_or_run(table, who, args.id)
    if not runs and row["state"] != "queued":
        raise Refusal("wrong_state")
    text = row["text"] if args.text is None else required(args.text, MAX_NOTE)
    if args.base is not None and args.base != row["text"] and text != row["text"]:
        raise Refusal("note_changed")
    changes = {"text": text, "kind": row["kind"] if args.kind is None else _kind(args.kind)}
    changes["lang"] = row["lang"] if args.lang is None and text == row["text"] else language_of(table, text, args.lang)
    commit = Commit()
    if any(row[field] != value for field, value in changes.items()):
        if not runs:
            checked(table, commit, row.id, text)
        fields = {**row.fields, **changes, "edited": True}
        commit.change(row, **changes, edited=True)
        if text != row["text"]:
            requote(table, commit, row.id, text)
        _tell_author(commit, table, row.id, fields)
    return commit


@command("note.share", One, FACILITATORS)
def share(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Show a note to everybody."""
    return _set_state(table, who, args.id, "shared")


@command("note.keep", One, FACILITATORS)
def keep(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Keep a note in the room: for those who run it, and the team."""
    return _set_state(table, who, args.id, "kept")


@command("note.drop", One, EVERYONE, limit=TAKE_BACKS, gate="free")
def drop(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take a note away; its text leaves every row."""
    row, _ = _own_or_run(table, who, args.id)
    if row["state"] == "dropped":
        return Commit()
    commit = Commit().change(row, to=NOBODY, state="dropped", text="", pinned=False)
    forget_note(table, commit, row.id)
    return _tell_author(commit, table, row.id, {**row.fields, "state": "dropped", "text": ""})


@command("note.pin", PinNote, FACILITATORS)
def pin_note(table: Table, who: Actor, args: PinNote, ctx: Context) -> Commit:
    """Put a note first, or back among the others."""
    row = _require_run(table, who, args.id)
    return Commit() if row["pinned"] == args.on else Commit().change(row, pinned=args.on)


@command("note.move", MoveNote, FACILITATORS)
def move_note(table: Table, who: Actor, args: MoveNote, ctx: Context) -> Commit:
    """Put a note before another one, or last."""
    row = _require_run(table, who, args.id)
    others = sorted(
        (n for n in table.all("note") if n["slot"] == row["slot"] and n.id != row.id), key=lambda n: (n["order"], n.id)
    )
    where = next((n for n, other in enumerate(others) if other.id == args.before), len(others))
    if args.before is not None and where == len(others):
        raise Refusal("not_found")
    if not others:
        return Commit()
    if where == 0:
        order = others[0]["order"] - 1
    elif where == len(others):
        order = others[-1]["order"] + 1
    else:
        order = (others[where - 1]["order"] + others[where]["order"]) / 2
    return Commit() if order == row["order"] else Commit().change(row, order=order)


def audience(slot: str, state: str) -> str:
    """Who sees a note of a slot in a state."""
    return "stage" if state == "shared" else crew(slot)


def runs_it(who: Actor, slot: Row) -> bool:
    """Whether somebody runs the slot: its facilitators, moderators, organisers."""
    return who.may(MODERATORS) or run_by(slot, who.runs)


def hide(change: Undoable, table: Table, row: Row, silent: bool) -> bool:
    """Keep a note of a muted device in its room (a `Hider`): those who run it see it."""
    if row["state"] not in ("queued", "shared"):
        return False
    change.about(row.id)
    change.remember(row)
    change.commit.change(row, to=audience(row["slot"], "kept"), state="kept")
    forget_note(table, change.commit, row.id)
    own = table.get("own_note", row.id)
    if not silent and own is not None:
        change.remember(own)
        change.commit.put("own_note", own.id, own.to, {**own.fields, "state": "kept"})
    return True


def _require_run(table: Table, who: Actor, id: str) -> Row:
    row, runs = _own_or_run(table, who, id)
    if not runs:
        raise Refusal("not_your_room")
    return row


def _own_or_run(table: Table, who: Actor, id: str) -> tuple[Row, bool]:
    """The note, and whether the actor runs its slot. Raises `Refusal` if the actor neither does nor has written it."""
    row = need(table, "note", id)
    runs = runs_it(who, need(table, "slot", row["slot"], "no_slot"))
    own = table.get("own_note", id)
    if not runs and (own is None or not owns(table, who.pid, own)):
        # The answer for a note that waits must not differ from that for none.
        raise Refusal("not_yours" if row.to == "stage" else "not_found")
    if row["state"] == "dropped" and runs:
        raise Refusal("not_found")
    return row, runs


def _set_state(table: Table, who: Actor, id: str, state: str) -> Commit:
    row = _require_run(table, who, id)
    if row["state"] == state:
        return Commit()
    commit = Commit().change(row, to=audience(row["slot"], state), state=state)
    if state != "shared":
        forget_note(table, commit, id)
    return _tell_author(commit, table, id, {**row.fields, "state": state})


def _tell_author(commit: Commit, table: Table, id: str, fields: dict[str, object]) -> Commit:
    own = table.get("own_note", id)
    return commit if own is None else _put_own(commit, id, own.to, fields)


def _put_own(commit: Commit, id: str, to: str, fields: dict[str, object]) -> Commit:
    return commit.put(
        "own_note", id, to, {name: fields[name] for name in ("slot", "kind", "text", "lang", "state", "at")}
    )


def _last(table: Table, slot: str, id: str) -> float:
    """A place behind all notes of a slot; no time, which everybody could read. Two who write at once take two places."""
    before = max((note["order"] for note in table.all("note") if note["slot"] == slot), default=0)
    return float(before + 1 + int.from_bytes(id.encode()[:3]) / 2**24)


def _kind(kind: str) -> str:
    if kind not in NOTE_KINDS:
        raise Refusal("bad_args", f"kind: {', '.join(NOTE_KINDS)}")
    return kind
