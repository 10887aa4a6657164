"""Questions, as a moderator: what becomes of them; facilitators do the same in their own rooms. Every change can be taken
back (see `undo`).
"""

from __future__ import annotations

from typing import Any, Final

from companion.core.actors import FACILITATORS, MODERATORS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.table import Row, Table
from companion.core.text import limited, line, required
from companion.core.viewers import run_by
from companion.rules.base import Args, One, Some, command, need
from companion.rules.devices import texts_of_device
from companion.rules.questions.ask import MAX_QUESTION
from companion.rules.questions.states import QuestionChange, answering, one_at_a_time, release
from companion.rules.support import family_after, leave_family, put_votes

MAX_REPLY = 1000
MAX_LABELS, MAX_LABEL_TEXT = 5, 30

MAX_AT_ONCE = 500
STATES: Final = frozenset({"queued", "live", "answering", "answered", "dismissed", "archived"})
MOVES: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "question.approve": (("queued", "dismissed"), "live"),
    "question.dismiss": (("queued", "live", "answering", "archived"), "dismissed"),
    "question.archive": (("queued", "live", "answering", "answered", "dismissed"), "archived"),
    "question.restore": (("queued", "answering", "answered", "archived", "dismissed"), "live"),
}
"""From which states a command moves questions, and to which."""


class Many(Some, frozen=True):
    """Questions by their ids; or all in one of the `states`, in one `session` if it is given, asked `since` (event ms) or at
    any time, by the device that asked the question `by` or by anybody. At most `MAX_AT_ONCE`, the newest first.
    """

    states: list[str] = []
    session: str | None = None
    since: int | None = None
    by: str | None = None


class Found(Some, frozen=True):
    """Questions that were looked for: there may be none."""


class QuestionText(One, frozen=True):
    """A text for one question."""

    text: str


class QuestionLabels(One, frozen=True):
    """Labels for one question."""

    labels: list[str]


class QuestionPerson(One, frozen=True):
    """The panellist that a question is for, by name, or null."""

    person: str | None = None


class MergeQuestions(Args, frozen=True):
    """Questions to merge into one that says the same."""

    into: str
    ids: list[str]


@command("question.approve", Some, FACILITATORS)
def approve(table: Table, who: Actor, args: Some, ctx: Context) -> Commit:
    """Let waiting or dismissed questions go live."""
    return _set_states(table, who, args, ctx, "question.approve")


@command("question.dismiss", Many, FACILITATORS)
def dismiss(table: Table, who: Actor, args: Many, ctx: Context) -> Commit:
    """Decline questions; their authors are told kindly."""
    return _set_states(table, who, _named(table, who, args, ctx), ctx, "question.dismiss")


@command("question.archive", Many, MODERATORS)
def archive(table: Table, who: Actor, args: Many, ctx: Context) -> Commit:
    """Put questions away that will not be answered here."""
    return _set_states(table, who, _named(table, who, args, ctx), ctx, "question.archive")


@command("question.restore", Some, FACILITATORS)
def restore(table: Table, who: Actor, args: Some, ctx: Context) -> Commit:
    """Bring questions back to the live list, from wherever they are."""
    return _set_states(table, who, args, ctx, "question.restore")


