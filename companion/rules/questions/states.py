"""How questions come into their states: one place that moves them, so that what their authors and the team see moves along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from companion.core.audiences import NOBODY, crew
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import ON_STAGE
from companion.core.table import Row, Table
from companion.rules.base import need
from companion.rules.support import above, family_after, put_votes
from companion.rules.undo import Image, Undoable

NO_REPLY: Final[dict[str, Any]] = {"reply": None, "reply_by": None}


def audience(table: Table, session: str, state: str, merged: str | None) -> str:
    """Who sees a question in this state: what only the team sees, in a slot those who run it see as well."""
    if state == "withdrawn":
        return NOBODY
    if state in ON_STAGE and not merged:
        return "stage"
    return crew(session) if table.get("slot", session) else "team"


def was_shown(state: str, before: bool) -> bool:
    """Whether a question in this state may be told of, in a report too: everybody sees it, or did `before` it was put away."""
    return state in ON_STAGE or (state == "archived" and before)


def put_away(table: Table) -> list[Row]:
    """The questions that only the team sees now, and everybody could."""
    hidden = [row for row in table.all("question") if row.to not in ("stage", NOBODY)]
    return [row for row in hidden if row["shown"] and not row["merged"]]


def answering(table: Table, session: str) -> list[Row]:
    """The questions being answered in a session: one, or none."""
    return [row for row in table.all("question") if row["state"] == "answering" and row["session"] == session]


def live(table: Table, session: str) -> list[Row]:
    """The questions of a session that everybody sees and that wait to be answered."""
    found = [row for row in table.all("question") if row["state"] == "live" and not row["merged"]]
    return [row for row in found if row["session"] == session]


def one_at_a_time(commit: Commit, table: Table, session: str) -> None:
    """Of two decisions at once on what is being answered, the second is made again: each rewrites the same row."""
    commit.change(need(table, "qa", session))


class QuestionChange(Undoable):
    """A change of questions that can be taken back."""

    def set(self, row: Row, **changes: Any) -> None:
        """Change a question, and with it what its author is told and who sees its count."""
        self.about(row.id)
        self.remember(row)
        changes["shown"] = was_shown(changes.get("state", row["state"]), before=row["shown"])
        fields = {**row.fields, **changes}
        to = audience(self._table, row["session"], fields["state"], fields["merged"])
        self.commit.change(row, to=to, **changes)
        if to != row.to:
            put_votes(self.commit, self._table, row.id, to)
        own = self._table.get("own_question", row.id)
        if own is None:  # it is forgotten whose it was
            return
        target = need(self._table, "question", fields["merged"]) if fields["merged"] else None
        shown = {
            "text": fields["text"],
            "reply": fields["reply"],
            "reply_by": fields.get("reply_by"),
            "state": "merged" if fields["merged"] else fields["state"],
            # The author may not know of a question that waits itself, not even its id.
            "into": target.id if target and target.to == "stage" else None,
        }
        if any(own.fields.get(field) != value for field, value in shown.items()):
            self.remember(own)
            self.commit.put("own_question", own.id, own.to, {**own.fields, **shown})


def hide(change: Undoable, table: Table, row: Row, silent: bool) -> bool:
    """Take a question of a muted device out of sight (a `Hider`)."""
    if row["merged"] or row["state"] not in ("queued", "live", "answering"):
        return False
    change.about(row.id)
    change.remember(row)
    to = audience(table, row["session"], "dismissed", None)
    change.commit.change(row, to=to, state="dismissed", shown=False, answered_at=None)
    put_votes(change.commit, table, row.id, to)
    own = table.get("own_question", row.id)
    if own is not None and not silent:
        change.remember(own)
        change.commit.put("own_question", own.id, own.to, {**own.fields, "state": "dismissed"})
    return True


def forget_written(table: Table, commit: Commit, id: str) -> None:
    """Forget what a panellist has sent in answer to a question; what everybody reads of it stays."""
    if (row := table.get("written_answer", id)) is not None and row.to != NOBODY:
        commit.change(row, to=NOBODY, state="gone", text="", reasons=[])


def close_all(commit: Commit, table: Table, now: int) -> None:
    """Close the questions everywhere (an `Ender`)."""
    for qa in table.all("qa"):
        if qa["open"]:
            commit.change(qa, open=False)


def release(commit: Commit, table: Table, child: Row) -> None:
    """Let a merged question stand for itself again, in the state that it had."""
    to = audience(table, child["session"], child["state"], None)
    commit.change(child, to=to, merged=None)
    put_votes(commit, table, child.id, to)
    tell_author(commit, table, child.id, state=child["state"], into=None)


def tell_author(commit: Commit, table: Table, id: str, **told: Any) -> None:
    """Change what the author of a question is told, as long as it is known whose it is."""
    if own := table.get("own_question", id):
        commit.put("own_question", id, own.to, {**own.fields, **told})


def restore(commit: Commit, table: Table, images: Sequence[Image]) -> None:
    """Beside putting questions back (a `Restorer`): still one answered at a time, and every count that changes with them.

    Raises `Refusal("changed_since")` if another question is being answered by now.
    """
    back = {image.id for image in images if image.kind == "question"}
    for image in images:
        if image.kind != "question":
            continue
        row = need(table, "question", image.id)
        if image.fields["state"] == "answering" != row["state"]:
            if any(other.id not in back for other in answering(table, row["session"])):
                raise Refusal("changed_since")
            one_at_a_time(commit, table, row["session"])
    _count_again(commit, table, images)


def _count_again(commit: Commit, table: Table, images: Sequence[Image]) -> None:
    """Write the counts of all questions that are put back, and of those that they are merged into."""
    merges = {image.id: image.fields["merges"] for image in images if image.kind == "qmod"}
    counted = {id: need(table, "question", id).to for id in merges}
    counted |= {image.id: image.to for image in images if image.kind == "question"}
    # Counts above them change too; those may have been merged since, which is no reason to refuse.
    for higher in {row.id: row for id in counted for row in above(table, need(table, "question", id))}.values():
        if higher.id not in counted:
            commit.unchanged(higher)
            put_votes(commit, table, higher.id, higher.to, members=family_after(table, higher.id, merges))
    for id, to in counted.items():
        put_votes(commit, table, id, to, members=family_after(table, id, merges))
