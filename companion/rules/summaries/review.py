"""Summaries as people decide on them: facilitators word, order and approve the card of their room, moderators publish.

Nothing is shown to anybody else before a person has published it, and what is published changes by a person's hand only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from companion.core.actors import FACILITATORS, MODERATORS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.summaries import MAX_NOTE, PARTS, PLENARY
from companion.core.table import Row, Table
from companion.core.text import required
from companion.core.viewers import run_by
from companion.rules.base import One, acting_role, command, need
from companion.rules.summaries.sources import is_source, readers, slots_of, subject
from companion.rules.undo import Undoable

MOST_LINES = 60
STAGE = "stage"
Lines = list[dict[str, Any]]


class OfLine(One, frozen=True):
    """A line of the summary `id`."""

    line: str


class EditLine(OfLine, frozen=True):
    """Other words for a line; `base` is the text that the editor began with."""

    text: str
    base: str | None = None


class PinLine(OfLine, frozen=True):
    """Pinned lines stand first."""

    on: bool = True


class MoveLine(OfLine, frozen=True):
    """Before the line `before`, or to the end of its part."""

    before: str | None = None


class TakeNote(One, frozen=True):
    """A note that is to stand in the summary."""

    note: str


class Publish(One, frozen=True):
    """With the plenary's, `cards`: the summaries of all workshops too."""

    cards: bool = False


def may_edit(table: Table, who: Actor, of: str, ref: str) -> None:
    """Facilitators decide on what they run, moderators on everything. Raises `Refusal("not_your_room")`."""
    runs = of != PLENARY and any(run_by(slot, who.runs) for slot in slots_of(table, of, ref))
    if not (runs or who.may(MODERATORS)):
        raise Refusal("not_your_room")


@command("summary.edit", EditLine, FACILITATORS)
def edit_line(table: Table, who: Actor, args: EditLine, ctx: Context) -> Commit:
    """Word a line anew. It goes on quoting its notes, and says that it was edited."""
    row, line = _line(table, who, args.id, args.line)
    text = required(args.text, MAX_NOTE)
    if args.base not in (None, line["text"]) and text != line["text"]:
        raise Refusal("note_changed")
    return _replace(row, who, lambda one: {**one, "text": text, "edited": True} if one["id"] == args.line else one)


@command("summary.pin", PinLine, FACILITATORS)
def pin_line(table: Table, who: Actor, args: PinLine, ctx: Context) -> Commit:
    """Put a line first in its part, or back among the others."""
    row, _ = _line(table, who, args.id, args.line)
    return _replace(row, who, lambda one: {**one, "pinned": args.on} if one["id"] == args.line else one)


@command("summary.drop", OfLine, FACILITATORS)
def drop(table: Table, who: Actor, args: OfLine, ctx: Context) -> Commit:
    """Leave a line out, or a sentence of a model. Later drafts do not bring it back, and `summary.take` does so with lines."""
    row = _editable(table, who, args.id)
    sentences = row.fields.get("overview") or []
    if any(one["id"] == args.line for one in sentences):
        overview = [one for one in sentences if one["id"] != args.line]
        return _set(row, who, row["lines"], overview=overview, out=[*row["out"], args.line])
    row, line = _line(table, who, args.id, args.line)
    return _set(row, who, [one for one in row["lines"] if one is not line], out=[*row["out"], args.line])


@command("summary.move", MoveLine, FACILITATORS)
def move_line(table: Table, who: Actor, args: MoveLine, ctx: Context) -> Commit:
    """Put a line before another one, or last."""
    row, line = _line(table, who, args.id, args.line)
    others = [one for one in row["lines"] if one is not line]
    places = [n for n, one in enumerate(others) if one["id"] == args.before]
    if args.before is not None and not places:
        raise Refusal("not_found")
    where = places[0] if places else len(others)
    return _set(row, who, [*others[:where], line, *others[where:]])


@command("summary.take", TakeNote, FACILITATORS)
def take_note(table: Table, who: Actor, args: TakeNote, ctx: Context) -> Commit:
    """Let a note stand in the summary that the draft did not choose, or that was left out."""
    row = _editable(table, who, args.id)
    if any(line["id"] == args.note for line in row["lines"]):
        return Commit()
    note = need(table, "note", args.note)
    if not is_source(note) or note["slot"] not in [slot.id for slot in slots_of(table, row["of"], row["ref"])]:
        raise Refusal("not_found")
    if len(row["lines"]) >= MOST_LINES:
        raise Refusal("bad_args", f"lines ≤ {MOST_LINES}")
    draft = table.get("draft", row.id)
    line = next((one for one in draft["lines"] if one["id"] == note.id), None) if draft else None
    line = line or {
        "id": note.id,
        "part": PARTS[note["kind"]],
        "kind": note["kind"],
        "text": note["text"],
        "lang": note["lang"],
        "sources": [note.id],
        "slots": [note["slot"]],
    }
    out = [id for id in row["out"] if id != note.id]
    return _set(row, who, [*row["lines"], line], out=out).unchanged(note)