@command("question.answer", One, FACILITATORS)
def answer(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Bring one question forward, if a moderator does it on the projector too; the one before it in this session counts as
    answered.
    """
    row = _open(table, who, args.id)
    if row["state"] == "answering":
        return Commit()
    change = QuestionChange(table, who, ctx, "question.answer")
    bring_forward(change, table, row, ctx)
    if who.may(MODERATORS):  # the hall is not the facilitators'
        bring_to_screen(change, table, row)
    return change.done()


def bring_forward(change: QuestionChange, table: Table, row: Row, ctx: Context) -> None:
    """Have a question answered, and the one before it in its session count as answered."""
    one_at_a_time(change.commit, table, row["session"])
    change.set(row, state="answering", answered_at=None)
    for other in answering(table, row["session"]):
        change.set(other, state="answered", answered_at=ctx.now)


def bring_to_screen(change: QuestionChange, table: Table, question: Row) -> None:
    """Show a question on the main screen. One that follows the programme shows it anyway, if it is of the item that runs."""
    screen = table.get("screen", "main")
    if screen is None or screen["what"] in ("blank", "message"):
        return
    place = table.get("session", question["session"])
    others = any(other["state"] == "running" and other.id != question["session"] for other in table.all("session"))
    elsewhere = others and (place is None or place["state"] != "running")
    if elsewhere and place is None:
        return  # what a room answers is for that room
    content = {"what": "question", "id": question.id if elsewhere else None, "text": None, "part": None}
    follows = screen["what"] == "auto" and not elsewhere
    if not follows and any(screen[field] != value for field, value in content.items()):
        change.remember(screen)
        change.commit.change(screen, **content)


@command("question.done", One, FACILITATORS)
def done(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Mark a question as answered."""
    row = _open(table, who, args.id)
    if row["state"] == "answered":
        return Commit()
    change = QuestionChange(table, who, ctx, "question.done")
    change.set(row, state="answered", answered_at=ctx.now)
    return change.done()


@command("question.edit", QuestionText, MODERATORS)
def edit_question(table: Table, who: Actor, args: QuestionText, ctx: Context) -> Commit:
    """Change the wording; the original is kept for the team and the question is marked as edited."""
    row = _open(table, who, args.id)
    text = required(args.text, MAX_QUESTION)
    original = need(table, "qmod", row.id)["original"]
    return _set_fields(table, who, ctx, "question.edit", row, text=text, edited=text != original)


@command("question.reply", QuestionText, MODERATORS)
def reply(table: Table, who: Actor, args: QuestionText, ctx: Context) -> Commit:
    """Answer in writing; an empty text takes the reply back."""
    row = _open(table, who, args.id)
    text = required(args.text, MAX_REPLY) if args.text.strip() else None
    return _set_fields(table, who, ctx, "question.reply", row, reply=text, reply_by=None)


@command("question.label", QuestionLabels, MODERATORS)
def label(table: Table, who: Actor, args: QuestionLabels, ctx: Context) -> Commit:
    """Sort a question under labels."""
    row = _open(table, who, args.id)
    labels = list(dict.fromkeys(limited(line(text), MAX_LABEL_TEXT) for text in args.labels if text.strip()))
    if len(labels) > MAX_LABELS:
        raise Refusal("bad_args", f"labels ≤ {MAX_LABELS}")
    return _set_fields(table, who, ctx, "question.label", row, labels=labels)


@command("question.assign", QuestionPerson, MODERATORS)
def assign(table: Table, who: Actor, args: QuestionPerson, ctx: Context) -> Commit:
    """Put a question to one panellist, or to all of them again."""
    row = _open(table, who, args.id)
    return _set_fields(table, who, ctx, "question.assign", row, person=limited(line(args.person or ""), 80) or None)


@command("question.merge", MergeQuestions, MODERATORS)
def merge(table: Table, who: Actor, args: MergeQuestions, ctx: Context) -> Commit:
    """Count several questions as one: everybody who supports any of them counts once."""
    target = _open(table, who, args.into)
    children = [_open(table, who, id) for id in dict.fromkeys(args.ids)]
    if not children:
        raise Refusal("bad_args", "ids")
    if any(child.id == target.id for child in children):
        raise Refusal("merge_self")
    if any(child["session"] != target["session"] for child in children):
        raise Refusal("bad_args", "ids: of one session")  # whoever supports two in different ones would count twice
    change = QuestionChange(table, who, ctx, "question.merge")
    qmod = need(table, "qmod", target.id)
    change.about(target.id)
    change.remember(qmod)
    change.commit.unchanged(target).change(qmod, merges=qmod["merges"] + [child.id for child in children])
    for child in children:
        change.set(child, merged=target.id)
    _count_with(change.commit, table, target, [child.id for child in children])
    return change.done()


@command("question.unmerge", One, MODERATORS)
def unmerge(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Let a merged question stand for itself again, with its own support."""
    row = need(table, "question", args.id)
    if not row["merged"] or not row["text"]:
        raise Refusal("not_merged")
    change = QuestionChange(table, who, ctx, "question.unmerge")
    parent = need(table, "question", row["merged"])
    change.about(row.id)
    for touched in (row, need(table, "qmod", parent.id), table.get("own_question", row.id)):
        if touched is not None:
            change.remember(touched)
    change.commit.unchanged(parent)
    leave_family(change.commit, table, parent, row.id)
    release(change.commit, table, row)
    return change.done()


def _count_with(commit: Commit, table: Table, target: Row, added: list[str]) -> None:
    merges = {target.id: need(table, "qmod", target.id)["merges"] + added}
    put_votes(commit, table, target.id, target.to, members=family_after(table, target.id, merges))


def _open(table: Table, who: Actor, id: str) -> Row:
    if not who.may(MODERATORS):
        _require_own(table, who, id)
    row = need(table, "question", id)
    if row["merged"] or not row["text"]:
        raise Refusal("wrong_state")
    return row


def _require_own(table: Table, who: Actor, id: str) -> None:
    """Refuse whom the question's room is not theirs, in the same way whether there is such a question or not."""
    row = table.get("question", id)
    slot = table.get("slot", row["session"]) if row is not None else None
    if slot is None or not run_by(slot, who.runs):
        raise Refusal("not_your_room" if row is not None and row.to == "stage" and slot is not None else "not_allowed")


def _named(table: Table, who: Actor, args: Many, ctx: Context) -> Some:
    """The questions that are meant, by id. Raises `Refusal("bad_args")` if some are named in both ways; facilitators name each,
    since whose a question is, is not for them.
    """
    if not args.states:
        if args.session or args.since is not None or args.by:
            raise Refusal("bad_args", "states")
        return args
    if args.all or not set(args.states) <= STATES or not who.may(MODERATORS):
        raise Refusal("bad_args", "ids | states")
    rows = texts_of_device(table, "question", args.by, ctx) if args.by else table.all("question")
    found = [
        row
        for row in rows
        if row["state"] in args.states
        and not row["merged"]
        and row["text"]
        and args.session in (None, row["session"])
        and (args.since is None or _asked_at(table, row) >= args.since)
    ]
    newest = sorted(found, key=lambda row: _asked_at(table, row), reverse=True)[:MAX_AT_ONCE]
    return Found(ids=[row.id for row in newest])


def _set_states(table: Table, who: Actor, args: Some, ctx: Context, do: str) -> Commit:
    """Move questions as `MOVES` says of the command `do`; those that are there already are quietly left alone."""
    before, state = MOVES[do]
    if not args.all and not isinstance(args, Found):
        raise Refusal("bad_args", "id")
    change = QuestionChange(table, who, ctx, do)
    for id in args.all:
        row = _open(table, who, id)
        if row["state"] in before:
            change.set(row, state=state, answered_at=None)
        elif do != "question.approve" and row["state"] != state:
            raise Refusal("wrong_state")
    return change.done()


def _set_fields(table: Table, who: Actor, ctx: Context, do: str, row: Row, **changes: Any) -> Commit:
    """Change fields of one question that do not move it."""
    change = QuestionChange(table, who, ctx, do)
    if any(row.fields.get(field) != value for field, value in changes.items()):
        change.set(row, **changes)
    return change.done()


def _asked_at(table: Table, row: Row) -> int:
    """When a question was asked, event ms: exactly, as the team knows it."""
    known = table.get("qmod", row.id)
    return int(row["at"] if known is None or known.fields.get("at") is None else known["at"])
