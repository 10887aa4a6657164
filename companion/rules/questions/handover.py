"""Questions that nobody came to, handed to a panellist, who answers them in writing (`written`) by a link, with no account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from companion.core.actors import MODERATORS, Actor, Context
from companion.core.audiences import NOBODY
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.table import Row, Table
from companion.core.text import line, required
from companion.rules.base import Args, One, command, created, need
from companion.rules.erasure import note_erasure
from companion.rules.questions.states import forget_written

MAX_QUESTIONS: Final = 40
MAX_OPEN: Final = 60
MAX_NAME: Final = 80


class HandOver(Args, frozen=True):
    """The questions `ids` of a `session` or slot, for the panellist called `name`."""

    session: str
    name: str
    ids: list[str]


class HandOverThese(One, frozen=True):
    """Other questions `ids` of the same session for a panellist."""

    ids: list[str]


@command("handover.make", HandOver, MODERATORS, already=created("handover"))
def make(table: Table, who: Actor, args: HandOver, ctx: Context) -> Commit:
    """Hand questions that everybody could read, and that have no answer, to a panellist; the result is the id.

    A question is with one panellist: it goes from whoever had it.
    """
    if not (table.get("session", args.session) or table.get("slot", args.session)):
        raise Refusal("no_session")
    if len(open_handovers(table)) >= MAX_OPEN:
        raise Refusal("bad_args", f"handovers ≤ {MAX_OPEN}")
    commit = Commit({"id": ctx.id}).absent("handover", ctx.id)
    ids = _chosen(table, commit, args.session, args.ids, kept=())
    name = required(line(args.name), MAX_NAME)
    fields = {"session": args.session, "name": name, "ids": ids, "issue": 0, "state": "open", "at": ctx.now}
    return commit.put("handover", ctx.id, "team", fields)


@command("handover.edit", HandOverThese, MODERATORS)
def edit_handover(table: Table, who: Actor, args: HandOverThese, ctx: Context) -> Commit:
    """Say anew which questions a panellist has; those that are answered stay."""
    row = handover_of(table, args.id)
    commit = Commit()
    answered = [id for id in row["ids"] if has_written(table, id)]
    ids = _chosen(table, commit, row["session"], [*answered, *args.ids], kept=row["ids"])
    return commit.change(row, ids=ids) if ids != row["ids"] else Commit()


@command("handover.renew", One, MODERATORS)
def renew_handover(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Give a panellist a new link; the old one ends. What was answered stays."""
    row = handover_of(table, args.id)
    return Commit().change(row, issue=row["issue"] + 1)


@command("handover.end", One, MODERATORS)
def end(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """End a panellist's link. What everybody reads stays, with the name; what waits, and who was asked, is forgotten."""
    commit = Commit()
    _forget(table, commit, handover_of(table, args.id))
    return note_erasure(commit, ctx.now)


def end_handovers(commit: Commit, table: Table, now: int) -> None:
    """End all links of panellists (an `Ender`)."""
    for row in open_handovers(table):
        _forget(table, commit, row)


# shared with what is answered, and the web


def open_handovers(table: Table) -> list[Row]:
    """The panellists whose links count."""
    return [row for row in table.all("handover") if row["state"] == "open"]


def handover_of(table: Table, id: str) -> Row:
    """A panellist's questions. Raises `Refusal("not_found")` if there are none, or the link has ended."""
    row = need(table, "handover", id)
    if row["state"] != "open":
        raise Refusal("not_found")
    return row


def is_answerable(question: Row) -> bool:
    """Whether everybody could read a question, and it stands for itself."""
    return question["state"] in ("live", "archived") and bool(question["shown"]) and not question["merged"]


def has_written(table: Table, id: str) -> bool:
    """Whether a panellist has sent an answer to a question that was not taken back."""
    row = table.get("written_answer", id)
    return row is not None and row["state"] != "gone"


def _chosen(table: Table, commit: Commit, session: str, ids: Iterable[str], kept: Iterable[str]) -> list[str]:
    """The ids, each once, taken from whoever has them else; those in `kept` may be answered."""
    kept, chosen = set(kept), list(dict.fromkeys(ids))
    if not 1 <= len(chosen) <= MAX_QUESTIONS:
        raise Refusal("bad_args", f"ids: 1–{MAX_QUESTIONS}")
    for id in chosen:
        row = need(table, "question", id)
        if row["session"] != session:
            raise Refusal("bad_args", "ids: of one session")
        if id in kept:
            continue
        if not is_answerable(row) or row["reply"] or has_written(table, id):
            raise Refusal("wrong_state")
        commit.unchanged(row)
    fresh = set(chosen) - kept
    for other in open_handovers(table):
        if fresh & set(other["ids"]):
            commit.change(other, ids=[id for id in other["ids"] if id not in fresh])
    return chosen


def _forget(table: Table, commit: Commit, row: Row) -> None:
    commit.change(row, to=NOBODY, state="gone", name="", ids=[])
    for id in row["ids"]:
        forget_written(table, commit, id)