@command("summary.refresh", One, FACILITATORS)
def refresh(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take over what the newest draft holds. What people have worded, pinned and left out stays so."""
    row = _editable(table, who, args.id)
    draft = need(table, "draft", row.id)
    mine = {line["id"]: line for line in row["lines"]}
    touched = {id: line for id, line in mine.items() if line.get("edited") or line.get("pinned")}
    fresh = [line for line in draft["lines"] if line["id"] not in row["out"]]
    new = {line["id"] for line in fresh}
    lines = [touched.get(line["id"], line) for line in fresh] + [one for id, one in touched.items() if id not in new]
    fields = {name: draft[name] for name in ("themes", "counts", "version")}
    fields["overview"] = [one for one in draft.fields.get("overview") or [] if one["id"] not in row["out"]]
    fields["model"] = draft.fields.get("model") or ""
    return _set(row, who, lines, **fields).unchanged(draft)


@command("summary.approve", One, FACILITATORS)
def approve(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Say that a summary is right. From now on new notes show as a difference."""
    row = _editable(table, who, args.id)
    return Commit() if row["state"] != "draft" else Commit().change(row, state="approved", by=by_role(who), at=ctx.now)


@command("summary.reopen", One, FACILITATORS)
def reopen(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take an approval back."""
    row = _editable(table, who, args.id)
    return Commit() if row["state"] != "approved" else Commit().change(row, state="draft", at=ctx.now)


@command("summary.publish", Publish, MODERATORS)
def publish(table: Table, who: Actor, args: Publish, ctx: Context) -> Commit:
    """Show a summary to everybody; the plenary's with the cards of all workshops, if asked to. It can be undone."""
    rows = [need(table, "summary", args.id)]
    if args.cards:
        rows += [row for row in table.all("summary") if row["of"] == "workshop" and row.id != args.id]
    return _release(table, who, ctx, "summary.publish", [row for row in rows if row["state"] != "published"])


@command("summary.withdraw", Publish, MODERATORS)
def withdraw(table: Table, who: Actor, args: Publish, ctx: Context) -> Commit:
    """Take a published summary back from everybody but the team."""
    rows = [need(table, "summary", args.id)]
    if args.cards:
        rows += [row for row in table.all("summary") if row["of"] == "workshop" and row.id != args.id]
    return _release(table, who, ctx, "summary.withdraw", [row for row in rows if row["state"] == "published"])


def _release(table: Table, who: Actor, ctx: Context, do: str, rows: list[Row]) -> Commit:
    undoable = Undoable(table, who, ctx, do)
    state = "published" if do == "summary.publish" else "approved"
    for row in rows:
        undoable.about(row.id)
        undoable.remember(row)
        to = STAGE if state == "published" else readers(table, row["of"], row["ref"])
        undoable.commit.change(row, to=to, state=state, by=row["by"] or acting_role(who), at=ctx.now)
    return undoable.done()


def by_role(who: Actor) -> str:
    """The role in which somebody decides, for the record."""
    return acting_role(who) if who.may(MODERATORS) else "facilitator"


def _editable(table: Table, who: Actor, id: str) -> Row:
    """The summary, for somebody who may change it: what everybody sees is the moderators'."""
    row = need(table, "summary", id)
    may_edit(table, who, *subject(table, id))
    if row["state"] == "published" and not who.may(MODERATORS):
        raise Refusal("wrong_state")
    return row


def _line(table: Table, who: Actor, id: str, line: str) -> tuple[Row, dict[str, Any]]:
    row = _editable(table, who, id)
    found = next((one for one in row["lines"] if one["id"] == line), None)
    if found is None:
        raise Refusal("not_found")
    return row, found


def _replace(row: Row, who: Actor, each: Callable[[dict[str, Any]], dict[str, Any]]) -> Commit:
    lines = [each(one) for one in row["lines"]]
    return Commit() if lines == row["lines"] else _set(row, who, lines)


def _set(row: Row, who: Actor, lines: Lines, **fields: Any) -> Commit:
    """Pinned lines first, each part in its order. Who changes an approved summary opens it again."""
    lines = sorted(lines, key=lambda line: not line.get("pinned", False))
    state = "draft" if row["state"] == "approved" else row["state"]
    return Commit().change(row, lines=lines, state=state, by=by_role(who), **fields)
