"""What panellists answer in writing to the questions that were handed to them: shown at once, or after somebody has looked."""

from __future__ import annotations

from typing import Any

from companion.core.actors import MODERATORS, SYSTEM_ONLY, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.profiles import must_wait
from companion.core.table import Row, Table
from companion.core.text import clean, limited
from companion.rules.base import Args, One, command, need
from companion.rules.erasure import forget_images, note_erasure
from companion.rules.event.word_filter import reasons_to_wait
from companion.rules.limits import BY_LINK
from companion.rules.questions.handover import handover_of, has_written, is_answerable
from companion.rules.questions.moderate import MAX_REPLY
from companion.rules.questions.states import NO_REPLY, QuestionChange, forget_written


class Written(Args, frozen=True):
    """The answers of a panellist whose link was right, by the id of the question; an empty one is taken back."""

    handover: str
    answers: dict[str, str]


@command("handover.answer", Written, SYSTEM_ONLY)
def answer(table: Table, who: Actor, args: Written, ctx: Context) -> Commit:
    """Take a panellist's answers: {n, waiting}, how many were new and how many of those somebody looks at first.

    One waits where texts are looked at anyway, where something speaks against it, and where the team has replied meanwhile.
    """
    handover = handover_of(table, args.handover)
    change = QuestionChange(table, who, ctx, "question.reply")
    change.commit.unchanged(handover).rate(f"rate:written:{handover.id}", *BY_LINK)
    told = {"n": 0, "waiting": 0}
    for id in handover["ids"]:
        text = limited(clean(args.answers.get(id, written_text(table, id))), MAX_REPLY)
        question = table.get("question", id)
        if question is None or question["merged"] or text == written_text(table, id):
            continue
        if not text:
            _take_back(table, change, question, ctx)
        elif is_answerable(question) or has_written(table, id):
            told["n"] += 1
            told["waiting"] += _take(table, change, handover, question, text, ctx)
    change.commit.result |= told
    return change.commit  # without a record to undo: it was not the team's


@command("handover.accept", One, MODERATORS)
def accept(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Show everybody the answer to the question `id` that waits, or was not shown."""
    row, question = _of(table, args.id)
    if row["state"] == "shown":
        return Commit()
    change = QuestionChange(table, who, ctx, "question.reply")
    change.remember(row)
    change.commit.change(row, state="shown", reasons=[])
    _show(change, question, row["text"], handover_of(table, row["handover"])["name"])
    return change.done()


@command("handover.decline", One, MODERATORS)
def decline(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Do not show, or no more, what a panellist has answered to the question `id`."""
    row, question = _of(table, args.id)
    if row["state"] == "declined":
        return Commit()
    change = QuestionChange(table, who, ctx, "question.reply")
    change.remember(row)
    change.commit.change(row, state="declined", reasons=[])
    if question.fields.get("reply_by"):
        change.set(question, **NO_REPLY)
    else:
        change.about(question.id)
    return change.done()


def found_aside(table: Table) -> list[Row]:
    """The answers that are not shown and whose words are still there (of a `SetAside`)."""
    return [row for row in table.all("written_answer") if row["state"] == "declined"]


def forget_aside(commit: Commit, table: Table, row: Row) -> list[str]:
    """Take the words of an answer that is not shown away (of a `SetAside`)."""
    forget_written(table, commit, row.id)
    return [row.id]


def written_text(table: Table, id: str) -> str:
    """What a panellist has answered to a question; empty if nothing."""
    row = table.get("written_answer", id)
    return str(row["text"]) if row is not None else ""


def _of(table: Table, id: str) -> tuple[Row, Row]:
    if not has_written(table, id):
        raise Refusal("not_found")
    return need(table, "written_answer", id), need(table, "question", id)


def _take(table: Table, change: QuestionChange, handover: Row, question: Row, text: str, ctx: Context) -> bool:
    """Note an answer, and show it if it need not wait; the result is whether it waits."""
    found = reasons_to_wait(table, text)
    replied = question["reply"] is not None and not question.fields.get("reply_by")
    waits = bool(found) or replied or must_wait(table, moderated=False)
    fields: dict[str, Any] = {"handover": handover.id, "text": text, "reasons": found, "at": ctx.now}
    before = table.get("written_answer", question.id)
    fields["state"] = "waiting" if waits else "shown"
    change.commit.as_read(before, "written_answer", question.id).put("written_answer", question.id, "team", fields)
    if not waits:
        _show(change, question, text, handover["name"])
    return waits


def _show(change: QuestionChange, question: Row, text: str, name: str) -> None:
    """An answered question is on the list again, where people look for the answer."""
    state = "live" if question["state"] == "archived" else question["state"]
    change.set(question, reply=text, reply_by=name, state=state)


def _take_back(table: Table, change: QuestionChange, question: Row, ctx: Context) -> None:
    forget_written(table, change.commit, question.id)
    if question.fields.get("reply_by"):
        change.set(question, **NO_REPLY)
    forget_images(
        table,
        change.commit,
        lambda image: image.id == question.id and bool({"reply", "handover"} & image.fields.keys()),
    )
    note_erasure(change.commit, ctx.now)
