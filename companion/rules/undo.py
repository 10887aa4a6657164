"""Undo: what a commit changes can be taken back while nothing has touched its rows since.

An `undo_record` row says what was done, for the team; a hidden `before_image` row keeps the rows as they were, with their
versions. Nothing here knows what the rows mean: what a feature has to do beside, it hands in as a `Restorer`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from companion.core.actors import Actor, Context
from companion.core.audiences import NOBODY
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.table import Row, Table
from companion.rules.base import acting_role, need

RECORDS_SHOWN: Final = 30
MOVES_ON: Final = frozenset({"screen"})
"""Kinds that are left as they are if somebody has changed them since: that a projector shows something else by now is no
reason to refuse.
"""


class Image(NamedTuple):
    """A row as it was: `v` is its version then."""

    kind: str
    id: str
    to: str
    fields: dict[str, Any]
    v: int


Restorer = Callable[[Commit, Table, Sequence[Image]], None]
"""Adds to a commit what must happen beside putting these rows back. Raises `Refusal("changed_since")` if they cannot be."""


class Undoable:
    """A commit that can be taken back: it remembers the rows that it changes."""

    def __init__(self, table: Table, who: Actor, ctx: Context, do: str, ids: Sequence[str] = ()) -> None:
        self.commit = Commit()
        self._table, self._who, self._ctx, self._do = table, who, ctx, do
        self._ids: list[str] = list(ids)
        self._images: dict[tuple[str, str], Image] = {}

    def remember(self, row: Row) -> None:
        """Keep a row as it is now, so that it can be put back."""
        self._images.setdefault((row.kind, row.id), Image(row.kind, row.id, row.to, row.fields, row.v))

    def made(self, kind: str, id: str, fields: Mapping[str, Any]) -> None:
        """Keep that there was no such row, so that it goes again."""
        gone = {**fields, "state": "cancelled"} if "state" in fields else dict(fields)
        self._images.setdefault((kind, id), Image(kind, id, NOBODY, gone, 0))

    def about(self, id: str) -> None:
        """Name a question, session or the like that the commit is about."""
        self._ids.append(id)

    def done(self) -> Commit:
        """The commit with its record; without one if nothing was changed."""
        if not self._images:
            return self.commit
        id, fields = self._ctx.id, {"do": self._do, "ids": self._ids, "at": self._ctx.now}
        self.commit.put("undo_record", id, "team", {**fields, "by": acting_role(self._who), "undone": False})
        self.commit.put("before_image", id, NOBODY, {"rows": list(self._images.values())})
        shown = [record for record in self._table.all("undo_record") if record.to]
        for old in shown[: max(0, len(shown) - RECORDS_SHOWN + 1)]:
            self.commit.put("undo_record", old.id, NOBODY, old.fields)
            self.commit.put("before_image", old.id, NOBODY, {"rows": []})
        self.commit.result["undo"] = id
        return self.commit


def done_already(table: Table, id: str) -> dict[str, Any] | None:
    """What a command that can be taken back answers, by its record, which bears its id; None: it was not done."""
    return {"undo": id} if table.get("undo_record", id) else None


def take_back(table: Table, id: str, restorers: Iterable[Restorer]) -> Commit:
    """Put back the rows that the commit with the undo record `id` has changed.

    Raises `Refusal`: `not_found`, or `changed_since` if a row was changed by anybody else in the meantime.
    """
    record, images = need(table, "undo_record", id), images_of(need(table, "before_image", id))
    if record["undone"]:
        return Commit()
    if not images:
        raise Refusal("changed_since")
    commit = Commit()
    undone = {other.v: other.id for other in table.all("undo_record") if other["undone"]}
    for image in images:
        row, fields = need(table, image.kind, image.id), image.fields
        if _content_version(table, row, undone) != record.v:
            if image.kind in MOVES_ON:
                continue
            raise Refusal("changed_since")
        if "seq" in fields:
            fields = {**fields, "seq": row["seq"] + 1}  # a calendar has heard of the change, and must hear of this
        commit.unchanged(row, "changed_since").put(image.kind, image.id, image.to, fields)
    for restore in restorers:
        restore(commit, table, images)
    return commit.put("undo_record", record.id, record.to, {**record.fields, "undone": True})


def images_of(before_image: Row) -> list[Image]:
    """The rows that a `before_image` row keeps; none once it was emptied."""
    return [Image(*image) for image in before_image["rows"]]


def _content_version(table: Table, row: Row, undone: dict[int, str]) -> int:
    """The version of a row's content: an undo writes a row anew, but with what it held before the change."""
    v = row.v
    while v in undone:
        images = images_of(need(table, "before_image", undone[v]))
        before = next((image.v for image in images if (image.kind, image.id) == (row.kind, row.id)), None)
        if before is None:
            break
        v = before
    return v
