"""Questions that go for good: taken back by who asked, or erased by the team."""

from __future__ import annotations

from companion.core.actors import EVERYONE, MODERATORS, Actor, Context
from companion.core.audiences import NOBODY
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.owners import owns
from companion.core.table import Row, Table
from companion.rules.base import One, command, need
from companion.rules.erasure import ERASED, GONE, forget_images, note_erasure
from companion.rules.limits import TAKE_BACKS
from companion.rules.questions.states import NO_REPLY, forget_written, release, tell_author
from companion.rules.support import leave_family, put_votes


@command("question.withdraw", One, EVERYONE, limit=TAKE_BACKS, gate="free")
def withdraw(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take one's own question back, whatever has become of it: its text leaves every row, and the disk with the next purge."""
    row, own = need(table, "question", args.id), need(table, "own_question", args.id)
    if not owns(table, who.pid, own):
        # The answer for a question that waits must not differ from that for none.
        raise Refusal("not_yours" if row.to == "stage" else "not_found")
    return _forget(table, row, GONE)


@command("question.erase", One, MODERATORS)
def erase(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Erase a question for good, as if it had been taken back; nobody can undo it."""
    return _forget(table, need(table, "question", args.id), ERASED)


@command("question.erase_name", One, MODERATORS)
def erase_name(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Erase the name under which a question was asked, and leave its text."""
    row = need(table, "question", args.id)
    if row["name"] is None:
        return Commit()
    commit = Commit().change(row, name=None)
    forget_images(table, commit, lambda image: image.id == row.id and bool(image.fields.get("name")))
    return note_erasure(commit, ctx.now)


def found_aside(table: Table) -> list[Row]:
    """The dismissed questions whose words are still there (of a `SetAside`)."""
    rows = table.all("question")
    return [row for row in rows if row["state"] == "dismissed" and not row["merged"] and row["text"]]


def forget_aside(commit: Commit, table: Table, row: Row) -> list[str]:
    """Take the words of a dismissed question, and of what was merged into it, out of every row; that they were asked, and what
    became of them, stays (of a `SetAside`).
    """
    reply = None if row["reply"] is None else ""
    commit.change(row, to=NOBODY, text="", name=None, reply=reply, reply_by=None, person=None, labels=[])
    forget_written(table, commit, row.id)
    qmod = need(table, "qmod", row.id)
    commit.change(qmod, original="")
    tell_author(commit, table, row.id, text="", **NO_REPLY)
    put_votes(commit, table, row.id, NOBODY)
    gone = [row.id]
    for id in qmod["merges"]:
        gone += forget_aside(commit, table, need(table, "question", id))
    return gone


def _forget(table: Table, row: Row, told: str) -> Commit:
    """Take the words of a question out of every row; `told` is the state that its author sees."""
    if row["state"] == GONE:
        return Commit()
    commit = Commit()
    if row["merged"]:
        parent = need(table, "question", row["merged"])
        commit.unchanged(parent)
        leave_family(commit, table, parent, row.id)
    for id in need(table, "qmod", row.id)["merges"]:
        child = need(table, "question", id)
        if child["text"]:
            release(commit, table, child)
    commit.change(
        row, to=NOBODY, state=GONE, text="", name=None, person=None, labels=[], merged=None, shown=False, **NO_REPLY
    )
    commit.put("qmod", row.id, NOBODY, {"original": "", "merges": [], "mode": None, "at": None})
    tell_author(commit, table, row.id, text="", state=told, into=None, **NO_REPLY)
    forget_written(table, commit, row.id)
    put_votes(commit, table, row.id, NOBODY, members=[row.id])
    forget_images(table, commit, lambda image: image.id == row.id)
    return commit
