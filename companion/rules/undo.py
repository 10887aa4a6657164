"""Undo: what moderators did can be taken back while nothing has touched its rows since.

An `undo_record` row says what was done, for the team; a hidden `before_image` row keeps the rows as they were, with their
versions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from companion.core.actors import MODERATORS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import NOBODY
from companion.core.table import Row, Table
from companion.rules.base import command, need
from companion.rules.questions.ask import One, above, audience, put_votes

DEEDS_SHOWN = 30


class Deed:
    """A commit that remembers what it changes."""

    def __init__(self, table: Table, who: Actor, ctx: Context, do: str, ids: Sequence[str] = ()) -> None:
        self.commit = Commit()
        self._table, self._who, self._at, self._do = table, who, ctx, do
        self._ids: list[str] = list(ids)
        self._was: dict[str, list[Any]] = {}

    def remember(self, row: Row) -> None:
        """Keep a row as it is now, so that it can be put back."""
        self._was.setdefault(f"{row.kind}/{row.id}", [row.kind, row.id, row.to, row.fields, row.v])

    def about(self, id: str) -> None:
        """Name a question or session that the deed is about."""
        self._ids.append(id)

    def change(self, row: Row, **changes: Any) -> None:
        """Change a question, and with it what its author is told and who sees its count."""
        self.about(row.id)
        self.remember(row)
        fields = {**row.fields, **changes}
        to = audience(fields["state"], fields["merged"])
        self.commit.change(row, to=to, **changes)
        if to != row.to:
            put_votes(self.commit, self._table, row.id, to)
        mine = need(self._table, "own_question", row.id)
        target = need(self._table, "question", fields["merged"]) if fields["merged"] else None
        told = {
            "text": fields["text"],
            "reply": fields["reply"],
            "state": "merged" if fields["merged"] else fields["state"],
            # The author may not know of a question that waits itself, not even its id.
            "into": target.id if target and target.to == "stage" else None,
        }
        if any(mine[field] != value for field, value in told.items()):
            self.remember(mine)
            self.commit.put("own_question", mine.id, mine.to, {**mine.fields, **told})

    def done(self) -> Commit:
        """The commit with its record; empty if nothing was changed."""
        if not self._was:
            return self.commit
        fields = {"do": self._do, "ids": self._ids, "at": self._at.now, "by": by(self._who), "undone": False}
        self.commit.put("undo_record", self._at.id, "team", fields)
        self.commit.put("before_image", self._at.id, NOBODY, {"rows": list(self._was.values())})
        shown = [deed for deed in self._table.all("undo_record") if deed.to]
        for old in shown[: max(0, len(shown) - DEEDS_SHOWN + 1)]:
            self.commit.put("undo_record", old.id, NOBODY, old.fields)
            self.commit.put("before_image", old.id, NOBODY, {"rows": []})
        self.commit.result["undo"] = self._at.id
        return self.commit


@command("undo", One, MODERATORS)
def undo(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take a deed back, if nothing has changed its questions since."""
    deed, was = need(table, "undo_record", args.id), need(table, "before_image", args.id)
    if deed["undone"]:
        return Commit()
    if not was["rows"]:
        raise Refusal("changed_since")
    commit = Commit()
    undone = {other.v: other.id for other in table.all("undo_record") if other["undone"]}
    back = {id for kind, id, *_ in was["rows"] if kind == "question"}
    for kind, id, to, fields, _v in was["rows"]:
        row = need(table, kind, id)
        if _version(table, row, undone) != deed.v:
            if kind == "screen":
                continue  # the projector was moved on by hand, which is no reason to refuse
            raise Refusal("changed_since")
        if "seq" in fields:
            fields = {**fields, "seq": row["seq"] + 1}  # a calendar has heard of the deed, and must hear of this
        commit.unchanged(row, "changed_since").put(kind, id, to, fields)
        if kind == "question" and fields["state"] == "answering" != row["state"]:
            if any(other.id not in back for other in answering(table, row["session"])):
                raise Refusal("changed_since")
            one_at_a_time(commit, table, row["session"])
    _count_again(commit, table, was)
    return commit.put("undo_record", deed.id, deed.to, {**deed.fields, "undone": True})


def _count_again(commit: Commit, table: Table, was: Row) -> None:
    """Write the counts of all questions that an undo puts back, and of those that they are merged into."""
    merges = {id: fields["merges"] for kind, id, _, fields, _v in was["rows"] if kind == "qmod"}
    counted = {id: need(table, "question", id).to for id in merges}
    counted |= {id: to for kind, id, to, *_ in was["rows"] if kind == "question"}
    # Counts above them change too; those may have been merged since, which is no reason to refuse.
    for higher in {row.id: row for id in counted for row in above(table, need(table, "question", id))}.values():
        if higher.id not in counted:
            commit.unchanged(higher)
            put_votes(commit, table, higher.id, higher.to, members=family_after(table, higher.id, merges))
    for id, to in counted.items():
        put_votes(commit, table, id, to, members=family_after(table, id, merges))


def answering(table: Table, session: str) -> list[Row]:
    """The questions being answered in a session: one, or none."""
    return [row for row in table.all("question") if row["state"] == "answering" and row["session"] == session]


def one_at_a_time(commit: Commit, table: Table, session: str) -> None:
    """Of two decisions at once on what is being answered, the second is made again: each rewrites the same row."""
    commit.change(need(table, "qa", session))


def family_after(table: Table, id: str, merges: dict[str, list[str]]) -> list[str]:
    """A question and all that will be merged into it once `merges` has replaced what is written."""
    qmod = table.get("qmod", id)
    children = merges.get(id, qmod["merges"] if qmod else [])
    return [id] + [f for child in children for f in family_after(table, child, merges)]


def _version(table: Table, row: Row, undone: dict[int, str]) -> int:
    """The version of a row's content: an undo writes a row anew, but with what it held before the deed."""
    v = row.v
    while v in undone:
        was = need(table, "before_image", undone[v])
        before = next((old[4] for old in was["rows"] if old[:2] == [row.kind, row.id]), None)
        if before is None:
            break
        v = before
    return v


def by(who: Actor) -> str:
    """The role that somebody acts in, for the record."""
    return next((role for role in ("organiser", "moderator", "system") if role in who.roles), "moderator")
